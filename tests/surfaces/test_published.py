"""What is printed about the surfaces of the catalogue: minima, their heights and curvatures, saddles and maxima."""

from math import e, pi

import numpy as np
import pytest

from surfaces import get

MINIMA = {
    "himmelblau": {
        (3.0, 2.0): 0.0,
        (-2.805118, 3.131313): 0.0,
        (-3.779310, -3.283186): 0.0,
        (3.584428, -1.848127): 0.0,
    },
    "beale": {(3.0, 0.5): 0.0},
    "styblinski-tang": {
        (-2.903534, -2.903534): -78.332331,
        (-2.903534, 2.746803): -64.195612,
        (2.746803, -2.903534): -64.195612,
        (2.746803, 2.746803): -50.058893,
    },
    "six-hump-camel": {
        (0.089842, -0.712656): -1.0316285,
        (-0.089842, 0.712656): -1.0316285,
        (-1.703607, 0.796084): -0.2154638,
        (1.703607, -0.796084): -0.2154638,
        (-1.607105, -0.568651): 2.1042503,
        (1.607105, 0.568651): 2.1042503,
    },
    "three-hump-camel": {
        (0.0, 0.0): 0.0,
        (-1.747552, 0.873776): 0.2986384,
        (1.747552, -0.873776): 0.2986384,
    },
    "mccormick": {(-0.547198, -1.547198): -1.9132230, (2.594395, 1.594395): 1.2283697},
    "booth": {(1.0, 3.0): 0.0},
    "matyas": {(0.0, 0.0): 0.0},
    "goldstein-price": {(0.0, -1.0): 3.0, (-0.6, -0.4): 30.0, (1.8, 0.2): 84.0, (1.2, 0.8): 840.0},
    "monkey-saddle": {(-3.0, 0.0): -6.75, (1.5, -2.598076): -6.75, (1.5, 2.598076): -6.75},
    "two-wells": {(-0.936301, 0.0): -2.0630903, (0.905318, 0.0): -1.092732},
    "flower": {(0.0, 0.0): 0.0},
}
CURVATURES = {
    "beale": (0.301, 49.0),
    "rastrigin": (396.8, 396.8),
    "styblinski-tang": (34.58, 34.58),
    "six-hump-camel": (7.68, 16.49),
    "three-hump-camel": (1.586, 4.414),
    "mccormick": (1.732, 4.0),
    "booth": (2.0, 18.0),
    "matyas": (0.04, 1.0),
    "easom": (3.0, 3.0),
    "goldstein-price": (403.0, 965.0),
    "monkey-saddle": (9.0, 27.0),
    "two-wells": (30.2, 31.4),
    "flower": (0.0, 4.0),
}
SADDLES = {
    "beale": [(0.0, 1.0), (0.1005, -2.6445)],
    "himmelblau": [(3.385154, 0.073852), (0.086678, 2.884255), (-3.073026, -0.081353), (-0.127961, -1.953715)],
    "three-hump-camel": [(-1.070542, 0.535271), (1.070542, -0.535271)],
    "saddle": [(0.0, 0.0)],
}


def eigenvalues(surface, point):
    xx, xy, yy = surface.hessian(*point)
    return np.linalg.eigvalsh([[xx, xy], [xy, yy]])


@pytest.mark.parametrize("key", MINIMA)
def test_the_minima_are_those_that_are_printed(key):
    surface = get(key)
    np.testing.assert_allclose(surface.minima, list(MINIMA[key]), atol=6e-7)
    np.testing.assert_allclose(
        [surface.value(*point) for point in surface.minima], list(MINIMA[key].values()), atol=6e-7
    )


@pytest.mark.parametrize("key", CURVATURES)
def test_the_curvatures_at_the_deepest_minimum_are_those_that_are_printed(key):
    surface = get(key)
    np.testing.assert_allclose(eigenvalues(surface, surface.minima[0]), CURVATURES[key], rtol=2e-3, atol=1e-12)


def test_himmelblaus_minima_differ_in_curvature_alone():
    surface = get("himmelblau")
    assert [round(eigenvalues(surface, point)[1]) for point in surface.minima] == [82, 81, 134, 105]


@pytest.mark.parametrize("key", SADDLES)
def test_the_saddles_are_where_they_are_printed(key):
    surface = get(key)
    for point in SADDLES[key]:
        low, high = eigenvalues(surface, point)
        assert low < -0.5
        assert high > 0.5
        # What the rounding of the printed digits makes of a gradient that is 0.
        assert np.hypot(*surface.gradient(*point)) <= 1e-4 * (high - low)


