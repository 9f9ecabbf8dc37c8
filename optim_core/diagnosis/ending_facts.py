"""What the verdicts of many runs are made of: `Facts` of all of them at once."""

from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis import judge
from optim_core.diagnosis.curvature import eigenvalues
from optim_core.diagnosis.ending_close import Close, close_look
from optim_core.diagnosis.ending_runs import Flags
from optim_core.diagnosis.ending_tail import Span, Spans
from optim_core.diagnosis.ending_watch import Watch
from optim_core.diagnosis.forecast import RELAXED
from optim_core.diagnosis.ground import GRID, LEAST_RANGE
from optim_core.diagnosis.swings import KEPT, SHARE
from optim_core.parameter import Array


class AllFacts:
    """Arrays (runs,), each computed when it is first asked for, from what a watch has gathered."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.common, self.forms, self.runs, self.tail = watch.common, watch.forms, watch.runs, watch.tail
        self.spans = Spans.of(watch.common.steps)
        self.x, self.y = watch.common.in_frame(watch.common.steps, watch.end[np.newaxis])[0]
        self.which = watch.goals.nearest(self.x, self.y)
        self.goal = watch.goals.of(self.which)
        self.has_goal = np.broadcast_to(np.isfinite(self.goal.loss), self.x.shape)

    @cached_property
    def height(self) -> Array:
        """The last height."""
        return self.watch.heights(self.x, self.y)

    @cached_property
    def base(self) -> Array:
        """From where excess loss is counted: the goal's, or the lowest that there was."""
        return np.where(self.has_goal, self.goal.loss, self.runs.lowest)

    @cached_property
    def excess(self) -> tuple[Array, Array]:
        """The excess loss at the start and at the end."""
        return self.runs.height - self.base, self.height - self.base

    @cached_property
    def tail_excess(self) -> Array:
        """That of the last quarter, on average."""
        mean = self.tail.late / length(self.spans.late) - self.base
        return np.where(self.has_goal, mean, np.maximum(mean, LEAST_RANGE * (self.runs.highest - self.base)))

    def distance(self, x: Array, y: Array) -> Array:
        """From the goal."""
        distance: Array = np.hypot(x - self.goal.x, y - self.goal.y)
        return distance

    @cached_property
    def away(self) -> Array:
        """From the goal, at the end."""
        return self.distance(self.x, self.y)

    @cached_property
    def reference(self) -> Array:
        """From the goal at the start, or when the surface last moved, if that was farther."""
        return np.maximum(self.distance(*self.runs.start), self.distance(*self.runs.moved_to))

    def slopes(self, x: Array, y: Array) -> tuple[Array, Array]:
        """The gradient, decay included."""
        gx, gy = self.common.landscape.gradient(x, y)
        if self.watch.bowl is None:
            return gx, gy
        bx, by = self.watch.bowl.slope(x, y)
        return gx + bx, gy + by

    @cached_property
    def end_slopes(self) -> tuple[Array, Array]:
        """The gradient at the end."""
        return self.slopes(self.x, self.y)

    @cached_property
    def end_slope(self) -> Array:
        """Its length."""
        return np.hypot(*self.end_slopes)

    @cached_property
    def end_hessian(self) -> tuple[Any, Any, Any]:
        """The second derivatives at the end, decay included."""
        xx, xy, yy = self.common.landscape.hessian(self.x, self.y)
        return xx + self.forms.pull, xy, yy + self.forms.pull

    @cached_property
    def end_bends(self) -> tuple[Array, Array]:
        """Their eigenvalues."""
        return eigenvalues(*self.end_hessian)

    @cached_property
    def to_and_fro(self) -> Flags:
        """Whether so many of the last strides go against the one before, as `is_oscillating` asks."""
        count = max(0, length(self.spans.against))
        found: Flags = self.tail.against >= judge.TO_AND_FRO * count
        return found if count else np.zeros_like(found)

    @cached_property
    def grows(self) -> Flags:
        """Whether the loss is above the start's, and grew in the last quarter, as `has_diverged` asks."""
        late, earlier = self.tail.late_most - self.base, self.tail.early_most - self.base
        rounding = np.where(self.has_goal, judge.ROUNDING * np.abs(self.goal.loss), 0.0)
        grows: Flags = (late > self.excess[0] + rounding) & ((late == np.inf) | (late > judge.GROWING * earlier))
        return grows

    @cached_property
    def swings_over(self) -> Flags:
        """Whether it swings along a direction for which lr is over the limit, as `is_oscillating` asks."""
        along, across = self.oversteps
        over: Flags = (self.mode >= 0) & (np.where(self.mode == 0, along, across) >= 1.0)
        return over

    @cached_property
    def close(self) -> Close:
        """More of those who may have diverged or oscillate."""
        return close_look(self.watch, np.flatnonzero(self.grows | self.to_and_fro | self.swings_over))

    @cached_property
    def oversteps(self) -> Array:
        """lr·λ as a share of the limit at the goal, along its two directions, (2, runs)."""
        return np.array([self.forms.lr * bend / self.forms.limit for bend in (self.goal.soft, self.goal.stiff)])

    @cached_property
    def floor(self) -> Array:
        """The mean excess loss that the noise allows; 0 where there is none or no goal."""
        soft, stiff = self.common.variances(self.forms, self.forms.lr, self.goal)
        floor = 0.5 * (self.goal.soft * soft + self.goal.stiff * stiff)
        return np.where(self.has_goal, floor, 0.0)

    @cached_property
    def has_had_time(self) -> Flags:
        """Whether little of the start can be left."""
        rate = self.forms.rate(self.goal.soft)
        had: Flags = (rate > 0.0) & (rate < 1.0) & (rate**self.common.steps <= RELAXED)
        return had

    def moved(self, window: Array, span: Span) -> Array:
        """How far the end is from where the run was in a window, both averaged."""
        dx, dy = (self.tail.last_window - window) / length(span)
        way: Array = np.hypot(dx, dy)
        return way

    @cached_property
    def kept(self) -> Array:
        """How much of its swing a run keeps along the two directions, (2, runs)."""
        return self.watch.swings.kept

    @cached_property
    def mode(self) -> NDArray[np.int8]:
        """The direction along which it swings, loses little of it, and that matters; −1 where there is none."""
        square, quarter = self.tail.squares, length(self.spans.late)
        bends = np.array([np.broadcast_to(bend, self.x.shape) for bend in (self.goal.soft, self.goal.stiff)])
        loss = 0.5 * bends * square / quarter
        matters = (square >= SHARE * square.sum(axis=0)) | (loss >= SHARE * self.tail_excess)
        swings = (self.kept >= KEPT) & matters & self.has_goal
        return np.where(swings[0], 0, np.where(swings[1], 1, -1)).astype(np.int8)


def steepest(facts: AllFacts) -> Array:
    """The steepest slope on the grid over the view that `Ground` has."""
    left, right, bottom, top = facts.common.landscape.view
    x, y = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
    slopes: Array = np.hypot(*facts.slopes(x.reshape(-1, 1), y.reshape(-1, 1)))
    return np.asarray(np.nanmax(slopes, axis=0))


def length(span: Span) -> int:
    """How many steps that are, from 0 on."""
    return span[1] - max(span[0], 0) + 1
