"""A chart under a hand: scrubbing, dragging events and learning rates, and what a right click offers."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QToolTip

import surfaces
from app.gui.painting.frame import Frame
from app.gui.painting.overlay import handle_middle, rate_frame
from app.gui.widgets.chart_view import ChartView
from app.gui.window import Window
from app.model import edits, events, scheduling, steering
from app.model.charts import charts
from app.model.events import Event, Kind
from app.model.experiment import Experiment
from app.model.theme import LIGHT
from optim_core import Cosine, Move, StepDecay, Warmup
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.widgets.conftest import Stage
from tests.app.gui.widgets.menus import entries, walk


def frame_of(view: ChartView) -> Frame:
    assert view._chart is not None
    return view._frame(view._chart)


def along(view: ChartView, share: float) -> QPoint:
    """A share of the way along the chart's axis of steps, below all curves."""
    frame = frame_of(view)
    return QPoint(round(frame.left + share * frame.width), round(frame.top + frame.height) - 4)


def handle_of(view: ChartView, event: Event) -> QPoint:
    return handle_middle(frame_of(view), view._style, event).toPoint()


def over_rate(view: ChartView, lane: int, step: int) -> QPoint:
    """A place on a lane's learning rate."""
    (rate,) = [rate for rate in view._chart.overlay.rates if rate.lane == lane]
    return rate_frame(frame_of(view), view._chart.overlay).point(step, rate.exponents[step]).toPoint()


def right(place: QPoint, by: int) -> QPoint:
    return place + QPoint(by, 0)


def steps_for(view: ChartView, pixels: int) -> float:
    return pixels * view._chart.steps / frame_of(view).width


@pytest.fixture
def loss(still: Window) -> ChartView:
    """The chart of the loss, with one event of each kind that has a place of its own."""

    def edit(experiment: Experiment) -> Experiment:
        experiment = scheduling.add_schedule(experiment, 1, Cosine)
        experiment = scheduling.set_schedule_number(experiment, 1, 0, "period", 900)
        experiment = scheduling.add_restart(experiment, 1, 300)
        experiment = steering.steer_master(experiment, "beta", 0.8, 450)
        return events.add_move(experiment, 600, 0.2, 0.0)

    still.apply(edit)
    settle()
    return still.chart_views[0]


# Time


@pytest.mark.parametrize("which", [0, 1, 2])
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
    chart = still.chart_views[0]
    hand.click(chart, along(chart, 0.5), RIGHT)
    chart.menu.close()
    assert still.playhead.step == 0


def test_the_cursor_moves_in_all_charts_and_nothing_is_simulated(still: Window, hand: Hand) -> None:
    before = [view.grab().toImage() for view in still.chart_views]
    scene = still.scene
    hand.click(still.chart_views[0], along(still.chart_views[0], 0.5))
    assert all(view.grab().toImage() != image for view, image in zip(still.chart_views, before, strict=True))
    assert still.scene is scene


def test_where_there_is_no_minimum_there_is_no_chart_of_the_distance(still: Window) -> None:
    for key, names in (("saddle", ["loss", "step length"]), ("rosenbrock", ["loss", "distance", "step length"])):
        still.apply(lambda e, key=key: edits.choose_surface(e, surfaces.get(key)))
        settle()
        shown = [view for view in still.chart_views if view.isVisible()]
        assert [view.accessibleName().split()[1] for view in shown] == [name.split()[0] for name in names]
    assert still.chart_views[1].accessibleName() == "Chart: distance to the minimum"


def test_narrow_charts_keep_their_titles_apart(still: Window, stage: Stage) -> None:
    distance = charts(still.scene)[1]
    view = ChartView(LIGHT)
    stage(view)
    view.draw(distance)
    pictures = []
    for width in (140, 240):
        view.setFixedSize(width, 130)
        settle()
        pictures.append(view.grab().toImage())
    ink = [
        [x for x in range(image.width()) if any(image.pixelColor(x, y).lightness() < 200 for y in range(8, 21))]
        for image in pictures
    ]
    for image, columns in zip(pictures, ink, strict=True):
        gaps = np.diff(columns)
        assert max(gaps) >= 8, "title and “log” do not touch"
        assert columns[0] >= 11
        assert columns[-1] <= image.width() - 11


