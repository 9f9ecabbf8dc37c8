"""Where a run is bound for: the minimum at its end, weight decay included."""

from math import isfinite
from typing import NamedTuple

import numpy as np

from optim_core.diagnosis.curvature import Curvature, local_curvature
from optim_core.diagnosis.observed import Landscape
from optim_core.parameter import Array

KINK = Curvature(0.0, 0.0, (1.0, 0.0), (0.0, 1.0))
"""What counts as the curvature of a minimum where it is not a number: theory then says nothing."""
MOST_ITERATIONS = 12
"""Newton's method doubles the digits each time: if it has not arrived by then, it does not."""


class Goal(NamedTuple):
    """A minimum of f + pull/2·‖θ‖²: where it is, how the sum bends there, and its loss (decay included)."""

    point: Array
    curvature: Curvature
    loss: float


class Bowl(NamedTuple):
    """What weight decay adds: pull/2·‖θ‖², for a surface that lies `offset` away, in the surface's own frame."""

    pull: float
    offset: Array

    def value(self, points: Array) -> Array:
        """The bowl at points (…, 2)."""
        away = points + self.offset
        return 0.5 * self.pull * (away[..., 0] ** 2 + away[..., 1] ** 2)


def nearest(landscape: Landscape, point: Array) -> Array | None:
    """The nearest of the surface's minima, (2,)."""
    minima = np.asarray(landscape.minima, dtype=np.float64)
    if not len(minima):
        return None
    found: Array = minima[np.hypot(minima[:, 0] - point[0], minima[:, 1] - point[1]).argmin()]
    return found


def find_goal(landscape: Landscape, point: Array, bowl: Bowl) -> Goal | None:
    """The minimum nearest to `point`; with weight decay, what it becomes: Newton's method leads there."""
    found = nearest(landscape, point)
    if bowl.pull and found is not None:
        found = _newton(landscape, found, bowl)
        if found is None:
            found = _newton(landscape, point, bowl)
    if found is None:
        return None
    curvature = local_curvature(landscape, found)
    soft, stiff, *directions = curvature if isfinite(curvature.stiff) else KINK
    loss = float(landscape.value(*found)) + (float(bowl.value(found)) if bowl.pull else 0.0)
    return Goal(found, Curvature(soft + bowl.pull, stiff + bowl.pull, *directions), loss)


def _newton(landscape: Landscape, point: Array, bowl: Bowl) -> Array | None:
    """The minimum of f + bowl that Newton's method finds from `point`, None if it finds none."""
    at = point
    for _ in range(MOST_ITERATIONS):
        xx, xy, yy = landscape.hessian(*at)
        matrix = np.array([[xx + bowl.pull, xy], [xy, yy + bowl.pull]])
        slope = np.asarray(landscape.gradient(*at)) + bowl.pull * (at + bowl.offset)
        determinant = matrix[0, 0] * matrix[1, 1] - xy * xy
        if not (determinant > 0.0 and matrix[0, 0] > 0.0):
            return None
        step = np.array([[matrix[1, 1], -xy], [-xy, matrix[0, 0]]]) @ slope / determinant
        at = at - step
    return at if np.hypot(*step) <= 1e-9 * (1.0 + np.hypot(*at)) else None
