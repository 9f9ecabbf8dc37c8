"""Walkers come down over kinks, straight ones and bent ones, and stop at corners."""

import numpy as np
import pytest

from surfaces.exploring.kinks import creep
from surfaces.exploring.square import Square
from tests.surfaces.exploring.jets import absolute, functions

VIEW = (-5.0, 5.0, -5.0, 5.0)
KINKED = {
    "straight": (lambda x, y: absolute(x - 0.77) + y**2, (0.77, 0.0)),
    "slanting": (lambda x, y: absolute(y - 0.3 * x) + 0.01 * (x - 1) ** 2, (1.0, 0.3)),
    "bent": (lambda x, y: 10 * absolute(y - x**2) + (1 - x) ** 2, (1.0, 1.0)),
    "corner": (lambda x, y: absolute(x - 0.77) + 2 * absolute(y + 0.11), (0.77, -0.11)),
}


@pytest.mark.parametrize("name", KINKED)
@np.errstate(all="ignore")
def test_kinks_lead_down(name):
    formula, (x, y) = KINKED[name]
    square = Square(functions(formula), VIEW)
    u, v = square.place(x + np.array([0.05, -0.1, 0.2]), y + np.array([0.1, 0.07, -0.05]))
    u, v, height = creep(square, u, v)
    np.testing.assert_allclose(square.at(u, v), np.array([[x], [y]]) + np.zeros(3), atol=1e-8)
    np.testing.assert_allclose(height, 0.0, atol=1e-8)
