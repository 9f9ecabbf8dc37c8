"""One line a lane over the steps, of what a chart measures: a seed's, or the median of many with the band around it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.lane_run import LaneRun
from app.model.scene import Scene
from optim_core.statistics import quantiles

Array = NDArray[np.float64]
BAND_STEPS = 250
"""At so many steps at most the quantiles over seeds are taken, the first and the last among them."""
BAND_VALUES = 1_000_000
"""Of very many seeds at fewer: of a lane about so many values are put in order (10 ms), seeds times minima."""
LEAST_BAND_STEPS = 25
BLOCK_VALUES = 160_000
"""So many of them are looked at together, while they are in the processor's cache."""
BAND = (0.1, 0.5, 0.9)
"""The quantiles of a band: its lower edge, the median and its upper edge."""
Steps = slice | NDArray[np.intp]
Measure = Callable[[LaneRun, Steps], Array]
"""What a chart shows of some steps of a lane, for all its seeds: (steps, seeds)."""
Scale = Callable[[Array], Array]
"""What a chart's axis makes of values; it keeps their order."""


class Band(NamedTuple):
    """Quantiles over seeds at some steps: 10 %, the median, 90 %."""

    steps: Array
    low: Array
    median: Array
    high: Array


@dataclass(frozen=True, eq=False)
class Curve:
    """The line of the lane with that place in the experiment: `values` at `steps`.

    Of a lane with one seed these are that seed's, at steps 0, 1 and so on; of more the median, where the `band` is.
    """

    lane: int
    run: LaneRun
    steps: Array
    values: Array
    band: Band | None

    @cached_property
    def by_step(self) -> Array:
        """The values at steps 0, 1 and so on; between those that are known they are on straight lines."""
        if self.band is None:
            return self.values
        return np.interp(np.arange(self.steps[-1] + 1), self.steps, self.values)


def curves_of(scene: Scene, measure: Measure, scale: Scale, count: int, weight: int = 1) -> tuple[Curve, ...]:
    """The curves of the visible lanes, of so many steps; `weight` is how much dearer a value is than usual."""
    seeds = scene.seeds_known
    sample = _sample(count, seeds * weight) if seeds > 1 else np.arange(count)
    return tuple(_curve(lane, run, measure, scale, sample) for lane, run in enumerate(scene.runs) if run.lane.visible)


def _sample(count: int, each: int) -> NDArray[np.intp]:
    """Some of so many steps, evenly; what is to be done at each of them decides how many."""
    most = min(BAND_STEPS, max(LEAST_BAND_STEPS, BAND_VALUES // each))
    return np.arange(count) if count <= most else np.linspace(0, count - 1, most).round().astype(np.intp)


def _curve(lane: int, run: LaneRun, measure: Measure, scale: Scale, sample: NDArray[np.intp]) -> Curve:
    """A lane's curve; quantiles before the scale, which keeps order, since logarithms of all seeds are dear."""
    steps = sample.astype(np.float64)
    if len(run.positions) == 1 or not len(sample):
        return Curve(lane, run, steps, scale(measure(run, slice(None))[:, 0]), None)
    some = max(1, BLOCK_VALUES // len(run.positions))
    blocks = (sample[at : at + some] for at in range(0, len(sample), some))
    found = np.concatenate([quantiles(measure(run, block), BAND, axis=1) for block in blocks], axis=1)
    band = Band(steps, *scale(found))
    return Curve(lane, run, steps, band.median, band)