def test_himmelblau_has_one_maximum_between_its_saddles():
    surface, top = get("himmelblau"), (-0.270845, -0.923039)
    assert surface.value(*top) == pytest.approx(181.61652)
    assert eigenvalues(surface, top)[1] < 0
    assert np.hypot(*surface.gradient(*top)) < 1e-4


def test_rastrigins_and_ackleys_minima_are_a_lattice_that_the_bowl_draws_inwards():
    for key, nearest in (("rastrigin", 0.9949586), ("ackley", 0.9521665)):
        minima = np.array(get(key).minima)
        assert len(minima) == 11 * 11
        assert sorted({*map(tuple, np.round(minima))}) == [(x, y) for x in range(-5, 6) for y in range(-5, 6)]
        assert tuple(minima[0]) == (0.0, 0.0)
        assert np.hypot(*minima[1]) == pytest.approx(nearest, abs=1e-7)
        assert (np.abs(minima) <= np.abs(np.round(minima))).all()


def test_ackley_comes_to_a_point_where_by_convention_the_gradient_is_0():
    surface = get("ackley")
    assert surface.value(0.0, 0.0) == 0.0
    assert surface.gradient(0.0, 0.0) == (0.0, 0.0)
    turn = np.linspace(0.0, 2.0 * np.pi, 12)
    for radius in (1e-3, 1e-9, 1e-200):
        x, y = radius * np.cos(turn), radius * np.sin(turn)
        # ab/√2 on all sides, and what the ripples add, which fades towards the point.
        slope = (np.cos(turn) * surface.gradient(x, y)[0]) + np.sin(turn) * surface.gradient(x, y)[1]
        funnel = 20 * 0.2 / np.sqrt(2) * np.exp(-0.2 * radius / np.sqrt(2))
        np.testing.assert_allclose(slope, funnel + 2 * e * pi**2 * radius, rtol=1e-5)
        np.testing.assert_allclose(surface.value(x, y), 20 * 0.2 / np.sqrt(2) * radius, rtol=3e-2)


def test_easoms_plain_has_four_dents_that_can_hardly_be_seen():
    surface = get("easom")
    assert surface.minima[0] == (pi, pi)
    assert surface.value(pi, pi) == -1.0
    for x, y in surface.minima[1:]:
        assert abs(abs(x - pi) - 1.8366) < 1e-4
        assert surface.value(x, y) == pytest.approx(-8.11e-5, rel=1e-3)


def test_the_middle_of_the_monkey_saddle_has_neither_slope_nor_curvature():
    surface = get("monkey-saddle")
    assert surface.gradient(0.0, 0.0) == (0.0, 0.0)
    assert surface.hessian(0.0, 0.0) == (0.0, 0.0, 0.0)


def test_mccormicks_troughs_are_each_by_pi_higher_than_the_last():
    first, second = (get("mccormick").value(*point) for point in get("mccormick").minima)
    assert second - first == pytest.approx(pi, rel=1e-14)
    assert get("mccormick", amplitude=0.5).minima == ()


def test_the_camels_outer_humps_sink_below_the_middle_one_as_the_coupling_grows():
    depths = [get("three-hump-camel", coupling=c).minima[0] == (0.0, 0.0) for c in (0.0, 1.0, 1.176, 1.177, 1.5)]
    assert depths == [True, True, True, False, False]


def test_the_flower_opens_where_its_minimum_is_degenerate():
    assert get("flower", coupling=1.0).minima == ((0.0, 0.0),)
    for coupling in (1.01, 1.2, 1.8):
        (x, y), (other_x, other_y) = get("flower", coupling=coupling).minima
        assert (x, y) == pytest.approx((-y, -x))
        assert (other_x, other_y) == pytest.approx((-x, -y))
        # On y = −x, where the slope is 2(2x − c(sin x + x cos x)).
        assert 2 * x == pytest.approx(coupling * (np.sin(x) + x * np.cos(x)))


@pytest.mark.parametrize(("coupling", "condition"), [(1.1, 441.0), (2.0, 9.0), (4.0, 25 / 9)])
def test_booths_equations_are_the_worse_to_solve_the_more_they_are_alike(coupling, condition):
    low, high = eigenvalues(get("booth", coupling=coupling), (0.0, 0.0))
    assert high / low == pytest.approx(condition)
    assert get("booth", coupling=coupling).value(1.0, 3.0) == 0.0
