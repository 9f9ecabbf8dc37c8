"""What is known of single surfaces in closed form, beyond the contract."""

from math import cosh, exp, hypot, radians, sqrt, tan, tanh

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import get
from surfaces.flattery import Flattery
from surfaces.plateau import Plateau
from surfaces.ravine import Ravine
from surfaces.rosenbrock import Rosenbrock
from surfaces.sharp_and_flat import SharpAndFlat
from tests.surfaces.strategies import soft

drawn = settings(deadline=None)


def eigenvalues(surface, x, y):
    fxx, fxy, fyy = surface.hessian(x, y)
    return np.linalg.eigvalsh([[fxx, fxy], [fxy, fyy]])


@drawn
@given(surface=soft(Rosenbrock))
def test_rosenbrock_at_its_minimum(surface):
    a, b = surface.a, surface.b
    ((x, y),) = surface.minima
    assert surface.value(x, y) == 0.0
    # H = [[2 + 8a²b, −4ab], [−4ab, 2b]]: trace and determinant give the eigenvalues.
    trace, determinant = 2 + 8 * a * a * b + 2 * b, 4 * b
    # The discriminant as a sum of squares: trace² − 4·determinant would cancel where the two are nearly equal.
    stiff = (trace + np.hypot(2 + 8 * a * a * b - 2 * b, 8 * a * b)) / 2
    np.testing.assert_allclose(eigenvalues(surface, x, y), [determinant / stiff, stiff], rtol=1e-9)


def test_rosenbrock_as_printed_everywhere():
    surface = get("rosenbrock")
    soft_one, stiff = eigenvalues(surface, 1.0, 1.0)
    assert (round(soft_one, 3), round(stiff, 1), round(stiff / soft_one)) == (0.399, 1001.6, 2508)
    assert surface.value(-1.2, 1.0) == pytest.approx(24.2)


@drawn
@given(surface=soft(Ravine), x=st.floats(-4, 4), y=st.floats(-4, 4))
def test_ravine_has_its_condition_and_its_floor_in_the_angle(surface, x, y):
    np.testing.assert_allclose(eigenvalues(surface, x, y), [1.0, surface.condition], rtol=1e-12)
    turn = radians(surface.angle)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    scale = 1e-11 * surface.condition
    np.testing.assert_allclose(surface.gradient(*along), along, atol=scale)
    np.testing.assert_allclose(surface.gradient(*across), surface.condition * across, atol=scale)


def test_ravine_turned_by_45_degrees_is_symmetric():
    xx, _, yy = get("ravine", condition=50, angle=45).hessian(0.0, 0.0)
    assert xx == pytest.approx(yy)
    assert tan(radians(45)) == pytest.approx(1.0)


@drawn
@given(x=st.floats(-20, 20), y=st.floats(-40, 40))
def test_tanh_ravine_is_the_formula_as_written(x, y):
    expected = tanh(x) ** 2 + 0.01 * abs(x) + 1 / (1 + exp(-y))
    assert get("tanh-ravine").value(x, y) == pytest.approx(expected, rel=1e-12)


def test_tanh_ravine_has_a_kink_and_is_steep_across_and_gentle_along():
    surface = get("tanh-ravine")
    tiny = 1e-9
    right, left = surface.gradient(tiny, 0.0)[0], surface.gradient(-tiny, 0.0)[0]
    assert right - left == pytest.approx(0.02, abs=1e-7)
    assert surface.gradient(0.0, 0.0)[0] == 0.0
    fxx, _, fyy = surface.hessian(0.0, 1.0)
    assert fxx == 2.0
    assert abs(fyy) < 0.1 < fxx
    assert surface.gradient(1.0, 0.0)[0] == pytest.approx(2 * tanh(1.0) / cosh(1.0) ** 2 + 0.01)


@drawn
@given(x=st.floats(-2, 2), y=st.floats(-2, 2))
def test_sphere_and_saddle_have_constant_curvature(x, y):
    assert eigenvalues(get("sphere"), x, y).tolist() == [2.0, 2.0]
    assert eigenvalues(get("saddle"), x, y).tolist() == [-2.0, 2.0]
    assert get("sphere").value(x, y) + get("saddle").value(x, y) == pytest.approx(2 * x * x, abs=1e-14)


