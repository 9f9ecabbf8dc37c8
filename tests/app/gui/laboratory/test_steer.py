"""Steering by hand in the whole window: the past stays to the bit, marks show where, and one undo takes it back."""

from itertools import pairwise

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

import optim_core
from app.gui.window import Window
from app.model import steering
from app.model.events import Kind, events
from app.model.experiment import Experiment
from app.model.numbers import number_text
from optim_core import SGD, Change
from tests.app.gui.hand import Hand, settle
from tests.app.gui.laboratory.conftest import STEP
from tests.app.gui.laboratory.moves import drag, scrub_to, type_into
from tests.app.gui.laboratory.sight import first_differences, ink_around, on_path, picture
from tests.app.gui.test_steering import bits
from tests.app.gui.test_window import on
from tests.app.gui.widgets.test_chart_view import handle_of


def told(window: Window, hand: Hand, step: int) -> dict[str, str]:
    """What is said of a step: the masters, each lane's loss, and the selected lane's update and where it is."""
    scrub_to(window, hand, step)
    explanation = window.explanations.explanation._shown
    assert explanation is not None
    masters = {name: row.field.text() for name, row in window.panel.masters.items()}
    losses = {f"loss {card.index}": card.loss.text() for card in window.panel.cards}
    return {**masters, **losses, **dict(explanation.rows), "update": str(explanation.numbers)}


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_drag_while_steering_leaves_the_past_and_one_undo_restores_all_of_it(
    still: Window, hand: Hand, way: str
) -> None:
    before, whole = still.scene, bits(still.scene)
    if way == "button":
        hand.click(still.mode.steer)
    else:
        hand.key("S")
    assert still.mode.steer.isChecked()
    scrub_to(still, hand, STEP)
    slider = still.panel.masters["lr"].slider
    hand.press(slider, on(slider, 0.4))
    for place in (0.41, 0.43, 0.45):
        hand.move(slider, on(slider, place))
        settle()
        assert bits(still.scene, STEP) == bits(before, STEP)
        assert first_differences(before, still.scene) == [STEP + 1] * 3
        assert still.playhead.step == STEP
    hand.release(slider, on(slider, 0.45))
    (change,) = still.store.experiment.changes
    assert change == Change(STEP, "lr", change.value)
    assert change.value > still.store.experiment.lr == Experiment().lr
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()
    assert not still.store.can_undo
    assert bits(still.scene) == whole
    hand.key("Ctrl+Shift+Z")
    assert still.store.experiment.changes == (change,)


def test_what_comes_is_what_a_walker_with_the_new_value_does_from_there(steered: Window) -> None:
    (change,) = steered.store.experiment.changes
    surface, path = steered.store.experiment.surface, steered.scene.runs[0].positions[0]
    walk = optim_core.simulate(surface.gradient, [SGD(lr=change.value)], start=tuple(path[STEP]), steps=1000 - STEP)
    np.testing.assert_allclose(path[STEP:], walk.positions[0, 0], rtol=1e-12)


