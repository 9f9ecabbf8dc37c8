"""What the colours of a map of numbers mean: from which number to which they run, and where its ticks stand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from app.model.charts import DECADES_ABOVE_START
from app.model.maps.data import MapData
from app.model.maps.difference import LEAST, Difference
from app.model.maps.kinds import MapKind, Measure
from app.model.numbers import number_text
from app.model.ticks import Tick, linear_ticks, log_ticks
from surfaces import Surface

Array = NDArray[np.float64]
MOST_DECADES = 12
"""Losses that lie so many decades below the start's have one colour with all lower ones: they are as good as 0."""
STRAYS = 0.5
"""Per cent of the numbers at either end that the scale need not hold."""
GRID = 33
"""Points along each side of the view, where a surface without a minimum is asked how high it is."""


@dataclass(frozen=True)
class ColourScale:
    """Numbers, or logarithms of them, from `low` to `high`; all beyond are at the ends. `title` says what they are."""

    title: str
    low: float
    high: float
    make_ticks: Callable[[float, float, int], list[Tick]]

    def levels(self, numbers: Array) -> Array:
        """From 0 at `low` to 1 at `high`, of numbers of any shape; NaN stays NaN."""
        levels: Array = np.clip((numbers - self.low) / (self.high - self.low), 0.0, 1.0)
        return levels

    def ticks(self, most: int) -> list[Tick]:
        """About so many, as (level, label)."""
        found = self.make_ticks(self.low, self.high, most)
        return [((number - self.low) / (self.high - self.low), label) for number, label in found]


@lru_cache(maxsize=8)
def numbers_of(data: MapData, measure: Measure) -> Array:
    """What a scale of losses or of steps is applied to, (rows, columns): NaN where a run has no such number."""
    if measure is Measure.STEPS:
        return np.where(data.steps >= 0, np.log10(np.maximum(data.steps, 1)), np.nan)
    height = np.where(data.diverged, np.nan, data.height)
    return np.log10(np.maximum(height, LEAST)) if data.has_floor else height


def scale_of(maps: Sequence[MapData], measure: Measure) -> ColourScale:
    """The one scale of all these maps, for losses or for steps."""
    if measure is Measure.STEPS:
        return _step_scale(maps)
    return _loss_scale(maps) if all(data.has_floor for data in maps) else _plain_scale(maps)


def _step_scale(maps: Sequence[MapData]) -> ColourScale:
    least = min((int(data.steps[data.steps > 0].min()) for data in maps if (data.steps > 0).any()), default=1)
    most = max(data.request.experiment.steps for data in maps)
    low = max(value for value, _ in count_ticks(0.0, log10(least), 99))
    return ColourScale("steps to tolerance", low, max(log10(most), low + 0.1), count_ticks)


def _loss_scale(maps: Sequence[MapData]) -> ColourScale:
    """Half decades of the loss above the minimum, around most of the runs."""
    low, high = _range([numbers_of(data, Measure.LOSS) for data in maps])
    heights = np.concatenate([_heights_at_start(data).ravel() for data in maps])
    known = heights[np.isfinite(heights)]
    # Where no start has a height that is a number, the ends of the runs are all that there is.
    start = log10(max(float(known.max()), LEAST)) if known.size else high
    high = min(high, start + DECADES_ABOVE_START)
    low, high = floor(2 * max(low, start - MOST_DECADES)) / 2, ceil(2 * high) / 2
    title = "final loss" if all((data.floor == 0.0).all() for data in maps) else "final loss above the minimum"
    return ColourScale(title, low, max(high, low + 1), log_ticks)


def _heights_at_start(data: MapData) -> Array:
    """How far above the minimum the runs of every row or, in a map of starts, of every cell begin."""
    request = data.request
    if request.kind is MapKind.STARTS:
        x, y = np.meshgrid(request.x.values(data.side), request.y.values(data.rows))
        return np.asarray(request.experiment.surface.value(x, y) - data.floor[0])
    at = np.asarray(request.experiment.start)
    rows = request.y.values(data.rows) if request.kind is MapKind.PARAMETER else request.y.values(1)
    heights = [float(request.surface_at(y).value(*at)) for y in rows]
    return np.array(heights) - data.floor[: len(rows)]


def _plain_scale(maps: Sequence[MapData]) -> ColourScale:
    """The loss itself, as far as the surface is in view: without a minimum it may fall without end."""
    low, high = _heights_in_view(maps[0].request.experiment.surface)
    return ColourScale("final loss", low, high, linear_ticks)


def _heights_in_view(surface: Surface) -> tuple[float, float]:
    left, right, bottom, top = surface.view
    x, y = np.meshgrid(np.linspace(left, right, GRID), np.linspace(bottom, top, GRID))
    low, high = _range([surface.value(x, y)], strays=0.0)
    return low, high if high > low else low + 1.0


def _range(numbers: Sequence[Array], strays: float = STRAYS) -> tuple[float, float]:
    """The smallest and the largest of those that are numbers, without strays; (0, 1) if there are none."""
    known = np.concatenate([array[np.isfinite(array)] for array in numbers])
    if not known.size:
        return 0.0, 1.0
    low, high = np.percentile(known, (strays, 100.0 - strays))
    return float(low), float(high)


def difference_scale(difference: Difference, measure: Measure, is_ratio: bool) -> ColourScale:
    """Equally far to both sides of "the same". The title says of what, and not of which two."""
    low, high = _range([difference.ratio])
    reach = max(abs(low), abs(high))
    if is_ratio:
        # Where both are as good as 0, their ratio may be anything.
        reach = min(reach, MOST_DECADES)
    if measure is Measure.STEPS:
        return ColourScale("steps to tolerance", -_whole(reach), _whole(reach), _factor_ticks)
    if is_ratio:
        return ColourScale("final loss", -_whole(reach), _whole(reach), log_ticks)
    return ColourScale("final loss", -reach or -1.0, reach or 1.0, linear_ticks)


def _whole(reach: float) -> float:
    return float(max(1, ceil(reach)))


def count_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Whole numbers 1, 2, 5, 10 and so on between 10^low and 10^high, as (exponent, label), thinned to 1, 10, 100."""
    counts = [m * 10**n for n in range(floor(low), ceil(high) + 1) for m in (1, 2, 5) if n >= 0]
    within = [count for count in counts if low - 1e-9 <= log10(count) <= high + 1e-9]
    if len(within) > most:
        within = [count for count in within if str(count)[0] == "1"] or within[:most]
    return [(log10(count), number_text(count)) for count in within]


def _factor_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Powers of two, as (logarithm, label): 1/4, 1/2, 1, 2, 4."""
    stride = max(1, ceil((high - low) / max(1, most)))
    powers = [k * stride for k in range(ceil(low / stride), floor(high / stride) + 1)]
    return [(float(k), f"{2**k:,}" if k >= 0 else f"1/{2**-k:,}") for k in powers]
