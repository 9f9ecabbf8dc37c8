"""What a change of units or of the map does to a path, for every rule, whatever its equation.

A loss in other units, a map turned or shifted, a momentum of zero: each has a path that is known from the plain one.
That longer runs extend shorter ones and that lanes do not see each other stands with the timeline and with noise.
"""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    Convention,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSProp,
    simulate,
)
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.strategies import DEFAULTS, steered_rules

STEPS = 60
LINEAR = (SGD, Momentum, Nesterov, QHM)
"""Their steps are sums of gradients: with half the lr the same path on twice the loss, and turned with the map."""
SCALED = (AdaGrad, RMSProp, Adam, AMSGrad, AdamW, NAdam)
"""Their steps are ratios of gradients, coordinate by coordinate: the same for any loss, with ε in the same units."""
SIGNED = (Lion,)
"""Nothing but signs of gradients: the same for any loss."""

ravine = surfaces.get("ravine", condition=20, angle=30)
CURVED = tuple(surfaces.get(key) for key in ("rosenbrock", "himmelblau", "tanh-ravine", "saddle"))
powers = st.integers(-12, 12).map(lambda power: 2.0**power)
lrs = st.integers(-14, -4).map(lambda power: 2.0**power)
betas = st.sampled_from([0.0, 0.5, 0.9, 0.99])
undecayed = {"weight_decay": st.just(0.0)}
each_curved = st.sampled_from(CURVED)
few = settings(max_examples=max(1, settings().max_examples // 2))
"""Each example is a whole run or two."""


def built(cls, **own):
    """Rules of a class, plain but for whatever else it is given."""
    names = cls.__dataclass_fields__
    free = {"beta": betas, "beta2": betas, "rho": betas, "convention": st.sampled_from(Convention)}
    chosen = {name: found for name, found in free.items() if name in names}
    return st.builds(cls, **{"lr": lrs, **chosen, **undecayed, **own})


def of(classes, **own):
    return st.one_of([built(cls, **own) for cls in classes])


def path(gradient, rule, start, **also):
    return simulate(gradient, [rule], start=start, steps=STEPS, **also).positions[0]


def times(factor, gradient):
    return lambda x, y: tuple(factor * slope for slope in gradient(x, y))


def test_every_rule_is_of_one_kind():
    """A new rule is put where it belongs, and these laws then hold for it too."""
    assert sorted(cls.key for cls in (*LINEAR, *SCALED, *SIGNED)) == sorted(cls.key for cls in RULES)


@few
@given(surface=each_curved, rule=of(LINEAR), factor=powers, noise=st.sampled_from([0.0, 0.25]))
def test_sums_of_gradients_walk_the_same_on_a_larger_loss_with_a_smaller_lr(surface, rule, factor, noise):
    """To the bit for powers of two, of which none rounds; with its noise in the same units."""
    plain = path(surface.gradient, rule, surface.start, noise=noise)
    smaller = replace(rule, lr=rule.lr / factor)
    assert_same_bits(path(times(factor, surface.gradient), smaller, surface.start, noise=factor * noise), plain)


@few
@given(surface=each_curved, rule=of(SCALED, eps=st.just(2.0**-20)), factor=powers, noise=st.sampled_from([0.0, 0.25]))
def test_ratios_of_gradients_walk_the_same_on_any_loss(surface, rule, factor, noise):
    """To the bit, with ε and noise in the units of the loss."""
    plain = path(surface.gradient, rule, surface.start, noise=noise)
    same = replace(rule, eps=factor * rule.eps)
    assert_same_bits(path(times(factor, surface.gradient), same, surface.start, noise=factor * noise), plain)


@few
@given(surface=each_curved, rule=of(SIGNED), factor=powers, noise=st.sampled_from([0.0, 0.25]))
def test_signs_of_gradients_are_the_same_on_any_loss(surface, rule, factor, noise):
    plain = path(surface.gradient, rule, surface.start, noise=noise)
    assert_same_bits(path(times(factor, surface.gradient), rule, surface.start, noise=factor * noise), plain)


@pytest.mark.parametrize("cls", SCALED)
def test_an_epsilon_that_stays_is_felt_where_gradients_are_smaller_than_it(cls):
    rule = replace(cls(lr=0.01, weight_decay=0.0), eps=1e-3)
    plain, faint = (path(times(factor, ravine.gradient), rule, ravine.start) for factor in (1.0, 1e-6))
    assert np.abs(faint - ravine.start).max() < 0.25 * np.abs(plain - ravine.start).max()


@few
@given(rule=of((*LINEAR, *SCALED)), factor=st.floats(0.01, 100.0))
def test_any_other_factor_differs_by_rounding(rule, factor):
    linear = isinstance(rule, LINEAR)
    scaled = replace(rule, lr=rule.lr / factor) if linear else replace(rule, eps=factor * rule.eps)
    found = path(times(factor, ravine.gradient), scaled, ravine.start)
    np.testing.assert_allclose(found, path(ravine.gradient, rule, ravine.start), rtol=1e-8, atol=1e-9)


@few
@given(rule=of((*LINEAR, *SCALED)), shift=st.tuples(st.floats(-8, 8), st.floats(-8, 8)))
def test_a_map_that_is_shifted_with_its_start_shifts_the_path(rule, shift):
    """Without weight decay, which pulls to the origin wherever the surface lies."""
    found = path(shifted(ravine.gradient, *shift), rule, np.add(ravine.start, shift))
    np.testing.assert_allclose(found - shift, path(ravine.gradient, rule, ravine.start), rtol=0.0, atol=1e-8)


@few
@given(surface=each_curved, rule=of(SIGNED), shift=st.tuples(st.integers(-8, 8), st.integers(-8, 8)))
def test_steps_of_one_length_are_shifted_to_the_bit(surface, rule, shift):
    """Multiples of a power of two, which nothing rounds: a sign that flips is no matter of rounding."""
    start = np.round(np.multiply(surface.start, 8)) / 8
    found = path(shifted(surface.gradient, *shift), rule, start + shift)
    assert_same_bits(found - shift, path(surface.gradient, rule, start))


def shifted(gradient, dx, dy):
    return lambda x, y: gradient(x - dx, y - dy)


# How (x, y) and the map are turned by a quarter or reflected; each is its own inverse or that of its neighbour.
QUARTER, BACK, SWAP, MIRROR = ((0, -1), (1, 0)), ((0, 1), (-1, 0)), ((0, 1), (1, 0)), ((-1, 0), (0, 1))
EIGHTH = np.sqrt(0.5) * np.array([(1, -1), (1, 1)])


def turned(gradient, matrix):
    """The gradient of the surface that was turned so."""
    (a, b), (c, d) = matrix

    def slopes(x, y):
        gx, gy = gradient(a * x + c * y, b * x + d * y)
        return a * gx + b * gy, c * gx + d * gy

    return slopes


@few
@given(surface=st.sampled_from(DEFAULTS), rule=steered_rules, matrix=st.sampled_from([QUARTER, BACK, SWAP, MIRROR]))
def test_a_map_turned_by_a_quarter_or_mirrored_turns_every_path_to_the_bit(surface, rule, matrix):
    """Whatever the rule, its schedule and its decay: each coordinate is treated as the other, and left as right."""
    with np.errstate(all="ignore"):
        found = path(turned(surface.gradient, matrix), rule, np.array(matrix) @ surface.start)
        wanted = path(surface.gradient, rule, surface.start) @ np.array(matrix).T
    # NaN in one coordinate makes both NaN in the product: a run ends in both at once.
    np.testing.assert_array_equal(found, wanted)


@few
@given(rule=of(LINEAR), angle=st.floats(0.0, 2 * np.pi))
def test_sums_of_gradients_turn_with_the_map_by_any_angle(rule, angle):
    matrix = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    found = path(turned(ravine.gradient, matrix), rule, matrix @ ravine.start)
    np.testing.assert_allclose(found, path(ravine.gradient, rule, ravine.start) @ matrix.T, rtol=0.0, atol=1e-9)


@pytest.mark.parametrize("cls", [*SCALED, *SIGNED])
def test_rules_that_treat_coordinates_apart_do_not(cls):
    rule = cls(lr=0.02, weight_decay=0.0)
    found = path(turned(ravine.gradient, EIGHTH), rule, EIGHTH @ ravine.start)
    assert np.abs(found - path(ravine.gradient, rule, ravine.start) @ EIGHTH.T).max() > 0.02


@few
@given(surface=st.sampled_from(DEFAULTS), nu=st.sampled_from([0.0, 0.5, 1.0]), lr=lrs)
def test_without_beta_quasi_hyperbolic_momentum_is_gradient_descent(surface, nu, lr):
    """For any share ν; to the bit where the two shares of the same gradient add up without rounding."""
    found = path(surface.gradient, QHM(lr=lr, beta=0.0, nu=nu), surface.start, noise=0.3)
    assert_same_bits(found, path(surface.gradient, SGD(lr=lr), surface.start, noise=0.3))


@few
@given(surface=st.sampled_from(DEFAULTS), beta2=betas, lr=lrs)
def test_without_beta_nadam_is_adam(surface, beta2, lr):
    found, adam = (
        path(surface.gradient, cls(lr=lr, beta=0.0, beta2=beta2), surface.start, noise=0.3) for cls in (NAdam, Adam)
    )
    assert_same_bits(found, adam)


@few
@given(surface=st.sampled_from(CURVED), rho=st.sampled_from([0.5, 0.9, 0.999]))
def test_without_beta_adam_is_rmsprop_corrected_for_its_start(surface, rho):
    """Its root is √(1 − αᵗ) times too short at step t: with an lr so much smaller they are one, if ε is nothing."""
    lr, eps = 2.0**-10, 1e-16
    corrections = tuple(Change(step, "lr", lr * np.sqrt(1.0 - rho ** (step + 1))) for step in range(STEPS))
    plain = RMSProp(lr=lr, rho=rho, eps=eps, changes=corrections)
    found = path(surface.gradient, plain, surface.start, noise=0.3)
    adam = path(surface.gradient, Adam(lr=lr, beta=0.0, beta2=rho, eps=eps), surface.start, noise=0.3)
    np.testing.assert_allclose(found, adam, rtol=0.0, atol=1e-9)


@few
@given(surface=st.sampled_from(CURVED), lr=lrs, beta2=betas)
def test_without_any_memory_steps_are_signs(surface, lr, beta2):
    """Lion's β₁ of 0 leaves its memory unused; a root of this gradient's square alone is its length."""
    lion = path(surface.gradient, Lion(lr=lr, beta=0.0, beta2=beta2), surface.start, noise=0.3)
    assert_same_bits(np.abs(np.diff(lion, axis=1)).round(9), np.full((1, STEPS, 2), lr).round(9))
    for rule in (RMSProp(lr=lr, rho=0.0, eps=1e-16), Adam(lr=lr, beta=0.0, beta2=0.0, eps=1e-16)):
        found = path(surface.gradient, rule, surface.start, noise=0.3)
        np.testing.assert_allclose(np.abs(np.diff(found, axis=1)), lr, rtol=1e-6)


@few
@given(
    data=st.data(),
    surface=st.sampled_from(DEFAULTS),
    rules=st.lists(steered_rules, min_size=1, max_size=12),
    seeds=st.lists(st.integers(0, 99), min_size=1, max_size=12, unique=True),
)
def test_any_lanes_with_any_seeds_in_any_order_walk_as_they_do_among_all(data, surface, rules, seeds):
    """One run alone is computed as one of a hundred is: to the bit."""
    noise = data.draw(st.sampled_from([0.0, 0.5]))
    lanes, columns = (
        data.draw(st.lists(st.integers(0, len(all_) - 1), min_size=1, max_size=3, unique=True))
        for all_ in (rules, seeds)
    )
    around = {"start": surface.start, "steps": 40, "noise": noise, "moves": ((17, 0.25, 0.5),)}
    whole = simulate(surface.gradient, rules, seeds=seeds, **around)
    some = simulate(surface.gradient, [rules[i] for i in lanes], seeds=[seeds[i] for i in columns], **around)
    chosen = np.ix_(lanes, columns)
    assert_same_bits(some.positions, whole.positions[chosen])
    assert_same_bits(some.velocities, whole.velocities[chosen])
    np.testing.assert_array_equal(some.diverged_at, whole.diverged_at[chosen])
