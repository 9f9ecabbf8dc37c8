"""Schedules, restarts and moves of the surface, made and dragged by hand in the whole window."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage

from app.gui.painting.signs import STAR
from app.gui.widgets.chart_view import ChartView
from app.gui.window import Window
from app.model.events import Kind, events
from app.model.experiment import Experiment
from optim_core import Cosine, Move, Warmup
from tests.app.gui.hand import RIGHT, Hand
from tests.app.gui.laboratory.sight import at, ink_around, picture
from tests.app.gui.test_steering import bits
from tests.app.gui.widgets.menus import entries, walk
from tests.app.gui.widgets.test_chart_view import along, handle_of, over_rate


def offered_step(chart: ChartView) -> int:
    """The step at which the open menu of a chart lets things happen."""
    return int(entries(chart.menu)[0].removeprefix("At step "))


def happen(hand: Hand, chart: ChartView, share: float, *path: str) -> int:
    """Let something happen at a share of the run, by the chart's menu; the step."""
    hand.click(chart, along(chart, share), RIGHT)
    step = offered_step(chart)
    walk(chart.menu, *path)
    return step


def test_a_schedule_from_the_card_is_pulled_and_dragged_in_the_chart_and_undone_step_by_step(
    still: Window, hand: Hand
) -> None:
    chart, card = still.chart_views[0], still.panel.cards[1]
    plain, seen, paths = picture(chart), [still.store.experiment], [bits(still.scene)]

    def remember() -> None:
        seen.append(still.store.experiment)
        paths.append(bits(still.scene))

    hand.click(card.more)
    walk(card.menu, "Schedule", "Add cosine")
    assert seen[-1] != still.store.experiment
    assert picture(chart) != plain
    remember()
    line = over_rate(chart, 1, 100)
    hand.drag(chart, [line, line + QPoint(0, 5), line + QPoint(0, 10), line + QPoint(0, 15)])
    assert still.store.experiment.lr < 9e-4, "the line of a linked lane is the masters'"
    remember()
    (handle,) = events(still.store.experiment)
    assert handle.kind is Kind.SCHEDULE
    place = handle_of(chart, handle)
    hand.drag(chart, [place, place - QPoint(20, 0), place - QPoint(40, 0), place - QPoint(60, 0)])
    schedule = still.store.experiment.rules[1].schedule
    assert isinstance(schedule, Cosine)
    assert schedule.period < Cosine().period
    assert card.schedule.parts[0].rows.rows["period"].field.text() == f"{schedule.period}"
    remember()
    assert len({tuple(path) for path in paths}) == 4, "each of them changes where lanes go"
    while still.store.can_undo:
        assert (still.store.experiment, bits(still.scene)) == (seen.pop(), paths.pop())
        hand.key("Ctrl+Z")
    assert (still.store.experiment, bits(still.scene)) == (seen.pop(), paths.pop())
    assert (seen, picture(chart)) == ([], plain)


def test_a_schedule_slows_the_lane_that_has_it_alone(still: Window, hand: Hand) -> None:
    before, card = still.scene, still.panel.cards[0]
    hand.click(card.more)
    walk(card.menu, "Schedule", "Add warm-up")
    first, second = (scene.runs[0].positions[0, :2] for scene in (before, still.scene))
    np.testing.assert_allclose(second[1] - second[0], (first[1] - first[0]) / Warmup().length, rtol=1e-12)
    assert bits(still.scene)[1:] == bits(before)[1:]


def test_the_velocity_restarts_where_the_chart_was_clicked(still: Window, hand: Hand) -> None:
    before, chart = still.scene, still.chart_views[0]
    step = happen(hand, chart, 0.05, "Restart", "Momentum")
    path, surface, lr = still.scene.runs[1].positions[0], still.store.experiment.surface, still.store.experiment.lr
    assert bits(still.scene, step) == bits(before, step)
    assert bits(still.scene)[::2] == bits(before)[::2]
    gradient = np.array(surface.gradient(*path[step]))
    np.testing.assert_allclose(path[step + 1], path[step] - lr * gradient, rtol=1e-12, err_msg="as SGD from rest")
    hand.key("Right")
    still.playhead.seek(step)
    assert "v restarts" in still.explanations.explanation._shown.note
    hand.key("Ctrl+Z")
    assert bits(still.scene) == bits(before)


