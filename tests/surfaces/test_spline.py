"""A spline through data: exact where data are polynomials, smooth everywhere, and as a plain solver finds it."""

import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces.spline import Spline, pieces, slopes

drawn = settings(max_examples=40)


def axes(least=2, most=14):
    """Knots at uneven distances, the widest 30 times the narrowest."""
    steps = st.lists(st.floats(0.1, 3.0), min_size=least - 1, max_size=most - 1)
    return st.builds(lambda begin, steps: np.cumsum([begin, *steps]), st.floats(-5.0, 5.0), steps)


def surfaces(least=4):
    """x, y and random heights."""

    def with_heights(x, y, seed):
        return x, y, np.random.default_rng(seed).normal(size=(len(y), len(x)))

    return st.builds(with_heights, axes(least), axes(least), st.integers(0, 2**32 - 1))


def polynomials(degree=3):
    """Coefficients [j, i] of x^i y^j."""
    numbers = st.lists(st.floats(-2.0, 2.0), min_size=(degree + 1) ** 2, max_size=(degree + 1) ** 2)
    return numbers.map(lambda found: np.reshape(found, (degree + 1, degree + 1)))


def evaluated(coefficients, x, y, along_x=0, along_y=0):
    """A polynomial, or a derivative of it, by NumPy's own functions."""
    of = np.polynomial.polynomial
    found = (
        of.polyder(of.polyder(coefficients, along_y, axis=0), along_x, axis=1) if along_x or along_y else coefficients
    )
    return of.polyval2d(x, y, found.T)


def places(x, y, seed, margin=0.0, count=200):
    unit = np.random.default_rng(seed).uniform(-margin, 1.0 + margin, (2, count))
    return x[0] + unit[0] * (x[-1] - x[0]), y[0] + unit[1] * (y[-1] - y[0])


DERIVATIVES = ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2))


def answers(spline, x, y):
    return (spline.value(x, y), *spline.gradient(x, y), *spline.hessian(x, y))


def size(coefficients, x, y, along_x, along_y):
    """What the terms of a derivative amount to without their signs: rounding is relative to that."""
    # A difference of heights that have an error e has the error e/h, and the steps are at least 0.1.
    return evaluated(np.abs(coefficients), *np.meshgrid(np.abs(x), np.abs(y))).max() * 10.0 ** (along_x + along_y) + 1.0


@drawn
@given(x=axes(4), y=axes(4), coefficients=polynomials(), seed=st.integers(0, 1000))
def test_a_bicubic_polynomial_is_itself_with_all_derivatives(x, y, coefficients, seed):
    spline = Spline.through(x, y, evaluated(coefficients, *np.meshgrid(x, y)))
    at = places(x, y, seed)
    for found, orders in zip(answers(spline, *at), DERIVATIVES, strict=True):
        expected = evaluated(coefficients, *at, *orders)
        np.testing.assert_allclose(found, expected, rtol=0.0, atol=1e-12 * size(coefficients, x, y, *orders))


@pytest.mark.parametrize("count", [2, 3])
@given(coefficients=polynomials(), seed=st.integers(0, 1000))
def test_few_points_carry_a_line_or_a_parabola(count, coefficients, seed):
    coefficients = coefficients.copy()
    coefficients[:, count:] = 0.0
    x, y = np.array([-1.0, 0.5, 1.0])[:count], np.array([0.0, 0.3, 1.1, 2.0])
    spline = Spline.through(x, y, evaluated(coefficients, *np.meshgrid(x, y)))
    at = places(x, y, seed)
    for found, orders in zip(answers(spline, *at), DERIVATIVES, strict=True):
        expected = evaluated(coefficients, *at, *orders)
        np.testing.assert_allclose(found, expected, rtol=0.0, atol=1e-12 * size(coefficients, x, y, *orders))


@drawn
@given(data=surfaces(2))
def test_it_goes_through_the_data(data):
    x, y, heights = data
    found = Spline.through(x, y, heights).value(x[np.newaxis, :], y[:, np.newaxis])
    np.testing.assert_allclose(found, heights, rtol=0.0, atol=1e-12 * np.abs(heights).max())


