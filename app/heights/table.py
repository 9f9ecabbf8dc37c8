"""A grid as text, in one of three layouts.

1. Crossed: a first row of x values and a first column of y values, with an empty or text cell in the corner.
2. Bare: heights alone, a row for each y; x and y count columns and rows from 0.
3. Points: a row for each point, in any order: x, y, f. A first row may name the columns; others beside them are left
   out. Without one there must be three, and three columns of numbers are always read so.

What stands in the cells of the first row tells which it is.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, islice, pairwise

from app.heights.points import COLUMNS, named_columns, points_samples
from app.heights.rows import Row, is_meant, rows_of
from app.heights.samples import Samples
from surfaces.sampled import MOST_SIDE


def table_samples(data: bytes) -> Samples:
    """What the text says. Raises ValueError, with line and column, if it is no grid."""
    rows = rows_of(data)
    start = list(islice(rows, 2))
    if not start:
        raise ValueError("there is no number in it")
    first, below, everything = start[0], chain(start[1:], rows), chain(start, rows)
    is_number = [is_meant(cell) for cell in first.cells]
    if len(first.cells) >= len(COLUMNS) and not any(is_number):
        return points_samples(below, named_columns(first), len(first.cells))
    if len(first.cells) > 1 and not is_number[0]:
        return _crossed(first, 1, below)
    if len(start) > 1 and first.spaced and len(first.cells) + 1 == len(start[1].cells):
        # White space hides an empty corner.
        return _crossed(first, 0, below)
    if len(first.cells) == len(COLUMNS):
        return points_samples(everything, range(len(COLUMNS)), len(COLUMNS))
    return _bare(everything)


def _crossed(header: Row, corner: int, rows: Iterable[Row]) -> Samples:
    """The layout with its own x and y; the x values begin behind so many cells of the header."""
    x = header.numbers(corner)
    _check_order("x", x, [header.place(corner + index) for index in range(len(x))])
    found = _matrix(rows, len(x) + 1)
    y = [numbers[0] for _, numbers in found]
    _check_order("y", y, [row.place(0) for row, _ in found])
    return Samples(x, y, [numbers[1:] for _, numbers in found])


def _bare(rows: Iterable[Row]) -> Samples:
    """The layout of heights alone."""
    found = _matrix(rows)
    return Samples(range(len(found[0][1])), range(len(found)), [numbers for _, numbers in found])


def _matrix(rows: Iterable[Row], width: int = 0) -> list[tuple[Row, list[float]]]:
    """The rows with their numbers; each as wide as that, or as the first of them."""
    found: list[tuple[Row, list[float]]] = []
    for row in rows:
        width = width or len(row.cells)
        row.check_count(width)
        if len(found) == MOST_SIDE:
            raise ValueError(f"line {row.line:,}: it is the {MOST_SIDE + 1}th row, and a grid may have {MOST_SIDE}")
        found.append((row, row.numbers()))
    return found


def _check_order(name: str, values: Sequence[float], places: Sequence[str]) -> None:
    """Raise ValueError unless the values all rise or all fall; `places` are where they stand."""
    falls = values[:2] == sorted(values[:2], reverse=True)
    for (before, value), place in zip(pairwise(values), places[1:], strict=True):
        if value == before or (value < before) != falls:
            raise ValueError(f"{place}: {name} is {value:g} after {before:g}, and must rise or fall all the way")
