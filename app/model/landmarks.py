"""The minima of a surface as a picture marks them: which are the deepest, and whether they were found or are known."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from surfaces import Surface

EQUAL = 1e-9
"""Minima are equally deep where they differ by less than this share of the way down from the start."""


class Landmark(NamedTuple):
    """A minimum at (x, y). One that was `found` numerically may have others beside it that were not."""

    x: float
    y: float
    is_deepest: bool
    found: bool


@lru_cache(maxsize=16)
def landmarks(surface: Surface) -> tuple[Landmark, ...]:
    """All minima, the deepest last: they are drawn over the others where there are many."""
    if not surface.minima:
        return ()
    x, y = np.array(surface.minima).T
    heights = surface.value(x, y)
    descent = float(surface.value(*map(np.asarray, surface.start))) - heights.min()
    deepest = heights <= heights.min() + EQUAL * max(descent, 0.0)
    marked = zip(x.tolist(), y.tolist(), deepest.tolist(), strict=True)
    return tuple(sorted((Landmark(*mark, surface.minima_are_found) for mark in marked), key=lambda one: one.is_deepest))
