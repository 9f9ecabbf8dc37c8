"""Paths made fit for drawing: cut where they end, clipped to what is in view, thinned to what an eye can tell apart.

Qt overflows on far-away coordinates and vector formats have no clip that every reader honours, so lines are clipped
here, as numbers, before anything is drawn.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rectangle = tuple[float, float, float, float]
"""x from, x to, y from, y to, with from < to."""


def finite_part(points: Array) -> Array:
    """The points (n, 2) before the first that is not finite."""
    good = np.isfinite(points).all(axis=1)
    return points if good.all() else points[: int(good.argmin())]


def pieces_within(points: Array, rectangle: Rectangle) -> list[Array]:
    """The parts of the polyline (n, 2) inside the rectangle, each a polyline (Liang and Barsky 1984)."""
    if len(points) < 2:
        return []
    x0, x1, y0, y1 = rectangle
    (left, lowest), (right, highest) = points.min(axis=0), points.max(axis=0)
    # The common case, and with a NaN among the points no comparison holds.
    if x0 <= left and right <= x1 and y0 <= lowest and highest <= y1:
        return [points]
    points = finite_part(points)
    low, high = np.array([x0, y0]), np.array([x1, y1])
    with np.errstate(all="ignore"):
        enter, leave = _crossings(points, low, high)
        a, step = points[:-1], np.diff(points, axis=0)
        # Rounding must not put a crossing beyond the edge; from 1e20 away it would be ten thousand pixels.
        starts, ends = (np.clip(a + share[:, np.newaxis] * step, low, high) for share in (enter, leave))
    kept = np.flatnonzero(enter < leave)
    return _joined(starts[kept], ends[kept], kept, enter[kept], leave[kept])


def _crossings(points: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """For each segment, the share of it at which it enters and leaves; enter ≥ leave where it stays outside."""
    a, step = points[:-1], np.diff(points, axis=0)
    to_low, to_high = (low - a) / step, (high - a) / step
    still = step == 0
    inside = (a >= low) & (a <= high)
    near = np.where(still, np.where(inside, -np.inf, np.inf), np.minimum(to_low, to_high))
    far = np.where(still, np.where(inside, np.inf, -np.inf), np.maximum(to_low, to_high))
    return np.clip(near.max(axis=1), 0.0, 1.0), np.clip(far.min(axis=1), 0.0, 1.0)


def _joined(starts: Array, ends: Array, kept: NDArray[np.intp], enter: Array, leave: Array) -> list[Array]:
    """Segments put together where one goes on from the other."""
    if not len(kept):
        return []
    breaks = np.flatnonzero((np.diff(kept) > 1) | (leave[:-1] < 1.0) | (enter[1:] > 0.0)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(kept)]))
    return [np.vstack((starts[i], ends[i:j])) for i, j in zip(firsts, lasts, strict=True)]


def thinned(points: Array, grain: float) -> Array:
    """The points (n, 2), in pixels, without those in the same square of side `grain` as the one before."""
    if len(points) < 3:
        return points
    cells = np.rint(points / grain)
    changed = cells[1:] != cells[:-1]
    moved = changed[:, 0] | changed[:, 1]
    moved[-1] = True
    return points[np.concatenate(([True], moved))]
