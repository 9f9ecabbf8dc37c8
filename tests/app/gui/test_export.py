"""Figures as files: of the right size, carrying their session, and the same picture in every format."""

import re
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

import surfaces
from app.errors import CancelledError, FaultError, UseError
from app.gui.export import Paint, picture_image, scene_painting, write_figure
from app.gui.painting.layout import layout_of
from app.gui.painting.map_figure import paint_map_figure
from app.gui.painting.sheet import pixel_sheet
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, Measure
from app.model.paper import Paper, Part, Unit
from app.model.scene import Scene, SceneBuilder
from app.model.theme import LIGHT, THEMES
from app.sessions import Session
from app.sessions.figures import carried
from tests.app.gui.painting.readers import beyond_antialiasing, by_command, pixels
from tests.app.gui.painting.test_layout import NOISY, compared, crowd_painting
from tests.app.gui.painting.test_map_figure import picture_of

SHORT = edits.set_run(Experiment(), "steps", 60)
SESSION = Session(SHORT, step=25, rectangle=(-2.0, 1.0, -0.5, 2.5), view="map")
SUFFIXES = (".png", ".svg", ".pdf")
COLUMN, SCREEN = Paper(85, 85, Unit.MM, 300), Paper(640, 480)
ALIKE = 0.02
"""So few pixels may differ beyond antialiasing."""


@cache
def scene_of(experiment: Experiment) -> Scene:
    return SceneBuilder().build(experiment)


def usual() -> Paint:
    return scene_painting(scene_of(SHORT), step=25)


def of_maps() -> Paint:
    picture = picture_of("rosenbrock", MapKind.STARTS, Measure.VERDICT, (1, 2))
    return lambda painter, sheet: paint_map_figure(painter, sheet, picture)


def of_comparison() -> Paint:
    from app.gui.painting.fair_figure import paint_fair_figure

    return lambda painter, sheet: paint_fair_figure(painter, sheet, compared(3))


PAINTINGS = {
    "path": usual,
    "no minimum": lambda: scene_painting(scene_of(edits.choose_surface(SHORT, surfaces.get("saddle")))),
    "density": lambda: scene_painting(scene_of(replace(NOISY, seeds=200))),
    "crowd": lambda: crowd_painting(NOISY),
    "maps": of_maps,
    "comparison": of_comparison,
}


def share_apart(folder: Path, paper: Paper, paint: Paint) -> dict[str, float]:
    """How much of SVG and PDF, as other programs show them, is not what the PNG shows."""
    for suffix in SUFFIXES:
        write_figure(folder / f"a{suffix}", paper, paint, SESSION)
    expected = pixels(QImage(str(folder / "a.png")))
    rows, columns, _ = expected.shape
    svg, pdf = folder / "a.svg", folder / "a.pdf"
    size = ("-w", str(columns), "-h", str(rows))
    found = {
        "svg": by_command(svg, "rsvg-convert", *size, str(svg), "-o"),
        "pdf": by_command(pdf, "pdftoppm", "-png", "-singlefile", "-r", f"{paper.dpi:g}", str(pdf)),
    }
    # A page that ends within a pixel has one more here.
    return {kind: beyond_antialiasing(pixels(image)[:rows, :columns], expected) for kind, image in found.items()}


ON_SCREEN = (("crowd", "dark", SCREEN), ("maps", "light", SCREEN))
"""One in each of both themes: all that a theme changes is colours."""


@pytest.mark.parametrize(("painting", "theme", "paper"), [*product(PAINTINGS, ["print"], [COLUMN]), *ON_SCREEN])
def test_all_formats_show_the_same_to_other_programs(
    painting: str, theme: str, paper: Paper, tmp_path: Path, qapp
) -> None:
    paper = replace(paper, theme=THEMES[theme], parts=frozenset(Part))
    for kind, share in share_apart(tmp_path, paper, PAINTINGS[painting]()).items():
        assert share < ALIKE, kind


def test_what_differs_beyond_antialiasing_is_seen() -> None:
    blank = np.full((100, 100, 3), 255.0)
    line, aside, other = blank.copy(), blank.copy(), blank.copy()
    line[:, 50], aside[:, 51], other[:, 60] = 0.0, 0.0, 0.0
    faint = blank.copy()
    faint[:, 50:52] = 120.0
    assert beyond_antialiasing(line, line) == beyond_antialiasing(line, aside) == 0.0
    assert beyond_antialiasing(line, other) == pytest.approx(0.02)
    assert beyond_antialiasing(line, blank) == beyond_antialiasing(blank, line) == pytest.approx(0.01)
    assert beyond_antialiasing(line, faint) == pytest.approx(0.01), "a grey that is far from both of an edge's sides"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_figure_carries_its_session(suffix: str, tmp_path: Path, qapp) -> None:
    target = tmp_path / f"a{suffix}"
    write_figure(target, SCREEN, usual(), SESSION)
    assert carried(target.read_bytes()) == SESSION


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_that_is_ended_leaves_nothing(suffix: str, tmp_path: Path, qapp) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"before")
    told: list[float] = []

    def end(share: float) -> None:
        told.append(share)
        raise CancelledError

    with pytest.raises(CancelledError):
        write_figure(tmp_path / f"a{suffix}", SCREEN, usual(), SESSION, end)
    assert told == [1.0]
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [(f"a{suffix}", b"before")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_painting_that_fails_leaves_no_file_and_no_open_painter(suffix: str, tmp_path: Path, qapp) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_figure(tmp_path / f"a{suffix}", SCREEN, fail, SESSION)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_suffix_is_refused_before_anything_is_painted(tmp_path: Path) -> None:
    with pytest.raises(UseError, match=r"a\.gif ends in \.gif"):
        write_figure(tmp_path / "a.gif", SCREEN, lambda *_: pytest.fail("painted"), SESSION)


def test_without_memory_for_a_picture_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch, qapp) -> None:
    monkeypatch.setattr("app.gui.export.QImage", NoMemory)
    with pytest.raises(FaultError, match=r"^no memory for a picture of 640 × 480 pixels; [^\n]+$"):
        picture_image(SCREEN, usual())


