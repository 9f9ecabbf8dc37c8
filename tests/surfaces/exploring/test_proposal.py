"""A proposal is legal for every function, shows what is known of the catalogue, and lets three rules go down."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optim_core import SGD, Momentum, Nesterov, simulate
from surfaces.exploring import Functions, find_minima, propose
from tests.surfaces.exploring.jets import absolute, asin, cos, exp, floor, functions, log, sign, sin, sqrt, tan, tanh
from tests.surfaces.exploring.polynomials import TERMS, polynomial
from tests.surfaces.strategies import DEFAULTS, label

drawn = settings(max_examples=8, deadline=None)


def assert_legal(proposal):
    x0, x1, y0, y1 = proposal.view
    x, y = proposal.start
    assert np.isfinite(proposal.view).all()
    assert x0 < x < x1
    assert y0 < y < y1
    assert 0.0 < proposal.suggested_lr <= 1e9


def of(surface):
    return Functions(surface.value, surface.gradient, surface.hessian)


@cache
def proposed(surface):
    """What several tests look at."""
    return propose(of(surface))


def sides(view):
    return np.array([view[1] - view[0], view[3] - view[2]])


def contains(view, point):
    return view[0] < point[0] < view[1] and view[2] < point[1] < view[3]


def walked(given, proposal):
    lr = proposal.suggested_lr
    rules = [SGD(lr=lr), Momentum(lr=lr, beta=0.9), Nesterov(lr=lr, beta=0.9)]
    return simulate(given.gradient, rules, start=proposal.start, steps=1000)


@pytest.mark.parametrize("surface", DEFAULTS, ids=label)
def test_the_view_of_a_known_surface_has_its_minima_and_about_its_size(surface):
    proposal = proposed(surface)
    assert_legal(proposal)
    ratio = sides(proposal.view) / sides(surface.view)
    assert ((ratio > 1 / 3) & (ratio < 3)).all()
    deepest = surface.minima[:1]
    assert all(contains(proposal.view, point) for point in deepest)
    # Nearly all of an egg box.
    shown = sum(contains(proposal.view, point) for point in surface.minima)
    assert shown >= 0.9 * len(surface.minima)


@pytest.mark.parametrize("surface", DEFAULTS, ids=label)
def test_three_rules_move_and_none_is_lost(surface):
    proposal = proposed(surface)
    walk = walked(surface, proposal)
    assert (walk.diverged_at == -1).all()
    reach = np.abs(walk.positions[:, 0] - proposal.start).max(axis=1) / sides(proposal.view)
    # In the pits of an egg box no start is far from the bottom.
    assert (reach.max(axis=1) > (0.05 if len(surface.minima) < 100 else 0.02)).all()
    ends, start = surface.value(*walk.positions[:, 0, -1].T), surface.value(*np.array(proposal.start))
    assert (ends < start).all()


@pytest.mark.parametrize("surface", [s for s in DEFAULTS if 0 < len(s.minima) < 100], ids=label)
def test_three_rules_arrive_at_a_minimum_of_the_view(surface):
    proposal = proposed(surface)
    ends = surface.value(*walked(surface, proposal).positions[:, 0, -1].T)
    deepest = float(surface.value(*np.array(find_minima(of(surface), proposal.view)[0])))
    assert (ends - deepest <= 0.2 * (surface.value(*np.array(proposal.start)) - deepest)).all()


@pytest.mark.parametrize("surface", DEFAULTS, ids=label)
def test_a_given_view_is_kept(surface):
    proposal = propose(of(surface), surface.view)
    assert proposal.view == surface.view
    assert_legal(proposal)


ODD = {
    "level": lambda x, y: 3.0 + 0.0 * x,
    "nowhere defined": lambda x, y: sqrt(-1 - x**2),
    "defined on a line": lambda x, y: sqrt(-(x**2)),
    "a plane": lambda x, y: x + y,
    "constant in y": lambda x, y: x**2,
    "a cube": lambda x, y: x**3,
    "far up": lambda x, y: 1e16 + x**2 + y**2,
    "huge": lambda x, y: 1e290 * (x**2 + y**2),
    "tiny": lambda x, y: 1e-290 * (x**2 + y**2),
    "logarithm": lambda x, y: log(x) + y**2,
    "root": lambda x, y: sqrt(x) + y**2,
    "cap": lambda x, y: sqrt(1 - x**2 - y**2),
    "a narrow strip": lambda x, y: asin(1000 * x) + y,
    "waves": lambda x, y: sin(x) * cos(y),
    "fine waves": lambda x, y: sin(50 * x) * cos(50 * y),
    "poles": lambda x, y: tan(x) + y**2,
    "a pole": lambda x, y: 1 / (x**2 + y**2),
    "a pole downwards": lambda x, y: -1 / ((x - 0.3) ** 2 + y**2),
    "growth": lambda x, y: exp(x * y),
    "more growth": lambda x, y: exp(exp(x * x)) + y,
    "stairs": lambda x, y: floor(x) + floor(y),
    "board": lambda x, y: sign(x) * sign(y),
    "corner": lambda x, y: absolute(x) + absolute(y),
    "fading": lambda x, y: tanh(x) ** 2 + 0.01 * absolute(x) + 0.5 * tanh(0.5 * y),
    "quotient": lambda x, y: x / y,
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_function_gets_a_legal_proposal(name):
    assert_legal(propose(functions(ODD[name])))


@drawn
@given(st.lists(st.floats(-1e3, 1e3), min_size=len(TERMS), max_size=len(TERMS)))
def test_any_polynomial_gets_a_legal_proposal(weights):
    assert_legal(propose(polynomial(weights)))


@drawn
@given(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4), st.floats(-3.0, 3.0))
def test_a_bowl_is_shown_wherever_it_is(x0, y0, size):
    bowl = functions(lambda x, y: 10.0**size * ((x - x0) ** 2 + (y - y0) ** 2))
    proposal = propose(bowl)
    assert_legal(proposal)
    assert contains(proposal.view, (x0, y0))
    assert (walked(bowl, proposal).diverged_at == -1).all()


VIEWS = {
    "a saddle elsewhere": (lambda x, y: (x - 30) ** 2 - (y - 40) ** 2, (26.0, 34.0, 36.0, 44.0)),
    "where it is defined": (lambda x, y: x * log(x) + 0 * y, (0.0, 5.0, -4.0, 4.0)),
    "a strip": (lambda x, y: asin(x) ** 2 + y**2, (-1.0, 1.0, -4.0, 4.0)),
    "a far well": (lambda x, y: -exp(-((x - 30) ** 2) - (y - 30) ** 2), (24.0, 36.0, 24.0, 36.0)),
    "a well of a micrometre": (lambda x, y: 1 - exp(-1e6 * (x**2 + y**2)), (-5e-3, 5e-3, -5e-3, 5e-3)),
    "a well of a kilometre": (lambda x, y: 1 - exp(-(((x - 3000) / 1000) ** 2) - (y / 1000) ** 2), (0, 6e3, -3e3, 3e3)),
    "a stretched bowl": (lambda x, y: (1000 * x) ** 2 + y**2, (-0.12, 0.12, -4.0, 4.0)),
    "two wells far apart": (lambda x, y: (x**2 - 1e6) ** 2 + y**2, (-2e3, 2e3, -1.5e3, 1.5e3)),
    "a deeper well outside": (
        lambda x, y: 837.9658 - x * sin(sqrt(absolute(x))) - y * sin(sqrt(absolute(y))),
        (-500.0, 500.0, -500.0, 500.0),
    ),
    "waves of a hundredth": (lambda x, y: sin(50 * x) * cos(50 * y), (-0.5, 0.5, -0.5, 0.5)),
}


@pytest.mark.parametrize("name", VIEWS)
def test_the_view_follows_what_there_is(name):
    formula, expected = VIEWS[name]
    found = propose(functions(formula)).view
    ratio = sides(found) / sides(expected)
    middle = np.abs([found[0] + found[1] - expected[0] - expected[1], found[2] + found[3] - expected[2] - expected[3]])
    assert ((ratio > 0.6) & (ratio < 1.7)).all()
    assert (0.5 * middle < 0.25 * sides(expected)).all()


def test_ends_are_nice_numbers():
    view = propose(functions(lambda x, y: (x - 0.7) ** 2 + (y + 3.3) ** 2)).view
    assert all(end == round(end) for end in view)


def test_the_same_function_gets_the_same_proposal():
    surface = of(DEFAULTS[0])
    assert propose(surface) == propose(surface)
