"""A piece of the plane as a unit square.

All thresholds of the search stand in units of the square's sides, so that a function of micrometres is explored like
one of miles.
"""

from typing import NamedTuple

import numpy as np

from surfaces.exploring.functions import Functions, View
from surfaces.surface import Array, Point


class Square(NamedTuple):
    """A view of a function, mapped to 0 … 1 in u and v."""

    functions: Functions
    view: View

    @property
    def sides(self) -> Point:
        """Width and height of the view."""
        x0, x1, y0, y1 = self.view
        return x1 - x0, y1 - y0

    def at(self, u: Array, v: Array) -> tuple[Array, Array]:
        """The point, x and y, of a place."""
        width, height = self.sides
        return self.view[0] + width * u, self.view[2] + height * v

    def place(self, x: Array, y: Array) -> tuple[Array, Array]:
        """The place, u and v, of a point."""
        width, height = self.sides
        return (x - self.view[0]) / width, (y - self.view[2]) / height

    def value(self, u: Array, v: Array) -> Array:
        """f; +∞ where it is not a number."""
        found = self.functions.value(*self.at(u, v))
        return np.where(np.isnan(found), np.inf, found)

    def gradient(self, u: Array, v: Array) -> tuple[Array, Array]:
        """(∂f/∂u, ∂f/∂v)."""
        width, height = self.sides
        gx, gy = self.functions.gradient(*self.at(u, v))
        return width * gx, height * gy

    def hessian(self, u: Array, v: Array) -> tuple[Array, Array, Array]:
        """(∂²f/∂u², ∂²f/∂u∂v, ∂²f/∂v²)."""
        width, height = self.sides
        xx, xy, yy = self.functions.hessian(*self.at(u, v))
        return width * width * xx, width * height * xy, height * height * yy


class Sample(NamedTuple):
    """A square on a grid: `heights` (nodes, nodes) at u = ticks along the last axis, v = ticks along the first."""

    ticks: Array
    heights: Array

    @property
    def finite(self) -> Array:
        """The heights that are numbers, in one row."""
        return self.heights[np.isfinite(self.heights)]

    @property
    def spread(self) -> float:
        """How far the middle one of the finite heights lies above the lowest; 0 where there is none."""
        finite = self.finite
        if not finite.size:
            return 0.0
        middle = finite.size // 2
        return float(np.partition(finite, middle)[middle] - finite.min())

    def lows(self) -> tuple[Array, Array]:
        """The nodes, by u and v, that no neighbour is below and some neighbour is above, the deepest first."""
        heights = self.heights
        padded = np.pad(heights, 1, constant_values=np.inf)
        last = len(heights) + 2
        is_low, is_lower = np.isfinite(heights), np.zeros(heights.shape, dtype=bool)
        for i, j in ((0, 0), (0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1), (2, 2)):
            neighbour = padded[i : last - 2 + i, j : last - 2 + j]
            is_low &= heights <= neighbour
            is_lower |= heights < neighbour
        row, column = np.nonzero(is_low & is_lower)
        order = np.argsort(heights[row, column], kind="stable")
        return self.ticks[column[order]], self.ticks[row[order]]


def sample(square: Square, nodes: int) -> Sample:
    """Compute a square at nodes × nodes places, edge to edge."""
    ticks = np.linspace(0.0, 1.0, nodes)
    u, v = np.meshgrid(ticks, ticks)
    return Sample(ticks, square.value(u, v))