def test_a_restart_is_dragged_to_another_step(still: Window, hand: Hand) -> None:
    before, chart = bits(still.scene), still.chart_views[0]
    step = happen(hand, chart, 0.3, "Restart", "All lanes")
    assert [rule.restarts for rule in still.store.experiment.rules] == [(), (step,), (step,)]
    restarted = still.store.experiment
    event = events(restarted)[-1]
    place = handle_of(chart, event)
    hand.drag(chart, [place, place + QPoint(15, 0), place + QPoint(30, 0)])
    assert sorted(len({step} - set(rule.restarts)) for rule in still.store.experiment.rules[1:]) == [0, 1]
    hand.key("Ctrl+Z")
    assert still.store.experiment == restarted
    hand.key("Ctrl+Z")
    assert (still.store.experiment, bits(still.scene)) == (Experiment(), before)


@pytest.fixture
def moved(still: Window, hand: Hand) -> Window:
    """The window with a surface that moves, by the chart's menu; no lane hides the minimum."""
    happen(hand, still.chart_views[0], 0.4, "Move")
    for card in still.panel.cards:
        hand.click(card.eye)
    return still


def stars(window: Window, *places: tuple[float, float]) -> list[bool]:
    """Whether there is a star at each of these places of the plane."""
    image, reach = picture(window.canvas), round(STAR / 3)
    return [ink_around(image, at(window, np.array(place)), window._theme.text, reach) > 30 for place in places]


def shades(window: Window, image: QImage, dx: float = 0.0) -> np.ndarray:
    """How light the map is along a line across the valley, or across the valley where it has moved to."""
    places = [at(window, np.array([x + dx, 2.0])) for x in np.linspace(-1.5, 1.0, 51)]
    return np.array([image.pixelColor(place).lightness() for place in places])


def test_a_moved_surface_is_drawn_moved_from_its_step_on(moved: Window, hand: Hand) -> None:
    (move,) = moved.store.experiment.moves
    (home,) = moved.store.experiment.surface.minima
    places = (home, (home[0] + move.dx, home[1] + move.dy))
    moved.scrub(move.step - 1)
    assert stars(moved, *places) == [True, False]
    before = picture(moved.canvas)
    hand.key("Right")
    assert stars(moved, *places) == [False, True]
    after = picture(moved.canvas)
    was, along_with_it, there = shades(moved, before), shades(moved, after, move.dx), shades(moved, after)
    # Shades are those of what is in view, so that all of them may have become a little lighter or darker.
    assert 4 * np.std(along_with_it - was) < np.std(there - was)
    hand.key("Left")
    assert picture(moved.canvas) == before


def test_lanes_walk_on_the_surface_where_it_stands(still: Window, hand: Hand) -> None:
    before = still.scene
    step = happen(hand, still.chart_views[0], 0.4, "Move")
    (move,) = still.store.experiment.moves
    assert move == Move(step, move.dx, 0.0)
    surface, run = still.store.experiment.surface, still.scene.runs[0]
    assert bits(still.scene, step) == bits(before, step)
    away = np.array([move.dx, move.dy])
    x, y = (run.positions[0, step:] - away).T
    np.testing.assert_array_equal(run.loss[0, step:], surface.value(x, y))
    np.testing.assert_array_equal(run.loss[0, :step], before.runs[0].loss[0, :step])
    gradient = np.array(surface.gradient(x[0], y[0]))
    expected = run.positions[0, step] - still.store.experiment.lr * gradient
    np.testing.assert_allclose(run.positions[0, step + 1], expected, rtol=1e-12)


def test_a_move_is_set_in_its_fields_dragged_and_removed(still: Window, hand: Hand) -> None:
    chart = still.chart_views[0]
    happen(hand, chart, 0.4, "Move")
    (row,) = still.panel.events.moves
    hand.click(row.fields["dy"])
    hand.key("Ctrl+A")
    hand.type("0.3")
    hand.key("Return")
    (event,) = events(still.store.experiment)
    place = handle_of(chart, event)
    hand.drag(chart, [place, place - QPoint(15, 0), place - QPoint(30, 0)])
    (move,) = still.store.experiment.moves
    assert (move.dy, move.step < event.step) == (0.3, True)
    assert row.fields["step"].text() == f"{move.step}"
    (event,) = events(still.store.experiment)
    hand.click(chart, handle_of(chart, event), RIGHT)
    hand.choose(chart.menu, "Remove")
    assert still.store.experiment == Experiment()
    assert still.panel.events.moves == []


def test_the_explanation_follows_the_surface(still: Window, hand: Hand) -> None:
    step = happen(hand, still.chart_views[0], 0.4, "Move")
    still.scrub(step)
    explanation = still.explanations.explanation._shown
    run, surface, move = still.scene.runs[1], still.store.experiment.surface, still.store.experiment.moves[0]
    x, y = run.positions[0, step] - np.array([move.dx, move.dy])
    np.testing.assert_allclose(
        explanation.arrows.gradient, -still.store.experiment.lr * np.array(surface.gradient(x, y))
    )
