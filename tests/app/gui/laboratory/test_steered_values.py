"""What becomes of values that were steered: replaced, cleared, undone, each lane's own, and beyond the end."""

import numpy as np

from app.gui.window import Window
from app.model.events import events
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from tests.app.gui.hand import Hand
from tests.app.gui.laboratory.conftest import STEP
from tests.app.gui.laboratory.moves import drag, scrub_to, type_into
from tests.app.gui.laboratory.sight import first_differences, ink_around, picture
from tests.app.gui.test_steering import bits
from tests.app.gui.widgets.test_chart_view import handle_of


def test_back_in_replay_a_drag_replaces_what_was_steered(steered: Window, hand: Hand) -> None:
    before, after = steered.store.experiment, steered.scene
    hand.click(steered.mode.replay)
    drag(hand, steered.panel.masters["beta"].slider, 0.3, 0.2)
    assert steered.store.experiment.changes == before.changes, "what was steered of others stays"
    hand.key("Ctrl+Z")
    drag(hand, steered.panel.masters["lr"].slider, 0.4, 0.35)
    experiment = steered.store.experiment
    assert experiment == Experiment(lr=experiment.lr)
    assert experiment.lr < 1e-3
    assert first_differences(after, steered.scene) == [1] * 3
    assert not steered.panel.steered.isVisible()
    hand.key("Ctrl+Z")
    assert steered.store.experiment == before


def test_clear_takes_back_what_was_steered_and_undo_brings_it_back(still: Window, hand: Hand) -> None:
    whole = bits(still.scene)
    hand.click(still.panel.cards[1].link)
    own = still.store.experiment
    hand.key("S")
    scrub_to(still, hand, STEP)
    drag(hand, still.panel.masters["lr"].slider, 0.4, 0.3)
    drag(hand, still.panel.masters["noise"].slider, 0.0, 0.3)
    drag(hand, still.panel.cards[1].rows["beta"].slider, 0.3, 0.1)
    experiment, steered = still.store.experiment, bits(still.scene)
    assert (len(experiment.changes), len(experiment.lanes[1].rule.changes)) == (2, 1)
    assert still.panel.steered.label.text() == f"steered at step {STEP}"
    hand.click(still.panel.steered.clear)
    assert still.store.experiment == own
    assert bits(still.scene) == whole
    assert not still.panel.steered.isVisible()
    hand.key("Ctrl+Z")
    assert still.store.experiment == experiment
    assert bits(still.scene) == steered


def test_noise_can_set_in_at_a_step(still: Window, hand: Hand) -> None:
    before = still.scene
    hand.key("S")
    scrub_to(still, hand, STEP)
    drag(hand, still.panel.masters["noise"].slider, 0.0, 0.4, 0.5)
    assert still.store.experiment.noise == 0.0
    assert first_differences(before, still.scene) == [STEP + 1] * 3
    pushes = np.array([run.positions[0, STEP + 1] for run in still.scene.runs])
    pushes -= [run.positions[0, STEP + 1] for run in before.runs]
    np.testing.assert_allclose(pushes, pushes[[0, 0, 0]], rtol=1e-9, err_msg="all lanes meet the same noise")


def test_the_beta_of_a_lane_of_its_own_is_steered_alone(still: Window, hand: Hand) -> None:
    hand.click(still.panel.cards[1].link)
    before = still.scene
    hand.key("S")
    scrub_to(still, hand, STEP)
    drag(hand, still.panel.cards[1].rows["beta"].slider, 0.3, 0.25, 0.2)
    assert first_differences(before, still.scene) == [None, STEP + 1, None]
    assert still.store.experiment.changes == ()
    assert still.panel.cards[1].notes.text() == "steered"
    (event,) = events(still.store.experiment)
    chart = still.chart_views[0]
    ink = still._theme.lanes[still.store.experiment.lanes[1].colour]
    assert ink_around(picture(chart), handle_of(chart, event), ink) > 20
    hand.key("Ctrl+Z")
    assert bits(still.scene) == bits(before)


def test_masters_that_are_steered_leave_a_lane_of_its_own_alone(still: Window, hand: Hand) -> None:
    hand.click(still.panel.cards[2].link)
    before = still.scene
    hand.key("S")
    scrub_to(still, hand, STEP)
    drag(hand, still.panel.masters["lr"].slider, 0.4, 0.3)
    assert first_differences(before, still.scene) == [STEP + 1, STEP + 1, None]


def test_what_was_steered_beyond_the_end_of_a_shorter_run_waits(steered: Window, hand: Hand) -> None:
    experiment, whole = steered.store.experiment, bits(steered.scene)
    type_into(hand, steered.panel.fields["steps"], f"{STEP // 2}")
    assert steered.panel.steered.label.text() == "steered after the end"
    assert bits(steered.scene) == bits(SceneBuilder().build(Experiment(steps=STEP // 2)))
    type_into(hand, steered.panel.fields["steps"], "1000")
    assert steered.panel.steered.label.text() == f"steered at step {STEP}"
    assert (steered.store.experiment, bits(steered.scene)) == (experiment, whole)


def test_a_value_that_was_typed_is_undone_from_its_field(steered: Window, hand: Hand) -> None:
    before, field = steered.store.experiment, steered.panel.masters["lr"].field
    type_into(hand, field, "2e-4")
    hand.key("Ctrl+Z")
    assert steered.store.experiment == before
    hand.key("Ctrl+Shift+Z")
    assert field.text() == "2e-4"
    hand.type("7")
    hand.key("Ctrl+Z")
    assert field.text() == "2e-4", "what is only being typed is taken back first"
    assert [change.value for change in steered.store.experiment.changes] == [2e-4]
    hand.key("Escape")
