"""A surface through sampled heights: a table, a slice of a network's loss landscape, a picture.

Example:

    x, y = np.linspace(-1, 1, 64), np.linspace(-1, 1, 48)
    heights = losses                           # (48, 64): heights[row, column] is f(x[column], y[row])
    surface = Grid.of("loss slice", x, y, heights, path=weights)       # path (n, 2), or none

Between the samples it is a cubic spline (see `surfaces.spline`), whose gradient and Hessian are exact.
"""

from dataclasses import astuple, dataclass, field
from functools import cached_property, lru_cache
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from surfaces.exploring import Functions, Proposal, find_minima, propose
from surfaces.packing import KIND, PackedGrid, packed, unpacked
from surfaces.registry import GRID
from surfaces.sampled import MOST_POINTS, checked_axis, checked_heights, checked_path, checked_words, pits
from surfaces.spline import Spline
from surfaces.surface import Array, Declarations, Group, Point, Surface, quiet

SPLINES = 4
"""Splines that are remembered: the largest has 34 MB."""


@dataclass(frozen=True)
class Grid(Surface):
    """f is the bicubic spline through heights at every crossing of x and y, spaced as they like.

    It has a continuous gradient everywhere. Within the rectangle the Hessian is continuous too, and data of a bicubic
    polynomial give that polynomial (along an axis of three points a parabola is drawn, of two a line). Outside, where
    nothing is known, the basis functions go on as straight lines.

    Equal content is equal. The data are kept as bytes, little-endian float64, and are made by `of` alone.
    """

    key: ClassVar[str] = GRID
    group: ClassVar[Group] = Group.YOURS
    expression: ClassVar[str] = ""
    minima_are_found: ClassVar[bool] = True

    name: str
    source: str
    x_data: bytes = field(repr=False)
    y_data: bytes = field(repr=False)
    height_data: bytes = field(repr=False)
    path_data: bytes = field(repr=False)

    @classmethod
    def of(
        cls,
        name: str,
        x: ArrayLike,
        y: ArrayLike,
        heights: ArrayLike,
        path: ArrayLike | None = None,
        *,
        origin: str = "sampled heights",
    ) -> "Grid":
        """The surface through `heights` (rows, columns) at x (columns,) and y (rows,), strictly increasing.

        `path` (n, 2) is a way that belongs to the data. `origin` says where they come from.
        Raises ValueError with one sentence for what is not finite, out of order, of another shape or too much.
        """
        knots_x, knots_y = checked_axis("x", x), checked_axis("y", y)
        points = np.empty((0, 2)) if path is None else checked_path(path)
        arrays = (knots_x, knots_y, checked_heights(heights, len(knots_x), len(knots_y)), points)
        data = (array.astype(KIND).tobytes() for array in arrays)
        return cls(checked_words("name", name), checked_words("origin", origin), *data)

    @cached_property
    def x(self) -> Array:
        """The knots (columns,); read-only, as are all of these."""
        return np.frombuffer(self.x_data, KIND)

    @cached_property
    def y(self) -> Array:
        """The knots (rows,)."""
        return np.frombuffer(self.y_data, KIND)

    @cached_property
    def heights(self) -> Array:
        """The samples (rows, columns)."""
        return np.frombuffer(self.height_data, KIND).reshape(len(self.y), len(self.x))

    @cached_property
    def path(self) -> Array | None:
        """The way that belongs to the data (n, 2), or None."""
        return np.frombuffer(self.path_data, KIND).reshape(-1, 2) if self.path_data else None

    @property
    def title(self) -> str:
        return self.name

    @property
    def origin(self) -> str:
        return self.source

    @property
    def formula(self) -> str:
        return f"bicubic spline through {len(self.x)} × {len(self.y)} points"

    @property
    def purpose(self) -> str:
        if self.path is None:
            return "Heights that were measured or computed elsewhere, to be walked on."
        return "Heights that were computed elsewhere, with the way that was taken there."

    @property
    def view(self) -> tuple[float, float, float, float]:
        return float(self.x[0]), float(self.x[-1]), float(self.y[0]), float(self.y[-1])

    @property
    def start(self) -> Point:
        """Where its path begins, or a proposed start where there is none in the rectangle."""
        if self.path is not None:
            x, y = (float(part) for part in self.path[0])
            left, right, bottom, top = self.view
            if left <= x <= right and bottom <= y <= top:
                return x, y
        return self._proposal.start

    @property
    def suggested_lr(self) -> float:
        return self._proposal.suggested_lr

    @property
    def kind(self) -> "Grid":
        return self

    @property
    def declared(self) -> Declarations:
        return {}

    @property
    def numbers(self) -> dict[str, float]:
        return {}

    def bent(self, **numbers: float) -> "Grid":
        for name in numbers:
            raise ValueError(f"{self.key} has no parameter {name!r}; its heights are what they are")
        return self

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        return find_minima(self._functions, self.view, pits(self.x, self.y, self.heights))

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return _spline(self).value(x, y)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        return _spline(self).gradient(x, y)

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        return _spline(self).hessian(x, y)

    def packed(self) -> PackedGrid:
        """The grid in plain values, from which `unpacked` makes it again, to the bit."""
        return self._packed

    @classmethod
    def unpacked(cls, found: PackedGrid) -> "Grid":
        """The grid that was packed. Raises ValueError with one sentence if it is none, before much is unpacked."""
        x, y = checked_axis("x", found.x), checked_axis("y", found.y)
        heights = unpacked("heights", found.heights, len(y), len(x))
        path = unpacked("path", found.path, MOST_POINTS, 2) if found.path else None
        return cls.of(found.name, x, y, heights, path, origin=found.origin)

    @cached_property
    def _packed(self) -> PackedGrid:
        path = packed(self.path_data) if self.path_data else ""
        return PackedGrid(
            self.name, self.source, tuple(self.x.tolist()), tuple(self.y.tolist()), packed(self.height_data), path
        )

    @property
    def _functions(self) -> Functions:
        return Functions(self.value, self.gradient, self.hessian)

    @cached_property
    def _proposal(self) -> Proposal:
        return propose(self._functions, self.view)

    def __reduce__(self) -> tuple[type["Grid"], tuple[str | bytes, ...]]:
        # What is remembered beside the data is not sent along.
        return Grid, astuple(self)


@lru_cache(maxsize=SPLINES)
def _spline(grid: Grid) -> Spline:
    return Spline.through(grid.x, grid.y, grid.heights)
