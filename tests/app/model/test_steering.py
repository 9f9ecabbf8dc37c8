"""Steering: the past stays to the bit, the change acts from its step on, and taking it back restores the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import edits, steering
from app.model.experiment import Experiment
from app.model.lane_run import LaneRun
from app.model.scene import SceneBuilder
from optim_core import Change, Momentum, Nesterov
from tests.app.model.strategies import STEPS, experiments, inner_steps, turns


def runs(experiment: Experiment) -> tuple[LaneRun, ...]:
    return SceneBuilder().build(experiment).runs


def bits(array: np.ndarray) -> bytes:
    return np.ascontiguousarray(array).tobytes()


@given(data=st.data(), experiment=experiments(), step=inner_steps)
def test_the_past_stays_to_the_bit_and_going_back_restores_the_whole(data, experiment: Experiment, step: int) -> None:
    turn = data.draw(turns(experiment, step))
    builder = SceneBuilder()
    before = builder.build(experiment).runs
    after = builder.build(turn(experiment)).runs
    for old, new in zip(before, after, strict=True):
        assert bits(old.positions[:, : step + 1]) == bits(new.positions[:, : step + 1])
        assert bits(old.velocities[:, : step + 1]) == bits(new.velocities[:, : step + 1])
        assert bits(old.loss[:, : step + 1]) == bits(new.loss[:, : step + 1])
    again = builder.build(experiment).runs
    assert [bits(run.positions) for run in again] == [bits(run.positions) for run in before]


@pytest.mark.parametrize(("name", "value"), [("lr", 2e-4), ("beta", 0.5)])
def test_linked_lanes_follow_a_steered_master_from_its_step_on_and_no_other_lane_does(name: str, value: float) -> None:
    experiment = edits.set_linked(Experiment(), 2, False)
    after = steering.steer_master(experiment, name, value, 420)
    for index, (old, new) in enumerate(zip(runs(experiment), runs(after), strict=True)):
        first = np.flatnonzero((old.positions[0] != new.positions[0]).any(axis=1))[:1]
        acts = index == 1 or (index == 0 and name == "lr")
        assert list(first) == ([421] if acts else [])


def test_a_steered_run_is_that_of_the_equation_with_the_values_of_each_step() -> None:
    experiment = steering.steer_master(steering.steer_master(Experiment(), "lr", 5e-4, 100), "beta", 0.8, 200)
    run, surface = runs(experiment)[1], experiment.surface
    theta, velocity = np.array(experiment.start), np.zeros(2)
    for step in range(400):
        lr, beta = (1e-3 if step < 100 else 5e-4), (0.9 if step < 200 else 0.8)
        velocity = beta * velocity + np.array(surface.gradient(*theta))
        theta = theta - lr * velocity
        np.testing.assert_allclose(run.positions[0, step + 1], theta, rtol=1e-9)


def test_steered_noise_comes_from_its_step_on() -> None:
    after = runs(steering.steer_master(Experiment(), "noise", 1.0, 30))
    for old, new in zip(runs(Experiment()), after, strict=True):
        assert np.flatnonzero((old.positions[0] != new.positions[0]).any(axis=1))[0] == 31


def test_what_was_to_come_of_the_same_is_dropped_and_the_rest_stays() -> None:
    experiment = steering.steer_master(Experiment(), "lr", 1e-4, 100)
    experiment = steering.steer_master(experiment, "beta", 0.5, 700)
    experiment = steering.steer_master(experiment, "lr", 1e-5, 600)
    after = steering.steer_master(experiment, "lr", 2e-4, 300)
    assert after.changes == (Change(100, "lr", 1e-4), Change(300, "lr", 2e-4), Change(700, "beta", 0.5))
    lane = steering.steer_lane(steering.steer_lane(Experiment(), 1, "lr", 1e-4, 600), 1, "lr", 1e-5, 500)
    assert lane.lanes[1].rule.changes == (Change(500, "lr", 1e-5),)


def test_of_a_knob_turned_to_and_fro_at_one_step_the_last_value_stays() -> None:
    experiment = Experiment()
    for value in (1e-4, 5e-4, 2e-4):
        experiment = steering.steer_master(experiment, "lr", value, 300)
    assert experiment.changes == (Change(300, "lr", 2e-4),)


def test_a_lane_steered_alone_leaves_the_masters_but_not_its_past() -> None:
    experiment = steering.steer_master(Experiment(), "lr", 5e-4, 100)
    after = steering.steer_lane(experiment, 1, "lr", 1e-4, 300)
    assert after.changes == experiment.changes
    assert not after.lanes[1].linked
    assert after.rules[1].changes == (Change(100, "lr", 5e-4), Change(300, "lr", 1e-4))
    for index in (0, 2):
        assert after.rules[index] == experiment.rules[index]


def test_a_value_that_is_no_masters_leaves_the_lane_linked() -> None:
    after = steering.steer_lane(Experiment(), 1, "weight_decay", 0.01, 300)
    assert after.lanes[1].linked
    assert after.rules[1].changes == (Change(300, "weight_decay", 0.01),)


def test_what_acts_at_a_step() -> None:
    experiment = steering.steer_master(steering.steer_master(Experiment(), "lr", 5e-4, 100), "lr", 1e-4, 300)
    experiment = steering.steer_master(experiment, "noise", 2.0, 200)
    seen = [steering.master_at(experiment, "lr", step) for step in (0, 99, 100, 299, 300, 1000)]
    assert seen == [1e-3, 1e-3, 5e-4, 5e-4, 1e-4, 1e-4]
    assert [steering.master_at(experiment, "noise", step) for step in (199, 200)] == [0.0, 2.0]
    assert [steering.master_at(experiment, "beta", step) for step in (0, 999)] == [0.9, 0.9]
    rule = experiment.rules[1]
    assert [steering.value_at(rule, "lr", step) for step in (99, 100, 999)] == [1e-3, 5e-4, 1e-4]


@given(experiment=experiments(), step=st.integers(0, STEPS - 1))
def test_the_rule_at_a_step_has_what_the_run_uses_there(experiment: Experiment, step: int) -> None:
    for rule in experiment.rules:
        now, steady = steering.rule_at(rule, step), steering.rule_at(rule, step).during(step, 1)
        for name, value in edits.vars_of(now).items():
            assert value == steering.value_at(rule, name, step)
            if name != "lr":
                assert np.all(vars(steady)[name] == vars(rule.during(step, 1))[name])


def test_at_the_first_step_steering_is_replay() -> None:
    experiment = steering.steer_master(Experiment(), "lr", 1e-4, 500)
    assert steering.steer_master(experiment, "lr", 2e-3, 0) == edits.set_master(Experiment(), "lr", 2e-3)
    assert steering.steer_master(experiment, "noise", 1.0, 0) == edits.set_run(experiment, "noise", 1.0)
    lane = steering.steer_lane(Experiment(), 1, "beta", 0.5, 500)
    assert steering.steer_lane(lane, 1, "beta", 0.7, 0).rules[1] == Momentum(lr=1e-3, beta=0.7)


@pytest.mark.parametrize("name", ["lr", "noise"])
def test_a_knob_for_the_whole_run_forgets_what_was_steered_of_it(name: str) -> None:
    steered = steering.steer_master(steering.steer_master(Experiment(), name, 0.5, 500), "beta", 0.5, 300)
    edit = edits.set_run if name == "noise" else edits.set_master
    assert edit(steered, name, 1e-4).changes == (Change(300, "beta", 0.5),)


def test_clearing_forgets_every_change_and_nothing_else() -> None:
    experiment = edits.set_linked(Experiment(), 2, False)
    steered = steering.steer_master(experiment, "lr", 1e-4, 500)
    steered = steering.steer_lane(steered, 2, "beta", 0.5, 300)
    assert [steering.is_steered(e) for e in (experiment, steered)] == [False, True]
    assert steering.clear_changes(steered) == experiment


@pytest.mark.parametrize("step", [1000, 5000])
def test_at_the_end_there_is_nothing_to_steer(step: int) -> None:
    for edit in (
        lambda: steering.steer_master(Experiment(), "lr", 1e-4, step),
        lambda: steering.steer_lane(Experiment(), 0, "lr", 1e-4, step),
    ):
        with pytest.raises(ValueError, match=r"^the run ends here; go back to the step from which a change shall act$"):
            edit()


@pytest.mark.parametrize(("name", "value"), [("lr", -1.0), ("beta", 1.0), ("noise", float("nan"))])
def test_what_may_not_be_set_may_not_be_steered(name: str, value: float) -> None:
    with pytest.raises(ValueError, match="must lie between"):
        steering.steer_master(Experiment(), name, value, 10)
    if name != "noise":
        with pytest.raises(ValueError, match="must lie between"):
            steering.steer_lane(Experiment(), 1, name, value, 10)


def test_another_rule_keeps_what_was_steered_of_what_it_has() -> None:
    steered = steering.steer_lane(steering.steer_lane(Experiment(), 1, "lr", 1e-4, 5), 1, "beta", 0.5, 6)
    assert edits.set_rule(steered, 1, Nesterov).rules[1].changes == steered.rules[1].changes
    assert edits.set_rule(steered, 1, type(steered.rules[0])).rules[1].changes == (Change(5, "lr", 1e-4),)
