"""A grid as points in any order, a row of text for each."""

from collections.abc import Iterable, Sequence

from app.heights.rows import Row
from app.heights.samples import Samples, name_of_heights
from surfaces.sampled import MOST_SIDE

COLUMNS = ("x", "y", "f")
"""Of a row without names."""
Point = tuple[float, float]


def named_columns(header: Row) -> Sequence[int]:
    """In which columns x, y and the heights stand. Raises ValueError if the names do not tell."""
    names = [name.lower() for name in header.cells]
    try:
        for name in COLUMNS[:2]:
            if names.count(name) != 1:
                raise ValueError(f"it names {'no column' if name not in names else 'several columns'} {name}")
        heights = name_of_heights(names)
    except ValueError as error:
        raise ValueError(f"line {header.line:,}: {error}") from error
    return [names.index(name) for name in ("x", "y", heights)]


def points_samples(rows: Iterable[Row], columns: Sequence[int], width: int) -> Samples:
    """The grid that the points make; rows have so many cells, and x, y and height stand in three of them.

    Raises ValueError if a point is there twice, or missing.
    """
    heights = _heights(rows, columns, width)
    x, y = (sorted({point[axis] for point in heights}) for axis in (0, 1))
    for name, knots in (("x", x), ("y", y)):
        if len(knots) > MOST_SIDE:
            raise ValueError(f"{name} has {len(knots):,} different values, and a grid may have {MOST_SIDE}: thin it")
    _check_full(heights, x, y)
    return Samples(x, y, [[heights[column, row] for column in x] for row in y])


def _heights(rows: Iterable[Row], columns: Sequence[int], width: int) -> dict[Point, float]:
    heights: dict[Point, float] = {}
    lines: dict[Point, int] = {}
    for row in rows:
        row.check_count(width)
        x, y, height = (row.number(index) for index in columns)
        if (x, y) in heights:
            raise ValueError(
                f"line {row.line:,}: the point x = {x:g}, y = {y:g} is there twice, first in line {lines[x, y]:,}"
            )
        heights[x, y], lines[x, y] = height, row.line
        if len(heights) > MOST_SIDE**2:
            raise ValueError(f"line {row.line:,}: a grid may have {MOST_SIDE**2:,} points: thin it")
    if not heights:
        raise ValueError("there is no number below the names")
    return heights


def _check_full(heights: dict[Point, float], x: Sequence[float], y: Sequence[float]) -> None:
    if len(heights) == len(x) * len(y):
        return
    column, row = next((column, row) for row in y for column in x if (column, row) not in heights)
    raise ValueError(
        f"the point x = {column:g}, y = {row:g} is missing: {len(x)} values of x and {len(y)} of y"
        f" make {len(x) * len(y):,} points, and there are {len(heights):,}"
    )
