"""The one loop that runs every rule, vectorized over runs and advanced in slices.

A batch is all runs of one family: the lanes of that family, each with every seed (runs = lanes × seeds, seeds
innermost). Its positions have the shape (2, runs). The loop knows nothing of any rule but `Family`; where runs are few,
`optim_core.few` takes the steps, one run after the other.
"""

from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from optim_core import few
from optim_core.family import GradientFunction, PointGradient
from optim_core.few import EveryStep
from optim_core.parameter import Array
from optim_core.surroundings import Disturbance
from optim_core.timeline import Settings, Timeline

MANY = 4096
"""From so many runs on, NumPy adds one number to all of them sooner than an array (measured)."""


class NoisyGradient:
    """θ → ∇f(θ + s) + λθ + p for a batch: what a rule is handed as its gradient.

    `push` p and `shift` s are the disturbance of the present step and `decay` is λ, each (2, runs), or None if it is 0.
    """

    def __init__(self, gradient: GradientFunction) -> None:
        self._gradient = gradient
        self.decay: Array | None = None
        self.push: Array | None = None
        self.shift: Array | None = None

    def __call__(self, theta: Array) -> Array:
        at = theta if self.shift is None else theta + self.shift
        g = np.empty_like(theta)
        g[0], g[1] = self._gradient(at[0], at[1])
        if self.decay is not None:
            g += self.decay * theta
        if self.push is not None:
            g += self.push
        return g

    def add_to(self, total: Array, theta: Array) -> None:
        if self.push is not None or self.shift is not None or self.decay is not None:
            total += self(theta)
            return
        # One row at a time: the two need not be copied into one array first.
        gx, gy = self._gradient(theta[0], theta[1])
        x, y = total[0], total[1]
        np.add(x, gx, x)
        np.add(y, gy, y)


