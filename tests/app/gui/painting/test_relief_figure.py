"""The surface in space as painted: lanes in their colours, nothing that overlaps, the same in all formats."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.gui.export import Paint
from app.gui.painting.relief_axes import paint_relief_axes
from app.gui.painting.relief_colours import relief_table
from app.gui.painting.relief_figure import paint_relief_figure
from app.gui.painting.relief_ground import relief_camera
from app.gui.painting.relief_walks import paint_relief_walks
from app.gui.painting.style import Style
from app.model import edits
from app.model.events import add_move
from app.model.experiment import Experiment
from app.model.paper import USUAL_PARTS, Part
from app.model.relief.horizon import Sight, sight
from app.model.relief.orbit import Orbit
from app.model.relief.raster import HEIGHTS, INKS, LIGHTS
from app.model.relief.relief import relief
from app.model.scene import Scene, SceneBuilder
from app.model.theme import DARK, LIGHT, PRINT, THEMES
from surfaces import get
from tests.app.gui.painting.papers import assert_apart, image_of, image_of_any_size, written
from tests.app.gui.painting.readers import SIZE, assert_same_picture, by_command, pixels, svg_by_qt

STEPS = 150
FROM_ABOVE = Orbit(0, 85, 1.0, 0.25)


def experiment_on(key: str) -> Experiment:
    return replace(edits.choose_surface(Experiment(), get(key)), steps=STEPS)


def scene_on(key: str) -> Scene:
    return SceneBuilder().build(experiment_on(key))


def painting(scene: Scene, **how) -> Paint:
    return lambda painter, sheet: paint_relief_figure(painter, sheet, scene, **how)


def has_colour(image: QImage, name: str) -> bool:
    wanted = np.array([int(name[at : at + 2], 16) for at in (1, 3, 5)])
    return bool((np.abs(pixels(image) - wanted).max(axis=2) < 24).any())


def look(scene: Scene, orbit: Orbit, size: tuple[int, int] = (420, 320), step: int = STEPS) -> Sight:
    surface = scene.experiment.surface
    camera = relief_camera(QRectF(0, 0, *size), Style(LIGHT, screen=True), orbit)
    return sight(relief(surface, surface.view, scene.offset_at(step)), camera, *size, 10**6)


def drawn(draw, size: tuple[int, int] = (420, 320)) -> np.ndarray:
    """What the function leaves on white."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, Style(LIGHT, screen=True))
    finally:
        painter.end()
    return pixels(image)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("key", ["rosenbrock", "saddle", "ravine"])
def test_every_lane_is_there_in_its_colour(key: str, theme, qapp) -> None:
    scene = scene_on(key)
    image = image_of(painting(scene, orbit=FROM_ABOVE, step=40), (640, 480), theme)
    for run in scene.visible:
        assert has_colour(image, theme.lanes[run.lane.colour])


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_level_ground_has_the_colours_of_the_plan(theme, qapp) -> None:
    level = (LIGHTS - 1) * (1.0 - 0.55) / (1.3 - 0.55)
    colours = relief_table(theme, theme.panel)[:-1].reshape(-1, HEIGHTS, INKS)[round(level)]
    for name, found in ((theme.map_low, colours[0, 0]), (theme.map_high, colours[-1, 0])):
        wanted = [int(name[at : at + 2], 16) for at in (1, 3, 5)]
        assert np.abs(np.array([found >> 16 & 255, found >> 8 & 255, found & 255], dtype=int) - wanted).max() <= 2


def test_a_step_shows_what_has_happened_until_then(qapp) -> None:
    scene = scene_on("rosenbrock")
    early, late = (image_of(painting(scene, step=step), (640, 480)) for step in (2, STEPS))
    assert early != late
    assert late == image_of(painting(scene), (640, 480))


def test_a_hidden_lane_is_not_drawn(qapp) -> None:
    experiment = edits.set_visible(experiment_on("rosenbrock"), 1, False)
    image = image_of(painting(SceneBuilder().build(experiment), orbit=FROM_ABOVE), (640, 480))
    assert not has_colour(image, LIGHT.lanes[1])
    assert has_colour(image, LIGHT.lanes[0])


def test_what_a_wall_hides_is_faint_and_what_is_seen_is_not(qapp) -> None:
    scene = scene_on("ravine")
    seen, hidden = (
        drawn(lambda p, s, o=orbit: paint_relief_walks(p, look(scene, o), s, scene, STEPS, ghosts=False))
        for orbit in (FROM_ABOVE, Orbit(0, 15, 1.0, 2.0))
    )
    full = np.abs(seen - (0x00, 0x72, 0xB2)).max(axis=2) < 20
    faint = np.abs(hidden - (0x00, 0x72, 0xB2)).max(axis=2) < 20
    assert full.sum() > 3 * faint.sum()
    assert (hidden != 255).any()


