"""Where lr stands, what is averaged or dampened, which point is drawn: alike at a constant lr, apart at a change."""

from dataclasses import replace

import numpy as np
import pytest

import surfaces
from optim_core import Change, Convention, Momentum, Nesterov, simulate
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.textbook import ball, textbook

STEPS = 1000
STEEP = surfaces.get("ravine", condition=50.0)
CORNER = (-3.0, 3.0)
RULES = (Momentum, Nesterov)
each_rule = pytest.mark.parametrize("cls", RULES)

# Surface, lr and β of runs in which a start moved by 1e-12 ends within 1e-10 or nearly so.
CALM = [
    *((STEEP, lr, beta) for lr in (0.001, 0.01, 0.02) for beta in (0.0, 0.5, 0.9, 0.99)),
    *((surfaces.get("rosenbrock"), lr, beta) for lr in (1e-4, 1e-3) for beta in (0.0, 0.5, 0.9, 0.95)),
]
calm = pytest.mark.parametrize(("surface", "lr", "beta"), CALM, ids=lambda value: getattr(value, "key", value))


def paths(surface, *rules, start=None, steps=STEPS):
    """A finite path for each rule, (steps + 1, 2)."""
    found = simulate(surface.gradient, rules, start=start or surface.start, steps=steps).positions[:, 0]
    assert np.isfinite(found).all()
    return found


def apart(a, b):
    """The largest distance of two paths at one step."""
    return np.hypot(*(a - b).T).max()


@calm
@each_rule
@pytest.mark.parametrize("dampening", [0.0, 0.5, 0.9])
def test_inside_and_outside_agree_at_a_constant_lr(cls, dampening, surface, lr, beta):
    rule = cls(lr=lr, beta=beta, dampening=dampening)
    outside, inside = paths(surface, rule, replace(rule, convention="inside"))
    assert apart(outside, inside) < 1e-12


@calm
@each_rule
def test_averaged_is_outside_with_lr_times_one_minus_beta(cls, surface, lr, beta):
    outside, averaged = paths(surface, cls(lr=lr, beta=beta), cls(lr=lr / (1 - beta), beta=beta, convention="averaged"))
    assert apart(outside, averaged) < 1e-12


@calm
@each_rule
def test_dampening_is_lr_times_one_minus_it(cls, surface, lr, beta):
    dampened = [cls(lr=lr, beta=beta, dampening=0.75, convention=c) for c in ("outside", "inside")]
    for path in paths(surface, *dampened):
        assert apart(path, paths(surface, cls(lr=lr * 0.25, beta=beta))[0]) < 1e-12


@each_rule
def test_averaged_is_dampened_by_beta_to_the_bit_whatever_dampening_says(cls):
    averaged = cls(lr=0.05, beta=0.8, convention="averaged")
    dampened = cls(lr=0.05, beta=0.8, dampening=0.8)
    found, same, expected = paths(STEEP, averaged, replace(averaged, dampening=0.5), dampened)
    assert_same_bits(found, expected)
    assert_same_bits(same, expected)


@each_rule
def test_without_momentum_conventions_differ_in_nothing_but_rounding(cls):
    rules = [cls(lr=0.02, beta=0.0, convention=convention) for convention in Convention]
    outside, *others = paths(STEEP, *rules)
    assert all(apart(outside, other) < 1e-13 for other in others)


@pytest.mark.parametrize("convention", Convention)
@each_rule
def test_each_convention_is_its_recurrence_to_the_bit(cls, convention):
    rule = cls(lr=0.03, beta=0.9, dampening=0.3, weight_decay=0.2, convention=convention)
    walk = simulate(ball, [rule], start=(-1.2, 1.0), steps=STEPS)
    expected = textbook(rule, (-1.2, 1.0), STEPS)
    assert_same_bits(walk.positions[0, 0], expected.positions)
    assert_same_bits(walk.velocities[0, 0], expected.velocities)


def dropped(cls, *, beta, start, angle=0.0):
    """Where lr drops from 0.02 to 0.005 at step 20: the path with lr outside, and the one with lr inside."""
    rule = cls(lr=0.02, beta=beta, changes=(Change(20, "lr", 0.005),))
    surface = surfaces.get("ravine", condition=50.0, angle=angle)
    return paths(surface, rule, replace(rule, convention="inside"), start=start, steps=200)


