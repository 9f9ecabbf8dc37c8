"""Maps as painted: where cells lie, what marks them, that no words overlap, and that all formats show the same."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

import surfaces
from app.gui.export import Paint
from app.gui.painting import map_layout
from app.gui.painting.frame import Frame
from app.gui.painting.map_colours import tone_colour
from app.gui.painting.map_entries import share_text
from app.gui.painting.map_figure import paint_map_figure
from app.gui.painting.map_ground import map_frames, paint_map_ground
from app.gui.painting.map_lines import label_box, names_at, names_of
from app.gui.painting.map_marks import paint_map_marks
from app.gui.painting.style import Style
from app.model import edits
from app.model.events import add_move
from app.model.maps import MapKind, MapPanelPicture, MapPicture, Measure, boundaries, request_of
from app.model.maps.shading import shadings
from app.model.theme import DARK, LIGHT, THEMES
from surfaces.typed import Typed
from tests.app.gui.painting.papers import assert_apart, image_of, image_of_any_size, written
from tests.app.gui.painting.readers import SIZE, assert_same_picture, by_command, pixels, svg_by_qt
from tests.app.model.maps.examples import computed, on

RATES, STARTS, PARAMETER = MapKind.RATES, MapKind.STARTS, MapKind.PARAMETER


def picture_of(
    key: str, kind: MapKind, measure: Measure, lanes: tuple[int, ...] = (1,), *, difference: bool = False, side: int = 8
) -> MapPicture:
    experiment = on(key, 120)
    maps = [computed(experiment, lane, kind, side) for lane in lanes]
    panels = (MapPanelPicture(data, experiment.lanes[lane].name, lane) for lane, data in zip(lanes, maps, strict=True))
    return MapPicture(tuple(panels), measure, difference)


def painting(picture: MapPicture) -> Paint:
    return lambda painter, sheet: paint_map_figure(painter, sheet, picture)


def painted(draw, size: tuple[int, int] = (420, 420), theme=LIGHT) -> QImage:
    """What the function paints on a panel."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(int(theme.panel[1:], 16))
    painter = QPainter(image)
    try:
        draw(painter, QRectF(0, 0, *size), Style(theme, screen=True))
    finally:
        painter.end()
    return image


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("lanes", [(1,), (1, 2)], ids=["one", "two"])
def test_every_cell_is_painted_where_its_values_lie(theme, lanes: tuple[int, ...], qapp) -> None:
    picture = picture_of("plateau", STARTS, Measure.VERDICT, lanes)
    size = (640, 420)
    image = painted(lambda *where: paint_map_ground(*where, picture), size, theme)
    frames = map_frames(QRectF(0, 0, *size), Style(theme, screen=True), picture)
    assert len(frames) == len(lanes)
    for frame, panel, shading in zip(frames, picture.panels, shadings(picture).maps, strict=True):
        matching = 0
        for row in range(8):
            for column in range(8):
                place = np.array([panel.data.request.x.values(8)[column], panel.data.request.y.values(8)[row]])
                at = frame.point(
                    *(
                        float(axis.places(v))
                        for axis, v in zip((panel.data.request.x, panel.data.request.y), place, strict=True)
                    )
                )
                found = image.pixelColor(int(at.x()), int(at.y())).name()
                matching += found == tone_colour(shading.tones[shading.codes[row, column]], theme)
        # A contour line runs through some.
        assert matching >= 48


def test_the_cells_stay_sharp_where_they_are_large(qapp) -> None:
    picture = picture_of("plateau", RATES, Measure.VERDICT, side=2)
    image = painted(lambda *where: paint_map_ground(*where, picture))
    (frame,) = map_frames(QRectF(0, 0, 420, 420), Style(LIGHT, screen=True), picture)
    (shading,) = shadings(picture).maps
    inside = [
        image.pixelColor(x, int(frame.top + 0.9 * frame.height)).name()
        for x in range(int(frame.left) + 2, int(frame.left + frame.width) - 2)
    ]
    known = {tone_colour(tone, LIGHT) for tone in shading.tones}
    assert sum(colour not in known for colour in inside) <= 6


