"""Many runs watched while they run, a slice of steps at a time: what is needed to judge them all without their paths.

Example:

    watch = Watch(Common(surface, steps), forms_of(rule, lanes, steps), starts)
    for first in range(1, steps + 1, SLICE):
        ...                               # the runs advance; trace has the two positions before in front
        watch.look(first, trace, diverged_at)
    ending_of(watch)
"""

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.diagnose import TOLERANCE
from optim_core.diagnosis.ending_common import Common
from optim_core.diagnosis.ending_forms import Forms
from optim_core.diagnosis.ending_goals import goals_of
from optim_core.diagnosis.ending_runs import Indices, Runs
from optim_core.diagnosis.ending_swings import SwingWatch
from optim_core.diagnosis.ending_tail import Spans, Strip, Tail
from optim_core.diagnosis.ground import MOST_SAMPLES
from optim_core.diagnosis.swings import SPREADS
from optim_core.parameter import Array

SLICE = 16
"""Steps between two looks."""
SAMPLING = 3
"""Before the last quarter of a run every so-manieth position is looked at for swings: fast ones are over by then, or
last and are seen in that quarter."""


class Watch:
    """The runs that begin at `starts` (2, runs) with settings `forms` (runs,)."""

    def __init__(self, common: Common, forms: Forms, starts: Array) -> None:
        self.common, self.forms = common, forms
        self.bowl = common.bowl(forms)
        self.goals = goals_of(common.landscape, self.bowl)
        self.runs = self._begin(starts)
        self.swings = SwingWatch.begin(self._noise_alone())
        self.tail = Tail.begin(starts.shape[1])
        self.end = starts
        self._spans = Spans.of(common.steps)
        self.recent = np.empty((0, 2, starts.shape[1]))
        self._looks_lower, self._last_move = not self.goals.are_all_there, common.last_move
        self.look(0, np.array([starts] * 3), np.full(starts.shape[1], -1))

    def _begin(self, starts: Array) -> Runs:
        count = starts.shape[1]
        start = self.common.in_frame(0, starts[np.newaxis])[0]
        height = self.heights(start[0], start[1])
        within = np.broadcast_to(TOLERANCE * (height - self.goals.loss), (len(self.goals.loss), count))
        ended, fell = np.zeros((2, count), dtype=np.bool_)
        lowest, highest = np.full(count, np.inf), np.full(count, -np.inf)
        nearest, beyond = self.goals.nearest(start[0], start[1]), np.full(within.shape, -1)
        inside = self.common.is_seen(starts[0], starts[1])
        return Runs(start, inside, height, ended, fell, start.copy(), nearest, within, beyond, lowest, highest)

    def keep(self, runs: Indices) -> None:
        """Go on with some of the runs."""
        self.forms, self.goals, self.runs = self.forms.taken(runs), self.goals.taken(runs), self.runs.taken(runs)
        self.swings, self.tail = self.swings.taken(runs), self.tail.taken(runs)
        self.bowl, self.end = self.common.bowl(self.forms), self.end.take(runs, axis=1)
        self.recent = self.recent.take(runs, axis=2)

    def look(self, first: int, trace: Array, diverged_at: NDArray[np.int64], losses: Array | None = None) -> None:
        """Take in the steps from `first` on; `trace` (2 + steps, 2, runs) begins with the two positions before.

        `diverged_at` (runs,) is as far as known by now; `losses` (steps, runs) are those of the surface, if known.
        """
        frame, last = self.common.in_frame(first - 2, trace), first + len(trace) - 3
        x, y = frame[:, 0], frame[:, 1]
        self._look_for_ended(first, x, y, diverged_at)
        # Of a slice that is not late the last height is enough.
        rows = slice(2 if last >= self._spans.early[0] or self._looks_lower else -1, None)
        heights = self.heights(x[rows], y[rows], None if losses is None else losses[-len(x[rows]) :])
        self._look_at_tolerance(last, x, y, heights)
        if self._looks_lower:
            self._look_at_extremes(heights)
        if first <= self._last_move <= last:
            self.runs.moved_to[:] = frame[self._last_move - first + 2]
        self._look_at_goals(last, x[-1], y[-1])
        every = 1 if last >= self._spans.late[0] else SAMPLING
        modes = self._modes(x[2 + -first % every :: every], y[2 + -first % every :: every])
        if modes.shape[1] and len(self.goals.x):
            self.swings.look(modes)
        self.tail.look(self._spans, first, Strip(x, y, heights, modes))
        self._remember(first, frame[2:])
        if last == self.common.steps:
            self.end = trace[-1].copy()

    def heights(self, x: Array, y: Array, losses: Array | None = None) -> Array:
        """Losses with decay included, (…, runs)."""
        heights: Array = self.common.landscape.value(x, y) if losses is None else losses
        return heights if self.bowl is None else heights + self.bowl.value(x, y)

    def _remember(self, first: int, frame: Array) -> None:
        """Keep the last positions: some runs are asked for more than sums."""
        begin = max(0, self.common.steps - MOST_SAMPLES)
        if first + len(frame) <= begin:
            return
        if not len(self.recent):
            self.recent = np.empty((self.common.steps + 1 - begin, *frame.shape[1:]))
        new = frame[max(begin - first, 0) :]
        at = max(first - begin, 0)
        self.recent[at : at + len(new)] = new

    def _look_for_ended(self, first: int, x: Array, y: Array, diverged_at: NDArray[np.int64]) -> None:
        """Whoever left all numbers in these steps: whether its last loss that is a number is below its first."""
        gone = np.flatnonzero(diverged_at >= first)
        if not len(gone):
            return
        self.runs.ended[gone] = True
        value, rows = self.common.landscape.value, diverged_at[gone] - first + 1
        start, last = value(*self.runs.start[:, gone]), value(x[rows, gone], y[rows, gone])
        while (unknown := np.flatnonzero(np.isnan(last) & (rows > 0))).size:
            rows[unknown] -= 1
            last[unknown] = value(x[rows[unknown], gone[unknown]], y[rows[unknown], gone[unknown]])
        self.runs.fell[gone] = last < start

    def _look_at_tolerance(self, last: int, x: Array, y: Array, heights: Array) -> None:
        """Which was the last step beyond the tolerance: where that is the last one here, no other need be looked at."""
        within = heights[-1] - self.goals.loss <= self.runs.within
        np.putmask(self.runs.beyond, ~within, last)
        some = np.flatnonzero(within.any(axis=0))
        if not len(some) or len(x) == 3:
            return
        before = self._heights_before(x, y, some) if len(heights) < len(x) - 2 else heights[:-1].take(some, axis=1)
        for minimum, loss in enumerate(self.goals.taken(some).loss):
            beyond = ~(before - loss <= self.runs.within[minimum, some])
            new = np.flatnonzero(within[minimum, some] & beyond.any(axis=0))
            self.runs.beyond[minimum, some[new]] = last - 1 - beyond[::-1, new].argmax(axis=0)

    def _heights_before(self, x: Array, y: Array, runs: Indices) -> Array:
        """Heights of some runs, of all steps here but the last."""
        x, y = x[2:-1].take(runs, axis=1), y[2:-1].take(runs, axis=1)
        heights: Array = self.common.landscape.value(x, y)
        return heights if self.bowl is None else heights + self.bowl.taken(runs).value(x, y)

    def _look_at_extremes(self, heights: Array) -> None:
        np.fmin(self.runs.lowest, np.fmin.reduce(heights, axis=0), out=self.runs.lowest)
        np.fmax(self.runs.highest, np.fmax.reduce(heights, axis=0), out=self.runs.highest)

    def _look_at_goals(self, last: int, x: Array, y: Array) -> None:
        """Whoever is nearer to another minimum now begins to swing anew."""
        if len(self.goals.x) < 2:
            return
        nearest = self.goals.nearest(x, y)
        changed = np.flatnonzero(nearest != self.runs.bound_for)
        if len(changed):
            self.runs.bound_for[changed] = nearest[changed]
            self.swings.restart(changed, self._modes(*self.runs.start)[:, changed], self._noise_alone()[:, changed])
            if last >= self._spans.far[0]:
                # Halfway between two minima it was far from both.
                self.tail.far[changed] = np.inf

    def _modes(self, x: Array, y: Array) -> Array:
        """Positions as seen from the minimum that each run is bound for, (2, steps, runs)."""
        goal = self.goals.of(self.runs.bound_for)
        dx, dy = x - goal.x, y - goal.y
        modes = np.empty((2, *x.shape))
        for mode, along, up in zip(modes, (goal.soft_x, goal.stiff_x), (goal.soft_y, goal.stiff_y), strict=True):
            np.multiply(dx, along, out=mode)
            mode += dy * up
        return modes

    def _noise_alone(self) -> Array:
        """How far noise may throw a run along the two directions of its goal, (2, runs)."""
        forms, goal = self.forms, self.goals.of(self.runs.bound_for)
        now = self.common.variances(forms, forms.lr, goal)
        most = self.common.variances(forms, forms.largest, goal)
        return SPREADS * np.sqrt(np.maximum(now, most))
