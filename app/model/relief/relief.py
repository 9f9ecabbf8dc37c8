"""The surface as heights on a grid: the shades of the plan's map, raised."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from app.model.height_scale import HeightScale, LinearScale, scale_of
from app.model.landmarks import loss_floor
from app.model.relief.measure import Measure, measure_of
from app.model.terrain import BEYOND, View
from surfaces import Surface

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
Offset = tuple[float, float]
CELLS = 160
"""Along each side of the view."""
FINER = 2
"""Samples of the surface for each of the relief: a gorge narrower than a cell is a gorge, and no string of holes."""
EVEN = 1e-3
"""Contour lines are equally high above each other where that differs by no larger share."""


@dataclass(frozen=True, eq=False)
class Relief:
    """`heights` (rows, columns) from 0 to 1, row 0 at the smallest y, cover the view edge to edge.

    `levels` are the heights of the contour lines, ascending; `measure` is what an axis of heights says.
    """

    view: View
    heights: Floats
    levels: Floats
    measure: Measure

    @cached_property
    def rung(self) -> float:
        """How high contour lines lie above each other, about."""
        levels = self.levels
        return float(levels[-1] - levels[0]) / (len(levels) - 1) if len(levels) > 1 else 1.0

    def numbered(self, heights: Floats) -> Floats:
        """Heights in contour lines above the lowest: a whole number at each of them, and at no other height."""
        levels = self.levels
        numbers: Floats
        if len(levels) > 1 and np.ptp(np.diff(levels)) < EVEN * self.rung:
            numbers = (heights - levels[0]) / np.float32(self.rung)
            return numbers
        around = np.concatenate(([-1.0], levels, [2.0]))
        numbers = np.interp(heights, around, np.arange(-1.0, len(levels) + 1)).astype(np.float32)
        return numbers

    @cached_property
    def slopes(self) -> tuple[Floats, Floats]:
        """How heights change along u and along v, per side of the unit square."""
        rows, columns = self.heights.shape
        along_v: Floats = np.gradient(self.heights, np.float32(1 / (rows - 1)), axis=0)
        along_u: Floats = np.gradient(self.heights, np.float32(1 / (columns - 1)), axis=1)
        return along_u, along_v

    def at(self, u: Array, v: Array) -> Array:
        """The heights at places of the unit square, between samples as the picture has them."""
        rows, columns = self.heights.shape
        across, up = np.clip(u, 0.0, 1.0) * (columns - 1), np.clip(v, 0.0, 1.0) * (rows - 1)
        i, j = np.minimum(across.astype(np.intp), columns - 2), np.minimum(up.astype(np.intp), rows - 2)
        s, t = across - i, up - j
        z = self.heights
        low, high = z[j, i] + s * (z[j, i + 1] - z[j, i]), z[j + 1, i] + s * (z[j + 1, i + 1] - z[j + 1, i])
        between: Array = low + t * (high - low)
        return between

    def places(self, points: Array) -> Array:
        """Points (n, 2) of the plan as u and v."""
        x0, x1, y0, y1 = self.view
        with np.errstate(all="ignore"):
            places: Array = (points - (x0, y0)) / (x1 - x0, y1 - y0)
        return places


@lru_cache(maxsize=16)
def relief(surface: Surface, view: View, offset: Offset = (0.0, 0.0), cells: int = CELLS) -> Relief:
    """Raise the surface within that view, when it has moved by the offset in x and y."""
    (x0, x1, y0, y1), (dx, dy) = view, offset
    x, y = (np.linspace(*ends, FINER * cells + 1) for ends in ((x0 - dx, x1 - dx), (y0 - dy, y1 - dy)))
    fine = surface.value(x[np.newaxis, :], y[:, np.newaxis])
    scale = _scale(fine[::FINER, ::FINER], loss_floor(surface))
    heights = _smoothed(_smoothed(scale.shade(fine)).T).T.astype(np.float32)
    levels = scale.shade_of_drawn(scale.levels()).astype(np.float32)
    within = levels[(levels > 0.0) & (levels < 1.0)]
    return Relief(view, np.ascontiguousarray(heights), within, measure_of(scale))


def _scale(heights: Array, bottom: float | None) -> HeightScale:
    """What the plan has for the same view."""
    known = heights[np.isfinite(heights)]
    return scale_of(np.clip(known, -BEYOND, BEYOND), bottom) if len(known) else LinearScale(0.0, 1.0)


def _smoothed(fine: Array) -> Array:
    """Every second row with a quarter of both neighbours: the binomial filter."""
    padded = np.pad(fine, ((1, 1), (0, 0)), mode="edge")
    smooth: Array = 0.25 * padded[:-2:FINER] + 0.5 * padded[1:-1:FINER] + 0.25 * padded[2::FINER]
    return smooth
