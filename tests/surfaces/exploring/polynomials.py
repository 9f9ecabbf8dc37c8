"""Polynomials of x and y as Functions, by NumPy's own derivatives."""

import numpy as np
from numpy.polynomial.polynomial import polyder, polyval2d

from surfaces.exploring import Functions

TERMS = ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2), (3, 0), (2, 1), (1, 2), (0, 3))
"""Powers of x and y in a cubic."""


def polynomial(weights, quartic=0.0):
    """A cubic with such weights of its TERMS, and x⁴ + y⁴ so many times."""
    c = np.zeros((5, 5))
    for weight, place in zip(weights, TERMS, strict=True):
        c[place] = weight
    c[4, 0] = c[0, 4] = quartic
    cx, cy = polyder(c, axis=0), polyder(c, axis=1)
    cxx, cxy, cyy = polyder(cx, axis=0), polyder(cx, axis=1), polyder(cy, axis=1)
    return Functions(
        lambda x, y: polyval2d(x, y, c),
        lambda x, y: (polyval2d(x, y, cx), polyval2d(x, y, cy)),
        lambda x, y: (polyval2d(x, y, cxx), polyval2d(x, y, cxy), polyval2d(x, y, cyy)),
    )