class NoMemory(QImage):
    """What Qt makes of a picture that is too large."""

    def __init__(self, *_: object) -> None:
        super().__init__()


@pytest.mark.parametrize(
    ("paper", "width", "height", "box"),
    [
        (Paper(1280, 800), "1280", "800", "0 0 1280 800"),
        (Paper(1001, 701), "1001", "701", "0 0 1001 701"),
        (Paper(85, 64, Unit.MM, 300), "85mm", "64mm", "0 0 321.26 241.89"),
        (Paper(180, 135, Unit.MM, 600), "180mm", "135mm", "0 0 680.315 510.236"),
    ],
)
def test_an_svg_says_its_size_in_its_papers_unit(
    paper: Paper, width: str, height: str, box: str, tmp_path: Path, qapp
) -> None:
    write_figure(tmp_path / "a.svg", paper, usual(), SESSION)
    head = (tmp_path / "a.svg").read_text(encoding="utf-8")[:400]
    assert re.search(rf'<svg width="{width}" height="{height}"\s+viewBox="{box}"', head)


@pytest.mark.parametrize(
    ("paper", "width", "height"),
    [
        (Paper(85, 64, Unit.MM, 300), 240.945, 181.417),
        (Paper(180, 135, Unit.MM, 600), 510.236, 382.677),
        (Paper(1280, 800), 960.0, 600.0),
        (Paper(1001, 701), 750.75, 525.75),
    ],
)
def test_a_page_is_as_large_as_the_paper_to_a_hundredth_of_a_point(
    paper: Paper, width: float, height: float, tmp_path: Path, qapp
) -> None:
    write_figure(tmp_path / "a.pdf", paper, usual(), SESSION)
    (box,) = re.findall(rb"/MediaBox \[([\d. ]+)\]", (tmp_path / "a.pdf").read_bytes())
    left, bottom, right, top = map(float, box.split())
    assert (right - left, top - bottom) == (pytest.approx(width, abs=0.01), pytest.approx(height, abs=0.01))
    # The figure hangs from the upper edge of the page that it was painted on.
    assert top == int(top)


@pytest.mark.parametrize(
    ("paper", "size", "per_metre"),
    [(Paper(85, 64, Unit.MM, 300), (1004, 756), 11811), (Paper(640, 480), (640, 480), 3780)],
)
def test_a_png_says_how_large_it_is_in_print(paper: Paper, size, per_metre: int, tmp_path: Path, qapp) -> None:
    write_figure(tmp_path / "a.png", paper, usual(), SESSION)
    data = (tmp_path / "a.png").read_bytes()
    at = data.index(b"pHYs") + 4
    assert struct.unpack(">IIB", data[at : at + 9]) == (per_metre, per_metre, 1)
    assert struct.unpack(">II", data[16:24]) == size


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("paper", [COLUMN, SCREEN, Paper(1280, 800)], ids=["85 mm", "640 px", "1280 px"])
def test_heads_have_exactly_the_colours_of_their_lanes(paper: Paper, theme, tmp_path: Path, qapp) -> None:
    paper, scene = replace(paper, theme=theme), scene_of(SHORT)
    sheet = pixel_sheet(paper)
    frame = layout_of(sheet, scene).frame
    for lane in range(3):
        alone = scene_of(edits.set_visible(edits.set_visible(SHORT, (lane + 1) % 3, False), (lane + 2) % 3, False))
        write_figure(tmp_path / "a.png", paper, scene_painting(alone), SESSION)
        at = layout_of(sheet, alone).frame.point(*alone.runs[lane].positions[0, -1]) * sheet.zoom
        found = QImage(str(tmp_path / "a.png")).pixelColor(int(at.x()), int(at.y()))
        assert found.name() == QColor(theme.lanes[scene.runs[lane].lane.colour]).name()
    assert frame.width > 0


def test_figures_painted_side_by_side_in_threads_are_the_same_as_one_after_the_other(qapp) -> None:
    papers = [replace(paper, theme=theme) for paper in (COLUMN, SCREEN) for theme in THEMES.values()]
    paints = [scene_painting(scene_of(replace(NOISY, seeds=200)), step=step) for step in (10, 40)]
    wanted = [(paper, paint) for paper in papers for paint in paints]
    expected = [picture_image(*each) for each in wanted]
    with ThreadPoolExecutor(4) as executor:
        found = list(executor.map(lambda each: picture_image(*each), wanted * 2))
    assert found == expected * 2


def test_the_text_of_an_svg_needs_no_typeface(tmp_path: Path, qapp) -> None:
    write_figure(tmp_path / "a.svg", replace(COLUMN, theme=LIGHT), usual(), SESSION)
    assert b"<text" not in (tmp_path / "a.svg").read_bytes()
