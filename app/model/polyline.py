"""Paths made fit for drawing: cut where they end, clipped to what is in view, thinned to what an eye can tell apart.

Qt overflows on far-away coordinates and vector formats have no clip that every reader honours, so lines are clipped
here, as numbers, before anything is drawn. A hand waits meanwhile, so x and y are looked at one after the other: NumPy
takes ten times as long over pairs, and least where each column of the points (n, 2) lies in one piece of memory.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rectangle = tuple[float, float, float, float]
"""x from, x to, y from, y to, with from < to."""


def in_columns(x: Array, y: Array) -> Array:
    """Points (n, 2) with these coordinates, each of them in one piece of memory."""
    return np.array((x, y)).T


def finite_part(points: Array) -> Array:
    """The points (n, 2) before the first that is not finite."""
    good = np.isfinite(points[:, 0]) & np.isfinite(points[:, 1])
    return points if good.all() else points[: int(good.argmin())]


def pieces_within(points: Array, rectangle: Rectangle) -> list[Array]:
    """The parts of the polyline (n, 2) inside the rectangle, each a polyline (Liang and Barsky 1984)."""
    if len(points) < 2:
        return []
    x0, x1, y0, y1 = rectangle
    # The common case.
    if _stays_within(points[:, 0], x0, x1) and _stays_within(points[:, 1], y0, y1):
        return [points]
    finite = finite_part(points)
    if len(finite) < len(points):
        return pieces_within(finite, rectangle)
    x, y = points.T
    with np.errstate(all="ignore"):
        (enter_x, leave_x), (enter_y, leave_y) = _crossings(x, x0, x1), _crossings(y, y0, y1)
        enter = np.clip(np.maximum(enter_x, enter_y), 0.0, 1.0)
        leave = np.clip(np.minimum(leave_x, leave_y), 0.0, 1.0)
        kept = np.flatnonzero(enter < leave)
        enter, leave = enter[kept], leave[kept]
        starts, ends = (in_columns(_at(x, kept, at, x0, x1), _at(y, kept, at, y0, y1)) for at in (enter, leave))
    return _joined(starts, ends, kept, enter, leave)


def _stays_within(a: Array, low: float, high: float) -> bool:
    """Whether all of it lies there; with a NaN among it no comparison holds."""
    return bool(low <= a.min() and a.max() <= high)


def _crossings(a: Array, low: float, high: float) -> tuple[Array, Array] | tuple[float, float]:
    """Of one coordinate: the share of each segment at which it enters the range, and at which it leaves it again."""
    if _stays_within(a, low, high):
        return -np.inf, np.inf
    step = np.diff(a)
    to_low, to_high = (low - a[:-1]) / step, (high - a[:-1]) / step
    near, far = np.minimum(to_low, to_high), np.maximum(to_low, to_high)
    still = np.flatnonzero(step == 0)
    if len(still):
        inside = (a[still] >= low) & (a[still] <= high)
        near[still], far[still] = np.where(inside, -np.inf, np.inf), np.where(inside, np.inf, -np.inf)
    return near, far


def _at(a: Array, segments: NDArray[np.intp], share: Array, low: float, high: float) -> Array:
    """One coordinate at a share of these segments."""
    begin = a[segments]
    # Rounding must not put a crossing beyond the edge; from 1e20 away it would be ten thousand pixels.
    return np.clip(begin + share * (a[segments + 1] - begin), low, high)


def _joined(starts: Array, ends: Array, kept: NDArray[np.intp], enter: Array, leave: Array) -> list[Array]:
    """Segments put together where one goes on from the other."""
    if not len(kept):
        return []
    breaks = np.flatnonzero((np.diff(kept) > 1) | (leave[:-1] < 1.0) | (enter[1:] > 0.0)) + 1
    firsts = np.concatenate(([0], breaks))
    lasts = np.concatenate((breaks, [len(kept)]))
    return [
        in_columns(*(np.concatenate((begin[i : i + 1], end[i:j])) for begin, end in zip(starts.T, ends.T, strict=True)))
        for i, j in zip(firsts, lasts, strict=True)
    ]


def thinned(points: Array, grain: float) -> Array:
    """The points (n, 2), in pixels, without those in the same square of side `grain` as the one before."""
    if len(points) < 3:
        return points
    column, row = (np.rint(a if grain == 1.0 else a / grain) for a in points.T)
    moved = np.empty(len(points), dtype=np.bool_)
    moved[0] = moved[-1] = True
    moved[1:-1] = (column[1:-1] != column[:-2]) | (row[1:-1] != row[:-2])
    kept = np.flatnonzero(moved)
    return points if len(kept) == len(points) else in_columns(*(a[kept] for a in points.T))
