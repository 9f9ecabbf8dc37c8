"""One lane of a scene: where it was at every step, and what its rule remembered there."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.model.experiment import Lane
from optim_core import Rule

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LaneRun:
    """One lane with all its seeds, as far as computed.

    `positions` (seeds, steps + 1, 2) and `loss` (seeds, steps + 1), NaN after divergence. `diverged_at` (seeds,), −1
    where it did not. Of the first seed alone there are `velocities` (1, steps + 1, 2), what the rule remembers in
    `memory` (memories, steps + 1, 2), and in `scale` (steps + 1, 2) by what it multiplied lr in each coordinate on the
    way to each step, None where that is the same in all. `offsets` (steps + 1, 2) is where the surface stands, None
    where it never moves.
    """

    lane: Lane
    rule: Rule
    positions: Array
    velocities: Array
    loss: Array
    diverged_at: NDArray[np.int64]
    memory: Array
    scale: Array | None
    offsets: Array | None = None

    @cached_property
    def on_surface(self) -> Array:
        """The positions as seen from the surface, which differ where that has moved."""
        return self.seen()

    def seen(self, seeds: slice = slice(None), steps: slice = slice(None)) -> Array:
        """The same of some seeds and steps: for many of both, all at once would be much memory."""
        positions: Array = self.positions[seeds, steps]
        return positions if self.offsets is None else positions - self.offsets[steps]