# Events


@pytest.mark.parametrize("kind", [Kind.RESTART, Kind.MOVE, Kind.MASTER_CHANGE, Kind.SCHEDULE])
def test_a_handle_drags_its_event_and_the_paths_follow(still: Window, hand: Hand, loss: ChartView, kind: Kind) -> None:
    before = still.store.experiment
    (event,) = [event for event in events.events(before) if event.kind is kind]
    place, paths = handle_of(loss, event), [run.positions.copy() for run in still.scene.runs]
    hand.press(loss, place)
    for by in (-10, -20):
        hand.move(loss, right(place, by))
        settle()
        (now,) = [other for other in events.events(still.store.experiment) if other.kind is kind]
        assert now.step == pytest.approx(event.step + steps_for(loss, by), abs=steps_for(loss, 1))
    assert any((run.positions != path).any() for run, path in zip(still.scene.runs, paths, strict=True))
    assert still.scene.experiment == still.store.experiment != before
    hand.release(loss, right(place, -20))
    assert still.playhead.step == 0, "taking a handle does not scrub"
    hand.key("Ctrl+Z")
    assert still.store.experiment == before
    hand.move(loss, right(place, 30))
    assert still.store.experiment == before, "a hand that has let go drags nothing"


def test_a_handle_is_named_and_stands_out_under_the_mouse(still: Window, hand: Hand, loss: ChartView) -> None:
    (restart,) = [event for event in events.events(still.store.experiment) if event.kind is Kind.RESTART]
    hand.move(loss, along(loss, 0.5))
    assert loss.cursor().shape() is Qt.CursorShape.SplitHCursor
    before = loss.grab().toImage()
    hand.move(loss, handle_of(loss, restart))
    assert QToolTip.text() == "Momentum: velocity restarts, step 300"
    assert loss.cursor().shape() is Qt.CursorShape.SizeHorCursor
    assert loss.grab().toImage() != before
    hand.move(loss, along(loss, 0.5))
    settle()
    assert loss.grab().toImage() == before


def test_of_two_handles_at_one_step_both_are_named_and_one_is_dragged(still: Window, hand: Hand) -> None:
    still.apply(lambda e: scheduling.set_restarts(scheduling.set_restarts(e, 1, (300,)), 2, (300,)))
    settle()
    chart = still.chart_views[0]
    first, second = events.events(still.store.experiment)
    hand.move(chart, handle_of(chart, first))
    assert sorted(QToolTip.text().splitlines()) == [
        "Momentum: velocity restarts, step 300",
        "Nesterov: velocity restarts, step 300",
    ]
    hand.drag(chart, [handle_of(chart, first), along(chart, 0.6)])
    assert [rule.restarts for rule in still.store.experiment.rules[1:]] != [(300,), (300,)]
    assert (300,) in [rule.restarts for rule in still.store.experiment.rules[1:]]
    hand.click(chart, handle_of(chart, second), RIGHT)
    assert len(entries(chart.menu)) == 1
    chart.menu.close()


def test_a_right_click_on_a_handle_offers_to_take_it_away(still: Window, hand: Hand, loss: ChartView) -> None:
    before = still.store.experiment
    for event in events.events(before):
        hand.click(loss, handle_of(loss, event), RIGHT)
        assert entries(loss.menu) == [f"Remove  {events.event_text(before, event)}"]
        hand.choose(loss.menu, "Remove")
        gone = [other for other in events.events(before) if other.kind is not event.kind]
        assert events.events(still.store.experiment) == tuple(gone)
        hand.key("Ctrl+Z")
        assert still.store.experiment == before


