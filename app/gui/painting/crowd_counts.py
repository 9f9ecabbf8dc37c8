"""How often the seeds of a lane have been in each cell of a grid: kept, and continued while the playhead moves on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, log2
from threading import get_ident
from weakref import ref

import numpy as np
from numpy.typing import NDArray

from app.gui.painting.crowd_lines import line_places
from app.model.terrain import View

MOST_VISITS = 400_000
"""About so many positions of a lane are counted; of more, at each step a share of the seeds, another one each time."""
KEPT = 24
"""So many lanes' counts are kept: eight in the window, and as many again for what it looked like a moment ago.

Eight more are for a file that is written meanwhile.
"""
Array = NDArray[np.float64]
Counts = NDArray[np.intp]


@dataclass(frozen=True)
class Grid:
    """The rectangle of data in view, cut into cells; row 0 is the uppermost."""

    view: View
    columns: int
    rows: int

    def cells(self, points: Array) -> NDArray[np.intp]:
        """The cell of each point (…, 2), in any order; a border of one cell around the grid takes all that is outside.

        Single precision suffices once the corner is subtracted, and takes half the time.
        """
        x0, x1, y0, y1 = self.view
        with np.errstate(all="ignore"):
            i = _places(points[..., 0], x0, self.columns / (x1 - x0), self.columns)
            j = _places(points[..., 1], y1, -self.rows / (y1 - y0), self.rows)
        j *= self.columns + 2
        j += i
        return j.ravel(order="K")

    def line_cells(self, paths: Array) -> Iterator[NDArray[np.intp]]:
        """The cells that the paths (seeds, steps, 2) pass through, each as often as lines do; some at a time."""
        x0, x1, y0, y1 = self.view
        scale = np.array([self.columns / (x1 - x0), -self.rows / (y1 - y0)])
        with np.errstate(all="ignore"):
            places = (paths - np.array([x0, y1])) * scale
        for x, y in line_places(places, self.columns, self.rows):
            yield (y.astype(np.intp) + 1) * (self.columns + 2) + x.astype(np.intp) + 1

    def nothing(self) -> Counts:
        """A count of 0 for each cell of the grid and its border, flat."""
        return np.zeros((self.rows + 2) * (self.columns + 2), dtype=np.intp)

    def count(self, counts: Counts, cells: NDArray[np.intp]) -> None:
        """Add to the counts, flat, how many of these lie in each cell."""
        if len(cells):
            # A crowd is seldom everywhere: most of the cells need not be gone through.
            first = int(cells.min())
            part = np.bincount(cells - first)
            counts[first : first + len(part)] += part

    def inner(self, counts: Counts) -> Counts:
        """The counts (rows, columns) without the border."""
        return counts.reshape(self.rows + 2, self.columns + 2)[1:-1, 1:-1]


def _places(values: Array, origin: float, scale: float, count: int) -> NDArray[np.intp]:
    """0 below the first of `count` cells and for NaN, 1 in it, …, `count` + 1 beyond the last."""
    places = np.empty_like(values, dtype=np.float32)
    np.subtract(values, origin, out=places, casting="same_kind")
    places *= scale
    places += 1.0
    np.fmax(places, 0.0, out=places)
    np.fmin(places, count + 1.0, out=places)
    return places.astype(np.intp)


class Memory:
    """Which memory positions (seeds, steps + 1, 2) lie in: they are new arrays each time while they grow, in one place.

    It does not keep them alive, and knows when another array has come to lie there.
    """

    def __init__(self, positions: Array) -> None:
        self._owner = ref(_owner(positions))
        self._place = _place(positions)

    def holds(self, positions: Array) -> bool:
        """Whether these are the same seeds of the same lane."""
        return self._owner() is _owner(positions) and self._place == _place(positions)


def _owner(positions: Array) -> Array:
    return positions if positions.base is None else positions.base


def _place(positions: Array) -> tuple[object, ...]:
    return positions.__array_interface__["data"][0], len(positions), positions.strides


class Visits:
    """The counts of one lane on one grid up to the step that was asked for last; later steps are added to them.

    They count positions, or if `lines` the lines between them.
    """

    def __init__(self, grid: Grid, *, lines: bool = False) -> None:
        self._grid = grid
        self._lines = lines
        self._memory: Memory | None = None
        self._share = 0
        self._known = -1
        self._counts = grid.nothing()

    def up_to(self, positions: Array, step: int) -> Counts:
        """The counts (rows, columns) of positions (seeds, steps + 1, 2) up to that step: not to be changed."""
        last, share = min(step, positions.shape[1] - 1), 1 if self._lines else _share(positions)
        goes_on = self._memory is not None and self._memory.holds(positions)
        if not goes_on or share != self._share or last < self._known:
            self._memory, self._share, self._known = Memory(positions), share, -1
            self._counts = self._grid.nothing()
        if last > self._known:
            for cells in self._cells(positions, last):
                self._grid.count(self._counts, cells)
            self._known = last
        return self._grid.inner(self._counts)

    def _cells(self, positions: Array, last: int) -> Iterable[NDArray[np.intp]]:
        """The cells of the steps that are new: part p of the seeds is looked at in the steps k with k mod share = p."""
        first, seeds, share = self._known + 1, len(positions), self._share
        if self._lines:
            return self._grid.line_cells(positions[:, max(0, first - 1) : last + 1])
        cuts = [part * seeds // share for part in range(share + 1)]
        begins = [first + (part - first) % share for part in range(share)]
        parts = (
            positions[low:high, begin : last + 1 : share]
            for (low, high), begin in zip(pairwise(cuts), begins, strict=True)
        )
        return [np.concatenate([self._grid.cells(part) for part in parts])]


def visits(positions: Array, grid: Grid, step: int, *, lines: bool = False) -> Counts:
    """How often the seeds of positions (seeds, steps + 1, 2) were in each cell (rows, columns) up to that step.

    If `lines`, how often their lines pass through it.
    """
    return _kept(_place(positions), grid, lines, get_ident()).up_to(positions, step)


@lru_cache(maxsize=KEPT)
def _kept(place: tuple[object, ...], grid: Grid, lines: bool, thread: int) -> Visits:  # noqa: ARG001
    # They go on counting where they stopped: two threads would disturb each other.
    return Visits(grid, lines=lines)


def _share(positions: Array) -> int:
    """The power of two by which there are too many positions; a power of two changes seldom while they grow."""
    many = positions.shape[0] * positions.shape[1] / MOST_VISITS
    return 1 << max(0, ceil(log2(many)))
