"""Minima that are found equal those that are declared, and odd functions get what is right for them."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import SURFACES
from surfaces.exploring import Functions, find_minima
from surfaces.exploring.minima import MOST, NODES
from tests.surfaces.exploring.jets import absolute, exp, floor, functions, log, sign, sin, sqrt, tan, tanh
from tests.surfaces.exploring.polynomials import TERMS, polynomial
from tests.surfaces.strategies import DEFAULTS, label, soft

VIEW = (-5.0, 5.0, -5.0, 5.0)


def inside(points, view):
    x0, x1, y0, y1 = view
    return [(x, y) for x, y in points if x0 < x < x1 and y0 < y < y1]


def assert_same_points(found, expected, tolerance=1e-8):
    """Each of the expected ones once, in any order."""
    assert len(found) == len(expected)
    left = list(expected)
    for x, y in found:
        off = [np.hypot(x - u, y - v) for u, v in left]
        assert min(off) <= tolerance
        left.pop(int(np.argmin(off)))


def is_shallow(surface, point):
    """Whether something lower is nearer than two nodes of the grid, so that no node need be the lowest around."""
    x0, x1, y0, y1 = surface.view
    turns, radii = np.linspace(0.0, 2 * np.pi, 60), np.linspace(0.5, 2.0, 7)[:, np.newaxis] / (NODES - 1)
    around = surface.value(point[0] + radii * (x1 - x0) * np.cos(turns), point[1] + radii * (y1 - y0) * np.sin(turns))
    return bool(around.min() < surface.value(*np.array(point)))


def assert_minima_are_found(surface):
    found = find_minima(Functions(surface.value, surface.gradient, surface.hessian), surface.view)
    expected = inside(surface.minima, surface.view)
    if len(expected) > MOST:
        # Of an egg box the deepest are kept; of equally deep ones at the brink, some.
        assert len(found) == MOST
        assert max(min(np.hypot(x - u, y - v) for u, v in expected) for x, y in found) <= 1e-8
        return
    seen = [(u, v) for u, v in expected if min(np.hypot(x - u, y - v) for x, y in found) <= 1e-8]
    assert all(is_shallow(surface, point) for point in set(expected) - set(seen))
    assert_same_points(found, seen)
    heights = [float(surface.value(*np.array(point))) for point in found]
    assert all(b >= a - 1e-9 * max(1.0, abs(a)) for a, b in pairwise(heights))


@pytest.mark.parametrize("surface", DEFAULTS, ids=label)
def test_declared_minima_are_found(surface):
    assert_minima_are_found(surface)
    found = find_minima(Functions(surface.value, surface.gradient, surface.hessian), surface.view)
    assert len(found) == len(inside(surface.minima, surface.view))


@pytest.mark.parametrize("cls", SURFACES, ids=label)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_declared_minima_are_found_for_any_parameters(cls, data):
    assert_minima_are_found(data.draw(soft(cls)))


ONE_MINIMUM = {
    "far up": (lambda x, y: 1e16 + x**2 + y**2, (0.0, 0.0)),
    "tiny": (lambda x, y: 1e-200 * ((x - 1) ** 2 + y**2), (1.0, 0.0)),
    "huge": (lambda x, y: 1e200 * ((x - 1) ** 2 + y**2), (1.0, 0.0)),
    "long and narrow": (lambda x, y: 1e6 * (x - y) ** 2 + (x + y - 2) ** 2, (1.0, 1.0)),
    "fourth power": (lambda x, y: (x - 0.77) ** 4 + y**4, (0.77, 0.0)),
    "sixth power": (lambda x, y: (x - 0.77) ** 6 + (y - 0.3) ** 4, (0.77, 0.3)),
    "a kink": (lambda x, y: absolute(x - 0.77) + y**2, (0.77, 0.0)),
    "a corner": (lambda x, y: absolute(x - 0.77) + absolute(y - 0.3 * x), (0.77, 0.231)),
    "a cone": (lambda x, y: sqrt((x - 0.77) ** 2 + (y - 0.1234) ** 2), (0.77, 0.1234)),
    "a cusp": (lambda x, y: sqrt(absolute(x - 0.3)) + sqrt(absolute(y)), (0.3, 0.0)),
    "a bent kink": (lambda x, y: 100 * absolute(y - x**2) + (1 - x) ** 2, (1.0, 1.0)),
    "a kink with a corner": (lambda x, y: 10 * absolute(y - x**2) + absolute(x - 1), (1.0, 1.0)),
    "within where it is defined": (lambda x, y: x * log(x) + y**2, (np.exp(-1.0), 0.0)),
    "a cap upside down": (lambda x, y: -sqrt(1 - x**2 - y**2), (0.0, 0.0)),
    "a level valley": (lambda x, y: x**2, (0.0, 0.0)),
    "a slanting valley": (lambda x, y: (x - 1.37 * y) ** 2, (0.0, 0.0)),
    "a level kink": (lambda x, y: absolute(x - 2 * y), (0.0, 0.0)),
    "a narrow pit": (lambda x, y: 1 - exp(-1e4 * ((x - 0.03) ** 2 + y**2)), (0.03, 0.0)),
    "a well in a plain": (lambda x, y: -exp(-((x - 2) ** 2) - (y + 3) ** 2), (2.0, -3.0)),
}


@pytest.mark.parametrize("name", ONE_MINIMUM)
def test_the_one_minimum_is_found(name):
    formula, (x, y) = ONE_MINIMUM[name]
    assert_same_points(find_minima(functions(formula), VIEW), [(x, y)])


NO_MINIMUM = {
    "level": lambda x, y: 3.0 + 0.0 * x,
    "a plane": lambda x, y: x + y,
    "a saddle": lambda x, y: x**2 - y**2,
    "an inflection": lambda x, y: x**3 + y**2,
    "lower at the edge than at its minimum": lambda x, y: x**3 - 3 * x + y**2,
    "its minimum outside": lambda x, y: (x - 300) ** 2 + (y + 40) ** 2,
    "stairs": lambda x, y: floor(x) + floor(y),
    "a lake": lambda x, y: floor(x**2 + y**2),
    "a chess board": lambda x, y: sign(x) * sign(y),
    "a fall that has no bottom": lambda x, y: floor(x) + x**2 + y**2,
    "a pole": lambda x, y: -1 / ((x - 0.3) ** 2 + y**2),
    "a pole upwards": lambda x, y: 1 / (x**2 + y**2),
    "a gentle pole": lambda x, y: log((x - 0.3) ** 2 + y**2),
    "rows of poles": lambda x, y: tan(x) + y**2,
    "lowest at the edge of where it is defined": lambda x, y: sqrt(x) + y**2,
    "nowhere defined": lambda x, y: sqrt(-1 - x**2),
    "defined nearly nowhere": lambda x, y: sqrt(x - 4.99) + y,
    "a slope that fades out": lambda x, y: tanh(x) ** 2 + tanh(y),
    "overflow": lambda x, y: exp(exp(x * 9)) + y,
}


@pytest.mark.parametrize("name", NO_MINIMUM)
def test_nothing_is_found_where_nothing_is_worth_a_star(name):
    assert find_minima(functions(NO_MINIMUM[name]), VIEW) == ()


def test_a_ring_counts_once():
    found = find_minima(functions(lambda x, y: (x**2 + y**2 - 4) ** 2), VIEW)
    assert len(found) == 1
    assert np.hypot(*found[0]) == pytest.approx(2.0)


def test_waves_count_one_by_one():
    found = find_minima(functions(lambda x, y: sin(x) * sin(y)), VIEW)
    half = np.pi / 2
    assert_same_points(
        found, [(a * half, -b * half) for a in (-3, -1, 1, 3) for b in (-3, -1, 1, 3) if (a - b) % 4 == 0]
    )


def test_kinks_side_by_side_count_one_by_one():
    found = find_minima(functions(lambda x, y: absolute(sin(3 * x)) + absolute(y)), VIEW)
    assert_same_points(found, [(k * np.pi / 3, 0.0) for k in range(-4, 5)])


def test_equally_deep_ones_stand_from_left_to_right():
    found = find_minima(functions(lambda x, y: (x**2 - 4) ** 2 + (y**2 - 1) ** 2), VIEW)
    assert found == ((-2.0, -1.0), (-2.0, 1.0), (2.0, -1.0), (2.0, 1.0))


def test_round_numbers_are_round():
    found = find_minima(functions(lambda x, y: (x - 0.3) ** 2 * (1 + (x - 0.1) ** 2) + (y + 0.7) ** 2), VIEW)
    assert found == ((0.3, -0.7),)


def test_a_place_to_start_from_helps_with_a_pit_between_the_nodes():
    pit = functions(lambda x, y: 0.01 * (x**2 + y**2) - exp(-1e6 * ((x - 1.23) ** 2 + (y - 2.34) ** 2)))
    assert find_minima(pit, VIEW) == ((0.0, 0.0),)
    found = find_minima(pit, VIEW, near=[(1.2299, 2.3401), (900.0, 0.0)])
    np.testing.assert_allclose(found[0], (1.23, 2.34), atol=1e-6)
    assert len(found) == 2


def test_the_same_function_has_the_same_minima():
    himmelblau = functions(lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2)
    assert find_minima(himmelblau, VIEW) == find_minima(himmelblau, VIEW)


coordinates = st.floats(-4.0, 4.0)


@settings(max_examples=60, deadline=None)
@given(coordinates, coordinates, st.floats(-3.0, 3.0), st.floats(-3.0, 3.0), st.floats(0.0, np.pi))
def test_the_minimum_of_a_paraboloid(x0, y0, first, second, angle):
    a, b = 10.0**first, 10.0**second
    c, s = np.cos(angle), np.sin(angle)
    found = find_minima(
        functions(lambda x, y: a * (c * (x - x0) + s * (y - y0)) ** 2 + b * (c * (y - y0) - s * (x - x0)) ** 2), VIEW
    )
    assert len(found) == 1
    np.testing.assert_allclose(found[0], (x0, y0), atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-3.0, 3.0), min_size=len(TERMS), max_size=len(TERMS)))
def test_what_is_found_of_a_polynomial_is_a_minimum(weights):
    quartic = polynomial(weights, 0.1)
    found = find_minima(quartic, VIEW)
    turns = np.linspace(0.0, 2 * np.pi, 60)
    for x, y in found:
        height = quartic.value(x, y)
        around = quartic.value(x + 1e-3 * np.cos(turns), y + 1e-3 * np.sin(turns))
        assert (around >= height - 1e-12 * (1 + abs(height))).all()
        assert np.hypot(*quartic.gradient(x, y)) < 1e-6
    u, v = np.meshgrid(np.linspace(-5, 5, 301), np.linspace(-5, 5, 301))
    grid = quartic.value(u, v)
    row, column = np.unravel_index(grid.argmin(), grid.shape)
    if 0 < row < 300 and 0 < column < 300:
        assert found
        assert quartic.value(*found[0]) <= grid.min() + 1e-9