@pytest.mark.parametrize("kind", MapKind, ids=lambda kind: kind.name)
def test_marks_stand_where_the_lane_stands_and_at_the_best_cell(kind: MapKind, qapp) -> None:
    picture = picture_of("rosenbrock", kind, Measure.LOSS)
    (panel,) = picture.panels
    (frame,) = map_frames(QRectF(0, 0, 420, 420), Style(LIGHT, screen=True), picture)
    x, y = panel.data.values_at((1, 3))
    marked = replace(picture, panels=(replace(panel, cross=(x, y)),))
    bare = pixels(painted(lambda *where: paint_map_marks(*where, picture, best=False)))
    crossed = pixels(painted(lambda *where: paint_map_marks(*where, marked, best=False)))
    starred = pixels(painted(lambda *where: paint_map_marks(*where, picture)))
    at = frame.point((3 + 0.5) / 8, (1 + 0.5) / panel.data.rows)
    ring = crossed[round(at.y()), round(at.x() + 6.5)]
    assert np.abs(ring - [0x00, 0x72, 0xB2]).max() < 40
    rows, columns = np.nonzero((crossed != bare).any(axis=2))
    assert frame.left - 1 <= columns.min() < frame.left + 3
    assert frame.top - 1 <= rows.min() < frame.top + 3
    if kind is STARTS:
        star = frame.point(
            *(float(axis.places(v)) for axis, v in ((panel.data.request.x, 1.0), (panel.data.request.y, 1.0)))
        )
        assert (starred == bare).all()
    else:
        row, column = panel.data.best(Measure.LOSS)
        star = frame.point((column + 0.5) / 8, (row + 0.5) / panel.data.rows)
        assert (starred != bare).any()
    assert starred[round(star.y()), round(star.x())].tolist() == [0x1B, 0x1F, 0x24]


def minima_over_starts(surface, half: float, side: int = 400) -> tuple[QImage, Frame]:
    """The stars over a map of starts in a plane that reaches so far, with where the plane lies."""
    experiment = edits.choose_surface(on("rosenbrock", 10), surface)
    request = request_of(experiment, 1, STARTS, view=(-half, half, -half, half))
    data = replace(computed(on("rosenbrock", 10), 1, STARTS, 2), request=request)
    picture = MapPicture((MapPanelPicture(data, "Momentum", 1),), Measure.VERDICT)
    (frame,) = map_frames(QRectF(0, 0, side, side), Style(LIGHT, screen=True), picture)
    image = painted(lambda *where: paint_map_marks(*where, picture), (side, side))
    return image, replace(frame, view=(-half, half, -half, half))


def test_minima_over_starts_that_lie_on_each_other_are_thinned(qapp) -> None:
    image, frame = minima_over_starts(surfaces.get("rastrigin"), 60.0)
    low, high = frame.point(-5.5, 5.5), frame.point(5.5, -5.5)
    box = pixels(image)[round(low.y()) : round(high.y()), round(low.x()) : round(high.x())]
    inside = (box != QColor(LIGHT.halo).getRgb()[:3]).any(axis=2)
    assert 0.1 < inside.mean() < 0.45, "121 minima are no blot, and not gone"


def test_minima_over_starts_are_small_where_they_are_not_the_deepest(qapp) -> None:
    image, frame = minima_over_starts(surfaces.get("rastrigin"), 2.0)
    ink = (pixels(image) == QColor(LIGHT.text).getRgb()[:3]).all(axis=2)

    def inked(x: float) -> int:
        at = frame.point(x, 0.0)
        return int(ink[round(at.y()) - 12 : round(at.y()) + 12, round(at.x()) - 12 : round(at.x()) + 12].sum())

    assert 0 < 2 * inked(1.0) < inked(0.0)


def test_minima_over_starts_that_were_found_numerically_are_hollow(qapp) -> None:
    surface = Typed("x^2 + y^2")
    assert surface.minima_are_found
    image, frame = minima_over_starts(surface, 2.0)
    at = frame.point(0.0, 0.0)
    assert image.pixelColor(round(at.x()), round(at.y())).name() == LIGHT.halo.lower()


