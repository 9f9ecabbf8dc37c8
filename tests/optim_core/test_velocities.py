"""The velocities that are kept are those of the plain recurrence, and what moved θ."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import RULES, SGD, Change, Convention, Cosine, Momentum, Nesterov, Simulation, Warmup, simulate
from optim_core.noise import NoiseStream
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.strategies import DEFAULTS, SignDescent, steered_lanes
from tests.optim_core.textbook import OWN, ball, textbook

STEPS = 150
START = (-1.2, 1.0)
SEEDS = (4, 9)
VARIANTS = [
    SGD(lr=0.02),
    *(cls(lr=0.02, beta=0.9, convention=convention) for cls in (Momentum, Nesterov) for convention in Convention),
    *(cls(lr=0.02) for cls in OWN),
    Nesterov(lr=0.02, beta=0.9, drawn="ahead"),
]
each_variant = pytest.mark.parametrize("rule", VARIANTS, ids=str)


def test_there_is_a_velocity_for_each_position():
    walk = simulate(ball, [*VARIANTS, SignDescent(lr=0.1)], start=START, steps=STEPS, seeds=SEEDS)
    assert walk.velocities.shape == walk.positions.shape == (len(VARIANTS) + 1, 2, STEPS + 1, 2)
    assert walk.velocities.dtype == np.float64


@each_variant
def test_velocities_are_the_textbooks_to_the_bit(rule):
    walk = simulate(ball, [rule], start=START, steps=STEPS, noise=0.3, seeds=SEEDS)
    draws = 0.3 * NoiseStream(SEEDS).take(STEPS)
    for column in range(2):
        expected = textbook(rule, START, STEPS, pushes=draws[:, :, column].tolist())
        assert_same_bits(walk.velocities[0, column], expected.velocities)


@settings(deadline=None, max_examples=40)
@given(rules=steered_lanes, noise=st.sampled_from([0.0, 0.5]))
def test_every_run_starts_at_rest(rules, noise):
    walk = simulate(ball, rules, start=START, steps=20, noise=noise, seeds=SEEDS)
    assert_same_bits(walk.velocities[:, :, 0], np.zeros((len(rules), 2, 2)))


@pytest.mark.parametrize("rule", VARIANTS[:-1], ids=str)
def test_what_moves_theta_is_lr_times_v_or_v_with_lr_inside(rule):
    rule = replace(rule, schedule=Warmup(40) * Cosine(120), changes=(Change(60, "lr", 0.05),), weight_decay=0.0)
    walk = simulate(ball, [rule], start=START, steps=STEPS, noise=0.3)
    lrs = np.where(np.arange(STEPS) < 60, 0.02, 0.05) * rule.schedule.factor(np.arange(STEPS))
    if getattr(rule, "convention", None) is Convention.INSIDE:
        lrs = np.ones(STEPS)
    moved = np.diff(walk.positions[0, 0], axis=0)
    np.testing.assert_allclose(moved, -lrs[:, np.newaxis] * walk.velocities[0, 0, 1:], rtol=1e-12, atol=1e-15)


def test_the_velocity_of_gradient_descent_is_the_gradient_it_followed():
    surface = surfaces.get("rosenbrock")
    walk = simulate(surface.gradient, [SGD(lr=1e-3)], start=surface.start, steps=STEPS)
    gradients = np.stack(surface.gradient(*walk.positions[0, 0, :-1].T), axis=-1)
    np.testing.assert_allclose(walk.velocities[0, 0, 1:], gradients, rtol=1e-15)


def test_under_a_constant_gradient_v_grows_to_the_gradient_over_one_minus_beta():
    rules = [Momentum(lr=1e-3, beta=beta) for beta in (0.0, 0.5, 0.9)]
    walk = simulate(lambda x, y: (2.0, -1.0), rules, start=START, steps=400)
    for lane, rule in enumerate(rules):
        kept = (1 - rule.beta ** np.arange(401)) / (1 - rule.beta)
        np.testing.assert_allclose(walk.velocities[lane, 0], np.outer(kept, (2.0, -1.0)), rtol=1e-12)


@pytest.mark.parametrize("surface", DEFAULTS, ids=lambda s: s.key)
def test_velocities_are_nan_exactly_where_positions_are(surface):
    wild = [cls(lr=lr) for cls in RULES for lr in (1e-3, 1.0, 1e9)] + [SignDescent(lr=1e9), SignDescent(lr=0.1)]
    walk = simulate(surface.gradient, wild, start=surface.start, steps=STEPS, noise=0.3, seeds=SEEDS)
    np.testing.assert_array_equal(np.isnan(walk.velocities), np.isnan(walk.positions))
    np.testing.assert_array_equal(np.isfinite(walk.velocities), np.isfinite(walk.positions))
    assert (walk.diverged_at >= 0).any() == np.isnan(walk.velocities).any()


def test_velocities_of_a_lost_run_are_nan_from_its_first_bad_step_on():
    walk = simulate(ball, [Momentum(lr=10.0), Momentum(lr=0.01)], start=START, steps=400)
    end = walk.diverged_at[0, 0]
    assert end > 0
    assert np.isfinite(walk.velocities[0, 0, :end]).all()
    assert np.isnan(walk.velocities[0, 0, end:]).all()
    assert np.isfinite(walk.velocities[1]).all()


def test_a_restart_is_seen_in_the_velocity_after_it():
    gradient = lambda x, y: (1.0, 0.0 * y)  # noqa: E731
    walk = simulate(gradient, [Momentum(lr=0.1, beta=0.5, restarts=(3,))], start=START, steps=5)
    assert walk.velocities[0, 0, :, 0].tolist() == [0.0, 1.0, 1.5, 1.75, 1.0, 1.5]


def test_lanes_of_several_families_keep_their_own_velocities():
    rules = [SignDescent(lr=0.1), SGD(lr=1e-3), SignDescent(lr=0.2), Nesterov(lr=1e-3), Momentum(lr=1e6)]
    walk = simulate(ball, rules, start=START, steps=40, noise=0.2, seeds=SEEDS)
    for lane, rule in enumerate(rules):
        alone = simulate(ball, [rule], start=START, steps=40, noise=0.2, seeds=SEEDS)
        assert_same_bits(walk.velocities[lane], alone.velocities[0])
    assert set(np.unique(walk.velocities[0])) <= {-1.0, 0.0, 1.0}


def test_no_steps_leave_a_velocity_of_zero_and_a_part_of_a_run_has_a_part_of_them():
    assert_same_bits(simulate(ball, [Momentum()], start=START, steps=0).velocities, np.zeros((1, 1, 1, 2)))
    whole = simulate(ball, VARIANTS, start=START, steps=50).velocities
    part = Simulation(ball, VARIANTS, start=START, steps=50)
    part.advance(20)
    assert_same_bits(part.trajectory().velocities, whole[:, :, :21])
