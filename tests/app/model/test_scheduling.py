"""Schedules and restarts as edits of a lane."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import edits, scheduling, steering
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from optim_core import SCHEDULES, SGD, Change, Constant, Cosine, OneCycle, StepDecay, Warmup
from tests.app.model.strategies import experiments

VARYING = [schedule for schedule in SCHEDULES if schedule is not Constant]
STEPS = np.arange(1000)
each_schedule = pytest.mark.parametrize("schedule", VARYING, ids=lambda schedule: schedule.key)


def factors(experiment: Experiment, index: int) -> np.ndarray:
    return experiment.rules[index].schedule.factor(STEPS)


def positions(experiment: Experiment) -> list[np.ndarray]:
    return [run.positions[0] for run in SceneBuilder().build(experiment).runs]


@each_schedule
def test_an_added_schedule_multiplies_this_lanes_rate_alone(schedule) -> None:
    after = scheduling.add_schedule(Experiment(), 1, schedule)
    np.testing.assert_array_equal(factors(after, 1), schedule().factor(STEPS))
    assert [lane.rule.schedule for lane in after.lanes] == [Constant(), schedule(), Constant()]
    changed = [bool((a != b).any()) for a, b in zip(positions(Experiment()), positions(after), strict=True)]
    assert changed == [False, True, False]


@each_schedule
def test_one_more_is_multiplied_and_can_be_taken_away_again(schedule) -> None:
    warm = scheduling.add_schedule(Experiment(), 0, Warmup)
    both = scheduling.add_schedule(warm, 0, schedule)
    np.testing.assert_allclose(factors(both, 0), Warmup().factor(STEPS) * schedule().factor(STEPS))
    assert scheduling.remove_schedule(both, 0, 1) == warm
    assert scheduling.remove_schedule(both, 0, 0).rules[0].schedule == schedule()
    assert scheduling.remove_schedule(warm, 0, 0) == Experiment()
    assert scheduling.add_schedule(both, 0, Constant) == Experiment()


@pytest.mark.parametrize("steps", [7, 300, 20_000])
def test_lengths_are_in_proportion_to_the_run_when_they_are_added(steps: int) -> None:
    experiment = edits.set_run(Experiment(), "steps", steps)
    assert scheduling.add_schedule(experiment, 0, Cosine).rules[0].schedule == Cosine(period=steps)
    assert scheduling.add_schedule(experiment, 0, OneCycle).rules[0].schedule == OneCycle(length=steps)
    assert scheduling.add_schedule(experiment, 0, Warmup).rules[0].schedule == Warmup(length=max(1, round(steps / 10)))


def test_numbers_of_the_parts_are_set_one_by_one_and_checked() -> None:
    experiment = scheduling.add_schedule(scheduling.add_schedule(Experiment(), 2, Warmup), 2, StepDecay)
    after = scheduling.set_schedule_number(experiment, 2, 1, "gamma", 0.5)
    after = scheduling.set_schedule_number(after, 2, 0, "length", 50)
    assert after.rules[2].schedule.parts == (Warmup(length=50), StepDecay(every=300, gamma=0.5))
    for part, name, value in ((0, "length", 0), (0, "length", 10.5), (1, "gamma", -1.0)):
        with pytest.raises(ValueError, match=rf"^{name} must "):
            scheduling.set_schedule_number(experiment, 2, part, name, value)


def test_a_drop_at_a_step_is_a_step_decay_that_begins_there() -> None:
    after = scheduling.add_step_decay(Experiment(), 1, 600)
    np.testing.assert_allclose(factors(after, 1), np.where(STEPS < 600, 1.0, 0.1))
    assert scheduling.add_step_decay(after, 1, 0).rules[1].schedule.parts[1] == StepDecay(every=1)


@each_schedule
def test_a_handle_stands_where_its_piece_ends_and_can_be_dragged(schedule) -> None:
    own = schedule()
    for handle in scheduling.handles(own):
        assert handle.step in own.boundaries(1001)
        assert own.title in handle.words
        for step in (1, 37, 500, 777):
            there = scheduling.dragged(own, handle.name, step)
            (again,) = [found for found in scheduling.handles(there) if found.name == handle.name]
            assert again.step == step


def test_what_has_no_length_has_no_handle_and_what_cannot_go_further_stops() -> None:
    assert [len(scheduling.handles(schedule())) for schedule in SCHEDULES] == [0, 1, 1, 0, 1, 1, 2]
    assert scheduling.dragged(OneCycle(length=100), "rise", 500).rise == 1.0
    assert scheduling.dragged(Cosine(), "period", 0).period == 1


def test_restarts() -> None:
    experiment = scheduling.set_restarts(Experiment(), 1, (500, 200))
    assert experiment.rules[1].restarts == (200, 500)
    assert scheduling.add_restart(experiment, 1, 300).rules[1].restarts == (200, 300, 500)
    assert scheduling.add_restart(experiment, 1, 200) == experiment
    velocities = SceneBuilder().build(experiment).runs[1].velocities[0]
    gradient = np.array(experiment.surface.gradient(*SceneBuilder().build(experiment).runs[1].positions[0, 200]))
    np.testing.assert_allclose(velocities[201], gradient)
    follows = scheduling.set_restart_at_boundaries(scheduling.add_schedule(experiment, 1, StepDecay), 1, True)
    assert follows.rules[1].restart_steps(1000) == (200, 300, 500, 600, 900)
    assert scheduling.set_restart_at_boundaries(follows, 1, False).rules[1].restart_steps(1000) == (200, 500)


@pytest.mark.parametrize("step", [-1, 1000, 10_000])
def test_a_restart_outside_of_the_run_is_refused(step: int) -> None:
    with pytest.raises(ValueError, match=r"^a restart must lie between step 0 and 999, not -?[\d,]+$"):
        scheduling.add_restart(Experiment(), 1, step)


def test_a_restart_that_only_a_longer_run_meets_is_no_hindrance() -> None:
    shorter = edits.set_run(scheduling.set_restarts(Experiment(), 1, (800,)), "steps", 500)
    assert scheduling.add_restart(shorter, 1, 300).rules[1].restarts == (300, 800)
    with pytest.raises(ValueError, match=r"not 700$"):
        scheduling.add_restart(shorter, 1, 700)


def test_a_pulled_rate_takes_its_steered_values_along() -> None:
    experiment = steering.steer_master(Experiment(), "lr", 5e-4, 100)
    experiment = steering.steer_master(experiment, "beta", 0.5, 200)
    after = scheduling.scale_lr(experiment, 1, experiment, 2.0)
    assert (after.lr, after.changes) == (2e-3, (Change(100, "lr", 1e-3), Change(200, "beta", 0.5)))
    assert not after.lanes[0].rule.changes
    alone = steering.steer_lane(experiment, 0, "lr", 1e-4, 300)
    after = scheduling.scale_lr(alone, 0, alone, 0.5)
    assert after.rules[0] == SGD(lr=5e-4, changes=(Change(100, "lr", 2.5e-4), Change(300, "lr", 5e-5)))
    assert (after.lr, after.rules[1]) == (1e-3, experiment.rules[1])


@given(experiment=experiments(), ratios=st.lists(st.floats(1e-3, 1e3), max_size=5), last=st.floats(1e-3, 1e3))
def test_only_the_hands_last_place_counts(experiment: Experiment, ratios: list[float], last: float) -> None:
    for index in range(len(experiment.lanes)):
        dragged = experiment
        for ratio in (*ratios, last):
            dragged = scheduling.scale_lr(dragged, index, experiment, ratio)
        assert dragged == scheduling.scale_lr(experiment, index, experiment, last)


def test_a_rate_stays_legal_and_a_lane_that_has_gone_is_said_to_have() -> None:
    assert scheduling.scale_lr(Experiment(), 0, Experiment(), 1e300).lr == 1e9
    gone = edits.remove_lane(Experiment(), 2)
    with pytest.raises(ValueError, match=r"^this lane is no longer there$"):
        scheduling.scale_lr(gone, 2, Experiment(), 2.0)
