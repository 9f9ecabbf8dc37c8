"""The local curvature against NumPy's eigen-decomposition."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import surfaces
from optim_core.diagnosis import local_curvature
from tests.surfaces.strategies import DEFAULTS, label

entries = st.floats(-1e6, 1e6)


class Quadratic:
    """A surface that has this Hessian everywhere."""

    def __init__(self, xx, xy, yy):
        self.matrix = np.array([[xx, xy], [xy, yy]])

    def hessian(self, x, y):
        return self.matrix[0, 0], self.matrix[0, 1], self.matrix[1, 1]


def assert_decomposes(found, matrix):
    soft, stiff = np.linalg.eigvalsh(matrix)
    scale = 1e-12 * np.abs(matrix).max()
    assert (found.soft, found.stiff) == (pytest.approx(soft, abs=scale), pytest.approx(stiff, abs=scale))
    directions = np.array([found.soft_direction, found.stiff_direction])
    np.testing.assert_allclose(directions @ directions.T, np.eye(2), atol=1e-12)
    for value, direction in zip((soft, stiff), directions, strict=True):
        np.testing.assert_allclose(matrix @ direction, value * direction, atol=1e-7 * np.abs(matrix).max() + 1e-300)


@given(xx=entries, xy=entries, yy=entries)
def test_it_is_the_eigen_decomposition(xx, xy, yy):
    quadratic = Quadratic(xx, xy, yy)
    assert_decomposes(local_curvature(quadratic, (0.0, 0.0)), quadratic.matrix)


@pytest.mark.parametrize("surface", DEFAULTS, ids=label)
def test_it_is_that_of_the_point(surface):
    for point in product((-0.7, 0.3), (-0.9, 1.1)):
        xx, xy, yy = surface.hessian(*np.array(point))
        assert_decomposes(local_curvature(surface, point), np.array([[xx, xy], [xy, yy]]))


def test_where_all_directions_are_alike_the_soft_one_is_x():
    found = local_curvature(surfaces.get("sphere"), (0.5, 0.5))
    assert found.soft_direction == (pytest.approx(1.0), pytest.approx(0.0, abs=1e-15))
