"""The surface under the hand: the start, panning, zooming, and what lies under the mouse."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

import surfaces
from app.gui.painting.arrow_key import KINDS
from app.gui.widgets.canvas import Canvas
from app.gui.window import Window
from app.model import edits
from app.model.events import add_move
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import DARK
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.widgets.conftest import Stage

FREE = (0.5, 2.2)
"""A place of the default surface where nothing lies."""


@pytest.fixture(autouse=True)
def _every_move_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test moves its mouse faster than pyqtgraph cares to listen."""
    monkeypatch.setitem(pg.CONFIG_OPTIONS, "mouseRateLimit", -1)


def spot(window: Window, x: float, y: float) -> QPoint:
    """The pixel of the canvas where that place of the surface is."""
    return window.canvas.frame_of_plan.point(x, y).toPoint()


def view(window: Window) -> tuple[float, float, float, float]:
    return window.canvas.frame_of_plan.view


def test_a_click_places_the_start_at_once_and_is_one_step(still: Window, hand: Hand, qtbot) -> None:
    hand.click(still.canvas, spot(still, *FREE))
    assert still.store.experiment.start == pytest.approx(FREE, abs=0.01)
    qtbot.waitUntil(lambda: still.store.can_undo)
    hand.key("Ctrl+Z")
    assert still.store.experiment.start == (-1.2, 1.0)
    assert not still.store.can_undo


def test_undo_right_after_a_click_takes_it_back(still: Window, hand: Hand) -> None:
    hand.click(still.canvas, spot(still, *FREE))
    hand.key("Ctrl+Z")
    assert still.store.experiment.start == (-1.2, 1.0)


def test_two_clicks_apart_are_two_steps(still: Window, hand: Hand, qtbot) -> None:
    hand.click(still.canvas, spot(still, 0.5, 2.2))
    qtbot.waitUntil(lambda: still.store.can_undo)
    hand.click(still.canvas, spot(still, -1.0, 0.2))
    hand.key("Ctrl+Z")
    assert still.store.experiment.start == pytest.approx((0.5, 2.2), abs=0.01)


def test_a_drag_of_the_start_moves_the_paths_while_it_lasts_and_is_one_step(still: Window, hand: Hand) -> None:
    still.playhead.seek(1000)
    before = still.canvas.grab().toImage()
    paths = [run.positions.copy() for run in still.scene.runs]
    hand.press(still.canvas, spot(still, -1.2, 1.0))
    for x in (-1.0, -0.6, -0.2, 0.2):
        hand.move(still.canvas, spot(still, x, 1.8))
        settle()
        assert still.store.experiment.start == pytest.approx((x, 1.8), abs=0.02)
        assert still.scene.experiment.start == still.store.experiment.start
    assert all((run.positions != path).any() for run, path in zip(still.scene.runs, paths, strict=True))
    assert still.canvas.grab().toImage() != before
    assert not still.store.can_undo
    hand.release(still.canvas, spot(still, 0.2, 1.8))
    assert still.store.can_undo
    hand.key("Ctrl+Z")
    assert still.store.experiment.start == (-1.2, 1.0)
    assert not still.store.can_undo


def test_a_drag_right_after_a_click_is_a_step_of_its_own(still: Window, hand: Hand) -> None:
    hand.click(still.canvas, spot(still, *FREE))
    settles = still.canvas.view._click_settles
    hand.press(still.canvas, spot(still, *FREE))
    hand.move(still.canvas, spot(still, 0.7, 2.0))
    if settles.isActive():
        settles.timeout.emit()
    for x in (0.9, 1.1):
        hand.move(still.canvas, spot(still, x, 1.8))
        settle()
    hand.release(still.canvas, spot(still, 1.1, 1.8))
    hand.key("Ctrl+Z")
    assert still.store.experiment.start == pytest.approx(FREE, abs=0.01)
    hand.key("Ctrl+Z")
    assert still.store.experiment.start == (-1.2, 1.0)
    assert not still.store.can_undo


