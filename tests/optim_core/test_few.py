"""Few runs stepped one by one in Python's numbers are the same, bit for bit, as all of them in arrays."""

from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import (
    SGD,
    Adam,
    Convention,
    Decay,
    Drawn,
    Momentum,
    Move,
    Nesterov,
    NoiseKind,
    Simulation,
    few,
    simulate,
    sweep,
)
from optim_core.family import PointGradient
from optim_core.momentum import HeavyBallFamily
from surfaces.arithmetic import Arithmetic
from tests.optim_core.bits import assert_same_bits, assert_same_run
from tests.optim_core.strategies import SignDescent, decays, lrs, seeds, steered_rules
from tests.optim_core.textbook import KNOWN

ARITHMETIC = [cls() for cls in surfaces.SURFACES if issubclass(cls, Arithmetic)]
SURFACE = surfaces.get("rosenbrock")
OTHERS = [cls for cls in KNOWN if not isinstance(cls().family(), HeavyBallFamily)]
VARIANTS = [
    SGD(lr=1e-3),
    SGD(lr=1e-3, weight_decay=0.1),
    *(
        cls(lr=1e-3, beta=0.9, dampening=dampening, convention=convention, weight_decay=0.1, decay=decay)
        for cls in (Momentum, Nesterov)
        for dampening in (0.0, 0.5)
        for convention in Convention
        for decay in ("coupled", "decoupled")
    ),
    Momentum(lr=0.0, beta=0.0, convention="inside"),
    Nesterov(lr=1e-3, beta=0.9, drawn=Drawn.AHEAD),
    *(cls(weight_decay=0.1, decay=decay) for cls in OTHERS for decay in Decay),
]
odd = st.sampled_from([0.0, -0.0, 1e-320, 1.0, 1e100, -1.7e308]) | st.floats(-3, 3)
moves = st.lists(st.builds(Move, st.integers(0, 60), st.floats(-1, 1), st.just(-0.0)), max_size=2).map(tuple)


def at_most(runs):
    """Up to so many runs are stepped one by one, of whatever family."""
    return patch.multiple(few, FEW=runs, FEW_BY_COORDINATE=runs)


def in_both_ways(gradient, rules, **arguments):
    """The run as few are done, after it was found to be the same as arrays have it."""
    with at_most(100):
        one_by_one = simulate(gradient, rules, **arguments)
    with at_most(0):
        together = simulate(gradient, rules, **arguments)
    assert_same_run(one_by_one, together)
    return one_by_one


@settings(deadline=None, max_examples=120)
@given(
    surface=st.sampled_from(ARITHMETIC),
    rules=st.lists(steered_rules, min_size=1, max_size=3),
    start=st.tuples(odd, odd),
    noise=st.sampled_from([0.0, 0.5]),
    kind=st.sampled_from(NoiseKind),
    moves=moves,
    seeds=seeds,
)
def test_whatever_happens_on_the_way(surface, rules, start, noise, kind, moves, seeds):
    around = {"noise": noise, "noise_kind": kind, "moves": moves, "seeds": seeds}
    in_both_ways(surface.gradient, rules, start=start, steps=60, **around)


@pytest.mark.parametrize("noise", [0.0, 0.3])
@pytest.mark.parametrize("surface", ARITHMETIC, ids=lambda s: s.key)
def test_every_kind_alone_and_all_together(surface, noise):
    for rules in ([rule] for rule in VARIANTS):
        in_both_ways(surface.gradient, rules, start=surface.start, steps=40, noise=noise)
    in_both_ways(surface.gradient, VARIANTS, start=surface.start, steps=40, noise=noise)


@pytest.mark.parametrize("start", [(0.0, -0.0), (-0.0, 1.0), (1e308, -1e308), (5e-324, 1e160)])
@pytest.mark.parametrize("surface", ARITHMETIC, ids=lambda s: s.key)
def test_zeros_keep_their_signs_and_lost_runs_end_at_their_step(surface, start):
    wild = [cls(lr=lr) for cls in KNOWN for lr in (0.0, 1e-3, 1.0, 1e9)]
    in_both_ways(surface.gradient, wild, start=start, steps=200)


