"""Gradient noise, drawn per (seed, step) and never per lane.

Every lane of a seed meets the same draws, a longer run extends a shorter one, and no hyper-parameter changes a draw:
two lanes of one seed differ by their settings alone.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np

from optim_core.parameter import Array

MOST_REMEMBERED = 1_000_000
"""Draws of one run (seeds × steps) that are kept for the next: 16 MB. While a hand drags lr or β they are the same."""


class NoiseSource(Protocol):
    """Where draws come from, in step order."""

    def take(self, steps: int) -> Array:
        """The draws of the next `steps` steps, shape (steps, 2, seeds)."""
        ...


def noise_source(seeds: Sequence[int], steps: int) -> NoiseSource:
    """The draws of a run of so many steps: from memory if it is not too long, else drawn as they are taken."""
    if len(seeds) * steps > MOST_REMEMBERED:
        return NoiseStream(seeds)
    return NoiseReplay(_remembered(tuple(seeds), steps))


@lru_cache(maxsize=2)
def _remembered(seeds: tuple[int, ...], steps: int) -> Array:
    draws = NoiseStream(seeds).take(steps)
    draws.setflags(write=False)
    return draws


class NoiseReplay:
    """Draws that exist already, (steps, 2, seeds)."""

    def __init__(self, draws: Array) -> None:
        self._draws = draws
        self._step = 0

    def take(self, steps: int) -> Array:
        first, self._step = self._step, self._step + steps
        return self._draws[first : self._step]


class NoiseStream:
    """Standard normal draws in step order, one independent stream a seed."""

    def __init__(self, seeds: Sequence[int]) -> None:
        self._streams = [np.random.Generator(np.random.PCG64(seed)) for seed in seeds]

    def take(self, steps: int) -> Array:
        draws = np.empty((steps, 2, len(self._streams)))
        for column, stream in enumerate(self._streams):
            draws[:, :, column] = stream.standard_normal((steps, 2))
        return draws
