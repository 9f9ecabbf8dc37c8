"""What is known of each of many runs while they run."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from optim_core.parameter import Array

Indices = NDArray[np.intp]
Flags = NDArray[np.bool_]


class Runs(NamedTuple):
    """What is known of each run, arrays (…, runs).

    Where it started in the surface's frame, whether within the view, and how high, decay included. Whether it left all
    numbers, and fell when it did. Where it was when the surface last moved. Which minimum is the nearest. For each
    minimum, the excess loss to be reached and the last step beyond that. The lowest and the highest height so far.
    """

    start: Array
    inside: Flags
    height: Array
    ended: Flags
    fell: Flags
    moved_to: Array
    bound_for: Indices
    within: Array
    beyond: NDArray[np.int64]
    lowest: Array
    highest: Array

    def taken(self, runs: Indices) -> "Runs":
        """Those of some runs."""
        parts: Iterator[Any] = (part.take(runs, axis=-1) for part in self)
        return Runs(*parts)