def test_runs_that_are_lost_are_nan_from_their_first_bad_step_on():
    rules = [SGD(lr=1e-3), Momentum(lr=0.1), Nesterov(lr=1e9)]
    walk = in_both_ways(SURFACE.gradient, rules, start=SURFACE.start, steps=100)
    assert walk.diverged_at[0] == -1
    for lane in (1, 2):
        end = walk.diverged_at[lane, 0]
        assert 0 < end < 100
        assert np.isfinite(walk.positions[lane, 0, :end]).all()
        assert np.isnan(walk.positions[lane, 0, end:]).all()
        assert np.isnan(walk.velocities[lane, 0, end:]).all()


@settings(deadline=None, max_examples=30)
@given(data=st.data(), rules=st.lists(steered_rules, min_size=1, max_size=3), noise=st.sampled_from([0.0, 0.5]))
def test_a_run_goes_on_from_a_slice_in_either_way(data, rules, noise):
    arguments = {"start": SURFACE.start, "steps": 60, "noise": noise}
    whole = simulate(SURFACE.gradient, rules, **arguments)
    sliced = Simulation(SURFACE.gradient, rules, **arguments)
    while not sliced.done:
        with at_most(data.draw(st.sampled_from([0, 100]))):
            sliced.advance(data.draw(st.integers(1, 30)))
    assert_same_run(sliced.trajectory(), whole)


@given(lr=lrs, decay=decays)
@settings(deadline=None, max_examples=20)
@pytest.mark.parametrize("kind", [Nesterov, Adam])
def test_a_sweep_of_few_runs_is_the_same(kind, lr, decay):
    rule = kind.grid(lr=[lr, 1e-3, 1e9], beta=[0.9, 0.5, 0.0], weight_decay=decay)
    found = []
    for most in (100, 0):
        with at_most(most):
            run = sweep(SURFACE.gradient, rule, start=SURFACE.start, steps=300, noise=0.1, landscape=SURFACE)
            found.append((run.final, run.diverged_at, run.ending.loss, run.ending.verdict))
    for one_by_one, together in zip(*found, strict=True):
        np.testing.assert_array_equal(one_by_one, together)


class Counted:
    """A gradient that counts in which way it is taken."""

    def __init__(self):
        self.points = self.arrays = 0

    def __call__(self, x, y):
        self.arrays += 1
        return SURFACE.gradient(x, y)

    def at_point(self, x, y):
        self.points += 1
        return SURFACE.gradient.at_point(x, y)


@pytest.mark.parametrize("more", [0, 1])
@pytest.mark.parametrize("rule", KNOWN, ids=lambda rule: rule.key)
def test_only_few_runs_are_stepped_one_by_one(rule, more):
    gradient = Counted()
    runs = more + (few.FEW_BY_COORDINATE if rule in OTHERS else few.FEW)
    simulate(gradient, [rule(lr=1e-4)], start=SURFACE.start, steps=50, noise=0.1, seeds=range(runs))
    assert (gradient.points, gradient.arrays) == ((0, 50) if more else (50 * runs, 0))


def test_a_family_of_arrays_alone_is_stepped_together_and_they_do_not_mind_their_neighbours():
    gradient = Counted()
    rules = [Adam(lr=0.1), Momentum(lr=1e-4), SignDescent(lr=0.1)]
    walk = simulate(gradient, rules, start=SURFACE.start, steps=50)
    assert (gradient.points, gradient.arrays) == (100, 50)
    assert_same_run(walk, in_both_ways(SURFACE.gradient, rules, start=SURFACE.start, steps=50))


def test_any_function_of_arrays_is_a_gradient_still():
    plain = simulate(lambda x, y: SURFACE.gradient(x, y), VARIANTS[:3], start=SURFACE.start, steps=50)
    assert_same_bits(plain.positions, simulate(SURFACE.gradient, VARIANTS[:3], start=SURFACE.start, steps=50).positions)
    assert not isinstance(surfaces.get("ackley").gradient, PointGradient)
