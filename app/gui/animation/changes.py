"""What differs from one picture to the next: in an animation of paths a few pixels in a hundred do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.gui.animation.reel import Pixels


@dataclass(frozen=True)
class Change:
    """A rectangle of a picture with its upper left corner (column, row), and which of its pixels are new."""

    corner: tuple[int, int]
    pixels: Pixels
    new: NDArray[np.bool_]

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        rows, columns = self.pixels.shape
        return columns, rows


def changes(pictures: Iterable[Pixels]) -> Iterator[Change]:
    """The first picture whole, then the smallest rectangle with all that is new; of nothing, one pixel."""
    before: Pixels | None = None
    for picture in pictures:
        yield _change(picture, np.ones(picture.shape, dtype=np.bool_) if before is None else picture != before)
        before = picture


def _change(picture: Pixels, new: NDArray[np.bool_]) -> Change:
    rows, columns = (np.flatnonzero(new.any(axis=axis)) for axis in (1, 0))
    top, bottom = (rows[0], rows[-1] + 1) if len(rows) else (0, 1)
    left, right = (columns[0], columns[-1] + 1) if len(columns) else (0, 1)
    part = np.s_[top:bottom, left:right]
    return Change((int(left), int(top)), np.ascontiguousarray(picture[part]), np.ascontiguousarray(new[part]))