def test_a_drag_elsewhere_pans_and_changes_nothing(still: Window, hand: Hand) -> None:
    before = view(still)
    place = spot(still, *FREE)
    hand.drag(still.canvas, [place, place + QPoint(30, 10), place + QPoint(120, 60)])
    x0, x1, y0, _ = view(still)
    assert x1 - x0 == pytest.approx(before[1] - before[0])
    assert x0 < before[0] - 0.1
    assert y0 > before[2] + 0.1
    assert still.store.experiment.start == (-1.2, 1.0)
    assert not still.store.can_undo


def test_the_wheel_zooms_about_the_mouse(still: Window, hand: Hand) -> None:
    before, place = view(still), spot(still, *FREE)
    hand.wheel(still.canvas, 3, place)
    x0, x1, _, _ = view(still)
    assert x1 - x0 < 0.9 * (before[1] - before[0])
    assert (spot(still, *FREE) - place).manhattanLength() <= 2
    hand.wheel(still.canvas, -3, place)
    assert view(still) == pytest.approx(before, abs=1e-6)
    assert not still.store.can_undo


def test_a_double_click_fits_and_leaves_the_start_where_it_was(still: Window, hand: Hand) -> None:
    hand.wheel(still.canvas, 5)
    hand.double_click(still.canvas)
    assert view(still) == pytest.approx(still.store.experiment.surface.view)
    assert still.store.experiment.start == (-1.2, 1.0)
    settle()
    assert not still.store.can_undo
    assert not still.store.can_redo


def test_a_double_click_after_other_steps_leaves_those_alone(still: Window, hand: Hand) -> None:
    still.apply(lambda e: edits.set_master(e, "lr", 0.002))
    hand.double_click(still.canvas, spot(still, *FREE))
    hand.key("Ctrl+Z")
    assert still.store.experiment.lr == 0.001
    assert not still.store.can_undo


def test_other_buttons_place_nothing(still: Window, hand: Hand) -> None:
    hand.click(still.canvas, spot(still, *FREE), RIGHT)
    assert still.store.experiment.start == (-1.2, 1.0)


@pytest.mark.parametrize("turns", [150, -150])
def test_no_zoom_is_too_far(still: Window, hand: Hand, turns: int) -> None:
    hand.wheel(still.canvas, turns, spot(still, 0.0, 0.0))
    still.canvas.grab()
    hand.key("F")
    assert view(still) == pytest.approx(still.store.experiment.surface.view)


def test_equal_aspect_is_a_switch(still: Window, hand: Hand) -> None:
    hand.click(still.top_bar.aspect)
    frame = still.canvas.frame_of_plan
    x0, x1, y0, y1 = frame.view
    assert frame.width / (x1 - x0) == pytest.approx(frame.height / (y1 - y0), rel=0.01)
    hand.click(still.top_bar.aspect)
    assert view(still) == pytest.approx(still.store.experiment.surface.view)


def test_another_surface_is_shown_whole_and_another_parameter_keeps_the_view(still: Window, hand: Hand) -> None:
    hand.wheel(still.canvas, 3)
    zoomed = view(still)
    still.apply(lambda e: edits.set_surface_parameter(e, "b", 10.0))
    settle()
    assert view(still) == zoomed
    still.apply(lambda e: edits.choose_surface(e, surfaces.get("tanh-ravine")))
    settle()
    assert view(still) == pytest.approx(surfaces.get("tanh-ravine").view)


def test_the_mouse_over_a_path_reads_it_out_and_elsewhere_the_surface(still: Window, hand: Hand) -> None:
    still.playhead.seek(1000)
    settle()
    hand.move(still.canvas, spot(still, -1.2, 1.0))
    assert still.notice.isVisible()
    assert "step 0" in still.notice.text()
    hand.move(still.canvas, spot(still, 1.5, -0.5))
    assert still.notice.text().startswith("(1.5")
    hand.move(still.top_bar, QPoint(300, 5))
    assert not still.notice.isVisible()


def test_the_cursor_says_that_the_start_can_be_taken(still: Window, hand: Hand) -> None:
    hand.move(still.canvas, spot(still, -1.2, 1.0))
    over = still.canvas.cursor().shape()
    hand.move(still.canvas, spot(still, *FREE))
    assert still.canvas.cursor().shape() != over


