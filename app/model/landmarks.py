"""The minima of a surface as a picture marks them: which are the deepest, whether they were found, how low they are."""

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
    """All minima, the deepest last: they are drawn over the others, or instead of them where many lie together."""
    if not surface.minima:
        return ()
    x, y = np.array(surface.minima).T
    heights = surface.value(x, y)
    deepest = heights <= heights.min() + EQUAL * max(_high(surface) - heights.min(), 0.0)
    marked = zip(x.tolist(), y.tolist(), deepest.tolist(), strict=True)
    return tuple(sorted((Landmark(*mark, surface.minima_are_found) for mark in marked), key=lambda one: one.is_deepest))


def loss_floor(surface: Surface) -> float | None:
    """The loss at the deepest minimum."""
    if not surface.minima:
        return None
    x, y = np.asarray(surface.minima[0])
    return float(surface.value(x, y))


def _high(surface: Surface) -> float:
    """The height of the start, or where its parameters have left that without one, of a corner of the view."""
    x0, x1, y0, y1 = surface.view
    # Where minima had to be found, a start has to be found too, which takes longer than all that a picture needs.
    start = () if surface.minima_are_found else (surface.start,)
    x, y = np.array([*start, (x0, y0), (x1, y0), (x0, y1), (x1, y1)]).T
    heights = surface.value(x, y)
    return float(next(iter(heights[np.isfinite(heights)]), -np.inf))
