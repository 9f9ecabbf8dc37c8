"""A gradient of + − · alone is the same, bit for bit, of two Python numbers as of arrays, and never raises."""

import pickle
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import SURFACES, get
from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Slopes
from tests.surfaces.strategies import ends, label, soft

CLASSES = [cls for cls in SURFACES if issubclass(cls, Arithmetic)]
each_class = pytest.mark.parametrize("cls", CLASSES, ids=label)
ODD = [0.0, -0.0, 5e-324, -1e-200, 1.0, -2.5, 1e3, -1e103, 1e200, -1.7976931348623157e308, np.inf, -np.inf, np.nan]


def assert_same_at_points(surface, points):
    found = [surface.gradient.at_point(x, y) for x, y in points]
    assert all(type(number) is float for slopes in found for number in slopes)
    expected = np.array(surface.gradient(*np.array(points).T)).T
    np.testing.assert_array_equal(found, expected)
    well = ~np.isnan(expected)
    np.testing.assert_array_equal(np.signbit(found)[well], np.signbit(expected)[well])


@each_class
def test_at_odd_points_and_at_the_ends_of_the_parameters(cls):
    for surface in ends(cls, "legal"):
        assert_same_at_points(surface, list(product(ODD, repeat=2)))


@each_class
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_at_any_points_for_any_parameters(cls, data):
    number = st.floats(-1e6, 1e6)
    assert_same_at_points(data.draw(soft(cls)), data.draw(st.lists(st.tuples(number, number), min_size=1)))


@each_class
def test_the_bare_one_has_it_too(cls):
    surface = cls()
    assert surface.bare_gradient.at_point(0.25, -3.0) == surface.gradient.at_point(0.25, -3.0)


def test_those_that_can_are_arithmetic():
    names = {"rosenbrock", "ravine", "sphere", "booth", "matyas", "himmelblau", "beale", "saddle", "monkey-saddle"}
    names |= {"three-hump-camel", "six-hump-camel", "styblinski-tang", "goldstein-price"}
    assert {cls.key for cls in CLASSES} == names


def test_a_gradient_that_was_used_goes_to_another_process():
    surface = get("rosenbrock", a=0.5)
    surface.gradient(1.0, 2.0)
    for gradient in (surface.gradient, surface.bare_gradient):
        gradient.at_point(1.0, 2.0)
        gradient(np.ones(2), np.ones(2))
        sent = pickle.loads(pickle.dumps(gradient))
        assert isinstance(sent, Slopes)
        assert sent.is_guarded is gradient.is_guarded
        assert sent.at_point(1.0, 2.0) == gradient.at_point(1.0, 2.0)
    assert surface.gradient == surface.gradient != get("rosenbrock").gradient
    assert pickle.loads(pickle.dumps(surface)) == surface
