"""The one loop that runs every rule, vectorized over runs and advanced in slices.

A batch is all runs of one family: the lanes of that family, each with every seed (runs = lanes × seeds, seeds
innermost). Its positions have the shape (2, runs). The loop knows nothing of any rule but `Family`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from optim_core.noise import NoiseStream
from optim_core.rule import Array, Family, GradientFunction, Rule


class NoisyGradient:
    """θ → ∇f(θ) + λθ + s·ξ for a batch: what a rule is handed as its gradient.

    `draw` (2, seeds) is ξ of the present step, already scaled by s, or None without noise.
    """

    def __init__(self, gradient: GradientFunction, decay: Array | None, seeds: int) -> None:
        self._gradient = gradient
        self._decay = decay
        self._seeds = seeds
        self.draw: Array | None = None

    def __call__(self, theta: Array) -> Array:
        g = np.empty_like(theta)
        g[0], g[1] = self._gradient(theta[0], theta[1])
        if self._decay is not None:
            g += self._decay * theta
        if self.draw is not None:
            by_seed = g.reshape(2, -1, self._seeds)
            by_seed += self.draw[:, np.newaxis, :]
        return g


class Batch:
    """Runs of one family in progress."""

    def __init__(self, gradient: GradientFunction, family: Family, decay: Array, theta: Array, seeds: int) -> None:
        self._family = family
        self._measured = NoisyGradient(gradient, decay if np.any(decay) else None, seeds)
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

    def _step_through(self, path: Array, draws: Array | None) -> None:
        theta, state, update, measured = self._theta, self._state, self._family.update, self._measured
        for k in range(len(path)):
            if draws is not None:
                measured.draw = draws[k]
            theta, state = update(theta, state, measured)
            path[k] = theta
        self._theta, self._state = theta, state

    def _end_bad_runs(self, path: Array, first_step: int) -> None:
        # A non-finite position never becomes finite again (inf minus anything is inf or NaN): the last row tells.
        ended = (self.diverged_at < 0) & ~np.isfinite(path[-1]).all(axis=0)
        if not ended.any():
            return
        bad = ~np.isfinite(path[:, :, ended]).all(axis=1)
        self.diverged_at[ended] = first_step + bad.argmax(axis=0)
        gone = np.logical_or.accumulate(bad, axis=0)[:, np.newaxis, :]
        path[:, :, ended] = np.where(gone, np.nan, path[:, :, ended])
        self._theta[:, ended] = np.nan


def make_batch(gradient: GradientFunction, rules: Sequence[Rule], starts: Array, seeds: int) -> Batch:
    """The batch of those rules, all of one family class, from `starts` (2, lanes, seeds)."""
    lanes = len(rules)
    families: list[Any] = [rule.family() for rule in rules]
    columns = zip(*families, strict=True)
    family = type(families[0])(*(spread(column, lanes, seeds) for column in columns))
    decay = spread([rule.weight_decay for rule in rules], lanes, seeds)
    return Batch(gradient, family, decay, starts.reshape(2, lanes * seeds).copy(), seeds)


def spread(per_lane: Sequence[float] | Array, lanes: int, seeds: int) -> Array:
    """One coefficient a lane as a full (2, lanes × seeds) array: NumPy multiplies equal shapes twice as fast."""
    column = np.asarray(per_lane, dtype=np.float64).reshape(1, lanes, 1)
    return np.broadcast_to(column, (2, lanes, seeds)).reshape(2, lanes * seeds).copy()


def scaled_draws(noise: NoiseStream | None, steps: int, scale: float) -> Array | None:
    """The next draws times `scale`, or None where there is no noise."""
    return None if noise is None else noise.take(steps) * scale
