"""Coupled decay is a bowl added to the surface; decoupled decay shrinks θ beside the step."""

from dataclasses import replace

import numpy as np
import pytest

import surfaces
from optim_core import RULES, SGD, Change, Convention, Decay, Momentum, Nesterov, StepDecay, simulate
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.textbook import ball, textbook

STEPS = 1000
STRENGTH = 0.3
START = (-1.2, 1.0)
STEEP = surfaces.get("ravine", condition=50.0)
VARIANTS = [
    SGD(lr=0.01),
    *(cls(lr=0.01, beta=0.9, convention=convention) for cls in (Momentum, Nesterov) for convention in Convention),
]
each_variant = pytest.mark.parametrize(
    "rule", VARIANTS, ids=lambda rule: f"{rule.key}-{getattr(rule, 'convention', '')}"
)


def paths(gradient, *rules, start=START, steps=STEPS):
    return simulate(gradient, rules, start=start, steps=steps).positions[:, 0]


def furthest(a, b):
    assert np.isfinite([a, b]).all()
    return np.hypot(*(a - b).T).max()


@pytest.mark.parametrize("surface", [STEEP, surfaces.get("rosenbrock"), surfaces.get("sphere")], ids=lambda s: s.key)
@each_variant
def test_coupled_decay_is_a_bowl_added_to_the_surface(rule, surface):
    """f + λ/2·‖θ‖², differentiated by hand: 1,000 steps within 1e-12."""

    def bowled(x, y):
        gx, gy = surface.gradient(x, y)
        return gx + STRENGTH / 2 * 2 * x, gy + STRENGTH / 2 * 2 * y

    rule = replace(rule, lr=surface.suggested_lr / 2)
    (found,) = paths(surface.gradient, replace(rule, weight_decay=STRENGTH), start=surface.start)
    expected, plain = paths(bowled, rule, start=surface.start)[0], paths(surface.gradient, rule, start=surface.start)[0]
    assert furthest(found, expected) < 1e-12
    assert furthest(found, plain) > 1e-3


@each_variant
def test_coupled_decay_on_a_ravine_is_a_rounder_ravine(rule):
    """Eigenvalues 1 and κ become 1 + λ and κ + λ: another surface altogether gives the same path."""
    scale = 1.0 + STRENGTH
    rounder = surfaces.get("ravine", condition=(50.0 + STRENGTH) / scale, angle=STEEP.angle)

    def scaled(x, y):
        return tuple(scale * slope for slope in rounder.gradient(x, y))

    found, expected = paths(STEEP.gradient, replace(rule, weight_decay=STRENGTH))[0], paths(scaled, rule)[0]
    assert furthest(found, expected) < 1e-12


@pytest.mark.parametrize("decay", Decay)
@each_variant
def test_both_kinds_are_their_recurrence_to_the_bit(rule, decay):
    events = {"schedule": StepDecay(300, 0.5), "changes": (Change(500, "weight_decay", 0.05),)}
    rule = replace(rule, weight_decay=STRENGTH, decay=decay, **events)
    walk = simulate(ball, [rule], start=START, steps=STEPS)
    expected = textbook(rule, START, STEPS)
    assert_same_bits(walk.positions[0, 0], expected.positions)
    assert_same_bits(walk.velocities[0, 0], expected.velocities)


@each_variant
def test_decoupled_decay_on_the_flat_shrinks_theta_by_lr_lambda_each_step(rule):
    rule = replace(rule, weight_decay=STRENGTH, decay="decoupled", schedule=StepDecay(500, 0.5))
    (path,) = paths(lambda x, y: (0.0 * x, 0.0 * y), rule)
    shrinks = np.cumprod([1 - 0.01 * STRENGTH] * 500 + [1 - 0.005 * STRENGTH] * 500)
    np.testing.assert_allclose(path[1:], np.outer(shrinks, START), rtol=1e-12)
    assert_same_bits(
        simulate(lambda x, y: (0.0 * x, 0.0 * y), [rule], start=START, steps=9).velocities, np.zeros((1, 1, 10, 2))
    )


@pytest.mark.parametrize("lr", [0.001, 0.01, 0.03])
def test_without_momentum_both_kinds_are_the_same(lr):
    rules = [SGD(lr=lr, weight_decay=STRENGTH, decay=decay) for decay in Decay]
    assert furthest(*paths(STEEP.gradient, *rules)) < 1e-12
    rules = [cls(lr=lr, beta=0.0, weight_decay=STRENGTH, decay=d) for cls in (Momentum, Nesterov) for d in Decay]
    assert all(
        furthest(a, b) < 1e-12
        for a in paths(STEEP.gradient, *rules)
        for b in paths(STEEP.gradient, SGD(lr=lr, weight_decay=STRENGTH))
    )


@each_variant
def test_with_momentum_both_kinds_differ(rule):
    rules = [replace(rule, lr=0.02, weight_decay=STRENGTH, decay=decay) for decay in Decay]
    assert (furthest(*paths(STEEP.gradient, *rules)) > 0.01) == (not isinstance(rule, SGD))


def test_decoupled_decay_looks_at_theta_and_not_ahead():
    """On the flat after a push only v moves θ: what shrinks is θ, wherever the gradient was taken."""
    rule = Nesterov(lr=0.1, beta=0.5, weight_decay=1.0, decay="decoupled")
    walk = simulate(lambda x, y: (1.0, 0.0 * y), [rule], start=(4.0, 0.0), steps=2)
    first = 4.0 - 0.1 * 1.0 - 0.1 * 4.0
    assert walk.positions[0, 0, :, 0] == pytest.approx([4.0, first, first - 0.1 * 1.5 - 0.1 * first], rel=1e-14)


@pytest.mark.parametrize("cls", RULES)
@pytest.mark.parametrize("decay", Decay)
def test_no_decay_is_no_decay_of_either_kind(cls, decay):
    plain, other = paths(STEEP.gradient, cls(lr=0.01, weight_decay=0.0), cls(lr=0.01, weight_decay=0.0, decay=decay))
    assert_same_bits(other, plain)


def test_lanes_with_decays_of_both_kinds_do_not_touch_each_other():
    rules = [cls(lr=0.01, weight_decay=w, decay=d) for cls in RULES for w in (0.0, 0.5) for d in Decay]
    together = paths(ball, *rules)
    for path, rule in zip(together, rules, strict=True):
        assert_same_bits(path, paths(ball, rule)[0])