def test_undo_in_the_middle_of_a_drag_and_the_hand_goes_on(still: Window, hand: Hand) -> None:
    still.apply(lambda e: scheduling.add_restart(e, 1, 300))
    settle()
    chart = still.chart_views[0]
    (event,) = events.events(still.store.experiment)
    hand.press(chart, handle_of(chart, event))
    hand.move(chart, along(chart, 0.5))
    hand.key("Ctrl+Z")
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()
    hand.move(chart, along(chart, 0.6))
    hand.release(chart, along(chart, 0.6))
    assert still.store.experiment == Experiment()
    assert still.notice.text() == "What was taken hold of is no longer there."


def test_a_chart_that_goes_while_it_is_dragged_ends_the_gesture(still: Window, hand: Hand, loss: ChartView) -> None:
    ended: list[bool] = []
    loss.gesture_ended.connect(lambda: ended.append(True))
    place = handle_of(loss, events.events(still.store.experiment)[0])
    hand.press(loss, place)
    loss.hide()
    assert ended == [True]
    loss.show()
    hand.release(loss, place)
    assert ended == [True]


# What can be made to happen


def test_a_right_click_lets_a_velocity_restart(still: Window, hand: Hand) -> None:
    chart = still.chart_views[0]
    hand.click(chart, along(chart, 0.4), RIGHT)
    step = int(entries(chart.menu)[0].removeprefix("At step "))
    assert step == pytest.approx(400, abs=5)
    walk(chart.menu, "Restart", "Momentum")
    assert [rule.restarts for rule in still.store.experiment.rules] == [(), (step,), ()]
    hand.click(chart, along(chart, 0.6), RIGHT)
    walk(chart.menu, "Restart", "All lanes")
    assert [len(rule.restarts) for rule in still.store.experiment.rules] == [0, 2, 1], "SGD has nothing to forget"


def test_a_right_click_drops_a_rate_and_moves_the_surface(still: Window, hand: Hand) -> None:
    chart = still.chart_views[0]
    hand.click(chart, along(chart, 0.6), RIGHT)
    step = int(entries(chart.menu)[0].removeprefix("At step "))
    assert entries(chart.menu)[2] == f"Drop lr here (step decay every {step})"
    walk(chart.menu, "Drop", "SGD")
    assert [rule.schedule.parts for rule in still.store.experiment.rules] == [(StepDecay(every=step),), (), ()]
    assert chart._chart.rate_axis is not None
    hand.key("Ctrl+Z")
    hand.click(chart, along(chart, 0.6), RIGHT)
    walk(chart.menu, "Drop", "All lanes")
    assert all(rule.schedule == StepDecay(every=step) for rule in still.store.experiment.rules)
    hand.key("Ctrl+Z")
    hand.click(chart, along(chart, 0.6), RIGHT)
    walk(chart.menu, "Move")
    assert still.store.experiment.moves == (Move(step, 0.4, 0.0),)
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()


def test_beyond_the_ends_things_happen_at_the_first_and_last_step_that_has_an_after(still: Window, hand: Hand) -> None:
    chart = still.chart_views[0]
    for place, step in ((QPoint(2, 60), 1), (QPoint(chart.width() - 2, 60), 999)):
        hand.click(chart, place, RIGHT)
        assert entries(chart.menu)[0] == f"At step {step}"
        chart.menu.close()


def test_the_other_charts_offer_nothing(still: Window, hand: Hand) -> None:
    for chart in still.chart_views[1:]:
        hand.click(chart, along(chart, 0.5), RIGHT)
        assert not chart.menu.isVisible()


# Learning rates


def test_a_linked_lanes_rate_pulls_the_masters(still: Window, hand: Hand, loss: ChartView) -> None:
    before = still.store.experiment
    place = over_rate(loss, 1, 200)
    hand.move(loss, place)
    assert loss.cursor().shape() is Qt.CursorShape.SizeVerCursor
    axis = loss._chart.rate_axis
    hand.press(loss, place)
    for by in (-8, -16):
        hand.move(loss, place + QPoint(0, by))
        settle()
        decades = -by / frame_of(loss).height * (axis[1] - axis[0])
        assert still.store.experiment.lr == pytest.approx(1e-3 * 10**decades, rel=0.01)
        assert loss._shown.rate_axis == axis, "the axis stays, so that the line follows the hand"
        line = rate_frame(frame_of(loss), loss._shown.overlay).point(200, loss._shown.overlay.rates[0].exponents[200])
        assert line.y() == pytest.approx(place.y() + by, abs=1.5)
    hand.release(loss, place + QPoint(0, -16))
    assert still.playhead.step == 0
    assert [lane.linked for lane in still.store.experiment.lanes] == [True] * 3
    hand.key("Ctrl+Z")
    assert still.store.experiment == before


