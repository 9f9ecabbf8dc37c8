"""The one loop that runs every rule, vectorized over runs and advanced in slices.

A batch is all runs of one family: the lanes of that family, each with every seed (runs = lanes × seeds, seeds
innermost). Its positions have the shape (2, runs). The loop knows nothing of any rule but `Family`.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import repeat

import numpy as np

from optim_core.noise import NoiseSource
from optim_core.rule import Array, Family, GradientFunction, is_zero

Column = Array | Sequence[float]


class NoisyGradient:
    """θ → ∇f(θ) + λθ + s·ξ for a batch: what a rule is handed as its gradient.

    `draw` (2, runs) is s·ξ of the present step, or None without noise.
    """

    def __init__(self, gradient: GradientFunction, decay: Array | float) -> None:
        self._gradient = gradient
        self._decay = decay
        self._decays = not is_zero(decay)
        self.draw: Array | None = None

    def __call__(self, theta: Array) -> Array:
        g = np.empty_like(theta)
        g[0], g[1] = self._gradient(theta[0], theta[1])
        if self._decays:
            g += self._decay * theta
        if self.draw is not None:
            g += self.draw
        return g

    def add_to(self, total: Array, theta: Array) -> None:
        if self._decays or self.draw is not None:
            total += self(theta)
            return
        # One row at a time: the two need not be copied into one array first.
        gx, gy = self._gradient(theta[0], theta[1])
        x, y = total[0], total[1]
        np.add(x, gx, x)
        np.add(y, gy, y)


class Batch:
    """Runs of one family in progress."""

    def __init__(self, gradient: GradientFunction, family: Family, decay: Array | float, theta: Array) -> None:
        self._family = family
        self._measured = NoisyGradient(gradient, decay)
        self._theta = theta
        self._state = family.initial_state(theta)
        self.diverged_at = np.full(theta.shape[1], -1, dtype=np.int64)

    @property
    def theta(self) -> Array:
        """The present positions, shape (2, runs)."""
        return self._theta

    def advance(self, path: Array, first_step: int, draws: Array | None) -> None:
        """Fill `path` (steps, 2, runs) with the positions of the steps from `first_step` on.

        `draws` (steps, 2, seeds) is the scaled noise. A run's positions are NaN from its first non-finite one on.
        """
        with np.errstate(all="ignore"):
            self._step_through(path, draws)
        self._end_bad_runs(path, first_step)
        self._theta[:] = path[-1]

    def _step_through(self, path: Array, draws: Array | None) -> None:
        theta, state, update, measured = self._theta, self._state, self._family.update, self._measured
        for following, draw in zip(path, self._draws_of_runs(draws), strict=False):
            measured.draw = draw
            state = update(theta, state, measured, following)
            theta = following
        self._state = state

    def _draws_of_runs(self, draws: Array | None) -> Iterable[Array | None]:
        """Every step's draws (2, runs): each lane meets those of its seeds."""
        if draws is None:
            return repeat(None)
        return np.tile(draws, self._theta.shape[1] // draws.shape[2])

    def _end_bad_runs(self, path: Array, first_step: int) -> None:
        # A non-finite position never becomes finite again (inf minus anything is inf or NaN): the last row tells.
        x, y = path[-1]
        ended = (self.diverged_at < 0) & ~(np.isfinite(x) & np.isfinite(y))
        if not ended.any():
            return
        bad = ~np.isfinite(path[:, :, ended]).all(axis=1)
        self.diverged_at[ended] = first_step + bad.argmax(axis=0)
        gone = np.logical_or.accumulate(bad, axis=0)[:, np.newaxis, :]
        path[:, :, ended] = np.where(gone, np.nan, path[:, :, ended])


def make_batch(
    gradient: GradientFunction, kind: Callable[..., Family], columns: Iterable[Column], starts: Array
) -> Batch:
    """A batch of one kind of family from `starts` (2, lanes, seeds).

    `columns` are the family's coefficients and, last, the weight decay: one number a lane in each.
    """
    _, lanes, seeds = starts.shape
    *coefficients, decay = (spread(column, lanes, seeds) for column in columns)
    return Batch(gradient, kind(*coefficients), decay, starts.reshape(2, lanes * seeds).copy())


def spread(per_lane: Column, lanes: int, seeds: int) -> Array | float:
    """One coefficient a lane as a full (2, lanes × seeds) array: NumPy multiplies equal shapes twice as fast.

    The float 0.0 when all are zero, so that whatever it multiplies can be left out.
    """
    column = np.asarray(per_lane, dtype=np.float64).reshape(1, lanes, 1)
    if not column.any():
        return 0.0
    return np.broadcast_to(column, (2, lanes, seeds)).reshape(2, lanes * seeds).copy()


def scaled_draws(noise: NoiseSource | None, steps: int, scale: float) -> Array | None:
    """The next draws times `scale`, or None where there is no noise."""
    return None if noise is None else noise.take(steps) * scale