class Batch:
    """Runs of one family in progress, from `starts` (2, lanes, seeds)."""

    def __init__(self, gradient: GradientFunction, timeline: Timeline, starts: Array) -> None:
        self._timeline = timeline
        self._measured = NoisyGradient(gradient)
        self._at_point = gradient.at_point if isinstance(gradient, PointGradient) else None
        self._theta = starts.reshape(2, -1).copy()
        self._family = timeline.family(0, 1)
        self._state = self._family.initial_state(self._theta)
        self._step = 0
        self.diverged_at = np.full(self._theta.shape[1], -1, dtype=np.int64)

    @property
    def theta(self) -> Array:
        """The present positions, shape (2, runs)."""
        return self._theta

    @property
    def state(self) -> Array:
        """The present state, of the family's own shape."""
        return self._state

    @property
    def shows_theta(self) -> bool:
        """Whether θ itself stands for all runs: then the settings of all steps need not be looked up for it."""
        path, states = self._theta[np.newaxis], self._state[np.newaxis]
        with np.errstate(all="ignore"):
            return self._family.shown(path, states) is path

    def advance(self, path: Array, disturbance: Disturbance, states: Array | None = None) -> None:
        """Fill `path` (steps, 2, runs) with the positions of the next steps, and `states` with what led there.

        A run's positions and states are NaN from its first non-finite position on.
        """
        first, count = self._step, len(path)
        cuts = [first, *self._timeline.restart_steps(first + 1, count - 1), first + count]
        pushes, shifts = (_of_every_step(part, self._theta.shape[1], count) for part in disturbance)
        settings = self._timeline.settings(first, count)
        with np.errstate(all="ignore"):
            for begin, end in pairwise(cuts):
                self._restart(begin)
                piece = slice(begin - first, end - first)
                recorded = None if states is None else states[piece]
                self._step_through(path[piece], settings.part(piece), (pushes[piece], shifts[piece]), recorded)
        self._step += count
        self._end_bad_runs(path, states, first + 1)
        # A copy: what is shown in the path's last row may become another point than θ.
        self._theta = path[-1].copy()

    def keep(self, lanes: NDArray[np.intp]) -> None:
        """Go on with some of a grid's lanes, all their seeds included."""
        seeds = np.arange(len(self.diverged_at)).reshape(self._timeline.lanes, -1)
        runs = seeds[lanes].ravel()
        self._timeline = self._timeline.taken(lanes)
        self._family = self._timeline.family(0, 1)
        self._theta, self._state = self._theta.take(runs, axis=-1), self._state.take(runs, axis=-1)
        self.diverged_at = self.diverged_at[runs]

    def show(self, path: Array, states: Array) -> None:
        """Put the points that stand for the runs into `path`, whose last row is the present position."""
        if self.shows_theta:
            return
        family = self._timeline.family(self._step - len(path) + 1, len(path))
        with np.errstate(all="ignore"):
            shown = family.shown(path, states)
        if shown is not path:
            # A run ends by its θ: a look-ahead that leaves the numbers a step sooner is not drawn.
            np.copyto(path, shown, where=np.isfinite(shown))

    def present(self) -> Array:
        """The points that stand for the runs now, (2, runs)."""
        points = self._theta.copy()
        self.show(points[np.newaxis], self._state[np.newaxis])
        return points

    def _restart(self, step: int) -> None:
        if self._timeline.restart_steps(step, 1):
            fresh = self._family.initial_state(self._theta)
            # A new array: the old one may be a row that was recorded.
            self._state = np.where(self._timeline.restarting(step), fresh, self._state)

    def _step_through(
        self, path: Array, settings: Settings, disturbance: tuple[EveryStep, EveryStep], states: Array | None
    ) -> None:
        if self._at_point is not None and few.can_step(self._family, path.shape[2]):
            states = np.empty((len(path), *self._state.shape)) if states is None else states
            few.step_through(self._at_point, settings, disturbance, (self._theta, self._state), (path, states))
            self._theta, self._state = path[-1], states[-1]
            return
        theta, state, measured = self._theta, self._state, self._measured
        afters = repeat(state, len(path)) if states is None else states
        moments = settings.moments(len(path))
        for following, after, (update, decay, shrink), push, shift in zip(
            path, afters, moments, *disturbance, strict=True
        ):
            measured.decay, measured.push, measured.shift = decay, push, shift
            update(theta, state, measured, following, after)
            if shrink is not None:
                following -= shrink * theta
            theta, state = following, after
        self._theta, self._state = theta, state

    def _end_bad_runs(self, path: Array, states: Array | None, first_step: int) -> None:
        # A non-finite position never becomes finite again (inf minus anything is inf or NaN): the last row tells.
        x, y = path[-1]
        has_ended = (self.diverged_at < 0) & ~(np.isfinite(x) & np.isfinite(y))
        if has_ended.any():
            ended = np.flatnonzero(has_ended)
            last = path.take(ended, axis=2)
            bad = ~np.isfinite(last).all(axis=1)
            self.diverged_at[ended] = first_step + bad.argmax(axis=0)
            over = np.logical_or.accumulate(bad, axis=0)[:, np.newaxis, :]
            # From here on its positions stay NaN by themselves.
            path[:, :, ended] = np.where(over, np.nan, last)
        if states is not None:
            self._end_states(states, first_step)

    def _end_states(self, states: Array, first_step: int) -> None:
        """Let recorded states end with their runs, whatever a family's state may do where positions are NaN."""
        gone = self.diverged_at >= 0
        if gone.any():
            steps = np.arange(first_step, first_step + len(states))[:, np.newaxis]
            over = _with_dimensions(gone & (steps >= self.diverged_at), states.ndim)
            states[np.broadcast_to(over, states.shape)] = np.nan


def _of_every_step(part: Array | None, runs: int, steps: int) -> EveryStep:
    """One part of a disturbance, (steps, 2, seeds or 1), for every run: each lane meets those of its seeds."""
    if part is None:
        return [None] * steps
    if part.shape[2] == 1 and runs >= MANY:
        return part
    return np.tile(part, runs // part.shape[2])


def _with_dimensions(over: NDArray[np.bool_], dimensions: int) -> NDArray[np.bool_]:
    """(steps, runs) with so many dimensions between the two that it fits a state's shape."""
    steps, runs = over.shape
    return over.reshape(steps, *(1,) * (dimensions - 2), runs)