def test_a_cross_beyond_the_map_is_not_drawn(qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.LOSS)
    (panel,) = picture.panels
    away = replace(picture, panels=(replace(panel, cross=(5.0, 0.9)),))
    draws = [painted(lambda *where, shown=shown: paint_map_marks(*where, shown)) for shown in (picture, away)]
    assert draws[0] == draws[1]


def test_a_ghost_is_drawn_as_far_as_it_can_be_and_within_the_map(qapp) -> None:
    picture = picture_of("rosenbrock", STARTS, Measure.LOSS)
    (panel,) = picture.panels
    path = np.array([[-1.0, 0.0], [0.0, 1.0], [1e300, 1.0], [np.nan, np.nan], [0.0, 0.0]])
    bare = pixels(painted(lambda *where: paint_map_marks(*where, picture)))
    ghost = replace(picture, panels=(replace(panel, ghost=path),))
    drawn = pixels(painted(lambda *where: paint_map_marks(*where, ghost)))
    (frame,) = map_frames(QRectF(0, 0, 420, 420), Style(LIGHT, screen=True), picture)
    columns = np.nonzero((drawn != bare).any(axis=2))[1]
    assert columns.min() >= frame.left
    assert columns.max() <= frame.left + frame.width + 2
    middle = frame.point(
        *(float(axis.places(v)) for axis, v in ((panel.data.request.x, -0.5), (panel.data.request.y, 0.5)))
    )
    near = drawn[round(middle.y()) - 2 : round(middle.y()) + 3, round(middle.x()) - 2 : round(middle.x()) + 3]
    assert (np.abs(near - [0x00, 0x72, 0xB2]).max(axis=2) < 90).any()
    empty = replace(picture, panels=(replace(panel, ghost=np.empty((0, 2))),))
    assert (pixels(painted(lambda *where: paint_map_marks(*where, empty))) == bare).all()


PICTURES = {
    "verdicts": ("rosenbrock", RATES, Measure.VERDICT, (1,), False),
    "losses of two": ("rosenbrock", RATES, Measure.LOSS, (1, 2), False),
    "steps of a rule without momentum": ("ravine", RATES, Measure.STEPS, (0, 2), False),
    "difference of losses": ("rosenbrock", RATES, Measure.LOSS, (1, 2), True),
    "difference of verdicts": ("rosenbrock", STARTS, Measure.VERDICT, (1, 2), True),
    "basins": ("sharp-and-flat", STARTS, Measure.MINIMUM, (1,), False),
    "a parameter": ("ravine", PARAMETER, Measure.LOSS, (1,), False),
    "no minimum": ("saddle", RATES, Measure.LOSS, (1,), False),
}
each_picture = pytest.mark.parametrize("wish", PICTURES.values(), ids=PICTURES.keys())


