"""The surface as a picture: shades for a filled map and contour lines, on a logarithmic scale above the minimum.

Shades and levels follow the piece of the surface that is in view; the levels stand on a fixed ladder, so that lines
stay where they are while a person pans.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10
from typing import cast

import contourpy
import numpy as np
from numpy.typing import NDArray

from surfaces import Surface

Array = NDArray[np.float64]
View = tuple[float, float, float, float]
"""x from, x to, y from, y to."""
DECADES = 5.0
"""The lowest shade lies at most so far below the highest."""
LINES = 14
"""About how many contour lines are wanted."""
FLAT = 1e-300
"""Differences of height below this are none."""


@dataclass(frozen=True, eq=False)
class Terrain:
    """`shades` (rows, columns) uint8, 0 lowest, row 0 at the smallest y; `lines`, each (points, 2), in data units."""

    view: View
    shades: NDArray[np.uint8]
    lines: tuple[Array, ...]


@lru_cache(maxsize=16)
def terrain(surface: Surface, view: View, columns: int, rows: int) -> Terrain:
    """Sample the surface on a grid that covers the view edge to edge."""
    x = np.linspace(view[0], view[1], columns)
    y = np.linspace(view[2], view[3], rows)
    heights = surface.value(x[np.newaxis, :], y[:, np.newaxis])
    # Beyond all numbers is as high as it gets.
    heights = np.clip(np.nan_to_num(heights, nan=1e300, posinf=1e300, neginf=-1e300), -1e300, 1e300)
    if surface.minima:
        depth = np.sqrt(np.maximum(heights - _floor(surface), 0.0))
        shades, levels = _logarithmic(depth)
        return Terrain(view, shades, _lines(x, y, depth, levels))
    shades, levels = _linear(heights)
    return Terrain(view, shades, _lines(x, y, heights, levels))


def _floor(surface: Surface) -> float:
    x, y = np.asarray(surface.minima[0])
    return float(surface.value(x, y))


def _logarithmic(depth: Array) -> tuple[NDArray[np.uint8], Array]:
    """Shades and levels of √(f − minimum), which is linear near a minimum, so that lines between samples are right."""
    top = float(depth.max()) or 1.0
    low = max(float(np.partition(depth, depth.size // 200, axis=None)[depth.size // 200]), top * 10 ** (-DECADES / 2))
    span = max(log10(top / low), 1e-9)
    shades = np.log10(np.maximum(depth, low) / low) / span
    rung = _rung(2 * span / LINES)
    exponents: Array = (
        np.arange(floor(2 * log10(low) / rung), floor(2 * log10(top) / rung) + 1, dtype=np.float64) * rung
    )
    return _bytes(shades), np.power(10.0, exponents / 2)


def _linear(heights: Array) -> tuple[NDArray[np.uint8], Array]:
    low, top = float(heights.min()), float(heights.max())
    span = top - low if top - low > FLAT else 1.0
    rung = _rung(span / LINES)
    return _bytes((heights - low) / span), np.arange(floor(low / rung), floor(top / rung) + 1, dtype=np.float64) * rung


def _rung(wanted: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not below the wanted step."""
    power = 10.0 ** floor(log10(wanted))
    return next(power * m for m in (1.0, 2.0, 2.5, 5.0, 10.0) if power * m >= wanted * (1 - 1e-9))


def _bytes(shades: Array) -> NDArray[np.uint8]:
    return np.rint(255.0 * np.clip(shades, 0.0, 1.0)).astype(np.uint8)


def _lines(x: Array, y: Array, z: Array, levels: Array) -> tuple[Array, ...]:
    generator = contourpy.contour_generator(x, y, z, name="serial", line_type=contourpy.LineType.Separate)
    # LineType.Separate gives one array a line; the stubs name every line type's form.
    return tuple(cast(Array, line) for level in levels for line in generator.lines(float(level)))