@each_rule
def test_inside_and_outside_part_where_lr_changes_and_not_before(cls):
    outside, inside = dropped(cls, beta=0.9, start=CORNER)
    assert apart(outside[:21], inside[:21]) < 1e-12
    assert (np.hypot(*(outside[21:40] - inside[21:40]).T) > 1e-3).all()


def test_a_drop_of_lr_moves_the_path_by_as_much_as_the_facts_say():
    """From (−3, 3), heavy ball with β = 0.9: 0.68 across the ravine, three steps after the drop."""
    outside, inside = dropped(Momentum, beta=0.9, start=CORNER)
    difference = np.abs(outside - inside)
    assert f"{difference.max():.2f}" == "0.68"
    assert np.unravel_index(difference.argmax(), difference.shape) == (23, 1)
    assert apart(outside, inside) == pytest.approx(0.6947, abs=5e-5)


def test_that_distance_is_of_the_order_of_a_step_for_other_momenta_starts_and_angles():
    distances = {
        (beta, angle): apart(*dropped(Momentum, beta=beta, start=CORNER, angle=angle))
        for beta in (0.0, 0.5, 0.8, 0.9)
        for angle in (0.0, 30.0, 60.0)
    }
    assert max(distances[0.0, angle] for angle in (0.0, 30.0, 60.0)) < 1e-12
    assert 0.1 < max(distances.values()) < 1.5
    # The recurrence is linear on a quadratic: so is the distance in the start.
    once, twice = (apart(*dropped(Momentum, beta=0.9, start=start)) for start in ((-1.5, 1.5), CORNER))
    assert twice == pytest.approx(2 * once, rel=1e-9)


@calm
def test_nesterov_drawn_ahead_is_torchs_recurrence(surface, lr, beta):
    path = paths(surface, Nesterov(lr=lr, beta=beta, drawn="ahead"))[0]
    y, v = np.array(surface.start), np.zeros(2)
    for step in range(STEPS):
        g = np.array(surface.gradient(*y))
        v = beta * v + g
        y = y - lr * (g + beta * v)
        np.testing.assert_allclose(path[step + 1], y, rtol=0, atol=1e-12)


@pytest.mark.parametrize("convention", Convention)
def test_the_point_drawn_changes_nothing_but_the_drawing(convention):
    rule = Nesterov(lr=0.02, beta=0.9, convention=convention)
    walk = simulate(ball, [rule, replace(rule, drawn="ahead")], start=(-1.2, 1.0), steps=100, noise=0.3, seeds=(1, 2))
    assert_same_bits(walk.velocities[1], walk.velocities[0])
    theta, ahead = walk.positions
    assert_same_bits(ahead[:, 0], theta[:, 0])
    step = 0.9 * walk.velocities[0] * (1.0 if convention is Convention.INSIDE else 0.02)
    np.testing.assert_allclose(ahead, theta - step, rtol=0, atol=1e-14)


def test_theta_and_the_look_ahead_point_lie_as_far_apart_as_the_facts_say():
    theta, ahead = paths(STEEP, Nesterov(lr=0.02), Nesterov(lr=0.02, drawn="ahead"), start=CORNER, steps=200)
    assert f"{apart(theta, ahead):.1f}" == "2.7"


def test_lanes_drawn_at_different_points_do_not_touch_each_other():
    rules = [Nesterov(lr=0.01, drawn=drawn) for drawn in ("theta", "ahead")] + [Momentum(lr=0.01)]
    together = paths(STEEP, *rules)
    for path, rule in zip(together, rules, strict=True):
        assert_same_bits(path, paths(STEEP, rule)[0])


@each_rule
def test_the_equation_says_the_convention(cls):
    letters = {Convention.OUTSIDE: "θ − lr · v", Convention.INSIDE: "θ − v", Convention.AVERAGED: "θ − lr · m"}
    said = {convention: cls(convention=convention).equation for convention in Convention}
    for convention, (first, second) in said.items():
        assert second == f"θ ← {letters[convention]}"
        assert ("lr · ∇" in first) == (convention is Convention.INSIDE)
        assert ("(1 − β)" in first) == (convention is Convention.AVERAGED)
        assert "τ" not in first
    for convention in (Convention.OUTSIDE, Convention.INSIDE):
        assert "(1 − τ) ∇" in cls(convention=convention, dampening=0.5).equation[0]
    assert cls(convention="averaged", dampening=0.5).equation == said[Convention.AVERAGED]