@drawn
@given(surface=soft(SharpAndFlat), x=st.floats(-20, 20), y=st.floats(-20, 20))
def test_sharp_and_flat_is_the_formula_as_written(surface, x, y):
    d = surface.distance
    p, q = hypot(x + d / 2, y), hypot(x - d / 2, y)
    square = d * d / ((1 + sqrt(2)) * surface.sharpness / 2 - 1)
    expected = (1 + sqrt(2)) * surface.depth * (hypot(1, q / d) - 1) * p * p / (p * p + square)
    assert surface.value(x, y) == pytest.approx(expected, rel=1e-12, abs=1e-15 * surface.depth)


@drawn
@given(surface=soft(SharpAndFlat))
def test_sharp_and_flat_has_two_round_wells_of_equal_depth_as_sharp_as_said(surface):
    sharp, flat = surface.minima
    assert flat[0] - sharp[0] == pytest.approx(surface.distance, rel=1e-15)
    for minimum in (sharp, flat):
        assert surface.value(*minimum) == 0.0
        assert surface.gradient(*minimum) == (0.0, 0.0)
    bowl = (1 + sqrt(2)) * surface.depth / surface.distance**2
    steepest = surface.sharpness * bowl - 2 * surface.depth / surface.distance**2
    np.testing.assert_allclose(eigenvalues(surface, *sharp), [steepest, steepest], rtol=1e-12)
    np.testing.assert_allclose(eigenvalues(surface, *flat), [steepest / surface.sharpness] * 2, rtol=1e-12)


def test_sharp_and_flat_has_a_pass_between_the_wells_and_rises_gently_far_away():
    surface = get("sharp-and-flat")
    (left, _), (right, _) = surface.minima
    heights = surface.value(np.linspace(left, right, 1001), 0.0)
    top = int(heights.argmax())
    assert 0.5 * surface.depth < heights[top] < surface.depth
    assert (np.diff(heights[: top + 1]) > 0).all()
    assert (np.diff(heights[top:]) < 0).all()
    turn = np.linspace(0.0, 2 * np.pi, 60)
    x, y = 1e6 * np.cos(turn), 1e6 * np.sin(turn)
    outwards = np.cos(turn) * surface.gradient(x, y)[0] + np.sin(turn) * surface.gradient(x, y)[1]
    np.testing.assert_allclose(outwards, (1 + sqrt(2)) * surface.depth / surface.distance, rtol=1e-5)


@drawn
@given(surface=soft(Plateau), x=st.floats(-20, 20), y=st.floats(-20, 20))
def test_plateau_is_the_formula_as_written_and_flat_far_away(surface, x, y):
    depth, width = surface.depth, surface.width
    expected = depth * (1 - exp(-((hypot(x, y) / width) ** 2)))
    assert surface.value(x, y) == pytest.approx(expected, rel=1e-12, abs=1e-15 * depth)
    np.testing.assert_allclose(eigenvalues(surface, 0.0, 0.0), [2 * depth / width**2] * 2, rtol=1e-12)
    assert np.hypot(*surface.gradient(10 * width, y)) < 1e-40
    # Steepest where the radius is w/√2, and there √(2/e)·D/w.
    steepest = np.hypot(*surface.gradient(0.6 * width / sqrt(2), 0.8 * width / sqrt(2)))
    assert steepest == pytest.approx(sqrt(2 / np.e) * depth / width)
    assert np.hypot(*surface.gradient(x, y)) <= steepest * (1 + 1e-12)


@drawn
@given(surface=soft(Flattery), x=st.floats(-20, 20), y=st.floats(-20, 20))
def test_flattery_is_the_formula_as_written_and_its_bias_sets_where_the_minimum_is(surface, x, y):
    bias = surface.bias
    expected = hypot(1, x) - 1 + (y - 1) ** 2 / 2 - bias * x
    assert surface.value(x, y) == pytest.approx(expected, rel=1e-12, abs=1e-13)
    ((end, helpful),) = surface.minima
    assert (end / hypot(1, end), helpful) == (pytest.approx(bias), 1.0)
    # On the honest line the way downhill has the bias for its slope, whatever else is true.
    assert surface.gradient(0.0, y)[0] == -bias


@pytest.mark.parametrize("bias", [1.0, 1.5, 100.0])
def test_flattery_beyond_all_measure_has_no_minimum_and_pays_without_end(bias):
    surface = get("flattery", bias=bias)
    assert surface.minima == ()
    assert (np.diff(surface.value(np.geomspace(1.0, 1e6, 50), 1.0)) < 0).all()