def made(wish: tuple) -> MapPicture:
    *what, difference = wish
    picture = picture_of(*what, difference=difference)
    panels = (replace(panel, cross=panel.data.values_at((panel.data.rows // 2, 5))) for panel in picture.panels)
    return replace(picture, panels=tuple(panels))


@each_picture
@pytest.mark.parametrize("size", [(420, 420), (600, 420), (300, 420), (560, 700), (900, 500)], ids=str)
def test_in_a_panel_no_words_overlap_or_leave_it(wish: tuple, size: tuple[int, int], words, qapp) -> None:
    picture = made(wish)
    if size[0] == 300 and len(shadings(picture).maps) == 2:
        size = (600, 420)
    painted(lambda *where: paint_map_ground(*where, picture), size)
    assert_apart(words, size)


@each_picture
@pytest.mark.parametrize("size", [(1120, 840), (1280, 800), (640, 400), (840, 1120)], ids=str)
def test_in_a_figure_no_words_overlap_or_leave_it(wish: tuple, size: tuple[int, int], words, qapp) -> None:
    image_of(painting(made(wish)), size)
    assert_apart(words, size)


def test_the_key_lists_what_occurs_with_its_share(words, qapp) -> None:
    picture = picture_of("plateau", STARTS, Measure.VERDICT)
    painted(lambda *where: paint_map_ground(*where, picture))
    (shading,) = shadings(picture).maps
    occurring = {shading.tones[code].label: (shading.codes == code).mean() for code in np.unique(shading.codes)}
    texts = [text for text, _ in words]
    assert {text for text in texts if text in {tone.label for tone in shading.tones}} == set(occurring)
    for label, share in occurring.items():
        assert texts[texts.index(label) - 1] == f"{100 * share:.0f} %"


@pytest.mark.parametrize(
    ("shares", "text"), [([0.41], "41 %"), ([0.004], "< 1 %"), ([0.41, 0.0], "41, 0 %"), ([1.0], "100 %")]
)
def test_shares_are_in_per_cent(shares: list[float], text: str) -> None:
    assert share_text(shares) == text


@pytest.mark.parametrize("width", [120.0, 420.0, 900.0])
def test_names_of_lines_stand_within_the_map_beside_their_lines(width: float, qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.LOSS)
    (frame,) = map_frames(QRectF(0, 0, width, 420), Style(LIGHT), picture)
    lines = [frame.pieces(line.points) for line in boundaries(picture.panels[0].data.request)]
    taken: list[QRectF] = []
    for pieces in lines:
        box = label_box(frame, Style(LIGHT), "limit at the start", pieces, [p for one in lines for p in one], taken)
        if box is None:
            continue
        assert frame.rect.contains(box)
        assert not any(box.intersects(other) for other in taken)
        points = np.concatenate([piece for one in lines for piece in one])
        assert not any(box.contains(float(x), float(y)) for x, y in points)
        taken.append(box)
    assert len(taken) >= (width > 200) + (width > 700)


@pytest.mark.parametrize("size", [(230, 330), (300, 300), (420, 420), (1120, 840)], ids=str)
def test_every_line_is_named_unless_the_map_is_too_small_for_any_name(size: tuple[int, int], words, qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.LOSS)
    painted(lambda *where: paint_map_ground(*where, picture), size)
    named = [text for text, _ in words]
    for line in boundaries(picture.panels[0].data.request):
        assert sum(name in named for name in set(names_of(line))) == (size[0] > 230)


def test_a_line_under_the_mouse_says_its_full_name_on_the_smallest_map_too(qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.LOSS)
    (frame,) = map_frames(QRectF(0, 0, 200, 160), Style(LIGHT, screen=True), picture)
    request = picture.panels[0].data.request
    at_minimum, at_start = boundaries(request)
    for line in (at_minimum, at_start):
        place = frame.point(*line.points[60])
        assert line.label in names_at(frame, (at_minimum, at_start), place)
        assert names_at(frame, (at_minimum, at_start), place - QPointF(60.0, 0.0)) == []


@each_picture
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("size", [(352, 327), (352, 278), (314, 260), (314, 211), (200, 160)], ids=str)
def test_in_a_small_panel_the_map_has_most_of_the_height(wish: tuple, size, theme, words, qapp) -> None:
    picture = made(wish)
    painted(lambda *where: paint_map_ground(*where, picture), size, theme)
    for frame in map_frames(QRectF(0, 0, *size), Style(theme, screen=True), picture):
        assert frame.height >= (0.67 if size[1] > 200 else 0.55) * size[1]
    if size[0] > 200 or len(shadings(picture).maps) == 1:
        assert_apart(words, size)


def test_what_a_small_key_leaves_out_is_the_rarest(words, qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.VERDICT, side=32)
    (shading,) = shadings(picture).maps
    painted(lambda *where: paint_map_ground(*where, picture), (314, 160))
    listed = [text for text, _ in words]
    shares = {tone.label: share for tone, share in zip(shading.tones, shading.shares, strict=True) if share}
    kept = {label: share for label, share in shares.items() if label in listed}
    assert 0 < len(kept) < len(shares)
    assert min(kept.values()) >= max(share for label, share in shares.items() if label not in kept)


def test_a_figure_leaves_nothing_out_of_its_key(words, qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.VERDICT, side=32)
    (shading,) = shadings(picture).maps
    image_of(painting(picture), (700, 700))
    texts = [text for text, _ in words]
    assert {tone.label for tone, share in zip(shading.tones, shading.shares, strict=True) if share} <= set(texts)
    assert {"verdict", "lr", "β"} <= set(texts)


@pytest.mark.parametrize("difference", [False, True])
def test_marks_that_move_ask_for_nothing_that_the_maps_alone_decide(difference, monkeypatch, qapp) -> None:
    picture = picture_of("rosenbrock", RATES, Measure.VERDICT, (1, 2), difference=difference)
    painted(lambda *where: paint_map_marks(*where, picture))
    monkeypatch.setattr(map_layout, "_in_room", None)
    monkeypatch.setattr(np, "bincount", None)
    monkeypatch.setattr(np, "unravel_index", None)
    moved = replace(picture, panels=tuple(replace(panel, cross=(1e-3, 0.9)) for panel in picture.panels))
    assert painted(lambda *where: paint_map_marks(*where, moved)) != painted(
        lambda *where: paint_map_marks(*where, picture)
    )


def test_a_surface_that_moves_has_no_contours_and_no_minima_under_its_starts(qapp) -> None:
    moving = add_move(on("rosenbrock", 120), 40, 0.5, 0.0)
    pictures = []
    for experiment in (moving, replace(moving, moves=())):
        data = replace(computed(moving, 1, STARTS, 8), request=request_of(experiment, 1, STARTS))
        pictures.append(MapPicture((MapPanelPicture(data, "Momentum", 1),), Measure.VERDICT))
    grounds = [painted(lambda *where, shown=shown: paint_map_ground(*where, shown)) for shown in pictures]
    marks = [painted(lambda *where, shown=shown: paint_map_marks(*where, shown)) for shown in pictures]
    assert grounds[0] != grounds[1]
    assert marks[0] == painted(lambda *_: None)
    assert marks[1] != marks[0]


@each_picture
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_svg_shows_what_png_shows(wish: tuple, theme, tmp_path: Path, qapp) -> None:
    picture = made(wish)
    for suffix in ("png", "svg"):
        written(tmp_path / f"a.{suffix}", painting(picture), SIZE, theme)
    assert_same_picture(pixels(svg_by_qt(tmp_path / "a.svg")), pixels(QImage(str(tmp_path / "a.png"))))


@each_picture
def test_pdf_shows_what_png_shows(wish: tuple, tmp_path: Path, qapp) -> None:
    picture = made(wish)
    for suffix in ("png", "pdf"):
        written(tmp_path / f"a.{suffix}", painting(picture), SIZE)
    path = tmp_path / "a.pdf"
    found = by_command(path, "pdftoppm", "-png", "-singlefile", "-r", "288", str(path))
    expected = pixels(QImage(str(tmp_path / "a.png")))
    assert_same_picture(pixels(found).reshape(SIZE[1], 3, SIZE[0], 3, 3).mean(axis=(1, 3)), expected)


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (100, 2000), (2000, 100), (1680, 1260)], ids=str)
def test_any_size_is_painted(size: tuple[int, int], qapp) -> None:
    picture = made(PICTURES["losses of two"])
    assert image_of_any_size(painting(picture), size).size().toTuple() == size


def test_noise_and_its_seed_stand_in_the_caption(words, qapp) -> None:
    experiment = edits.set_run(edits.set_run(on("rosenbrock", 20), "noise", 2.0), "seeds", 9)
    data = computed(experiment, 1, RATES, 4)
    shown = MapPicture((MapPanelPicture(data, "Momentum", 1),), Measure.LOSS, seeds=9)
    image_of(painting(shown), (1120, 840))
    caption = "start (−1.2, 1)  20 steps  noise σ 2  batch 1  seed 0 of 0 to 8  4 × 4 runs"
    assert caption in [text for text, _ in words]
