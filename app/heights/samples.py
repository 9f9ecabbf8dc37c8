"""What a file holds, whatever its format: numbers along two axes, heights, perhaps a path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.errors import either
from surfaces.grid import Grid

Array = NDArray[np.float64]
HEIGHTS = ("f", "z", "loss", "height", "heights", "value")
"""Names that heights may have in a file."""


@dataclass(frozen=True, eq=False)
class Samples:
    """`heights` (rows, columns) at x (columns,) and y (rows,), which may also fall; `path` (n, 2) or None.

    `note` says what was done to them on the way, "" if nothing was.
    """

    x: Array | Sequence[float]
    y: Array | Sequence[float]
    heights: Array | Sequence[Sequence[float]]
    path: Array | None = None
    note: str = ""

    def grid(self, name: str, origin: str) -> Grid:
        """The surface through them. Raises ValueError with one sentence if there is none."""
        x, y, heights = (np.asarray(part) for part in (self.x, self.y, self.heights))
        if _falls(x) and heights.shape[-1] == len(x):
            x, heights = x[::-1], heights[..., ::-1]
        if _falls(y) and len(heights) == len(y):
            y, heights = y[::-1], heights[::-1]
        return Grid.of(name, x, y, heights, self.path, origin=f"{origin}{self.note}")


def name_of_heights(names: Iterable[str]) -> str:
    """The one of the names that is for heights. Raises ValueError if none or several are."""
    known = [name for name in names if name in HEIGHTS]
    if len(known) == 1:
        return known[0]
    if known:
        raise ValueError(f"it has {' and '.join(known)}, and only one of them can be the heights: take the others out")
    raise ValueError(f"it has no heights: name them {either(HEIGHTS)}")


def _falls(knots: Array) -> bool:
    return knots.ndim == 1 and len(knots) > 1 and bool(knots[0] > knots[-1])