def test_a_path_lies_where_the_plan_has_it_when_seen_from_above(qapp) -> None:
    scene = scene_on("sphere")
    from_above = look(scene, FROM_ABOVE)
    image = drawn(lambda p, s: paint_relief_walks(p, from_above, s, scene, 0, ghosts=False))
    places = from_above.relief.places(np.array([scene.experiment.start]))
    solid = np.column_stack((places, from_above.relief.at(*places.T)))
    x, y = from_above.camera.pixels(solid)[0]
    rows, columns = np.nonzero((image < 120).all(axis=2))
    near = np.hypot(columns + 0.5 - x, rows + 0.5 - y)
    assert (near < 8).any()


def test_a_surface_that_moves_takes_its_minima_along(qapp) -> None:
    moved = add_move(experiment_on("sphere"), 50, 0.8, -0.6)
    scene = SceneBuilder().build(moved)
    before, after = (look(scene, FROM_ABOVE, step=step) for step in (0, STEPS))
    assert before.relief is not after.relief
    lowest = []
    for of in (before, after):
        row, column = np.unravel_index(of.relief.heights.argmin(), of.relief.heights.shape)
        x0, x1, y0, y1 = of.relief.view
        shape = of.relief.heights.shape
        lowest.append((x0 + column / (shape[1] - 1) * (x1 - x0), y0 + row / (shape[0] - 1) * (y1 - y0)))
    assert np.subtract(lowest[1], lowest[0]) == pytest.approx((0.8, -0.6), abs=0.06)


@pytest.mark.parametrize("size", [(560, 420), (1280, 800), (900, 1200), (420, 320)], ids=str)
@pytest.mark.parametrize("orbit", [Orbit(), Orbit(0, 15), Orbit(90, 40), Orbit(-135, 85), Orbit(3, 30, 0.7)], ids=str)
def test_no_words_overlap_or_leave_the_paper(size: tuple[int, int], orbit: Orbit, words, qapp) -> None:
    image_of(painting(scene_on("rosenbrock"), orbit=orbit, step=70), size)
    assert_apart(words, size)


@pytest.mark.parametrize("part", [Part.CAPTION, Part.LEGEND])
def test_parts_can_be_left_away(part: Part, words, qapp) -> None:
    scene = scene_on("rosenbrock")
    image_of(painting(scene), (900, 700), parts=USUAL_PARTS - {part})
    said = " ".join(text for text, _ in words)
    assert ("Rosenbrock" in said) == (part is not Part.CAPTION)
    # Without a caption only the key names a lane.
    assert any(text == "Momentum" for text, _ in words) == (part is not Part.LEGEND)


def test_the_axis_says_what_heights_are(words, qapp) -> None:
    for key, scale in (("rosenbrock", "log loss above the minimum"), ("saddle", "loss")):
        words.clear()
        image_of(painting(scene_on(key)), (900, 700))
        assert scale in [text for text, _ in words]


@pytest.mark.parametrize("size", [(40, 30), (64, 64), (2000, 90)], ids=str)
def test_a_very_small_or_narrow_sheet_is_survived(size: tuple[int, int], qapp) -> None:
    assert not image_of_any_size(painting(scene_on("rosenbrock")), size).isNull()


def test_a_crowd_shows_its_seeds(qapp) -> None:
    experiment = edits.set_run(edits.set_run(experiment_on("sphere"), "noise", 2.0), "seeds", 60)
    scene = SceneBuilder().build(experiment)
    many, one = (
        drawn(lambda p, s, shown=shown: paint_relief_walks(p, look(shown, FROM_ABOVE), s, shown, STEPS, ghosts=False))
        for shown in (scene, scene_on("sphere"))
    )
    assert (many != 255).any(axis=2).sum() != (one != 255).any(axis=2).sum()


def test_edges_and_numbers_are_drawn_from_every_side(qapp) -> None:
    scene = scene_on("saddle")
    for azimuth in range(-180, 180, 15):
        image = drawn(lambda p, s, at=azimuth: paint_relief_axes(p, look(scene, Orbit(at, 35)), s))
        assert (image < 200).any()


@pytest.mark.parametrize("orbit", [Orbit(), Orbit(140, 60)], ids=str)
def test_all_formats_show_the_same(orbit: Orbit, tmp_path: Path, qapp) -> None:
    paint = painting(scene_on("saddle"), orbit=orbit)
    expected = pixels(QImage(str(written(tmp_path / "figure.png", paint, SIZE))))
    assert np.ptp(expected) > 100
    svg = written(tmp_path / "figure.svg", paint, SIZE)
    assert b"<image" in svg.read_bytes()
    assert_same_picture(pixels(svg_by_qt(svg)), expected)
    pdf = written(tmp_path / "figure.pdf", paint, SIZE)
    assert_same_picture(pixels(by_command(pdf, "pdftoppm", "-png", "-r", "96", "-singlefile", str(pdf))), expected)


def test_themes_differ(qapp) -> None:
    scene = scene_on("rosenbrock")
    assert len({pixels(image_of(painting(scene), (320, 240), theme)).tobytes() for theme in (DARK, LIGHT, PRINT)}) == 3
