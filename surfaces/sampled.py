"""The numbers of a grid of heights: which they may be, and where they are low.

Whatever else is given is refused in one sentence that says where; rows, columns and points count from 0, as in Python.
"""

from math import ceil

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from surfaces.surface import Array, Point, quiet

MOST_SIDE = 512
"""Rows or columns."""
MOST_POINTS = 20_000
"""Of a path."""
MOST_LETTERS = 200
"""Of a name."""
LARGEST = 1e30
"""Of any number: beyond, or where knots are closer than its inverse, second derivatives would leave the numbers."""
MOST_PITS = 128
"""Of the deepest, that are looked at."""
CLOSEST = 1e-12
"""Of neighbouring knots, relative to the largest: closer ones would hardly be told apart from their rounding."""


def checked_axis(name: str, values: ArrayLike) -> Array:
    """The knots of an axis. Raises ValueError if they are no increasing numbers, or too many."""
    knots = _array(name, values, 1)
    if len(knots) < 2:
        raise ValueError(f"{name} has {len(knots)} value{'s' * (not len(knots))}, and a grid needs at least 2")
    if len(knots) > MOST_SIDE:
        every = ceil(len(knots) / MOST_SIDE)
        raise ValueError(
            f"{name} has {len(knots):,} values, and a grid may have {MOST_SIDE}: thin it, to every {_nth(every)} value"
        )
    _check_numbers(name, knots)
    least = max(CLOSEST * float(np.abs(knots).max()), 1.0 / LARGEST)
    close = np.flatnonzero(np.diff(knots) < least)
    if close.size:
        _refuse_step(name, knots, int(close[0]) + 1)
    return knots


def _refuse_step(name: str, knots: Array, at: int) -> None:
    before, value = float(knots[at - 1]), float(knots[at])
    if value > before:
        raise ValueError(f"{name}[{at}] = {value!r} is too close to the value before it, {before!r}")
    raise ValueError(f"{name} must increase, and {name}[{at}] = {value:g} comes after {before:g}: sort it")


def _nth(count: int) -> str:
    return {2: "2nd", 3: "3rd"}.get(count, f"{count}th")


def checked_heights(heights: ArrayLike, columns: int, rows: int) -> Array:
    """Heights (rows, columns). Raises ValueError if they have another shape, or one is no number."""
    found = _array("heights", heights, 2)
    if found.shape != (rows, columns):
        turned = ": transpose it" if found.shape == (columns, rows) else ""
        raise ValueError(
            f"heights has the shape {found.shape}, and {columns} values of x and {rows} of y"
            f" need ({rows}, {columns}), a row for each y{turned}"
        )
    _check_numbers("heights", found)
    return found


def checked_path(path: ArrayLike) -> Array:
    """Points (n, 2). Raises ValueError if they are none."""
    points = _array("path", path, 2)
    count, width = points.shape
    if width != 2 or not count:
        raise ValueError(f"path has the shape {points.shape}, and must have a row for each point, x and y: (n, 2)")
    if count > MOST_POINTS:
        every = ceil(count / MOST_POINTS)
        raise ValueError(
            f"path has {count:,} points, and may have {MOST_POINTS:,}: thin it, to every {_nth(every)} point"
        )
    _check_numbers("path", points)
    return points


def checked_words(what: str, words: str) -> str:
    """One line of text. Raises ValueError if it is none, or too long."""
    if not words.strip() or len(words) > MOST_LETTERS or not words.isprintable():
        raise ValueError(f"the {what} must be one line of 1 to {MOST_LETTERS} characters")
    return words


@quiet
def _array(name: str, values: ArrayLike, dimensions: int) -> Array:
    try:
        found = np.asarray(values)
    except ValueError as error:
        raise ValueError(f"{name} must be an array of numbers, with rows of one length") from error
    if found.dtype.kind not in "fiu":
        raise ValueError(f"{name} must be an array of real numbers, not of {found.dtype}")
    if found.ndim != dimensions:
        raise ValueError(f"{name} has {found.ndim} dimension{'s' * (found.ndim != 1)}, and must have {dimensions}")
    # The sum has no −0.0, which equals 0.0 and has other bits.
    return np.ascontiguousarray(found, dtype=np.float64) + 0.0


def _check_numbers(name: str, values: Array) -> None:
    with np.errstate(invalid="ignore"):
        bad = np.argwhere(~(np.abs(values) <= LARGEST))
    if bad.size:
        place = tuple(int(index) for index in bad[0])
        where = ", ".join(map(str, place))
        row_and_column = f" (row {place[0]}, column {place[1]})" if len(place) > 1 else ""
        raise ValueError(
            f"{name}[{where}]{row_and_column} is {values[place]:g}, and must be a number within ±{LARGEST:g}"
        )


def pits(x: Array, y: Array, heights: Array) -> list[Point]:
    """Where the samples stand that are lower than the eight around them, the deepest first."""
    windows = sliding_window_view(np.pad(heights, 1, constant_values=np.inf), (3, 3))
    around = np.delete(windows.reshape(*heights.shape, 9), 4, axis=2)
    rows, columns = np.nonzero(heights < around.min(axis=2))
    deepest = heights[rows, columns].argsort(kind="stable")[:MOST_PITS]
    return list(zip(x[columns[deepest]].tolist(), y[rows[deepest]].tolist(), strict=True))