def plain_moments(x, f):
    """Second derivatives at the knots, from the textbook's equations by plain Gaussian elimination in plain Python.

    The unknowns are others than the program's, and the ends' conditions are written as they are said: the third
    derivative, (M₁ − M₀)/h₀, is the same on both sides of the first and the last inner knot.
    """
    n = len(x)
    h = [b - a for a, b in pairwise(x)]
    rows = [[0.0] * (n + 1) for _ in range(n)]
    rows[0][:3] = [-1 / h[0], 1 / h[0] + 1 / h[1], -1 / h[1]]
    rows[-1][n - 3 : n] = [-1 / h[-2], 1 / h[-2] + 1 / h[-1], -1 / h[-1]]
    for i in range(1, n - 1):
        rows[i][i - 1 : i + 2] = [h[i - 1], 2 * (h[i - 1] + h[i]), h[i]]
        rows[i][n] = 6 * ((f[i + 1] - f[i]) / h[i] - (f[i] - f[i - 1]) / h[i - 1])
    for k in range(n):
        pivot = max(range(k, n), key=lambda i: abs(rows[i][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for i in range(k + 1, n):
            share = rows[i][k] / rows[k][k]
            rows[i] = [a - share * b for a, b in zip(rows[i], rows[k], strict=True)]
    moments = [0.0] * n
    for k in reversed(range(n)):
        moments[k] = (rows[k][n] - sum(rows[k][j] * moments[j] for j in range(k + 1, n))) / rows[k][k]
    return moments


def plain_spline(x, f, at):
    """The height of the spline at a number, from second derivatives at the knots."""
    moments = plain_moments(x, f)
    i = max(k for k in range(len(x) - 1) if k == 0 or x[k] <= at)
    h, a, b = x[i + 1] - x[i], x[i + 1] - at, at - x[i]
    cubic = (moments[i] * a**3 + moments[i + 1] * b**3) / (6 * h)
    return cubic + (f[i] / h - moments[i] * h / 6) * a + (f[i + 1] / h - moments[i + 1] * h / 6) * b


@drawn
@given(data=surfaces(), seed=st.integers(0, 1000))
def test_it_is_the_not_a_knot_spline_of_not_a_knot_splines(data, seed):
    x, y, heights = data
    spline = Spline.through(x, y, heights)
    for at_x, at_y in zip(*places(x, y, seed, count=4), strict=True):
        across = [plain_spline(x.tolist(), row.tolist(), at_x) for row in heights]
        assert spline.value(at_x, at_y) == pytest.approx(plain_spline(y.tolist(), across, at_y), abs=1e-9)


@given(x=axes(4), seed=st.integers(0, 1000))
def test_slopes_are_those_of_the_plain_solution(x, seed):
    f = np.random.default_rng(seed).normal(size=len(x))
    moments, h, rises = np.array(plain_moments(x.tolist(), f.tolist())), np.diff(x), np.diff(f) / np.diff(x)
    ahead = rises - h * (2 * moments[:-1] + moments[1:]) / 6
    last = rises[-1] + h[-1] * (moments[-2] + 2 * moments[-1]) / 6
    np.testing.assert_allclose(slopes(x, f), [*ahead, last], rtol=1e-9, atol=1e-9)


def near(knots, index):
    """Just before a knot and at it: two pieces' opinions of one place."""
    return np.nextafter(knots[index], -np.inf), knots[index]


@drawn
@given(data=surfaces(2), seed=st.integers(0, 1000))
def test_pieces_agree_wherever_they_meet(data, seed):
    x, y, heights = data
    spline, scale = Spline.through(x, y, heights), 1e-9 * np.abs(heights).max()
    at_x, at_y = places(x, y, seed, margin=0.5, count=50)
    for index in range(len(x)):
        before, behind = (answers(spline, np.full_like(at_y, at), at_y) for at in near(x, index))
        is_edge = index in (0, len(x) - 1)
        _assert_agree(before, behind, scale, orders=3 if is_edge else 6)
    last = np.nextafter(x[-1], np.inf)
    _assert_agree(*(answers(spline, np.full_like(at_y, at), at_y) for at in (x[-1], last)), scale, orders=3)
    for index in range(len(y)):
        before, behind = (answers(spline, at_x, np.full_like(at_x, at)) for at in near(y, index))
        is_edge = index in (0, len(y) - 1)
        _assert_agree(before, behind, scale, orders=3 if is_edge else 6)


def _assert_agree(before, behind, scale, orders):
    for one, other in zip(before[:orders], behind[:orders], strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e3 * scale)


@drawn
@given(data=surfaces(2), seed=st.integers(0, 1000))
def test_outside_it_is_straight_along_each_axis(data, seed):
    x, y, heights = data
    spline = Spline.through(x, y, heights)
    _, at_y = places(x, y, seed, margin=1.0)
    for edge, sign in ((x[0], -1.0), (x[-1], 1.0)):
        height, (slope, along) = spline.value(edge, at_y), spline.gradient(edge, at_y)
        twist = spline.hessian(edge, at_y)[1]
        for far in (0.01, 1.0, 1000.0):
            at_x = np.full_like(at_y, edge + sign * far)
            way = at_x - edge
            tolerance = {"rtol": 1e-9, "atol": 1e-9 * (1.0 + far) * np.abs(heights).max() * 100.0}
            np.testing.assert_allclose(spline.value(at_x, at_y), height + way * slope, **tolerance)
            np.testing.assert_allclose(spline.gradient(at_x, at_y)[0], slope, **tolerance)
            np.testing.assert_allclose(spline.gradient(at_x, at_y)[1], along + way * twist, **tolerance)
            assert (spline.hessian(at_x, at_y)[0] == 0.0).all()


def test_far_from_a_corner_it_is_bilinear():
    x, y = np.array([0.0, 1.0, 3.0, 4.0]), np.array([-1.0, 0.0, 0.5, 2.0])
    spline = Spline.through(x, y, np.random.default_rng(1).normal(size=(4, 4)))
    (gx, gy), twist = spline.gradient(4.0, 2.0), spline.hessian(4.0, 2.0)[1]
    expected = spline.value(4.0, 2.0) + 6.0 * gx + 3.0 * gy + 18.0 * twist
    assert spline.value(10.0, 5.0) == pytest.approx(expected)
    assert spline.hessian(10.0, 5.0) == (0.0, pytest.approx(twist), 0.0)


@drawn
@given(data=surfaces(2), seed=st.integers(0, 1000))
def test_derivatives_are_those_of_the_height(data, seed):
    x, y, heights = data
    spline = Spline.through(x, y, heights)
    at_x, at_y = places(x, y, seed, margin=0.3)
    h = 1e-4
    apart = _off_knots(x, at_x, h) & _off_knots(y, at_y, h)
    at_x, at_y = at_x[apart], at_y[apart]
    gx, gy = spline.gradient(at_x, at_y)
    fxx, fxy, fyy = spline.hessian(at_x, at_y)
    # A cubic's central difference is off by its third derivative times h²/6, and by rounding.
    close = {"rtol": 1e-6, "atol": 1e-4 * np.abs(heights).max()}
    np.testing.assert_allclose(_difference(spline.value, at_x, at_y, h, 0.0), gx, **close)
    np.testing.assert_allclose(_difference(spline.value, at_x, at_y, 0.0, h), gy, **close)
    for axis, (along_x, along_y) in enumerate(((fxx, fxy), (fxy, fyy))):

        def slope(x, y, axis=axis):
            return spline.gradient(x, y)[axis]

        np.testing.assert_allclose(_difference(slope, at_x, at_y, h, 0.0), along_x, **close)
        np.testing.assert_allclose(_difference(slope, at_x, at_y, 0.0, h), along_y, **close)


def _off_knots(knots, at, h):
    return (np.abs(at[:, np.newaxis] - knots) > 2 * h).all(axis=1)


def _difference(f, x, y, hx, hy):
    return (f(x + hx, y + hy) - f(x - hx, y - hy)) / (2 * (hx + hy))


ODD = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1e308, -1e308, 5e-324, 0.5]


@pytest.mark.parametrize("shape", [(2, 2), (3, 5), (6, 4)])
def test_nan_comes_out_where_it_went_in_and_nothing_warns(shape):
    rows, columns = shape
    spline = Spline.through(
        np.arange(columns) * 1.0, np.arange(rows) * 1.0, np.random.default_rng(0).normal(size=shape)
    )
    x, y = (of.ravel() for of in np.meshgrid(ODD, ODD))
    with warnings.catch_warnings(), np.errstate(over="ignore", invalid="ignore"):
        warnings.simplefilter("error")
        for answer in answers(spline, x, y):
            assert np.isnan(answer[np.isnan(x) | np.isnan(y)]).all()
    inside = (np.abs(x) <= 1.0) & (np.abs(y) <= 1.0)
    assert np.isfinite(answers(spline, x[inside], y[inside])).all()


@pytest.mark.parametrize("shape", [(), (7,), (2, 3, 4), (0,)])
def test_any_shape_gives_the_same_numbers(shape):
    x, y = np.arange(5.0) ** 1.5, np.arange(4.0)
    spline = Spline.through(x, y, np.random.default_rng(2).normal(size=(4, 5)))
    at_x, at_y = np.random.default_rng(3).uniform(-1.0, 5.0, (2, *shape))
    for whole in answers(spline, at_x, at_y):
        assert np.shape(whole) == shape
    for place in np.ndindex(shape):
        single = answers(spline, float(at_x[place]), float(at_y[place]))
        assert [whole[place] for whole in answers(spline, at_x, at_y)] == list(single)


def test_rows_and_columns_broadcast():
    spline = Spline.through(np.arange(5.0), np.arange(4.0), np.random.default_rng(2).normal(size=(4, 5)))
    x, y = np.linspace(-1.0, 5.0, 9), np.linspace(-1.0, 4.0, 6)[:, np.newaxis]
    for thin, whole in zip(answers(spline, x, y), answers(spline, *np.broadcast_arrays(x, y)), strict=True):
        assert np.array_equal(thin, whole)


@pytest.mark.parametrize("ratio", [1e-6, 1e6])
def test_a_knot_very_close_to_another_does_no_harm(ratio):
    x = np.cumsum([0.0, 1.0, ratio, 1.0, 1.0])
    parabola = x * x - x
    spline = pieces(x, parabola)
    np.testing.assert_allclose(spline[2, 1:-1], 1.0, rtol=1e-6)
    np.testing.assert_allclose(spline[3, 1:-1] * np.diff(x), 0.0, atol=1e-6)
