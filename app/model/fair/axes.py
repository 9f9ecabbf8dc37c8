"""The axes on which a comparison is drawn, and its curves on them; both are logarithmic, in exponents of ten."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil, floor, inf, log10

import numpy as np
from numpy.typing import NDArray

from app.model.fair.lane import RATES, LaneResult
from app.model.fair.request import FairResult
from app.model.numbers import number_text
from app.model.ticks import Tick, log_ticks
from optim_core.tuning import Objective, Scores

Array = NDArray[np.float64]
BELOW, ABOVE = 1.2, 0.3
"""Decades of lr shown below the lowest good one, and above the highest that does not diverge."""
GRAIN = 4.0
"""Axes begin and end at a quarter of a decade, so that a better result hardly moves them."""
ASIDE = 0.1
"""Decades around the present lr, where that is outside."""
HEADROOM = 0.3
"""Decades above the start's loss."""
NEVER = 0.2
"""Decades from the last step up to where those are drawn that never come within tolerance."""
FAR = 1e3
"""Where a curve goes that has no number: so many decades up, out of sight."""
NOTHING = 1e-300
"""Stands for 0, which has no logarithm."""


@dataclass(frozen=True)
class FairAxes:
    """Exponents of ten: of lr from `left` to `right`, and of what is compared from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float
    objective: Objective

    @property
    def view(self) -> tuple[float, float, float, float]:
        """All four, as a frame wants them."""
        return self.left, self.right, self.low, self.high

    def rate_ticks(self, most: int) -> list[Tick]:
        """Ticks of lr."""
        return log_ticks(self.left, self.right, most)

    def value_ticks(self, most: int) -> list[Tick]:
        """Ticks of what is compared; where steps never reach the tolerance is the top."""
        if self.objective is Objective.LOSS:
            return log_ticks(self.low, self.high, most)
        budget = self.high - NEVER
        between = [log10(m * 10**n) for n in range(floor(self.low), ceil(budget) + 1) for m in (1, 2, 5)]
        fine = [(place, number_text(round(10**place))) for place in between if self.low <= place <= budget + 1e-9]
        return [*(fine if len(fine) < most else log_ticks(self.low, budget, most)), (self.high, "never")]

    def containing(self, rates: Iterable[float]) -> "FairAxes":
        """Wide enough for these learning rates too."""
        places = [log10(rate) for rate in rates if rate > 0.0]
        left = min([self.left, *(_floor(place - ASIDE) for place in places if place < self.left)])
        right = max([self.right, *(_ceil(place + ASIDE) for place in places if place > self.right)])
        return replace(self, left=left, right=right)

    def place(self, value: float) -> float:
        """The exponent of what is compared; far above for what has no number."""
        return FAR if value == inf else log10(max(value, NOTHING))

    def curve(self, scores: Scores) -> Array:
        """Places (n, 2) of lr and what is compared; far above where there is no number."""
        values = (scores.loss if self.objective is Objective.LOSS else scores.steps)[0]
        exponents = np.log10(np.maximum(values, NOTHING))
        return np.column_stack((np.log10(scores.lrs), np.where(np.isfinite(exponents), exponents, FAR)))


def fair_axes(result: FairResult) -> FairAxes:
    """Axes that show what matters of a result: from well below every good lr to where all diverge."""
    objective, trial = result.request.objective, result.request.trial
    low_rates = [min((lane.tuned.lr, *(lane.tuned.good or ()))) for lane in result.lanes]
    high_rates = [_last_rate(lane) for lane in result.lanes]
    left = _floor(max(log10(RATES[0]), log10(min(low_rates)) - BELOW))
    right = _ceil(min(log10(RATES[1]), log10(max(high_rates)) + ABOVE))
    if objective is Objective.STEPS:
        high = log10(trial.steps) + NEVER
    else:
        high = log10(max(trial.head, trial.least, NOTHING)) + HEADROOM
    axes = FairAxes(left, right, high - 1.0, high, objective)
    return replace(axes, low=_low(axes, result)).containing(float(lane.lane.rule.lr) for lane in result.lanes)


def _low(axes: FairAxes, result: FairResult) -> float:
    """Below everything that is in sight, and at least a decade below the top."""
    curves = [axes.curve(scores) for lane in result.lanes for scores in (lane.tuned.curve, lane.now)]
    within = [curve[(axes.left <= curve[:, 0]) & (curve[:, 0] <= axes.right), 1] for curve in curves]
    lowest = min([float(part.min()) for part in within if part.size] + [axes.high - 1.0])
    return floor(lowest) if axes.objective is Objective.LOSS else max(0.0, _floor(lowest - ASIDE))


def _last_rate(lane: LaneResult) -> float:
    """The highest lr at which the lane does not diverge."""
    ends = [scores.lrs[np.isfinite(scores.loss[0])] for scores in (lane.tuned.curve, lane.now)]
    return float(max((end[-1] for end in ends if len(end)), default=lane.tuned.lr))


def _floor(place: float) -> float:
    return floor(place * GRAIN) / GRAIN


def _ceil(place: float) -> float:
    return ceil(place * GRAIN) / GRAIN
