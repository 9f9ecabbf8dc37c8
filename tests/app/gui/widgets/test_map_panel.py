"""Maps under a hand: the cross and the knobs are one, and what is asked for is what is shown."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

import surfaces
from app.gui.style_sheet import style_sheet
from app.gui.widgets.map_panel import MapPanel
from app.model import edits
from app.model.experiment import Experiment, Lane
from app.model.maps import MapKind, Measure, boundaries, request_of
from app.model.maps.data import VERDICTS
from app.model.scene import SceneBuilder
from app.model.theme import DARK, LIGHT
from optim_core import Momentum, simulate
from optim_core.diagnosis import Verdict
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.widgets.conftest import Stage
from tests.app.gui.widgets.maps import Desk, computed
from tests.app.gui.widgets.menus import checked, entries, walk

MOMENTUM, NESTEROV = 1, 2
STEPS = 60


@pytest.fixture
def desk(stage: Stage) -> Desk:
    """A panel for momentum on Rosenbrock, with its first map."""
    panel = MapPanel(DARK)
    stage(panel)
    panel.window().resize(520, 480)
    made = Desk(panel, Experiment(steps=STEPS), MOMENTUM)
    made.supply()
    return made


@pytest.fixture
def hand(desk: Desk) -> Hand:
    return Hand(desk.panel.window())


def choose(desk: Desk, kind: MapKind, hand: Hand) -> None:
    hand.click(desk.panel.controls.kind.segments[kind])
    desk.supply()


def compare(desk: Desk, hand: Hand, name: str) -> None:
    hand.click(desk.panel.controls.other)
    walk(desk.panel.controls.other.choices, name)
    desk.supply()


def test_where_the_controls_take_more_lines_or_fewer_the_map_has_its_room_at_once(desk: Desk) -> None:
    panel = desk.panel
    for width in (300, 500):
        lines = panel.controls.height()
        panel.setFixedWidth(width)
        panel.window().layout().activate()
        height = panel.view.height()
        settle()
        assert panel.controls.height() != lines
        assert panel.view.height() == height


# The cross


def test_a_press_brings_the_cross_there_and_a_drag_is_one_step_of_undo(desk: Desk, hand: Hand) -> None:
    before = desk.experiment
    hand.press(desk.panel.view, desk.at(0.25, 0.75))
    x, y = (getattr(desk.panel.requests[0], name) for name in "xy")
    assert x.place(desk.experiment.lr) == pytest.approx(0.25, abs=0.01)
    assert y.place(desk.experiment.beta) == pytest.approx(0.75, abs=0.01)
    hand.move(desk.panel.view, desk.at(0.5, 0.5))
    hand.move(desk.panel.view, desk.at(0.6, 0.4))
    assert not desk.store.can_undo
    hand.release(desk.panel.view, desk.at(0.6, 0.4))
    assert desk.story == ["began", "edit", "edit", "edit", "ended"]
    assert x.place(desk.experiment.lr) == pytest.approx(0.6, abs=0.01)
    assert y.place(desk.experiment.beta) == pytest.approx(0.4, abs=0.01)
    assert list(desk.crosses()) == [(desk.experiment.lr, desk.experiment.beta)]
    desk.store.undo()
    assert desk.experiment == before


def test_beyond_the_map_is_its_edge(desk: Desk, hand: Hand) -> None:
    request = desk.panel.requests[0]
    view = desk.panel.view
    hand.drag(view, [desk.at(0.5, 0.5), QPoint(1, view.height() - 2)])
    assert (desk.experiment.lr, desk.experiment.beta) == (request.x.low, request.y.low)
    hand.drag(view, [desk.at(0.5, 0.5), QPoint(view.width() - 2, 1)])
    assert (desk.experiment.lr, desk.experiment.beta) == (request.x.high, request.y.high)
    assert desk.panel.requests == (request,)


def test_a_press_beside_the_map_and_the_right_button_do_nothing(desk: Desk, hand: Hand) -> None:
    hand.click(desk.panel.view, QPoint(2, 2))
    hand.click(desk.panel.view, desk.at(0.5, 0.5), RIGHT)
    assert desk.story == []


def test_the_cross_follows_what_is_set_elsewhere_and_no_other_map_is_wanted(desk: Desk) -> None:
    desk.asked.clear()
    shown = desk.panel.grab().toImage()
    desk.apply(lambda experiment: edits.set_master(experiment, "lr", 2e-4))
    assert list(desk.crosses()) == [(2e-4, desk.experiment.beta)]
    assert desk.panel.grab().toImage() != shown
    assert desk.asked == []


def test_a_lane_of_its_own_is_moved_alone(desk: Desk, hand: Hand) -> None:
    desk.apply(lambda experiment: edits.set_linked(experiment, MOMENTUM, False))
    masters = desk.experiment.lr, desk.experiment.beta
    hand.click(desk.panel.view, desk.at(0.3, 0.3))
    assert (desk.experiment.lr, desk.experiment.beta) == masters
    rule = desk.experiment.rules[MOMENTUM]
    assert desk.panel.requests[0].x.place(rule.lr) == pytest.approx(0.3, abs=0.01)
    assert list(desk.crosses()) == [(rule.lr, rule.beta)]


def test_a_rule_without_beta_is_moved_along_lr_only(desk: Desk, hand: Hand) -> None:
    desk.panel.show_selected(0)
    desk.supply()
    beta = desk.experiment.beta
    hand.click(desk.panel.view, desk.at(0.3, 0.8))
    assert desk.experiment.beta == beta
    assert desk.panel.requests[0].x.place(desk.experiment.lr) == pytest.approx(0.3, abs=0.01)
    assert list(desk.crosses()) == [(desk.experiment.lr, 0.0)]


def test_it_ends_its_gesture_when_it_is_hidden_or_loses_the_focus_in_the_middle(desk: Desk, hand: Hand) -> None:
    for disturb in (desk.panel.controls.best.setFocus, desk.panel.hide):
        desk.story.clear()
        hand.press(desk.panel.view, desk.at(0.4, 0.4))
        disturb()
        assert desk.story == ["began", "edit", "ended"]
        desk.panel.show()
        settle()


@pytest.mark.parametrize(
    ("keys", "across", "up"),
    [("Right", 1, 0), ("Left", -1, 0), ("Up", 0, 1), ("Down", 0, -1), ("Shift+Right", 10, 0), ("Shift+Up", 0, 10)],
)
def test_arrow_keys_move_the_cross_by_cells(desk: Desk, hand: Hand, keys: str, across: int, up: int) -> None:
    desk.apply(lambda e: edits.set_master(edits.set_master(e, "lr", 4.1e-4), "beta", 0.8))
    (request,) = desk.panel.requests
    x, y, side = request.x, request.y, request.sides[-1]
    column, row = x.cell(4.1e-4, side), y.cell(0.8, side)
    desk.panel.view.setFocus()
    hand.key(keys)
    hand.key(keys)
    assert x.cell(desk.experiment.lr, side) == column + 2 * across
    assert y.cell(desk.experiment.beta, side) == row + 2 * up
    assert (desk.experiment.lr == 4.1e-4) is (across == 0)
    assert (desk.experiment.beta == 0.8) is (up == 0)
    assert "began" not in desk.story


def test_the_last_cell_is_the_last(desk: Desk, hand: Hand) -> None:
    desk.panel.view.setFocus()
    (request,) = desk.panel.requests
    desk.apply(lambda experiment: edits.set_master(experiment, "lr", 1.1 * request.x.low))
    for _ in range(2):
        hand.key("Shift+Left")
    assert request.x.cell(desk.experiment.lr, request.sides[-1]) == 0
    assert request.x.shows(desk.experiment.lr)


def test_the_best_cell_is_gone_to_in_one_step_of_undo(desk: Desk, hand: Hand) -> None:
    before = desk.experiment
    hand.click(desk.panel.controls.best)
    data = desk.panel.picture.panels[0].data
    row, column = data.best(Measure.VERDICT)
    assert data.request.x.cell(desk.experiment.lr, data.side) == column
    assert data.request.y.cell(desk.experiment.beta, data.side) == row
    assert len(desk.said) == 1
    assert desk.said[0].startswith("the best cell: lr ")
    desk.store.undo()
    assert desk.experiment == before


def test_where_every_run_diverged_there_is_no_best_cell(desk: Desk, hand: Hand) -> None:
    (request,) = desk.panel.requests
    data = desk.panel.picture.panels[0].data
    lost = np.full_like(data.verdict, VERDICTS.index(Verdict.DIVERGED))
    desk.panel.show_map(request, replace(data, verdict=lost))
    hand.click(desk.panel.controls.best)
    assert desk.story == []
    assert "diverged" in desk.said[0]


# What is asked for


def test_it_asks_once_for_what_it_needs_and_again_when_that_changes(desk: Desk, hand: Hand) -> None:
    assert desk.asked[-1] == (request_of(desk.experiment, MOMENTUM, MapKind.RATES),)
    count = len(desk.asked)
    desk.apply(lambda experiment: edits.rename_lane(experiment, MOMENTUM, "heavy ball"))
    desk.apply(lambda experiment: edits.set_master(experiment, "beta", 0.5))
    assert len(desk.asked) == count
    desk.apply(lambda experiment: edits.set_start(experiment, 0.5, 0.5))
    desk.apply(lambda experiment: edits.set_run(experiment, "steps", 80))
    assert [len(requests) for requests in desk.asked[count:]] == [1, 1]
    assert desk.asked[-1] == (request_of(desk.experiment, MOMENTUM, MapKind.RATES),)
    choose(desk, MapKind.STARTS, hand)
    assert desk.asked[-1] == (request_of(desk.experiment, MOMENTUM, MapKind.STARTS),)


def test_nothing_is_asked_for_while_nobody_looks(desk: Desk) -> None:
    desk.panel.hide()
    count = len(desk.asked)
    desk.apply(lambda experiment: edits.set_run(experiment, "steps", 80))
    assert len(desk.asked) == count
    desk.panel.show()
    assert desk.asked[count:] == [(request_of(desk.experiment, MOMENTUM, MapKind.RATES),)]


def test_the_selected_lane_is_mapped_wherever_it_is(desk: Desk) -> None:
    desk.panel.show_selected(NESTEROV)
    assert desk.asked[-1] == (request_of(desk.experiment, NESTEROV, MapKind.RATES),)
    count = len(desk.asked)
    desk.apply(lambda experiment: edits.remove_lane(experiment, 0))
    desk.apply(lambda experiment: edits.move_lane(experiment, 1, 0))
    assert len(desk.asked) == count
    desk.apply(lambda experiment: edits.remove_lane(experiment, 0))
    assert desk.asked[-1] == (request_of(desk.experiment, 0, MapKind.RATES),)


def test_an_answer_to_an_old_question_or_a_coarser_one_is_not_shown(desk: Desk) -> None:
    (old,) = desk.panel.requests
    fine, coarse = computed(old, 2), computed(old)
    desk.panel.show_map(old, fine)
    desk.panel.show_map(old, coarse)
    assert desk.panel.picture.panels[0].data is fine
    desk.apply(lambda experiment: edits.set_run(experiment, "steps", 80))
    desk.panel.show_map(old, coarse)
    assert desk.panel.picture.panels[0].data is fine


def test_an_old_map_stays_dimmed_until_the_first_new_one(desk: Desk, hand: Hand) -> None:
    old, bright = desk.panel.picture.panels[0].data, desk.panel.view.grab().toImage()
    hand.click(desk.panel.controls.kind.segments[MapKind.STARTS])
    assert desk.panel.picture.panels[0].data is old
    assert desk.panel.picture.measure is Measure.VERDICT
    assert desk.panel.view.grab().toImage() != bright
    desk.supply()
    assert desk.panel.picture.panels[0].data.request.kind is MapKind.STARTS


def test_it_says_how_far_the_map_is(desk: Desk) -> None:
    panel, footer = desk.panel, desk.panel.footer
    assert footer.progress.text() == ""
    panel.show_busy(True)
    assert footer.progress.text() == "refining 32² → 256²"
    desk.apply(lambda experiment: edits.set_run(experiment, "steps", 80))
    assert footer.progress.text() == "computing…"
    desk.supply(2)
    assert footer.progress.text() == ""
    panel.show_busy(False)
    assert footer.progress.text() == ""


def test_before_there_is_a_map_it_says_so_and_takes_no_hand(stage: Stage) -> None:
    panel = MapPanel(DARK)
    hand = stage(panel)
    panel.window().resize(480, 430)
    assert panel.picture is None
    desk = Desk(panel, Experiment(steps=STEPS), MOMENTUM)
    empty = panel.view.grab().toImage()
    panel.show_busy(True)
    assert panel.view.grab().toImage() != empty
    assert panel.footer.progress.text() == "computing…"
    assert not panel.controls.best.isEnabled()
    hand.click(panel.view)
    panel.view.setFocus()
    hand.key("Right")
    assert desk.story == []


# Other kinds


def test_starts_are_set_by_hand_and_by_keys(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.STARTS, hand)
    hand.drag(desk.panel.view, [desk.at(0.5, 0.5), desk.at(0.25, 0.75)])
    x0, x1, y0, y1 = desk.experiment.surface.view
    assert desk.experiment.start == pytest.approx((x0 + 0.25 * (x1 - x0), y0 + 0.75 * (y1 - y0)), abs=0.02)
    assert desk.story == ["began", "edit", "edit", "ended"]
    assert list(desk.crosses()) == [desk.experiment.start]
    x, y = desk.experiment.start
    desk.panel.view.setFocus()
    hand.key("Up")
    assert desk.experiment.start[0] == x
    assert desk.experiment.start[1] > y
    hand.click(desk.panel.controls.best)
    data = desk.panel.picture.panels[0].data
    row, column = data.best(Measure.VERDICT)
    assert data.request.x.cell(desk.experiment.start[0], data.side) == column
    assert data.request.y.cell(desk.experiment.start[1], data.side) == row


def test_a_parameter_of_the_surface_is_set_with_lr(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.PARAMETER, hand)
    controls = desk.panel.controls
    assert controls.parameter.isVisible()
    hand.click(controls.parameter)
    assert entries(controls.parameter.choices) == ["a", "b"]
    walk(controls.parameter.choices, "b")
    desk.supply()
    (request,) = desk.panel.requests
    assert (request.x.name, request.y.name) == ("lr", "b")
    hand.click(desk.panel.view, desk.at(0.4, 0.6))
    assert request.y.place(desk.experiment.surface.b) == pytest.approx(0.6, abs=0.01)
    assert request.x.place(desk.experiment.lr) == pytest.approx(0.4, abs=0.01)
    assert list(desk.crosses()) == [(desk.experiment.lr, desk.experiment.surface.b)]
    assert desk.panel.requests == (request,)


def test_a_surface_with_nothing_to_set_has_no_such_map_and_says_why(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.PARAMETER, hand)
    before = desk.experiment
    desk.apply(lambda experiment: edits.choose_surface(experiment, surfaces.get("sphere")))
    segment = desk.panel.controls.kind.segments[MapKind.PARAMETER]
    assert not segment.isEnabled()
    assert segment.toolTip()
    assert desk.panel.controls.kind.segments[MapKind.RATES].isChecked()
    assert not desk.panel.controls.parameter.isVisible()
    desk.supply()
    assert desk.panel.picture.panels[0].data.request.kind is MapKind.RATES
    desk.apply(lambda _: before)
    assert segment.isChecked()
    assert segment.isEnabled()


def test_colours_are_chosen_and_no_other_map_is_needed(desk: Desk, hand: Hand) -> None:
    count, menu = len(desk.asked), desk.panel.controls.measure
    hand.click(menu)
    assert entries(menu.choices) == ["verdict", "final loss", "steps to tolerance"]
    assert checked(menu.choices) == ["verdict"]
    before = desk.panel.view.grab().toImage()
    walk(menu.choices, "final loss")
    assert desk.panel.picture.measure is Measure.LOSS
    assert desk.panel.view.grab().toImage() != before
    assert len(desk.asked) == count


# Two lanes


def test_two_lanes_are_compared_beside_each_other_and_as_a_difference(desk: Desk, hand: Hand) -> None:
    controls = desk.panel.controls
    assert not controls.way.isVisible()
    hand.click(controls.other)
    assert entries(controls.other.choices) == ["alone", "SGD", "Nesterov"]
    walk(controls.other.choices, "Nesterov")
    assert [type(request.rule).key for request in desk.asked[-1]] == ["momentum", "nesterov"]
    desk.supply()
    names = [panel.lane_name for panel in desk.panel.picture.panels]
    assert names == ["Momentum", "Nesterov"]
    assert len(desk.panel.view._frames()) == 2
    hand.click(controls.way.segments[True])
    assert desk.panel.picture.difference
    assert len(desk.panel.view._frames()) == 1
    hand.click(controls.other)
    walk(controls.other.choices, "alone")
    assert len(desk.panel.picture.panels) == 1
    assert not desk.panel.picture.difference


def test_each_map_moves_its_own_lane(desk: Desk, hand: Hand) -> None:
    for lane in (MOMENTUM, NESTEROV):
        desk.apply(lambda experiment, lane=lane: edits.set_linked(experiment, lane, False))
    compare(desk, hand, "Nesterov")
    before = desk.experiment.rules[MOMENTUM]
    hand.click(desk.panel.view, desk.at(0.3, 0.6, which=1))
    assert desk.experiment.rules[MOMENTUM] == before
    rule = desk.experiment.rules[NESTEROV]
    assert desk.panel.requests[1].x.place(rule.lr) == pytest.approx(0.3, abs=0.01)
    assert list(desk.crosses()) == [(before.lr, before.beta), (rule.lr, rule.beta)]


def test_to_select_the_lane_that_is_compared_swaps_the_two(desk: Desk, hand: Hand) -> None:
    compare(desk, hand, "Nesterov")
    desk.panel.show_selected(NESTEROV)
    desk.supply()
    assert [panel.lane_name for panel in desk.panel.picture.panels] == ["Nesterov", "Momentum"]
    desk.apply(lambda experiment: edits.remove_lane(experiment, MOMENTUM))
    desk.supply()
    assert [panel.lane_name for panel in desk.panel.picture.panels] == ["Nesterov"]


def test_two_lanes_of_one_rule_have_one_map_and_that_is_said(stage: Stage) -> None:
    panel = MapPanel(DARK)
    stage(panel)
    panel.window().resize(520, 480)
    lanes = (Lane(Momentum(), "A", 0), Lane(Momentum(lr=1e-4), "B", 1, linked=False))
    desk = Desk(panel, Experiment(steps=STEPS, lanes=lanes), 0)
    compare(desk, Hand(panel.window()), "B")
    assert len(desk.asked[-1]) == 1
    assert len(panel.picture.panels) == 2
    assert panel.footer.lines[1].text().startswith("B has the same map")


# What it says


def test_the_cell_under_the_mouse_is_read_out_and_the_lanes_own_otherwise(desk: Desk, hand: Hand) -> None:
    line = desk.panel.footer.lines[0]
    own = line.text()
    cell = desk.panel.picture.panels[0].data.at(desk.experiment.lr, desk.experiment.beta)
    assert f"· {cell.verdict.value}" in own
    hand.move(desk.panel.view, desk.at(0.99, 0.99))
    assert "Diverged" in line.text()
    QTest.mouseMove(desk.panel.window().windowHandle(), QPoint(1, 1))
    settle()
    assert line.text() == own


def test_two_maps_are_read_out_at_one_place(desk: Desk, hand: Hand) -> None:
    compare(desk, hand, "Nesterov")
    hand.move(desk.panel.view, desk.at(0.5, 0.5, which=1))
    texts = [line.text() for line in desk.panel.footer.lines]
    assert [text.split()[0] for text in texts] == ["Momentum", "Nesterov"]
    assert texts[0].split("·")[0].split()[1:] == texts[1].split("·")[0].split()[1:]


# The ghost


def ghosts(desk: Desk) -> list[np.ndarray | None]:
    return [panel.ghost for panel in desk.panel.view._picture.panels]


def test_the_path_from_the_start_under_the_mouse_comes_and_goes_with_it(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.STARTS, hand)
    assert ghosts(desk) == [None]
    hand.move(desk.panel.view, desk.at(0.3, 0.6))
    settle()
    (request,) = desk.panel.requests
    start = request.x.value(0.3), request.y.value(0.6)
    (ghost,) = ghosts(desk)
    assert ghost[0] == pytest.approx(start, abs=0.02)
    walked = simulate(
        desk.experiment.surface.gradient, [desk.experiment.rules[MOMENTUM]], start=ghost[0], steps=STEPS
    ).positions[0, 0]
    assert np.array_equal(ghost, walked)
    assert desk.panel.picture.panels[0].ghost is None
    QTest.mouseMove(desk.panel.window().windowHandle(), QPoint(1, 1))
    settle()
    assert ghosts(desk) == [None]
    assert not desk.panel._ghost._turn.isActive()


def test_no_ghost_walks_for_a_lane_that_has_gone_while_its_map_is_still_there(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.STARTS, hand)
    hand.move(desk.panel.view, desk.at(0.3, 0.6))
    settle()
    assert ghosts(desk)[0] is not None
    desk.panel._experiment = edits.remove_lane(desk.experiment, MOMENTUM)
    hand.move(desk.panel.view, desk.at(0.4, 0.6))
    settle()
    assert not desk.panel._ghost._turn.isActive()
    assert ghosts(desk) == [None]


def test_two_ghosts_walk_from_one_start(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.STARTS, hand)
    compare(desk, hand, "Nesterov")
    hand.move(desk.panel.view, desk.at(0.3, 0.6, which=1))
    settle()
    one, other = ghosts(desk)
    assert np.array_equal(one[0], other[0])
    assert not np.array_equal(one[-1], other[-1])


def test_a_dragging_hand_shows_the_run_itself(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.STARTS, hand)
    hand.press(desk.panel.view, desk.at(0.3, 0.6))
    scene = SceneBuilder().build(desk.experiment)
    desk.panel.show_scene(scene)
    assert np.array_equal(ghosts(desk)[0], scene.runs[MOMENTUM].positions[0])
    assert not desk.panel._ghost._turn.isActive()
    hand.release(desk.panel.view, desk.at(0.3, 0.6))


def test_a_long_walk_is_taken_in_slices(desk: Desk, hand: Hand) -> None:
    desk.apply(lambda experiment: edits.set_run(experiment, "steps", 100_000))
    hand.click(desk.panel.controls.kind.segments[MapKind.STARTS])
    (request,) = desk.panel.requests
    desk.panel.show_map(request, computed(replace(request, sides=(4,))))
    hand.move(desk.panel.view, desk.at(0.3, 0.6))
    lengths = []
    while desk.panel._ghost._turn.isActive():
        settle()
        lengths.append(len(ghosts(desk)[0]))
    assert lengths[-1] == 100_001
    assert lengths[0] < lengths[-1]
    assert lengths == sorted(lengths)


# Looks and reach


def test_every_control_is_reached_by_tab_in_its_order_and_has_a_name(desk: Desk, hand: Hand) -> None:
    compare(desk, hand, "Nesterov")
    choose(desk, MapKind.PARAMETER, hand)
    reached = []
    desk.panel.view.setFocus()
    for _ in range(9):
        hand.key("Tab")
        reached.append(desk.panel.window().focusWidget().accessibleName())
    first = reached.index("Map: surface × lr")
    assert reached[first : first + 7] == [
        "Map: surface × lr",
        "Surface parameter: a",
        "Colours: verdict",
        "Compare with: with Nesterov",
        "Comparison: beside",
        "Go to the best cell",
        "Map",
    ]


def test_arrow_keys_choose_another_kind(desk: Desk, hand: Hand) -> None:
    desk.panel.controls.kind.segments[MapKind.RATES].setFocus()
    hand.key("Right")
    assert desk.panel.requests[0].kind is MapKind.STARTS
    assert desk.panel.controls.kind.segments[MapKind.STARTS].hasFocus()


def test_the_focus_is_seen_on_the_map(desk: Desk) -> None:
    desk.panel.controls.best.setFocus()
    without = desk.panel.view.grab().toImage()
    desk.panel.view.setFocus()
    assert desk.panel.view.grab().toImage() != without


def test_it_wears_the_theme(desk: Desk) -> None:
    before = desk.panel.view.grab().toImage()
    desk.panel.set_theme(LIGHT)
    assert desk.panel.view.grab().toImage() != before


@pytest.mark.parametrize("width", [330, 480, 780])
def test_its_controls_fit_at_every_width(desk: Desk, hand: Hand, width: int) -> None:
    compare(desk, hand, "Nesterov")
    choose(desk, MapKind.PARAMETER, hand)
    desk.panel.window().resize(width, 520)
    settle()
    controls = desk.panel.controls
    shown = [controls.kind, controls.parameter, controls.measure, controls.other, controls.way, controls.best]
    boxes = [widget.geometry() for widget in shown]
    assert all(controls.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(widget.width() >= widget.sizeHint().width() for widget in shown)
    assert desk.panel.width() <= width
    assert controls.best.accessibleName() == "Go to the best cell"
    assert controls.best.text() == {330: "Best", 480: "Best cell", 780: "Go to the best cell"}[width]
    assert controls.other.accessibleName() == "Compare with: with Nesterov"


def narrow(desk: Desk) -> None:
    """Give the panel what it has in the smallest window, styled as there."""
    window = desk.panel.window()
    window.setStyleSheet(style_sheet(DARK))
    window.resize(368 + window.width() - desk.panel.width(), 400)
    settle()


@pytest.mark.parametrize("kind", MapKind, ids=lambda kind: kind.name)
def test_of_a_map_alone_the_controls_fit_into_one_line_of_a_narrow_panel(desk: Desk, hand: Hand, kind: MapKind) -> None:
    choose(desk, kind, hand)
    narrow(desk)
    controls = desk.panel.controls
    shown = (controls.kind, controls.parameter, controls.measure, controls.other, controls.best)
    assert len({part.y() for part in shown if part.isVisible()}) == 1
    assert controls.kind.segments[kind].accessibleName() == f"Map: {kind.value}"


def test_its_ground_is_painted_once_while_only_cross_mouse_and_playhead_move(
    desk: Desk, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.gui.widgets import map_sheet

    painted = []
    ground = map_sheet.paint_map_ground
    monkeypatch.setattr(map_sheet, "paint_map_ground", lambda *args: (painted.append(args), ground(*args)))
    desk.panel.view.grab()
    painted.clear()
    for lr in (1e-4, 2e-4, 3e-4):
        desk.apply(lambda experiment, lr=lr: edits.set_master(experiment, "lr", lr))
        desk.panel.view.grab()
        hand.move(desk.panel.view, desk.at(lr * 1e3, 0.4))
        desk.show_scene()
        desk.apply(lambda experiment, lr=lr: edits.set_run(experiment, "seeds", int(lr * 1e5)))
        desk.panel.view.grab()
    assert painted == []
    desk.panel.window().resize(600, 500)
    settle()
    desk.panel.view.grab()
    assert len(painted) >= 1


def test_the_cursor_says_where_a_hand_can_aim(desk: Desk, hand: Hand) -> None:
    hand.move(desk.panel.view, desk.at(0.5, 0.5))
    assert desk.panel.view.cursor().shape() is Qt.CursorShape.CrossCursor
    hand.move(desk.panel.view, QPoint(2, 2))
    assert desk.panel.view.cursor().shape() is Qt.CursorShape.ArrowCursor


def test_two_maps_have_two_lines_of_controls_in_a_narrow_panel(desk: Desk, hand: Hand) -> None:
    compare(desk, hand, "Nesterov")
    choose(desk, MapKind.PARAMETER, hand)
    narrow(desk)
    controls = desk.panel.controls
    shown = (controls.kind, controls.parameter, controls.measure, controls.other, controls.way, controls.best)
    assert len({part.y() for part in shown}) == 2


def test_a_limit_under_the_mouse_says_which_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda _place, text, _widget: said.append(text))
    view, (request,) = desk.panel.view, desk.panel.requests
    at_minimum = boundaries(request)[0]
    place = view._frames()[0].point(*at_minimum.points[30]).toPoint()
    for at, text in ((place, at_minimum.label), (desk.at(0.05, 0.05), ""), (QPoint(2, 2), "")):
        view.event(QHelpEvent(QEvent.Type.ToolTip, at, view.mapToGlobal(at)))
        assert said.pop() == text


def test_of_several_seeds_it_says_which_one_is_mapped(desk: Desk) -> None:
    noisy = edits.set_run(edits.set_run(desk.experiment, "noise", 1.0), "seeds", 30)
    desk.apply(lambda _: noisy)
    desk.supply()
    assert desk.panel.picture.seeds == 30
    shown = desk.panel.view.grab().toImage()
    desk.apply(lambda experiment: edits.set_run(experiment, "seeds", 1))
    assert desk.panel.view.grab().toImage() != shown


def test_of_a_flat_map_a_key_goes_a_row_up(desk: Desk, hand: Hand) -> None:
    choose(desk, MapKind.PARAMETER, hand)
    (request,) = desk.panel.requests
    rows = request.rows(request.sides[-1])
    y = desk.panel.picture.panels[0].cross[1]
    desk.panel.view.setFocus()
    hand.key("Up")
    after = desk.panel.picture.panels[0].cross[1]
    assert request.y.cell(after, rows) == request.y.cell(y, rows) + 1