def test_a_start_beyond_what_is_allowed_is_said_and_not_taken(still: Window, hand: Hand) -> None:
    still.canvas.view.setRange(xRange=(-1e12, 1e12), yRange=(-1e12, 1e12), padding=0)
    settle()
    hand.click(still.canvas, QPoint(100, 100))
    assert still.store.experiment.start == (-1.2, 1.0)
    assert still.notice.text() == "Start must lie within ±1e+09."


@pytest.fixture
def canvas(stage: Stage) -> Canvas:
    """A canvas without a window around it, at step 25 of a run whose surface moves at step 100."""
    canvas = Canvas(DARK)
    stage(canvas)
    canvas.window().resize(640, 520)
    settle()
    canvas.draw(SceneBuilder().build(add_move(Experiment(), 100, 0.5, -0.25)))
    canvas.show_step(25)
    return canvas


def picture(canvas: Canvas) -> QImage:
    """What the canvas shows."""
    settle()
    return canvas.grab().toImage()


def test_arrows_are_shown_when_they_are_wanted_and_kind_by_kind(canvas: Canvas) -> None:
    shown = []
    for kinds in (frozenset(), *(frozenset({kind}) for kind in KINDS), frozenset(KINDS)):
        canvas.show_arrows(kinds)
        shown.append(picture(canvas))
    assert all(shown[i] != shown[j] for i in range(len(shown)) for j in range(i))
    canvas.show_arrows(frozenset())
    assert picture(canvas) == shown[0]


def test_only_lanes_that_are_there_and_visible_have_arrows(canvas: Canvas, monkeypatch: pytest.MonkeyPatch) -> None:
    scene = SceneBuilder().build(edits.set_visible(edits.set_master(Experiment(), "lr", 4e-3), 0, False))
    gone = int(scene.runs[1].diverged_at[0])
    assert 0 < int(scene.runs[2].diverged_at[0]) < gone
    canvas.draw(scene)
    canvas.show_arrows(frozenset(KINDS))
    drawn: list[tuple[float, float]] = []
    monkeypatch.setattr("app.gui.painting.arrows.paint_arrows", lambda *given: drawn.append(tuple(given[3].theta)))
    for step, lanes in ((0, (1, 2)), (gone - 1, (1,)), (gone, ()), (1000, ())):
        drawn.clear()
        canvas.show_step(step)
        picture(canvas)
        assert set(drawn) == {tuple(scene.runs[lane].positions[0, step]) for lane in lanes}


def test_the_selected_lane_s_arrows_are_in_full(canvas: Canvas) -> None:
    canvas.show_arrows(frozenset(KINDS))
    shown = []
    for index in (None, 0, 1, 2):
        canvas.show_selected(index)
        shown.append(picture(canvas))
    assert all(shown[i] != shown[j] for i in range(4) for j in range(i))


def test_the_lane_that_is_hovered_stands_out_and_lets_go(canvas: Canvas) -> None:
    before = picture(canvas)
    for index in range(3):
        canvas.show_hovered(index)
        assert picture(canvas) != before
    canvas.show_hovered(None)
    assert picture(canvas) == before


def test_the_surface_is_shown_where_it_stands_at_the_step(canvas: Canvas) -> None:
    canvas.draw(SceneBuilder().build(edits.set_visible(add_move(Experiment(), 100, 0.5, -0.25), 0, False)))
    corner = QRect(60, canvas.height() - 120, 60, 60)
    shown = {}
    for step in (25, 99, 100, 900, 25):
        canvas.show_step(step)
        settle()
        shown.setdefault(step, []).append(canvas.grab(corner).toImage())
    assert shown[25][0] == shown[25][1] == shown[99][0]
    assert shown[100] == shown[900]
    assert shown[100][0] != shown[99][0]
    canvas.show_step(900)
    settle()
    canvas.draw(SceneBuilder().build(Experiment()))
    settle()
    assert canvas.grab(corner).toImage() == shown[25][0]
