"""What lies over the loss chart: learning rates on a logarithmic axis of their own, and what happens in mid-run.

Example:

    over = overlay(experiment)
    over.rates[0].exponents                       # log10 of that lane's lr in every update
    over.within(-5.0, -2.0)                       # the same on an axis that stays while a hand drags
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

from app.model.events import Event, events
from app.model.experiment import Experiment
from optim_core import SGD, Change, Rule, Schedule

Array = NDArray[np.float64]
MOST_DECADES = 4
"""Below so many decades under the top, a learning rate moves nothing."""
DECADES_ABOVE = 3
"""A schedule that rises without end is shown so far above the largest lr that was set."""
NOTHING = 1e-300
"""Stands for a learning rate of 0, which has no logarithm."""
ROOM = (0.06, 0.1)
"""What an axis has below and above its whole decades, as a share of them."""


@dataclass(frozen=True, eq=False)
class RateCurve:
    """A lane's learning rate; `exponents` (steps,) are its powers of ten in the updates from step 0, 1 and so on.

    `pace` is all that it follows from, as the plainest rule that has it.
    """

    lane: int
    colour: int
    pace: Rule
    exponents: Array

    def pieces(self, low: float, high: float) -> list[Array]:
        """The line (n, 2) of steps and exponents, in pieces that lie within the axis and reach to its ends."""
        within = np.flatnonzero((low <= self.exponents) & (self.exponents <= high))
        runs = np.split(within, np.flatnonzero(np.diff(within) > 1) + 1) if len(within) else []
        cut = np.clip(self.exponents, low, high)
        spans = [np.arange(max(0, run[0] - 1), min(len(cut), run[-1] + 2)) for run in runs]
        return [np.column_stack((span.astype(np.float64), cut[span])) for span in spans]


@dataclass(frozen=True, eq=False)
class Overlay:
    """Rates that are not constant, on an axis from `low` to `high` (exponents), and the events of what is visible."""

    experiment: Experiment
    rates: tuple[RateCurve, ...]
    low: float
    high: float
    events: tuple[Event, ...]

    @property
    def axis(self) -> tuple[float, float] | None:
        """The axis of the rates, where there are any."""
        return (self.low, self.high) if self.rates else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to be drawn."""
        return not (self.rates or self.events)

    @property
    def looks(self) -> tuple[object, ...]:
        """All that it looks like, as one value that can be compared."""
        rates = tuple((rate.colour, rate.pace) for rate in self.rates)
        colours = tuple(lane.colour for lane in self.experiment.lanes)
        return self.experiment.steps, rates, colours, self.low, self.high, self.events

    def within(self, low: float, high: float) -> "Overlay":
        """The same on another axis."""
        return replace(self, low=low, high=high)


def overlay(experiment: Experiment) -> Overlay:
    """What is to be drawn over the loss of an experiment's visible lanes."""
    shown = [lane.visible for lane in experiment.lanes]
    rates = tuple(
        _rate_curve(index, experiment)
        for index, rule in enumerate(experiment.rules)
        if shown[index] and (rule.schedule.parts or _lr_changes(rule)) and _largest_lr(rule) > 0.0
    )
    found = tuple(event for event in events(experiment) if event.lane is None or shown[event.lane])
    own = max((_largest_lr(rate.pace) for rate in rates), default=1.0)
    return Overlay(experiment, rates, *_axis(rates, log10(own) + DECADES_ABOVE), found)


def _largest_lr(rule: Rule) -> float:
    """The largest that was set, the schedule left out."""
    return max(float(rule.lr), *(change.value for change in _lr_changes(rule)), 0.0)


def _rate_curve(index: int, experiment: Experiment) -> RateCurve:
    rule = experiment.rules[index]
    pace = _pace(rule.lr, rule.schedule, _lr_changes(rule))
    return RateCurve(index, experiment.lanes[index].colour, pace, _exponents(pace, experiment.steps))


def _lr_changes(rule: Rule) -> tuple[Change, ...]:
    return tuple(change for change in rule.changes if change.name == "lr")


@lru_cache(maxsize=32)
def _pace(lr: float, schedule: Schedule, changes: tuple[Change, ...]) -> Rule:
    """The plainest rule with that learning rate."""
    return SGD(lr=lr, schedule=schedule, changes=changes)


@lru_cache(maxsize=32)
def _exponents(pace: Rule, steps: int) -> Array:
    """log10 of lr in every update, (steps,)."""
    with np.errstate(all="ignore"):
        exponents = np.log10(np.maximum(pace.during(0, steps).lr, NOTHING))
    # A rise without end times a factor of 0 is no number, and certainly beyond the axis.
    return np.where(np.isnan(exponents), np.inf, exponents)


def _axis(rates: tuple[RateCurve, ...], most: float) -> tuple[float, float]:
    """Whole decades around the rates, with a little room, so that it stays while they change a little."""
    finite = [rate.exponents[np.isfinite(rate.exponents)] for rate in rates]
    top = min(most, max((float(a.max()) for a in finite if a.size), default=0.0))
    bottom = max(top - MOST_DECADES, min((float(a.min()) for a in finite if a.size), default=0.0))
    high = ceil(top - 1e-9)
    low = min(floor(bottom + 1e-9), high - 1)
    return low - ROOM[0] * (high - low), high + ROOM[1] * (high - low)
