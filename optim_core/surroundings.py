"""What every lane meets alike, step by step: noise of the gradient, and moves of the surface.

Example:

    surroundings = Surroundings(seeds=(0, 1), steps=500, noise=0.3, moves=(Move(200, 0.5, 0.0),))
    push, shift = surroundings.take(250)          # of the next 250 steps
"""

from collections.abc import Sequence
from enum import StrEnum
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from optim_core.noise import NoiseSource, noise_source
from optim_core.parameter import Array


class NoiseKind(StrEnum):
    """What noise does."""

    GAUSSIAN = "gaussian"
    """g = ∇f(θ) + σ/√B · ξ: the same everywhere."""
    JITTER = "jitter"
    """g = ∇f(θ + σ/√B · ξ): a minibatch of B samples whose surfaces lie σ apart, so that noise follows curvature.

    The mean of B such gradients exactly where the surface is quadratic, and to first order in σ elsewhere.
    """


class Move(NamedTuple):
    """From step `step` on, the surface lies (dx, dy) further on: a changed distribution of the data."""

    step: int
    dx: float
    dy: float


class Disturbance(NamedTuple):
    """Of some steps: what is added to gradients, and to the points at which they are taken.

    Arrays of shape (steps, 2, seeds) or (steps, 2, 1), or None where there is nothing to add.
    """

    push: Array | None
    shift: Array | None


class Surroundings:
    """Hands out the disturbances of a run in step order; the arguments are those of `optim_core.simulate`."""

    def __init__(
        self,
        seeds: Sequence[int],
        steps: int,
        noise: ArrayLike = 0.0,
        batch_size: float = 1,
        noise_kind: NoiseKind = NoiseKind.GAUSSIAN,
        moves: Sequence[Move] = (),
    ) -> None:
        self._scale = np.broadcast_to(np.asarray(noise, dtype=np.float64) / sqrt(batch_size), steps)
        self._draws: NoiseSource | None = noise_source(seeds, steps) if self._scale.any() else None
        self._jitters = NoiseKind(noise_kind) is NoiseKind.JITTER
        self._moves = tuple(Move(*move) for move in moves)
        self._step = 0

    def take(self, steps: int) -> Disturbance:
        """The disturbance of the next steps."""
        first, self._step = self._step, self._step + steps
        noise = self._noise(first, steps)
        shift = -offsets(self._moves, first, steps)[:, :, np.newaxis] if self._moves else None
        if not self._jitters:
            return Disturbance(noise, shift)
        return Disturbance(None, noise if shift is None else shift if noise is None else noise + shift)

    def _noise(self, first: int, steps: int) -> Array | None:
        if self._draws is None:
            return None
        return self._draws.take(steps) * self._scale[first : first + steps, np.newaxis, np.newaxis]


def offsets(moves: Sequence[Move], first: int, steps: int) -> Array:
    """Where the surface stands at `steps` steps from `first` on, (steps, 2)."""
    total = np.zeros((steps, 2))
    for move in moves:
        total[max(0, move.step - first) :] += move.dx, move.dy
    return total