def test_an_unlinked_lanes_rate_is_its_own(still: Window, hand: Hand, loss: ChartView) -> None:
    still.apply(lambda e: edits.set_linked(e, 1, False))
    settle()
    place = over_rate(loss, 1, 200)
    hand.drag(loss, [place, place + QPoint(0, 10), place + QPoint(0, 20)])
    assert still.store.experiment.lr == 1e-3
    assert still.store.experiment.rules[1].lr < 7e-4
    assert still.store.experiment.rules[1].schedule == Cosine(period=900)


def test_a_click_on_a_rate_or_a_drag_along_it_scrubs(still: Window, hand: Hand, loss: ChartView) -> None:
    before, place = still.store.experiment, over_rate(loss, 1, 200)
    hand.click(loss, place)
    assert still.playhead.step == pytest.approx(200, abs=5)
    hand.drag(loss, [place, right(place, 2), right(place, 6), right(place, 40) + QPoint(0, 30)])
    assert still.playhead.step == pytest.approx(200 + steps_for(loss, 40), abs=5)
    assert still.store.experiment == before


def test_a_rate_that_is_hardly_moved_stays(still: Window, hand: Hand, loss: ChartView) -> None:
    before, place = still.store.experiment, over_rate(loss, 1, 200)
    hand.drag(loss, [place, place + QPoint(1, -2)])
    assert still.store.experiment == before


# Lanes


def test_the_lane_under_the_mouse_is_told_and_stands_out(still: Window, hand: Hand) -> None:
    chart = still.chart_views[0]
    told: list[int] = []
    chart.lane_hovered.connect(told.append)
    frame, curve = frame_of(chart), chart._chart.curves[0]
    hand.move(chart, frame.point(800, curve.values[800]).toPoint())
    hand.move(chart, along(chart, 0.1))
    hand.move(chart, frame.point(700, curve.values[700]).toPoint())
    hand.move(still.canvas, QPoint(5, 5))
    assert told == [0, -1, 0, -1]


def test_a_hovered_lane_is_drawn_over_the_others_and_they_fade(still: Window) -> None:
    still.playhead.seek(1000)
    settle()
    pictures = []
    for view in still.chart_views:
        for lane in (None, 0, 1, None):
            view.show_hovered(lane)
            pictures.append(view.grab().toImage())
    for plain, first, second, again in zip(*[iter(pictures)] * 4, strict=True):
        assert plain == again
        assert len({image.constBits().tobytes() for image in (plain, first, second)}) == 3


def test_a_schedule_needs_room_at_the_right_and_gives_it_back(still: Window) -> None:
    chart = still.chart_views[0]
    before, picture = frame_of(chart), chart.grab().toImage()
    still.apply(lambda e: scheduling.add_schedule(e, 1, Warmup))
    settle()
    assert frame_of(chart).width < before.width
    assert frame_of(chart).left == before.left
    still.store.undo()
    settle()
    assert chart.grab().toImage() == picture


def test_what_does_not_change_is_painted_once(still: Window, loss: ChartView) -> None:
    loss.grab()
    chart, under = loss._chart, loss._ground._whole[1].cacheKey()
    still.apply(lambda e: edits.set_start(e, -1.19, 1.0))
    still.playhead.seek(321)
    settle()
    loss.grab()
    assert loss._chart is not chart
    assert loss._chart.axes == chart.axes
    assert loss._ground._whole[1].cacheKey() == under
    still.apply(lambda e: edits.set_master(e, "lr", 9e-4))
    settle()
    loss.grab()
    assert loss._ground._whole[1].cacheKey() != under
