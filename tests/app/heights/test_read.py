"""Every layout of every format gives the heights that are in it."""

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image

from app.heights import read_heights
from app.heights.picture import SIDE
from app.sessions.schema import MOST_BYTES
from optim_core import SGD, simulate
from surfaces.grid import Grid
from surfaces.sampled import MOST_POINTS, MOST_SIDE
from tests.app.heights.files import holding, npz, picture

X, Y = np.array([-1.0, 0.25, 2.0]), np.array([0.5, 1.5])
HEIGHTS = np.array([[3.0, 2.5, -1e-3], [4.0, 0.0, 6e5]])
CROSSED = ",-1,0.25,2\n0.5,3,2.5,-1e-3\n1.5,4,0,6e5\n"
POINTS = "-1 .5 3\n0.25 .5 2.5\n2 .5 -1e-3\n-1 1.5 4\n0.25 1.5 0\n2 1.5 6e5\n"


def read(folder: Path, data: bytes | str, name: str = "hill.csv") -> Grid:
    return read_heights(holding(data)(folder / name))


def shuffled(text: str) -> str:
    return "".join(sorted(text.splitlines(keepends=True), key=lambda line: line[::-1]))


TABLES = {
    "crossed": CROSSED,
    "crossed, corner with a word": "y\\x" + CROSSED,
    "crossed, in quotation marks": '""' + CROSSED,
    "crossed, from right to left": ",2,0.25,-1\n0.5,-1e-3,2.5,3\n1.5,6e5,0,4",
    "crossed, from above": ",-1,0.25,2\n1.5,4,0,6e5\n0.5,3,2.5,-1e-3",
    "crossed, semicolons": CROSSED.replace(",", ";"),
    "crossed, tabs": CROSSED.replace(",", "\t"),
    "crossed, space and a word": "f" + CROSSED.replace(",", "   "),
    "crossed, space and no corner": CROSSED.replace(",", " "),
    "crossed, space around commas": CROSSED.replace(",", " , "),
    "crossed, plus signs": CROSSED.replace(",2", ",+2"),
    "points": POINTS,
    "points, shuffled": shuffled(POINTS),
    "points, commas": POINTS.replace(" ", ","),
    "points, named": "x y f\n" + POINTS,
    "points, named otherwise": "X,Y,Loss\n" + POINTS.replace(" ", ","),
    "points, in other columns": "z,y,x\n"
    + "".join(",".join(line.split()[::-1]) + "\n" for line in POINTS.splitlines()),
    "points, with other columns": 'x;y;"note";value\n'
    + POINTS.replace(" ", ";").replace(";.5;", ";.5;a;").replace(";1.5;", ";1.5;;"),
    "points, numbered": ",x,y,f\n"
    + "".join(f"{n},{line}\n" for n, line in enumerate(POINTS.replace(" ", ",").splitlines())),
    "comments": "# made today\n\n" + CROSSED.replace("\n", " # remark, with a comma; and µ\n") + "#\n",
    "a byte order mark": "\ufeff" + CROSSED,
    "lines of Windows": CROSSED.replace("\n", "\r\n"),
    "lines of old": CROSSED.replace("\n", "\r"),
    "no last line break": CROSSED.rstrip(),
}


@pytest.mark.parametrize("layout", TABLES)
def test_a_table_is_read(tmp_path: Path, layout: str) -> None:
    found = read(tmp_path, TABLES[layout])
    assert found == Grid.of("hill", X, Y, HEIGHTS, origin="hill.csv")


@pytest.mark.parametrize("separator", [",", "; ", "\t", " "])
def test_bare_heights_count_columns_and_rows(tmp_path: Path, separator: str) -> None:
    rows = [[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.5]]
    found = read(tmp_path, "\n".join(separator.join(map(str, row)) for row in rows))
    assert found == Grid.of("hill", range(4), range(2), rows, origin="hill.csv")


def test_bare_heights_may_have_two_columns(tmp_path: Path) -> None:
    assert read(tmp_path, "1 2\n3 4\n5 6").heights.tolist() == [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]


def test_three_columns_are_points(tmp_path: Path) -> None:
    found = read(tmp_path, "0 0 1\n0 1 2\n1 0 3\n1 1 4")
    assert found.heights.tolist() == [[1.0, 3.0], [2.0, 4.0]]


@given(
    heights=arrays.arrays(np.float64, (3, 4), elements=st.floats(-1e30, 1e30)),
    x=st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=4, max_size=4, unique=True),
)
def test_digits_are_kept_to_the_last(
    tmp_path_factory: pytest.TempPathFactory, heights: np.ndarray, x: list[float]
) -> None:
    x.sort()
    lines = [["", *x], *([y, *row] for y, row in enumerate(heights.tolist()))]
    text = "\n".join(",".join(map(str, line)) for line in lines)
    found = read(tmp_path_factory.mktemp("heights"), text)
    assert np.array_equal(found.x, x)
    assert np.array_equal(found.heights, heights)


