"""The surface under the hand: the start, panning, zooming, and what lies under the mouse."""

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint

import surfaces
from app.gui.window import Window
from app.model import edits
from tests.app.gui.hand import RIGHT, Hand, settle

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
    paths = [run.positions.copy() for run in still._scene.runs]
    hand.press(still.canvas, spot(still, -1.2, 1.0))
    for x in (-1.0, -0.6, -0.2, 0.2):
        hand.move(still.canvas, spot(still, x, 1.8))
        settle()
        assert still.store.experiment.start == pytest.approx((x, 1.8), abs=0.02)
        assert still._scene.experiment.start == still.store.experiment.start
    assert all((run.positions != path).any() for run, path in zip(still._scene.runs, paths, strict=True))
    assert still.canvas.grab().toImage() != before
    assert not still.store.can_undo
    hand.release(still.canvas, spot(still, 0.2, 1.8))
    assert still.store.can_undo
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
