"""The ground that a run walked on: the minimum it is bound for, and slopes and curvatures along the path."""

from functools import cached_property
from math import hypot, inf
from typing import Any

import numpy as np

from optim_core.diagnosis.curvature import Curvature, eigenvalues, local_curvature
from optim_core.diagnosis.goal import Bowl, Goal, find_goal
from optim_core.diagnosis.observed import Landscape
from optim_core.diagnosis.walk import Walk
from optim_core.parameter import Array

MOST_SAMPLES = 64
"""At so many points at most the landscape is asked for more along a path."""
NEAR_END = 16
"""Over so many positions the curvature at the end is averaged: a zigzag meets another one on each side."""
GRID = 9
"""Points along each side of the view, where a surface without a minimum is asked what it is like as a whole."""
LEAST_RANGE = 0.05
"""Without a goal, the excess loss of the tail counts as so much of the whole run's at least."""


class Ground:
    """The landscape under a walk, with the bowl of λ = `pull` that weight decay adds. (2,) is a point or a vector."""

    def __init__(self, landscape: Landscape, walk: Walk, pull: float) -> None:
        self.landscape = landscape
        self.walk = walk
        self.bowl = Bowl(pull, np.zeros(2) if walk.offsets is None else walk.offsets[-1])

    @cached_property
    def goal(self) -> Goal | None:
        """The minimum to which the end belongs."""
        return find_goal(self.landscape, self.walk.path[-1], self.bowl)

    @cached_property
    def excess(self) -> Array:
        """Loss above the goal's, decay included, (last + 1,); without a goal, above the lowest so far."""
        losses = self.walk.losses
        if self.bowl.pull:
            losses = losses + self.bowl.value(self.walk.path)
        return losses - (self.goal.loss if self.goal else np.nanmin(losses, initial=inf))

    @cached_property
    def tail_excess(self) -> float:
        """The mean excess loss of the last quarter."""
        mean = float(self.excess[-self.walk.quarter :].sum()) / self.walk.quarter
        return mean if self.goal else max(mean, LEAST_RANGE * float(self.excess.max()))

    @cached_property
    def away(self) -> Array:
        """The path as seen from the goal, (last + 1, 2)."""
        return self.walk.path - self.goal.point if self.goal else self.walk.path

    @cached_property
    def distances(self) -> Array:
        """From the goal, (last + 1,)."""
        return np.hypot(self.away[:, 0], self.away[:, 1])

    @cached_property
    def reference_distance(self) -> float:
        """From the goal at the start, or when the surface last moved, if that was farther."""
        return max(float(self.distances[step]) for step in (0, *self.walk.moves[-1:]))

    @cached_property
    def slopes(self) -> Array:
        """The gradients at the start and at the end, (2, 2), decay included."""
        return self.slopes_at(self.walk.path[[0, -1]])

    @property
    def end_slope(self) -> float:
        """The length of the gradient at the end."""
        return hypot(*self.slopes[1])

    def slopes_at(self, points: Array) -> Array:
        """The gradients at points (count, 2), of the same shape, decay included."""
        slopes = np.empty(points.shape)
        slopes[:, 0], slopes[:, 1] = self.landscape.gradient(points[:, 0], points[:, 1])
        return slopes + self.bowl.pull * (points + self.bowl.offset) if self.bowl.pull else slopes

    @cached_property
    def bends(self) -> tuple[Array, Array]:
        """The smaller and the larger eigenvalue at the last few positions, decay included."""
        return self._eigenvalues(self.walk.path[-NEAR_END:])

    @property
    def end_bends(self) -> tuple[float, float]:
        """The same at the end alone."""
        return float(self.bends[0][-1]), float(self.bends[1][-1])

    def bends_at(self, step: int) -> tuple[float, float]:
        """The same at any step."""
        soft, stiff = self._eigenvalues(self.walk.path[step : step + 1])
        return float(soft[0]), float(stiff[0])

    @cached_property
    def stiffness(self) -> float:
        """The mean stiff curvature of the last few positions."""
        return float(self.bends[1].sum()) / len(self.bends[1])

    @cached_property
    def stiffness_between(self) -> float:
        """The same halfway between them: the floor that a zigzag jumps across."""
        near = self.walk.path[-NEAR_END:]
        stiff = self._eigenvalues(0.5 * (near[1:] + near[:-1]))[1]
        return float(stiff.sum()) / max(1, len(stiff))

    @cached_property
    def stiffest(self) -> float:
        """The largest curvature met within the view, or at the goal; without a goal, anywhere in the view."""
        shown = self.walk.path[self.walk.seen]
        met = self._eigenvalues(shown[:: len(shown) // MOST_SAMPLES + 1] if len(shown) else self.walk.path[:1])[1]
        also = [self.goal.curvature.stiff] if self.goal else self._eigenvalues(self._grid)[1]
        found = np.concatenate((met, also))
        return float(np.max(found, initial=0.0, where=np.isfinite(found)))

    @cached_property
    def steepest(self) -> float:
        """The steepest slope on a grid over the view."""
        return float(np.nanmax(np.hypot(*self.slopes_at(self._grid).T)))

    @cached_property
    def _grid(self) -> Array:
        left, right, bottom, top = self.landscape.view
        x, y = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
        return np.column_stack((x.ravel(), y.ravel()))

    @cached_property
    def end_curvature(self) -> Curvature:
        """The curvature at the end, with its directions."""
        return local_curvature(self.landscape, self.walk.path[-1])

    @cached_property
    def newton_step(self) -> Array:
        """From the end to the critical point of the quadratic there; infinite where it has none."""
        xx, xy, yy = self.landscape.hessian(*self.walk.path[-1])
        xx, yy, (gx, gy) = xx + self.bowl.pull, yy + self.bowl.pull, self.slopes[1]
        determinant = xx * yy - xy * xy
        return np.array([xy * gy - yy * gx, xy * gx - xx * gy]) / determinant if determinant else np.full(2, inf)

    @cached_property
    def jumped(self) -> float:
        """How much loss lies in jumping across instead of standing in the middle, on average over the last steps.

        The mean loss of two successive positions less the loss halfway: on a quadratic h·|step|²/8.
        """
        count = min(self.walk.quarter, MOST_SAMPLES, self.walk.last)
        if not count:
            return 0.0
        ends, losses = self.walk.path[-count - 1 :], self.walk.losses[-count - 1 :]
        middle = 0.5 * (ends[1:] + ends[:-1])
        between = self.landscape.value(middle[:, 0], middle[:, 1])
        return float((0.5 * (losses[1:] + losses[:-1]) - between).sum()) / count

    def _eigenvalues(self, points: Array) -> tuple[Any, Any]:
        soft, stiff = eigenvalues(*self.landscape.hessian(points[:, 0], points[:, 1]))
        return (soft + self.bowl.pull, stiff + self.bowl.pull) if self.bowl.pull else (soft, stiff)