# Archives

PATH = np.array([[0.5, 1.0], [1.0, 0.75], [5.0, 5.0]])
ARCHIVES = {
    "f": npz(x=X, y=Y, f=HEIGHTS),
    "z": npz(x=X, y=Y, z=HEIGHTS),
    "loss": npz(x=X, y=Y, loss=HEIGHTS),
    "height": npz(x=X, y=Y, height=HEIGHTS),
    "heights": npz(x=X, y=Y, heights=HEIGHTS),
    "value": npz(x=X, y=Y, value=HEIGHTS),
    "compressed": npz(compressed=True, x=X, y=Y, f=HEIGHTS),
    "big-endian": npz(x=X.astype(">f8"), y=Y.astype(">f4"), f=HEIGHTS.astype(">f8")),
    "columns first": npz(x=X, y=Y, f=np.asfortranarray(HEIGHTS)),
    "falling": npz(x=X[::-1], y=Y[::-1], f=HEIGHTS[::-1, ::-1]),
    "with others": npz(x=X, y=Y, f=HEIGHTS, note="said", weights=np.ones((3, 3, 3)), any=np.array([{}], dtype=object)),
}


@pytest.mark.parametrize("what", ARCHIVES)
def test_an_archive_is_read(tmp_path: Path, what: str) -> None:
    assert read(tmp_path, ARCHIVES[what], "hill.npz") == Grid.of("hill", X, Y, HEIGHTS, origin="hill.npz")


@pytest.mark.parametrize("kind", ["i1", "u2", "<i4", ">i8", "f2", "f4"])
def test_any_real_numbers_will_do(tmp_path: Path, kind: str) -> None:
    heights = np.array([[1, 2, 3], [4, 5, 100]]).astype(kind)
    assert read(tmp_path, npz(x=range(3), y=range(2), f=heights)).heights.tolist() == heights.tolist()


@pytest.mark.parametrize("columns", [2, 3, 50])
def test_a_path_comes_with_its_archive(tmp_path: Path, columns: int) -> None:
    path = np.pad(PATH, ((0, 0), (0, columns - 2)), constant_values=np.nan)
    found = read(tmp_path, npz(x=X, y=Y, f=HEIGHTS, path=path))
    assert found.path is not None
    assert np.array_equal(found.path, PATH)
    assert found.start == (0.5, 1.0)


# Pictures

GREY = np.arange(12, dtype=np.uint8).reshape(3, 4) * 23
DEEP = GREY.astype(np.uint16) * 257


def test_a_picture_is_as_high_as_it_is_bright_and_stands_upright(tmp_path: Path) -> None:
    found = read(tmp_path, picture(DEEP), "hill.png")
    assert np.array_equal(found.heights * 65535, DEEP[::-1])
    assert np.allclose(found.x, [0, 1 / 3, 2 / 3, 1])
    assert np.allclose(found.y, [0, 1 / 3, 2 / 3])
    assert (found.title, found.origin) == ("hill", "hill.png")


def test_a_tall_picture_is_one_high(tmp_path: Path) -> None:
    assert read(tmp_path, picture(DEEP.T)).view == pytest.approx((0, 2 / 3, 0, 1))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bits_are_kept(tmp_path: Path, kind: str) -> None:
    grey = np.array([[0, 1, 2], [258, 65534, 65535]], dtype=np.uint16)
    found = read(tmp_path, picture(grey, kind))
    assert np.array_equal(found.heights * 65535, grey[::-1])
    assert found.origin == "hill.csv"


def plain(level: tuple[int, ...]) -> np.ndarray:
    """Pixels of one colour, which smoothing leaves as they are."""
    return np.broadcast_to(np.array(level, dtype=np.uint8), (3, 3, len(level))).copy()


@pytest.mark.parametrize(
    ("colour", "height"),
    [((255, 0, 0), 0.299), ((0, 255, 0), 0.587), ((0, 0, 255), 0.114), ((255, 255, 255), 1.0), ((0, 0, 0), 0.0)],
)
def test_colours_count_by_their_luminance(tmp_path: Path, colour: tuple[int, int, int], height: float) -> None:
    assert np.allclose(read(tmp_path, picture(plain(colour))).heights, height)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK"])
def test_all_kinds_of_pixels_have_their_height_whatever_their_transparency(tmp_path: Path, mode: str) -> None:
    # A plane: what is even stays so when it is smoothed, edges included.
    ramp = Image.fromarray(np.tile(np.array([0, 255], dtype=np.uint8), (3, 1)))
    image = ramp.convert("P").convert("PA") if mode == "PA" else ramp.convert(mode)
    if mode in ("LA", "RGBA"):
        image.putalpha(7)
    options = {"transparency": bytes([0, 9])} if mode == "P" else {}
    found = read(tmp_path, picture(image, "TIFF" if mode in ("CMYK", "PA") else "PNG", **options))
    assert np.allclose(found.heights, [[0, 1]] * 3, rtol=0.0, atol=1e-12)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_every_kind_of_picture_is_read(tmp_path: Path, kind: str) -> None:
    ramp = np.tile(np.linspace(0, 255, 32).astype(np.uint8), (16, 1))
    found = read(tmp_path, picture(Image.fromarray(ramp).convert("RGB"), kind))
    assert np.abs(found.heights - ramp / 255).max() < 0.02


