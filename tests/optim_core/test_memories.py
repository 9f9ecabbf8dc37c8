"""What a rule remembers and by what it scales lr, as a trajectory hands it out."""

from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple

import numpy as np
import pytest

import surfaces
from optim_core import (
    QHM,
    RULES,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Change,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSProp,
    Rule,
    Simulation,
    Warmup,
    simulate,
)
from optim_core.rule import decay_strength, learning_rate
from tests.optim_core.bits import assert_same, assert_same_bits
from tests.optim_core.strategies import SignDescent
from tests.optim_core.textbook import KNOWN, ball

STEPS = 60
START = (-1.2, 1.0)
SEEDS = (4, 9, 16)
ONE_OF_EACH = [*(cls(lr=0.02) for cls in KNOWN), SignDescent(lr=0.02)]
SCALED = (AdaGrad, RMSProp, Adam, AMSGrad, AdamW, NAdam)
each_rule = pytest.mark.parametrize("cls", RULES, ids=lambda cls: cls.key)


def walk(rules, steps=STEPS, **more):
    return simulate(ball, rules, start=START, steps=steps, **{"noise": 0.2, "seeds": SEEDS} | more)


def test_there_is_a_memory_for_each_name_and_a_scale_for_those_that_have_one():
    found = walk(ONE_OF_EACH)
    for rule, memory, scale in zip(ONE_OF_EACH, found.memories, found.scales, strict=True):
        assert memory.shape == (len(rule.memory), len(SEEDS), STEPS + 1, 2)
        assert memory.dtype == np.float64
        assert np.isfinite(memory).all()
        assert (scale is not None) == isinstance(rule, SCALED)
        if scale is not None:
            assert scale.shape == (len(SEEDS), STEPS + 1, 2)
            assert np.isnan(scale[:, 0]).all()
            assert (scale[:, 1:] > 0.0).all()


def test_nothing_is_remembered_at_the_start():
    for memory in walk(ONE_OF_EACH).memories:
        assert_same_bits(memory[:, :, 0], np.zeros_like(memory[:, :, 0]))


@each_rule
def test_a_number_in_fp32_has_four_bytes(cls):
    assert cls().state_bytes == 4 * len(cls.memory) == np.zeros(len(cls.memory), np.float32).nbytes


@each_rule
def test_each_memory_is_updated_by_a_line_of_the_equation_and_the_last_line_moves_theta(cls):
    lines = [line.partition(" ← ") for line in cls().equation]
    assert all(arrow and right.strip() for _, arrow, right in lines)
    assert set(cls.memory) <= {name for name, _, _ in lines[:-1]}
    assert lines[-1][0] == "θ"


@pytest.mark.parametrize("cls", KNOWN, ids=lambda cls: cls.key)
def test_built_in_rules_say_what_they_are_good_for_and_where_they_come_from(cls):
    assert cls.purpose.endswith(".")
    assert any(character.isdigit() for character in cls.origin)


def test_the_memory_of_heavy_ball_is_its_velocity_and_is_kept_once():
    found = walk([Momentum(lr=0.02), SGD(lr=0.02), Nesterov(lr=0.02)])
    for lane in (0, 2):
        assert np.shares_memory(found.memories[lane], found.velocities)
        assert_same_bits(found.memories[lane][0], found.velocities[lane])
    assert found.memories[1].shape == (0, len(SEEDS), STEPS + 1, 2)


class FollowingFamily(NamedTuple):
    """θ ← θ − lr · g, remembering g and the one before."""

    lr: float

    def initial_state(self, theta):
        return np.zeros((2, *theta.shape))

    def update(self, theta, state, gradient, out, after):
        after[1] = state[0]
        after[0] = gradient(theta)
        out[:] = theta - self.lr * after[0]

    def velocity(self, states):
        return states[:, 0]

    def remembered(self, states):
        return states

    def scale(self, states):
        return None

    def shown(self, theta, states):
        return theta


@dataclass(frozen=True)
class Following(Rule):
    key: ClassVar[str] = "following"
    title: ClassVar[str] = "Following"
    memory: ClassVar[tuple[str, ...]] = ("g", "before")
    equation: ClassVar[tuple[str, ...]] = ("before ← g", "g ← ∇f(θ)", "θ ← θ − lr · g")

    lr: float = learning_rate()
    weight_decay: float = decay_strength()

    def family(self):
        return FollowingFamily(self.lr)


def test_a_memory_of_which_the_velocity_is_a_part_is_kept_whole():
    found = walk([Following(lr=0.02), SGD(lr=0.02)])
    assert_same_bits(found.positions[0], found.positions[1])
    assert found.memories[0].shape == (2, len(SEEDS), STEPS + 1, 2)
    assert_same_bits(found.memories[0][0], found.velocities[1])
    assert_same_bits(found.memories[0][1][:, 1:], found.velocities[1][:, :-1])


@pytest.mark.parametrize("cls", [Adam, AMSGrad, AdamW], ids=lambda cls: cls.key)
def test_adam_moves_by_lr_times_its_scale_times_m(cls):
    rule = cls(
        lr=0.02, weight_decay=0.0, schedule=Warmup(30), changes=(Change(20, "beta2", 0.9), Change(9, "eps", 1e-3))
    )
    found = walk([rule])
    lrs = 0.02 * rule.schedule.factor(np.arange(STEPS))[:, np.newaxis]
    moved = np.diff(found.positions[0], axis=1)
    np.testing.assert_allclose(
        moved, -lrs * found.scales[0][:, 1:] * found.memories[0][0, :, 1:], rtol=1e-9, atol=1e-15
    )


