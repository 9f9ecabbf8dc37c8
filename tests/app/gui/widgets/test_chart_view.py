"""Scrubbing along a chart."""

import pytest
from PySide6.QtCore import QPoint

import surfaces
from app.gui.window import Window
from app.model import edits
from tests.app.gui.hand import RIGHT, Hand, settle


def along(view, share: float) -> QPoint:
    """A share of the way along the chart's axis of steps."""
    left, right = 46.0, view.width() - 22.0
    return QPoint(round(left + share * (right - left)), view.height() // 2)


@pytest.mark.parametrize("which", [0, 1])
def test_a_press_and_a_drag_scrub_and_time_stands_still(window: Window, hand: Hand, which: int) -> None:
    chart = window.chart_views[which]
    hand.press(chart, along(chart, 0.5))
    assert window.playhead.step == pytest.approx(500, abs=5)
    assert not window.playhead.playing
    hand.move(chart, along(chart, 0.25))
    assert window.playhead.step == pytest.approx(250, abs=5)
    hand.release(chart, along(chart, 0.25))
    hand.move(chart, along(chart, 0.75))
    assert window.playhead.step == pytest.approx(250, abs=5)
    assert not window.store.can_undo


def test_beyond_the_axis_are_its_ends(still: Window, hand: Hand) -> None:
    chart = still.chart_views[0]
    hand.drag(chart, [along(chart, 0.5), QPoint(2, 50)])
    assert still.playhead.step == 0
    hand.drag(chart, [along(chart, 0.5), QPoint(chart.width() - 2, 50)])
    assert still.playhead.step == 1000


def test_the_right_button_does_not_scrub(still: Window, hand: Hand) -> None:
    hand.click(still.chart_views[0], along(still.chart_views[0], 0.5), RIGHT)
    assert still.playhead.step == 0


def test_the_cursor_moves_in_both_charts_and_nothing_is_simulated(still: Window, hand: Hand) -> None:
    before = [view.grab().toImage() for view in still.chart_views]
    scene = still._scene
    hand.click(still.chart_views[0], along(still.chart_views[0], 0.5))
    assert all(view.grab().toImage() != image for view, image in zip(still.chart_views, before, strict=True))
    assert still._scene is scene


def test_where_there_is_no_minimum_there_is_no_chart_of_the_distance(still: Window) -> None:
    for key, charts in (("saddle", 1), ("rosenbrock", 2)):
        still.apply(lambda e, key=key: edits.choose_surface(e, surfaces.get(key)))
        settle()
        assert [view.isVisible() for view in still.chart_views] == [True, charts == 2]
    assert still.chart_views[0].accessibleName() == "Chart: loss"