def test_a_photograph_lies_as_it_was_taken(tmp_path: Path) -> None:
    image = Image.fromarray(DEEP)
    turned = image.getexif()
    turned[0x0112] = 6
    found = read(tmp_path, picture(image, exif=turned))
    assert np.array_equal(found.heights * 65535, np.rot90(DEEP, -1)[::-1])


def test_a_large_picture_is_averaged_and_says_so(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 65536, (3 * SIDE // 2, 3 * SIDE), dtype=np.uint16)
    found = read(tmp_path, picture(pixels), "large.png")
    means = pixels.reshape(SIDE // 2, 3, SIDE, 3).mean(axis=(1, 3))[::-1] / 65535
    assert np.allclose(found.heights, means, rtol=0.0, atol=1e-6)
    assert found.origin == "large.png, averaged from 768 × 384 pixels"
    assert found.view == pytest.approx((0, 1, 0, 127 / 255))


def test_a_narrow_picture_stays_two_pixels_wide(tmp_path: Path) -> None:
    found = read(tmp_path, picture(np.zeros((2000, 2), dtype=np.uint8)))
    assert found.heights.shape == (SIDE, 2)
    assert found.origin == "hill.csv, averaged from 2 × 2000 pixels, smoothed"


def test_a_bowl_of_8_bits_has_one_minimum_and_leads_there(tmp_path: Path) -> None:
    x = np.linspace(0.0, 1.0, 200)
    bowl = (x - 0.3) ** 2 + (x[::-1, np.newaxis] - 0.6) ** 2
    found = read(tmp_path, picture(np.rint(255 * bowl / bowl.max()).astype(np.uint8)))
    assert np.abs(found.heights - bowl[::-1] / bowl.max()).max() < 1.5 / 255
    ((at_x, at_y),) = found.minima
    assert (at_x, at_y) == (pytest.approx(0.3, abs=0.01), pytest.approx(0.6, abs=0.01))
    walk = simulate(found.gradient, [SGD(lr=found.suggested_lr)], start=found.start, steps=1000)
    assert walk.positions[0, 0, -1] == pytest.approx((at_x, at_y), abs=0.02)


# Names


@pytest.mark.parametrize("name", ["hill.csv", "hill", "hill.npz", "hill.png", "-x", "ü βθ.csv"])
@pytest.mark.parametrize("data", [CROSSED, ARCHIVES["f"], picture(GREY)], ids=["table", "archive", "picture"])
def test_what_is_in_a_file_counts_and_not_its_name(tmp_path: Path, data: bytes | str, name: str) -> None:
    found = read(tmp_path, data, name)
    assert found.heights.shape in ((2, 3), (3, 4))
    assert found.title == Path(name).stem
    assert found.origin.startswith(name)


@pytest.mark.parametrize("name", ["new\nline.csv", "x" * 250, " .csv", "\u202egpj.csv", os.fsdecode(b"\xff.csv")])
def test_a_name_that_no_line_holds_is_made_to_fit(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, picture(np.zeros((300, 300), dtype=np.uint8)), name)
    assert found.title.isprintable()
    assert found.origin.isprintable()
    assert found.origin.endswith(", averaged from 300 × 300 pixels, smoothed")


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "hill.csv").write_text(CROSSED)
    (tmp_path / "latest").symlink_to("hill.csv")
    assert read_heights(tmp_path / "latest").title == "latest"


# Sizes


def test_the_largest_table_is_read(tmp_path: Path) -> None:
    knots = np.arange(MOST_SIDE) / 3
    crossed = np.vstack([np.append(np.nan, knots), np.column_stack([knots, np.add.outer(knots, knots)])])
    text = "\n".join(",".join(map(str, row)) for row in crossed.tolist())
    crossed_grid = read(tmp_path, text.replace("nan", ""))
    x, y = np.meshgrid(knots, knots)
    points = np.column_stack([x.ravel(), y.ravel(), (x + y).ravel()])
    points_grid = read(tmp_path, "\n".join(" ".join(map(str, row)) for row in points.tolist()))
    assert points_grid == crossed_grid


def test_the_largest_grid_fits_into_a_session() -> None:
    draws = np.random.default_rng(0)
    x, y = (np.sort(draws.uniform(size=MOST_SIDE)) for _ in "xy")
    grid = Grid.of("large", x, y, draws.normal(size=(len(y), len(x))), draws.normal(size=(MOST_POINTS, 2)))
    found = grid.packed()
    assert sum(len(str(part)) for part in found) < 0.9 * MOST_BYTES
    assert Grid.unpacked(found) == grid
