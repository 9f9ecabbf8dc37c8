"""A second way to a surface's minima, by its heights alone: a grid over the view, and Nelder and Mead's simplex."""

from itertools import product

import numpy as np

CELLS = 400
"""The grid's cells along either side of the view."""


def minima_in_view(surface):
    """All minima inside the view that a grid shows, each to 1e-7 or better; (count, 2), without any order."""
    left, right, bottom, top = surface.view
    width, height = (right - left) / CELLS, (top - bottom) / CELLS
    # A little beyond the view, for the sake of minima that lie at its very edge.
    x, y = (low + step * np.arange(-3, CELLS + 4) for low, step in ((left, width), (bottom, height)))
    size = 0.5 * max(width, height)

    def walled(at_x, at_y):
        return surface.value(at_x, at_y) if x[0] <= at_x <= x[-1] and y[0] <= at_y <= y[-1] else np.inf

    ends = [lowest(walled, (x[i], y[j]), size) for i, j in _low_places(surface.value(x[:, np.newaxis], y))]
    inside = [end for end in ends if left < end[0] < right and bottom < end[1] < top]
    return np.array(_each_once(inside)).reshape(-1, 2)


def lowest(f, point, size):
    """Where the simplex of that size around a point comes to rest; begun anew until it stays where it was."""
    for _ in range(20):
        before, point = point, _rest(f, point, size)
        if np.hypot(*(point - np.asarray(before))) < 1e-8:
            break
        size = max(0.1 * size, 1e-5)
    return point


def _rest(f, point, size):
    corners = np.asarray(point) + size * np.array([[0.6, 0.1], [-0.4, 0.5], [-0.2, -0.6]])
    heights = np.array([f(*corner) for corner in corners])
    for _ in range(2000):
        order = heights.argsort(kind="stable")
        corners, heights = corners[order], heights[order]
        if np.abs(corners - corners[0]).max() < 1e-10:
            break
        _improve(f, corners, heights)
    return corners[0]


def _improve(f, corners, heights):
    """One step of Nelder and Mead, in place; the corners come sorted by height."""
    middle, worst = corners[:2].mean(axis=0), corners[2].copy()
    mirrored = f(*(2 * middle - worst))
    reach = 2.0 if mirrored < heights[0] else 1.0 if mirrored < heights[1] else 0.5 if mirrored < heights[2] else -0.5
    tried = middle + reach * (middle - worst)
    height = f(*tried)
    if reach == 2.0 and mirrored <= height:
        tried, height = 2 * middle - worst, mirrored
    if height < heights[2]:
        corners[2], heights[2] = tried, height
        return
    corners[1:] = 0.5 * (corners[1:] + corners[0])
    heights[1:] = [f(*corner) for corner in corners[1:]]


def _low_places(heights):
    """Indices of the grid's inner points that lie below all their neighbours; of level ones the last.

    Steps of mere rounding, as there are on a plateau, make no low place.
    """
    inner = heights[1:-1, 1:-1]
    low, rim = np.ones(inner.shape, dtype=bool), inner
    for i, j in product((0, 1, 2), repeat=2):
        around = heights[i : i + inner.shape[0], j : j + inner.shape[1]]
        low &= (inner <= around) if (i, j) <= (1, 1) else (inner < around)
        rim = np.maximum(rim, around)
    return np.argwhere(low & (rim - inner > 1e-15 * np.abs(inner))) + 1


def _each_once(points):
    kept = []
    for point in points:
        if all(np.hypot(*(point - other)) > 1e-4 for other in kept):
            kept.append(point)
    return kept
