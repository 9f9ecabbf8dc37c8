"""What of the solid is to be seen: the floating horizon (Wright 1973), column by column of a picture.

In one column of pixels, level ground stands the higher on the picture the farther away it is. So the surface is sampled
along each column's line of sight, from the near edge of the solid to the far one, and a sample is seen if it stands
above all before it. NumPy takes all columns through it at once.
"""

from dataclasses import dataclass
from functools import cached_property
from math import ceil, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.relief.camera import PLINTH, Camera
from app.model.relief.relief import Relief
from app.model.relief.shading import light

Array = NDArray[np.float64]
Floats = NDArray[np.float32]
COARSE, FINE = 0.75, 1.2
"""Samples on a line of sight for each cell along a side of the relief; the longest line crosses √2 times as many."""
EDGE_ON = 1e-6
"""No edge points more nearly at the eye than so: a line of sight would run along it, or never meet it."""
LEVEL = 1.0
"""Pixels by which a point of the surface may seem to be below what lies just before it."""


@dataclass(frozen=True, eq=False)
class Horizon:
    """Samples of the solid on `columns` of a picture that is `height` pixels high; it meets those from `first` on.

    `near` and `far` (columns,) are the depths where lines of sight enter and leave, in sides of the square. Of all
    samples (columns, samples), evenly between: `heights`, the `light` on them, and their `rows`, in pixels above the
    picture's lower edge. `bottom` (columns,) are the rows of the solid's lower edge, and `side` (columns,) tells
    whether it is entered through an edge along x (0) or along y (1).
    """

    relief: Relief
    camera: Camera
    columns: range
    height: int
    first: int
    near: Floats
    far: Floats
    heights: Floats
    light: Floats
    cells: NDArray[np.int32]
    rows: Floats
    bottom: Floats
    side: NDArray[np.uint8]

    @cached_property
    def highest(self) -> Floats:
        """The highest of the rows up to each sample."""
        return np.maximum.accumulate(self.rows, axis=1)

    @property
    def beside(self) -> int:
        """How many columns there are before the first that meets the solid."""
        return self.first - self.columns.start

    def hides(self, points: Array) -> NDArray[np.bool_]:
        """Whether what is in front hides points (n, 3) of the surface."""
        pixels, depth = self.camera.pixels(points), self.camera.depth(points)
        columns = len(self.rows)
        if not columns:
            return np.zeros(len(points), dtype=np.bool_)
        left = np.clip((pixels[:, 0] - 0.5 - self.first).astype(np.intp), 0, columns - 1)
        right = np.minimum(left + 1, columns - 1)
        # A wall that is only in the one column has its edge just there, and may be beside the point.
        wall = np.minimum(*(self._before(column, depth) for column in (left, right)))
        hidden: NDArray[np.bool_] = self.height - pixels[:, 1] < wall - LEVEL
        return hidden

    def _before(self, column: NDArray[np.intp], depth: Array) -> Floats:
        """How high the horizon is just before these depths; −inf where nothing is."""
        last = self.rows.shape[1] - 1
        way = (depth - self.near[column]) / (self.far[column] - self.near[column]) * last - 1.0
        wall = self.highest[column, np.clip(way.astype(np.intp), 0, last)]
        return np.where(way > 0.0, wall, np.float32(-np.inf))


class Sight(NamedTuple):
    """The solid on a picture: where its points land, and the horizon, maybe of a smaller one, that may hide them."""

    camera: Camera
    horizon: Horizon

    @property
    def relief(self) -> Relief:
        """The solid."""
        return self.horizon.relief


def sight(relief: Relief, camera: Camera, width: float, height: float, most: int) -> Sight:
    """Look at the solid as a picture of that size shows it, through at most so many pixels."""
    factor = min(1.0, sqrt(most / (width * height)))
    through = camera.magnified(factor)
    return Sight(camera, horizon(relief, through, ceil(height * factor), range(ceil(width * factor)), COARSE))


def horizon(relief: Relief, camera: Camera, height: int, columns: range, samples: float = FINE) -> Horizon:
    """Look at the solid through those columns of a picture that is so many pixels high."""
    aside = ((np.arange(columns.start, columns.stop) + 0.5 - camera.middle[0]) / camera.scale).astype(np.float32)
    near, far, side = _entries(aside, camera)
    met = np.flatnonzero(far > near)
    first = columns.start + (int(met[0]) if len(met) else 0)
    aside, near, far = aside[met], near[met], far[met]
    shares = np.linspace(0.0, 1.0, ceil(samples * max(relief.heights.shape)) + 1, dtype=np.float32)
    depth = near[:, np.newaxis] + (far - near)[:, np.newaxis] * shares
    heights, lit, cells = _sampled(relief, camera, aside, depth)
    (upright, flat), foot = camera.tilt, height - camera.middle[1]
    rows = depth * np.float32(camera.scale * flat)
    rows += np.float32(foot)
    rows += heights * np.float32(camera.scale * camera.rise * upright)
    bottom = (foot + camera.scale * (near * flat - PLINTH * upright)).astype(np.float32)
    return Horizon(relief, camera, columns, height, first, near, far, heights, lit, cells, rows, bottom, side[met])


def _entries(aside: Floats, camera: Camera) -> tuple[Floats, Floats, NDArray[np.uint8]]:
    """Between which depths a line of sight is over the square, and through which edge it comes."""
    c, s = (np.float32(part if abs(part) > EDGE_ON else EDGE_ON) for part in camera.turn)
    half = np.float32(0.5)
    by_u = np.sort([(aside * c - half) / s, (aside * c + half) / s], axis=0)
    by_v = np.sort([(-half - aside * s) / c, (half - aside * s) / c], axis=0)
    return np.maximum(by_u[0], by_v[0]), np.minimum(by_u[1], by_v[1]), (by_u[0] > by_v[0]).astype(np.uint8)


def _sampled(relief: Relief, camera: Camera, aside: Floats, depth: Floats) -> tuple[Floats, Floats, NDArray[np.int32]]:
    """Heights and light there, between the relief's samples, and the place of the cell's first sample in its grid."""
    rows, columns = relief.heights.shape
    c, s = camera.turn
    across = _scaled(aside * np.float32(c) + np.float32(0.5), depth, -s, columns)
    up = _scaled(aside * np.float32(s) + np.float32(0.5), depth, c, rows)
    i, j = across.astype(np.int32), up.astype(np.int32)
    across -= i
    up -= j
    cells = j * np.int32(columns) + i
    # Heights and light travel as one complex number: to fetch both takes as long as to fetch one.
    both = (relief.heights + 1j * light(relief, camera)).astype(np.complex64).ravel()
    low, high = _between(both, cells, across), _between(both, cells + np.int32(columns), across)
    high -= low
    high *= up
    low += high
    return np.ascontiguousarray(low.real), np.ascontiguousarray(low.imag), cells


def _scaled(begin: Floats, depth: Floats, per_depth: float, count: int) -> Floats:
    """Along u or v in cells, never beyond the last."""
    last = np.float32(count - 1)
    cells = (begin * last)[:, np.newaxis] + depth * (np.float32(per_depth) * last)
    return np.clip(cells, np.float32(0.0), np.nextafter(last, np.float32(0.0)), out=cells)


def _between(values: NDArray[np.complex64], cells: NDArray[np.int32], share: Floats) -> NDArray[np.complex64]:
    low = values.take(cells)
    high = values.take(cells + np.int32(1))
    high -= low
    high *= share
    low += high
    return low
