"""What an event in mid-run did: a surface that moved or an lr that jumped, while the velocity was still the old one."""

from functools import cached_property
from typing import NamedTuple

import numpy as np

from optim_core import theory
from optim_core.diagnosis.forecast import Forecast
from optim_core.diagnosis.ground import Ground
from optim_core.diagnosis.observed import Observed
from optim_core.diagnosis.setting import lr_jumps
from optim_core.parameter import Array
from optim_core.rule import declared_numbers

REMEMBERED = 5.0
"""An event is given so many memories 1/(1 − β) of the velocity to show."""
UNKNOWN_MEMORY = 100
"""Steps that it is given where the rule's memory is not known."""
MOST_EVENTS = 16
NOTABLE = 0.25
"""By which share of the excess loss right after the event it must rise further."""
NOTABLE_OF_START = 0.01
"""And by which of the excess loss at the start."""
NOTABLE_FLOORS = 20.0
"""And by how many noise floors."""
NOTABLE_SWINGS = 2.0
"""And by how many times what it rose by itself before the event."""


class Spike(NamedTuple):
    """The excess loss right after an event at `step`, and at its peak `peak_step`."""

    step: int
    peak_step: int
    before: float
    peak: float


class Events:
    """The events of a run that its velocity outlived."""

    def __init__(self, observed: Observed, ground: Ground, forecast: Forecast) -> None:
        self._observed = observed
        self._ground = ground
        self._forecast = forecast

    @cached_property
    def spike(self) -> Spike | None:
        """The highest spike of the loss that a velocity carried into an event; None where there is no notable one."""
        steps, setting = self._steps(), self._forecast.setting
        carries = setting.form.beta if setting else "beta" in declared_numbers(type(self._observed.rule))
        if not steps or not carries:
            return None
        memory = int(REMEMBERED * theory.memory_steps(setting.form.beta)) if setting else UNKNOWN_MEMORY
        borders = zip([0, *steps], steps, [*steps[1:], self._ground.walk.last], strict=False)
        spikes = (
            self._spike_at(step, max(last, step - memory), min(next_, step + memory)) for last, step, next_ in borders
        )
        return max((spike for spike in spikes if spike), key=lambda spike: spike.peak, default=None)

    def _steps(self) -> list[int]:
        """The last events before which the velocity was not forgotten."""
        rule, last = self._observed.rule, self._ground.walk.last
        found = {*self._ground.walk.moves, *lr_jumps(rule, last)}
        if found:
            found -= set(rule.restart_steps(last))
        return sorted(step for step in found if 0 < step < last)[-MOST_EVENTS:]

    def _spike_at(self, step: int, first: int, end: int) -> Spike | None:
        """What the loss did from an event to `end`, if it was more than it did from `first` to the event."""
        before, after = self._ground.excess[first:step], self._ground.excess[step : end + 1]
        peak = int(after.argmax())
        spike = Spike(step, step + peak, float(after[0]), float(after[peak]))
        return spike if spike.peak - spike.before > self._notable(spike.before, before) else None

    def _notable(self, at_event: float, before: Array) -> float:
        """How far the loss must rise."""
        swing = float((before - np.minimum.accumulate(before)).max()) if len(before) else 0.0
        start, floor = float(self._ground.excess[0]), self._forecast.floor
        return max(NOTABLE * at_event, NOTABLE_OF_START * start, NOTABLE_FLOORS * floor, NOTABLE_SWINGS * swing)
