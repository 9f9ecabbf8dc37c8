"""How heights become shades and contour lines: one mapping for the map, its lines, and the relief.

Above a minimum heights are told apart by their logarithm, so that a valley's floor is seen as well as its walls.
Without a minimum they are told apart as they are; and if a few of them, at a pole or on a cliff, dwarf all the others,
by the inverse hyperbolic sine, which is a logarithm on both sides of 0.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import asinh, floor, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from surfaces.exploring.nice import nice_step

Array = NDArray[np.float64]
DECADES = 5.0
"""The lowest shade lies at most so far below the highest."""
LINES = 14
"""About how many contour lines are wanted."""
FLAT = 1e-300
"""Differences of height below this are none."""
RARE = 200
"""One of so many heights may be beyond the shades."""
DWARFED = 100.0
"""The highest are beyond the shades if they are so many times as far above the minimum (in roots) as the others …"""
SPREAD = 8.0
"""… and, where there is no minimum, if all heights span so many times what nine of ten of them do."""
SAMPLED = 4096
"""Heights, about, from which it is told whether a few dwarf the others."""
MIXED = 0.1
"""Where heights have both signs, those this much of the middle size and less are told apart as they are."""

FINEST = 1e-100
"""A unit is not smaller than this part of the largest height."""


class HeightScale(ABC):
    """From heights to shades; a value."""

    @abstractmethod
    def drawn(self, heights: Array) -> Array:
        """What contour lines are drawn on: it rises with the heights and is nearly straight between samples."""

    @abstractmethod
    def shade_of_drawn(self, drawn: Array) -> Array:
        """The shades of what is drawn, not limited to 0 … 1."""

    @abstractmethod
    def levels(self, wanted: int = LINES) -> Array:
        """Where about so many contour lines are, in terms of what is drawn: on a ladder that stays where it is."""

    def shade(self, heights: Array) -> Array:
        """0 lowest … 1 highest, for heights of any shape; 1 where they are not numbers."""
        with np.errstate(invalid="ignore", over="ignore"):
            shades = np.clip(self.shade_of_drawn(self.drawn(heights)), 0.0, 1.0)
        return np.where(np.isnan(shades), 1.0, shades)


def scale_of(heights: Array, bottom: float | None) -> HeightScale:
    """The scale for those heights, all finite and at least one; `bottom` is the height of the minimum, if any."""
    if bottom is not None:
        return _logarithmic(heights, bottom)
    low, top = float(heights.min()), float(heights.max())
    few = np.sort(_some(heights))
    most = float(few[len(few) * 19 // 20] - few[len(few) // 20])
    if FLAT < most < (top - low) / SPREAD:
        return _compressed(heights)
    return LinearScale(low, top)


@dataclass(frozen=True)
class LogarithmicScale(HeightScale):
    """log √(f − bottom) from `low` to `top`, both roots."""

    bottom: float
    low: float
    top: float

    @property
    def _span(self) -> float:
        return max(log10(self.top / self.low), 1e-9)

    def drawn(self, heights: Array) -> Array:
        # The root is linear near a minimum, so that lines between samples are right.
        return np.sqrt(np.maximum(heights - self.bottom, 0.0))

    def shade_of_drawn(self, drawn: Array) -> Array:
        return np.log10(np.maximum(drawn, self.low) / self.low) / self._span

    def levels(self, wanted: int = LINES) -> Array:
        rung = nice_step(2 * self._span / wanted)
        return np.power(10.0, _rungs(2 * log10(self.low), 2 * log10(self.top), rung) / 2)


@dataclass(frozen=True)
class LinearScale(HeightScale):
    """The height itself, from `low` to `top`."""

    low: float
    top: float

    @property
    def _span(self) -> float:
        return self.top - self.low if self.top - self.low > FLAT else 1.0

    def drawn(self, heights: Array) -> Array:
        return heights

    def shade_of_drawn(self, drawn: Array) -> Array:
        return (drawn - self.low) / self._span

    def levels(self, wanted: int = LINES) -> Array:
        return _rungs(self.low, self.top, nice_step(self._span / wanted))


@dataclass(frozen=True)
class CompressedScale(HeightScale):
    """asinh(f/2u) from `low` to `top`, both of what is drawn: about ±log(|f|/u) beyond the unit u."""

    unit: float
    low: float
    top: float

    def drawn(self, heights: Array) -> Array:
        return np.arcsinh(heights / (2.0 * self.unit))

    def shade_of_drawn(self, drawn: Array) -> Array:
        return (drawn - self.low) / max(self.top - self.low, 1e-9)

    def levels(self, wanted: int = LINES) -> Array:
        """At 0 and ± powers of ten, or parts of decades, from the unit on."""
        rung = nice_step((self.top - self.low) / np.log(10.0) / wanted)
        first = log10(self.unit)
        decades = max(self.top, -self.low) / np.log(10.0)
        up = np.power(10.0, _rungs(first, first + decades, rung)[1:])
        levels = self.drawn(np.concatenate([-up[::-1], [0.0], up]))
        return levels[(levels >= self.low) & (levels <= self.top)]


def _some(heights: Array) -> Array:
    """Enough of them to tell how they are distributed."""
    return heights.ravel()[:: max(1, heights.size // SAMPLED)]


def _logarithmic(heights: Array, bottom: float) -> LogarithmicScale:
    few, rare = np.sort(_some(heights)), heights.size // RARE
    lowest, most, highest = (
        sqrt(max(float(of) - bottom, 0.0))
        for of in (np.partition(heights, rare, axis=None)[rare], few[len(few) - 1 - len(few) // RARE], heights.max())
    )
    top = most if 0.0 < most < highest / DWARFED else highest or 1.0
    return LogarithmicScale(bottom, max(lowest, top * 10 ** (-DECADES / 2)), top)


def _compressed(heights: Array) -> CompressedScale:
    sizes = np.sort(np.abs(heights), axis=None)
    one_sign = heights.min() > 0.0 or heights.max() < 0.0
    rare = sizes.size // RARE
    unit = float(sizes[rare]) if one_sign else MIXED * float(sizes[sizes.size // 2])
    unit = max(unit, FINEST * float(sizes[-1]))
    parts = np.partition(heights, (rare, heights.size - 1 - rare), axis=None)
    low, top = (asinh(float(parts[of]) / (2.0 * unit)) for of in (rare, heights.size - 1 - rare))
    return CompressedScale(unit, low, top)


def _rungs(low: float, top: float, rung: float) -> Array:
    """Multiples of a rung, from the last below the lower end."""
    return np.arange(floor(low / rung), floor(top / rung) + 1, dtype=np.float64) * rung