@pytest.mark.parametrize("cls", [AdaGrad, RMSProp], ids=lambda cls: cls.key)
def test_without_momentum_theta_moves_by_lr_times_scale_times_gradient(cls):
    found = walk([cls(lr=0.02)], noise=0.0)
    gradients = np.stack(ball(*np.moveaxis(found.positions[0, :, :-1], -1, 0)), axis=-1)
    moved = np.diff(found.positions[0], axis=1)
    np.testing.assert_allclose(moved, -0.02 * found.scales[0][:, 1:] * gradients, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("cls", [cls for cls in RULES if cls not in (Momentum, Nesterov)], ids=lambda cls: cls.key)
def test_theta_moves_by_lr_times_the_velocity(cls):
    found = walk([cls(lr=0.02, weight_decay=0.0)])
    moved = np.diff(found.positions[0], axis=1)
    np.testing.assert_allclose(moved, -0.02 * found.velocities[0][:, 1:], rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("kept", [0, 1, 2, None])
def test_memories_are_kept_of_the_seeds_whose_velocities_are(kept):
    whole = walk(ONE_OF_EACH)
    some = Simulation(ball, ONE_OF_EACH, start=START, steps=STEPS, noise=0.2, seeds=SEEDS, keep_velocities=kept)
    some.advance(7)
    part = some.trajectory()
    assert [memory.shape[2] for memory in part.memories] == [8] * len(ONE_OF_EACH)
    some.advance()
    found = some.trajectory()
    for lane in range(len(ONE_OF_EACH)):
        assert_same_bits(found.memories[lane], whole.memories[lane][:, :kept])
        assert_same(found.scales[lane], None if whole.scales[lane] is None else whole.scales[lane][:kept])


def test_what_is_remembered_does_not_depend_on_the_other_lanes():
    together = walk([*ONE_OF_EACH, AMSGrad(lr=0.1), Adam(lr=0.3, beta=0.0), RMSProp(lr=0.1, rho=0.5)])
    for lane, rule in enumerate(ONE_OF_EACH):
        alone = walk([rule])
        assert_same_bits(together.positions[lane], alone.positions[0])
        assert_same_bits(together.memories[lane], alone.memories[0])
        assert_same(together.scales[lane], alone.scales[0])


@pytest.mark.parametrize("cls", [QHM, *SCALED, Lion], ids=lambda cls: cls.key)
def test_a_restart_forgets_all_of_it_and_counts_its_steps_anew(cls):
    rule = cls(lr=0.02, restarts=(25,))
    found = walk([rule], noise=0.0, seeds=(0,))
    again = simulate(ball, [replace(rule, restarts=())], start=found.positions[0, 0, 25], steps=STEPS - 25)
    assert_same_bits(found.positions[0, 0, 25:], again.positions[0, 0])
    assert_same_bits(found.memories[0][:, 0, 26:], again.memories[0][:, 0, 1:])
    if cls in SCALED:
        assert_same_bits(found.scales[0][0, 26:], again.scales[0][0, 1:])


def test_what_a_lost_run_remembers_is_nan_from_its_first_bad_step_on():
    slope = lambda x, y: (np.where(x < -1.0, np.nan, 1.0), 0.0 * y)  # noqa: E731
    found = simulate(slope, [replace(rule, lr=0.3) for rule in ONE_OF_EACH], start=(0.0, 1.0), steps=STEPS)
    for lane, end in enumerate(found.diverged_at[:, 0]):
        assert end > 0
        kept = [*found.memories[lane], *([] if found.scales[lane] is None else [found.scales[lane][:, 1:]])]
        for values in kept:
            lost = values.shape[1] - (STEPS + 1 - end)
            assert np.isfinite(values[0, :lost]).all()
            assert np.isnan(values[0, lost:]).all()


def test_a_squared_gradient_beyond_all_numbers_moves_nothing_and_is_no_warning():
    """As in torch: the root of an infinite square divides the step to 0, until averages have forgotten it."""
    steep = lambda x, y: (np.where(x == 1.0, 1e200, x), y)  # noqa: E731
    for rule in (AdaGrad(), RMSProp(), Adam(), AMSGrad(), NAdam()):
        found = simulate(steep, [rule], start=(1.0, 1.0), steps=20)
        assert found.positions[0, 0, 1, 0] == 1.0
        assert (found.positions[0, 0, :, 0] == 1.0).all()
        assert found.diverged_at[0, 0] == -1


@pytest.mark.parametrize("surface", [surfaces.get("rosenbrock"), surfaces.get("ravine", condition=100.0)])
def test_the_scale_is_smaller_where_it_is_steeper(surface):
    """Along the axes of a straight ravine the stiff coordinate gets the shorter steps."""
    found = simulate(surface.gradient, [cls(lr=1e-3) for cls in SCALED], start=(-1.0, 1.0), steps=5)
    x, y = np.abs(surface.gradient(-1.0, 1.0))
    for scale in found.scales:
        assert (scale[0, 1, 0] < scale[0, 1, 1]) == (x > y)
