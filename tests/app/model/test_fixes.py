"""A fix does what it says to the lane that it is for, and leaves the others alone."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from app.model import edits
from app.model.experiment import Experiment
from app.model.fixes import apply_fix
from app.model.scene import SceneBuilder
from app.model.scheduling import add_schedule, set_restarts
from app.model.steering import steer_lane, steer_master
from app.model.verdicts import diagnose_scene, observed
from optim_core import Cosine, Momentum, Move, NoiseKind
from optim_core.diagnosis import Fix, Health


def alone(index: int = 1) -> Experiment:
    experiment = Experiment()
    return replace(experiment, lanes=(experiment.lanes[index],))


@pytest.mark.parametrize(("setting", "value"), [("lr", 5e-4), ("beta", 0.5)])
def test_a_linked_lane_gets_its_own_value_and_the_others_stay(setting: str, value: float) -> None:
    after = apply_fix(Experiment(), 1, Fix(setting, value, "…"))
    assert not after.lanes[1].linked
    assert getattr(after.rules[1], setting) == value
    assert after.rules[0] == Experiment().rules[0]
    assert after.rules[2] == Experiment().rules[2]
    assert (after.lr, after.beta) == (Experiment().lr, Experiment().beta)


@pytest.mark.parametrize(("setting", "value"), [("lr", 5e-4), ("beta", 0.5)])
def test_the_only_lane_takes_its_master_along(setting: str, value: float) -> None:
    after = apply_fix(alone(), 0, Fix(setting, value, "…"))
    assert after.lanes[0].linked
    assert after.master(setting) == getattr(after.rules[0], setting) == value


def test_an_only_lane_of_its_own_stays_so() -> None:
    after = apply_fix(edits.set_linked(alone(), 0, False), 0, Fix("lr", 5e-4, "…"))
    assert not after.lanes[0].linked
    assert (after.lr, after.rules[0].lr) == (Experiment().lr, 5e-4)


def test_a_value_that_was_steered_gives_way() -> None:
    for steered in (steer_master(Experiment(), "lr", 0.1, 50), steer_lane(Experiment(), 1, "lr", 0.1, 50)):
        after = apply_fix(steered, 1, Fix("lr", 5e-4, "…"))
        assert after.rules[1].lr == 5e-4
        assert after.rules[1].changes == ()


@pytest.mark.parametrize("experiment", [Experiment(), alone(0)])
def test_momentum_is_given_to_a_rule_without(experiment: Experiment) -> None:
    after = apply_fix(experiment, 0, Fix("beta", 0.8, "…"))
    assert isinstance(after.rules[0], Momentum)
    assert (after.rules[0].lr, after.rules[0].beta) == (1e-3, 0.8)
    assert after.lanes[0].name == "Momentum"


def test_a_restart_comes_to_those_that_are_there() -> None:
    before = set_restarts(Experiment(), 1, (10, 300))
    after = apply_fix(before, 1, Fix("restart", 120.0, "…"))
    assert after.rules[1].restarts == (10, 120, 300)
    assert apply_fix(after, 1, Fix("restart", 120.0, "…")) == after


def test_a_schedule_is_dropped_and_what_else_the_lane_has_stays() -> None:
    before = set_restarts(add_schedule(Experiment(), 1, Cosine), 1, (10,))
    after = apply_fix(before, 1, Fix("schedule", 1.0, "…"))
    assert after == set_restarts(Experiment(), 1, (10,))


def test_steps_noise_and_start_are_everybodys() -> None:
    batched = edits.set_run(Experiment(), "batch_size", 16)
    assert apply_fix(batched, 2, Fix("steps", 2500.0, "…")) == edits.set_run(batched, "steps", 2500)
    assert apply_fix(batched, 2, Fix("noise", 0.25, "…")).noise / sqrt(16) == 0.25
    assert apply_fix(batched, 2, Fix("start", (0.5, -1.0), "…")).start == (0.5, -1.0)


@pytest.mark.parametrize(
    "fix", [Fix("lr", -1.0, "…"), Fix("steps", 1e9, "…"), Fix("restart", 1e6, "…"), Fix("?", 1.0, "…")]
)
def test_what_is_not_legal_is_refused_in_a_sentence(fix: Fix) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        apply_fix(Experiment(), 1, fix)


def test_every_lane_is_diagnosed_in_order_and_its_first_fix_makes_it_healthier() -> None:
    experiment = edits.set_master(Experiment(), "lr", 4e-3)
    before = diagnose_scene(SceneBuilder().build(experiment))
    assert [found.verdict.health for found in before] == [Health.SICK] * 3
    for index, found in enumerate(before):
        assert found.fix is not None
        after = diagnose_scene(SceneBuilder().build(apply_fix(experiment, index, found.fix)))
        assert after[index].verdict.health is not Health.SICK
        assert [after[k] for k in range(3) if k != index] == [before[k] for k in range(3) if k != index]


def test_what_diagnosis_observes_is_the_first_seed_as_far_as_computed() -> None:
    noisy = edits.set_run(edits.set_run(Experiment(), "noise", 3.0), "batch_size", 9)
    experiment = steer_master(replace(noisy, noise_kind=NoiseKind.JITTER, seeds=3, steps=50), "noise", 6.0, 20)
    scene = SceneBuilder().build(replace(experiment, moves=(Move(10, 1.0, 2.0),)))
    seen = observed(scene, 2)
    np.testing.assert_array_equal(seen.positions, scene.runs[2].positions[0])
    np.testing.assert_array_equal(seen.losses, scene.runs[2].loss[0])
    assert (seen.noise, seen.noise_kind) == (2.0, NoiseKind.JITTER)
    assert tuple(seen.offsets[-1]) == (1.0, 2.0)
    assert len(seen.offsets) == 51


def test_a_scene_without_a_step_is_diagnosed_too() -> None:
    builder = SceneBuilder()
    builder.begin(Experiment())
    assert len(diagnose_scene(builder.scene())) == 3
