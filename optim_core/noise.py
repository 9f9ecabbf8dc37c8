"""Gradient noise, drawn per (seed, step) and never per lane.

Every lane of a seed meets the same draws, a longer run extends a shorter one, and no hyper-parameter changes a draw:
two lanes of one seed differ by their settings alone.
"""

from collections.abc import Sequence

import numpy as np

from optim_core.rule import Array


class NoiseStream:
    """Standard normal draws in step order, one independent stream a seed."""

    def __init__(self, seeds: Sequence[int]) -> None:
        self._streams = [np.random.Generator(np.random.PCG64(seed)) for seed in seeds]

    def take(self, steps: int) -> Array:
        """The draws of the next `steps` steps, shape (steps, 2, seeds)."""
        draws = np.empty((steps, 2, len(self._streams)))
        for column, stream in enumerate(self._streams):
            draws[:, :, column] = stream.standard_normal((steps, 2))
        return draws
