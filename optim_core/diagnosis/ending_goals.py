"""The minima that runs are bound for, weight decay included, of many runs at once."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.curvature import eigenvalues
from optim_core.diagnosis.goal import MOST_ITERATIONS
from optim_core.diagnosis.observed import Landscape
from optim_core.parameter import Array

MANY = 12
"""With more goals, distances are multiplied out, which is the sooner the more there are."""
TOGETHER = 2048
"""Points whose distances to many goals stay in the processor's cache."""


class Bowl(NamedTuple):
    """What weight decay adds to the surface: λ/2·‖θ‖² with λ = `pull` (runs,), and (x, y) is where the surface lies."""

    pull: Array
    x: float
    y: float

    def value(self, x: Array, y: Array) -> Array:
        """The bowl at points of the surface's own frame, (…, runs)."""
        return 0.5 * self.pull * ((x + self.x) ** 2 + (y + self.y) ** 2)

    def taken(self, runs: Any) -> "Bowl":
        """That of some runs."""
        return self._replace(pull=self.pull[runs])

    def slope(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Its gradient there."""
        return self.pull * (x + self.x), self.pull * (y + self.y)


class Goals(NamedTuple):
    """Minima, one a row: each array is (minima, runs), or (minima, 1) where all runs have the same.

    `soft` and `stiff` are the curvatures, (`soft_x`, `soft_y`) and (`stiff_x`, `stiff_y`) their directions. NaN where a
    run has no such minimum.
    """

    x: Array
    y: Array
    loss: Array
    soft: Array
    stiff: Array
    soft_x: Array
    soft_y: Array
    stiff_x: Array
    stiff_y: Array

    @property
    def are_all_there(self) -> bool:
        """Whether every run has a goal."""
        return len(self.x) > 0 and bool(np.isfinite(self.loss).any(axis=0).all())

    def taken(self, runs: Any) -> "Goals":
        """Those of some runs."""
        return self if self.x.shape[1] == 1 else Goals(*(part.take(runs, axis=-1) for part in self))

    def nearest(self, x: Array, y: Array) -> NDArray[np.intp]:
        """Which is the nearest to each of the points (runs,)."""
        if len(self.x) < 2:
            return np.zeros(x.shape, dtype=np.intp)
        if len(self.x) > MANY and self.x.shape[1] == 1:
            return self._nearest_of_many(x, y)
        away = (self.x - x) ** 2 + (self.y - y) ** 2
        nearest: NDArray[np.intp] = np.where(np.isnan(away), np.inf, away).argmin(axis=0)
        return nearest

    def _nearest_of_many(self, x: Array, y: Array) -> NDArray[np.intp]:
        """The same where all runs have the same goals: |p − m|² is least where |m|²/2 − p·m is."""
        goals = np.concatenate((self.x.T, self.y.T))
        half = 0.5 * (goals * goals).sum(axis=0)
        points = np.stack((x, y), axis=-1)
        parts = (half - points[first : first + TOGETHER] @ goals for first in range(0, len(points), TOGETHER))
        return np.concatenate([part.argmin(axis=1) for part in parts])

    def of(self, which: NDArray[np.intp]) -> "Goals":
        """The goal of each run, arrays (runs,), or without dimensions where all have the same."""
        if not len(self.x):
            return Goals(*np.full(len(self), np.nan))
        if len(self.x) == 1:
            # With one number NumPy is twice as fast as with an array of one.
            return Goals(*(part[0, 0] if part.shape[1] == 1 else part[0] for part in self))
        if self.x.shape[1] == 1:
            return Goals(*(part[which, 0] for part in self))
        return Goals(*(part[which, np.arange(len(which))] for part in self))


def goals_of(landscape: Landscape, bowl: Bowl | None) -> Goals:
    """The surface's minima; with weight decay, those that Newton's method leads to from there."""
    x, y = np.asarray(landscape.minima, dtype=np.float64).reshape(-1, 2).T[..., np.newaxis]
    with np.errstate(all="ignore"):
        if bowl is None:
            return _goals_at(landscape, x, y, 0.0, landscape.value(x, y))
        x, y = _newton(landscape, x, y, bowl)
        loss = landscape.value(x, y) + bowl.value(x, y)
        return _goals_at(landscape, x, y, bowl.pull, loss)


def _goals_at(landscape: Landscape, x: Array, y: Array, pull: Array | float, loss: Array) -> Goals:
    xx, xy, yy = (np.broadcast_to(part, x.shape) for part in landscape.hessian(x, y))
    soft, stiff = eigenvalues(xx, xy, yy)
    # As in `local_curvature`; and what is no number counts as flat, as in `find_goal`.
    angle = np.where((xx == yy) & (xy == 0.0), 0.5 * np.pi, 0.5 * np.arctan2(2.0 * xy, xx - yy))
    known = np.isfinite(stiff)
    soft, stiff, angle = np.where(known, soft, 0.0), np.where(known, stiff, 0.0), np.where(known, angle, 0.5 * np.pi)
    across, along = np.cos(angle), np.sin(angle)
    return Goals(x, y, np.broadcast_to(loss, x.shape), soft + pull, stiff + pull, along, -across, across, along)


def _newton(landscape: Landscape, x: Array, y: Array, bowl: Bowl) -> tuple[Array, Array]:
    """The minima of f + bowl, (minima, runs), as `find_goal` finds them; NaN where it finds none."""
    shape = (len(x), len(bowl.pull))
    x, y = np.broadcast_to(x, shape), np.broadcast_to(y, shape)
    bends = np.full(shape, True)
    step = np.zeros((2, *shape))
    for _ in range(MOST_ITERATIONS):
        xx, xy, yy = landscape.hessian(x, y)
        xx, yy = xx + bowl.pull, yy + bowl.pull
        (gx, gy), (bx, by) = landscape.gradient(x, y), bowl.slope(x, y)
        gx, gy = gx + bx, gy + by
        determinant = xx * yy - xy * xy
        bends &= (determinant > 0.0) & (xx > 0.0)
        step[0], step[1] = (yy * gx - xy * gy) / determinant, (xx * gy - xy * gx) / determinant
        x, y = x - step[0], y - step[1]
    there = bends & (np.hypot(step[0], step[1]) <= 1e-9 * (1.0 + np.hypot(x, y)))
    # Without decay it is the surface's own.
    there |= bowl.pull == 0.0
    return np.where(there, x, np.nan), np.where(there, y, np.nan)