def test_scrubbing_back_shows_the_old_past(still: Window, hand: Hand) -> None:
    hand.key("S")
    steps = (0, STEP // 2, STEP - 1, STEP, STEP + 100)
    before = [told(still, hand, step) for step in steps]
    scrub_to(still, hand, STEP)
    drag(hand, still.panel.masters["beta"].slider, 0.3, 0.4, 0.6)
    after = [told(still, hand, step) for step in steps]
    # A measured rate looks at steps to both sides, and no averaged β takes the same path as one that changes.
    of_the_whole = {"rate, measured", "as averaged"}
    changed = [
        {label for label in was if now[label] != was[label]} - of_the_whole
        for was, now in zip(before, after, strict=True)
    ]
    assert changed[:3] == [set(), set(), set()]
    assert {"beta", "update"} < changed[3]
    assert not changed[3] & {"lr", "loss 0", "loss 1", "loss 2"}, "the step itself has been reached already"
    assert {"loss 1", "loss 2", "update"} < changed[4]


def test_knobs_show_what_acts_at_the_step_that_is_looked_at(steered: Window, hand: Hand) -> None:
    (change,) = steered.store.experiment.changes
    field = steered.panel.masters["lr"].field
    shown = []
    for step in (STEP - 1, STEP, 0, 1000):
        scrub_to(steered, hand, step)
        shown.append(field.text())
    assert shown == ["1e-3", number_text(change.value), "1e-3", number_text(change.value)]
    hand.key("S")
    assert field.text() == "1e-3"


def test_charts_and_paths_carry_a_mark(steered: Window, hand: Hand) -> None:
    for index in (0, 2):
        hand.click(steered.panel.cards[index].eye)
    scrub_to(steered, hand, 1000)
    canvas, chart = picture(steered.canvas), steered.chart_views[0]
    ink = steered._theme.lanes[steered.store.experiment.lanes[1].colour]
    plain, mark = (ink_around(canvas, on_path(steered, 1, step), ink) for step in (STEP - 10, STEP))
    assert mark > plain + 15, "a diamond is wider than the path"
    (event,) = events(steered.store.experiment)
    assert (event.kind, event.step) == (Kind.MASTER_CHANGE, STEP)
    assert ink_around(picture(chart), handle_of(chart, event), steered._theme.text) > 20
    hand.key("Ctrl+Z")
    hand.key("Ctrl+Z")
    hand.key("Ctrl+Z")
    assert ink_around(picture(chart), handle_of(chart, event), steered._theme.text) == 0


def test_steering_again_at_the_same_step_and_later_ones(steered: Window, hand: Hand) -> None:
    (first,) = steered.store.experiment.changes
    scrub_to(steered, hand, STEP + 200)
    before = steered.scene
    drag(hand, steered.panel.masters["lr"].slider, 0.45, 0.3)
    assert [change.step for change in steered.store.experiment.changes] == [STEP, STEP + 200]
    assert first_differences(before, steered.scene) == [STEP + 201] * 3
    scrub_to(steered, hand, STEP)
    drag(hand, steered.panel.masters["lr"].slider, 0.45, 0.35)
    (only,) = steered.store.experiment.changes
    assert (only.step, only.value < first.value) == (STEP, True)
    for _ in range(3):
        hand.key("Ctrl+Z")
    assert steered.store.experiment == Experiment()


def test_steering_while_time_plays_acts_on_what_is_to_come(still: Window, hand: Hand, qtbot: QtBot) -> None:
    before, slider = still.scene, still.panel.masters["lr"].slider
    hand.key("S")
    hand.key("Space")
    spans = []
    hand.press(slider, on(slider, 0.4))
    for place in (0.39, 0.37, 0.34):
        seen = still.playhead.step
        qtbot.waitUntil(lambda seen=seen: still.playhead.step > seen + 1)
        first = still.playhead.step
        hand.move(slider, on(slider, place))
        spans.append((first, still.playhead.step))
    hand.release(slider, on(slider, 0.34))
    assert still.playhead.playing, "a hand on a knob does not stop time"
    hand.key("Space")
    steps = [change.step for change in still.store.experiment.changes]
    assert all(first <= step <= last for step, (first, last) in zip(steps, spans, strict=True))
    assert all(one < other for one, other in pairwise(steps))
    assert first_differences(before, still.scene) == [steps[0] + 1] * 3
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()
    assert bits(still.scene) == bits(before)


def test_at_the_last_step_there_is_nothing_to_steer_and_it_says_so(still: Window, hand: Hand) -> None:
    row = still.panel.masters["lr"]
    hand.click(still.mode.steer)
    hand.key("End")
    place, text = row.slider.value(), row.field.text()
    drag(hand, row.slider, 0.3, 0.5, 0.7)
    assert still.notice.isVisible()
    assert still.notice.text() == "The run ends here; go back to the step from which a change shall act."
    assert (still.store.experiment, still.store.can_undo) == (Experiment(), False)
    assert (row.slider.value(), row.field.text()) == (place, text)


def test_at_the_first_step_steering_is_replaying(still: Window, hand: Hand) -> None:
    hand.click(still.mode.steer)
    drag(hand, still.panel.masters["lr"].slider, 0.4, 0.3)
    assert still.store.experiment.lr < 1e-3
    assert not steering.is_steered(still.store.experiment)


def test_the_start_and_the_surface_are_replayed_even_while_steering(steered: Window, hand: Hand) -> None:
    changes, before = steered.store.experiment.changes, steered.scene
    type_into(hand, steered.panel.surface_rows["b"].field, "50")
    assert steered.store.experiment.changes == changes
    assert first_differences(before, steered.scene) == [1] * 3


def test_a_letter_in_a_field_steers_nothing(still: Window, hand: Hand) -> None:
    hand.click(still.panel.fields["steps"])
    hand.type("sa")
    assert still.mode.replay.isChecked()
    assert not any(action.isChecked() for action in still.top_bar.arrows.menu().actions())
    hand.key("Escape")
