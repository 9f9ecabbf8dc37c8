"""The surface as a picture: shades for a filled map and contour lines, as its `HeightScale` tells heights apart.

Shades and levels follow the piece of the surface that is in view; the levels stand on a fixed ladder, so that lines
stay where they are while a person pans. Where the surface has no height, beyond the edge of where it is defined or at
a pole, there are no lines, and it has no part in the shades of the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import contourpy
import numpy as np
from numpy.typing import NDArray

from app.model.height_scale import HeightScale, LinearScale, scale_of
from app.model.landmarks import loss_floor
from surfaces import Surface

Array = NDArray[np.float64]
View = tuple[float, float, float, float]
"""x from, x to, y from, y to."""
BEYOND = 1e300
"""Higher is as high as this, so that differences of heights are numbers."""

CLIFF, SHEER = 3, 4.0
"""A cliff is where the surface jumps over so many levels, and by so many times as much as beside it."""

NARROW = 4
"""Samples."""
MOST_LINES = 4000
"""An egg box of eleven by eleven has half of them; of heights that are nothing but noise there would be 100,000."""
FEWEST = 4
"""Levels that even such ground is worth."""


@dataclass(frozen=True, eq=False)
class Terrain:
    """`shades` (rows, columns) uint8, 0 lowest, row 0 at the smallest y; `lines`, each (points, 2), in data units.

    `scale` is what made the shades. `missing` (rows, columns) is True where the surface has no height, and None if it
    has one everywhere; such a place has the highest shade.
    """

    view: View
    shades: NDArray[np.uint8]
    lines: tuple[Array, ...]
    scale: HeightScale
    missing: NDArray[np.bool_] | None = None


@lru_cache(maxsize=16)
def terrain(surface: Surface, view: View, columns: int, rows: int) -> Terrain:
    """Sample the surface on a grid that covers the view edge to edge."""
    x = np.linspace(view[0], view[1], columns)
    y = np.linspace(view[2], view[3], rows)
    heights = surface.value(x[np.newaxis, :], y[:, np.newaxis])
    known = np.isfinite(heights)
    if not known.any():
        return Terrain(view, np.full(known.shape, 255, np.uint8), (), LinearScale(0.0, 1.0), ~known)
    heights, missing = np.clip(heights, -BEYOND, BEYOND), None if known.all() else ~known
    scale = scale_of(heights if missing is None else heights[known], loss_floor(surface))
    drawn = scale.drawn(heights)
    shades = scale.shade_of_drawn(drawn)
    if missing is not None:
        shades = np.where(missing, 1.0, shades)
    lines = _lines(x, y, drawn, missing, scale)
    return Terrain(view, _bytes(shades), lines, scale, missing)


def _bytes(shades: Array) -> NDArray[np.uint8]:
    return np.rint(255.0 * np.clip(shades, 0.0, 1.0)).astype(np.uint8)


def _lines(x: Array, y: Array, z: Array, missing: NDArray[np.bool_] | None, scale: HeightScale) -> tuple[Array, ...]:
    """The contour lines; of all that run along a cliff, the middle one alone."""
    whole = _contours(x, y, z, missing)
    levels = _levels(whole, scale)
    cliffs = _cliffs(z if missing is None else np.ma.masked_array(z, missing), levels)
    broken = whole if cliffs is None else _contours(x, y, z, cliffs if missing is None else missing | cliffs)
    middle = len(levels) // 2
    # LineType.Separate gives one array a line; the stubs name every line type's form.
    return _longest(
        cast(Array, line)
        for number, level in enumerate(levels)
        for line in (whole if number == middle else broken).lines(float(level))
    )


def _levels(whole: contourpy.ContourGenerator, scale: HeightScale) -> Array:
    """As many as usual, or fewer where the ground is so rough that there would be more lines than can be told apart."""
    levels = scale.levels()
    of_one = len(whole.lines(float(levels[len(levels) // 2]))) if len(levels) else 0
    return levels if of_one * len(levels) <= MOST_LINES else scale.levels(max(FEWEST, MOST_LINES // of_one))


def _longest(lines: Iterable[Array]) -> tuple[Array, ...]:
    """The lines, or as many as may be: without the shortest, which are specks, in the same order."""
    found = tuple(lines)
    if len(found) <= MOST_LINES:
        return found
    longest = np.argsort([-len(line) for line in found], kind="stable")[:MOST_LINES]
    return tuple(found[place] for place in np.sort(longest))


def _contours(x: Array, y: Array, z: Array, missing: NDArray[np.bool_] | None) -> contourpy.ContourGenerator:
    # `contour_generator` would import numpy.ma, which costs the start more than all contours.
    return contourpy.SerialContourGenerator(
        *np.meshgrid(x, y),
        z,
        np.array(False) if missing is None else missing,
        corner_mask=True,
        line_type=contourpy.LineType.Separate,
        fill_type=contourpy.FillType.OuterOffset,
        quad_as_tri=False,
        z_interp=contourpy.ZInterp.Linear,
    )


def _cliffs(z: Array, levels: Array) -> NDArray[np.bool_] | None:
    """Places beside a jump: over several levels from one sample to the next, and by far more than before and after."""
    if len(levels) <= CLIFF:
        return None
    high = float(np.sort(np.diff(levels))[-CLIFF:].sum())
    cliffs = np.zeros(z.shape, dtype=bool)
    for rows, beside in ((z, cliffs), (z.T, cliffs.T)):
        # No cliff worth the name is narrower than some samples, and there hardly ever is any.
        some = rows[1:, ::NARROW] - rows[:-1, ::NARROW]
        if some.max() > high or some.min() < -high:
            jumps = _jumps(np.abs(np.ma.filled(rows[1:] - rows[:-1], 0.0)), high)
            beside[1:] |= jumps
            beside[:-1] |= jumps
    return cliffs if cliffs.any() else None


def _jumps(steps: Array, high: float) -> NDArray[np.bool_]:
    """A jump may take two steps, if a sample lies on its edge."""
    around = np.pad(steps, ((2, 2), (0, 0)))
    jumps: NDArray[np.bool_] = (steps > high) & (steps > SHEER * np.maximum(around[:-4], around[4:]))
    return jumps
