"""What a hand can take hold of in a chart: handles of events, learning rates, and everywhere else time."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF

from app.gui.painting.frame import Frame
from app.gui.painting.overlay import handle_middle, rate_frame
from app.gui.painting.style import Style
from app.model.charts import Chart
from app.model.event_edits import moved
from app.model.events import Event
from app.model.experiment import Experiment
from app.model.schedule_chart import Overlay
from app.model.scheduling import scale_lr

Edit = Callable[[Experiment], Experiment]
HANDLE_REACH = 7.0
"""Pixels sideways from the middle of a handle; up and down it is half as much again."""
RATE_REACH = 5.0
CURVE_REACH = 8.0
COLUMN = 2.0
"""Pixels to either side of the mouse within which a line is looked for."""
DECIDED = 3.0
"""Pixels after which it is clear whether a hand on a learning rate pulls it or scrubs."""


@dataclass(frozen=True)
class TimeGrip:
    """Nothing but time: a drag scrubs."""


@dataclass(frozen=True)
class EventGrip:
    """An event by its handle, and the others whose handles lie there too."""

    event: Event
    others: tuple[Event, ...]

    def edit(self, frame: Frame, place: QPointF) -> Edit:
        """Bring the event to the step at that place."""
        step = step_at(frame, place)
        return lambda experiment: moved(experiment, self.event, step)


@dataclass(frozen=True)
class RateGrip:
    """A lane's learning rate by its line, taken at a place; `overlay` is what was shown then."""

    lane: int
    place: QPointF
    overlay: Overlay

    def pulls(self, place: QPointF) -> bool | None:
        """Whether a hand that has come here pulls the line up or down; None while it may be either."""
        way = place - self.place
        if max(abs(way.x()), abs(way.y())) < DECIDED:
            return None
        return abs(way.y()) > abs(way.x())

    def edit(self, frame: Frame, place: QPointF) -> Edit:
        """Multiply the learning rate by what the hand's way means on the axis."""
        decades = (self.place.y() - place.y()) / frame.height * (self.overlay.high - self.overlay.low)
        return lambda experiment: scale_lr(experiment, self.lane, self.overlay.experiment, 10.0**decades)


Grip = TimeGrip | EventGrip | RateGrip


def grip_at(frame: Frame, style: Style, chart: Chart, place: QPointF) -> Grip:
    """What a press there takes hold of."""
    overlay = chart.overlay
    if overlay is None:
        return TimeGrip()
    handles = _handles_at(frame, style, overlay, place)
    if handles:
        return EventGrip(handles[0], handles[1:])
    rates = rate_frame(frame, overlay)
    found = (rate.lane for rate in overlay.rates if _away(rates, rate.exponents, place) <= RATE_REACH)
    lane = next(found, None)
    return TimeGrip() if lane is None else RateGrip(lane, place, overlay)


def lane_at(frame: Frame, chart: Chart, place: QPointF) -> int:
    """The lane whose curve is nearest, −1 if none is near."""
    away = [(_away(frame, curve.by_step, place), curve.lane) for curve in chart.curves]
    near, lane = min(away, default=(np.inf, -1))
    return lane if near <= CURVE_REACH else -1


def step_at(frame: Frame, place: QPointF) -> int:
    """The step at a place, on the axis or beyond its ends."""
    return round(frame.data(place.x(), place.y())[0])


def _handles_at(frame: Frame, style: Style, overlay: Overlay, place: QPointF) -> tuple[Event, ...]:
    """The events whose handles are there, the nearest first; of those at one step the one that was drawn last."""
    found = []
    for event in reversed(overlay.events):
        away = place - handle_middle(frame, style, event)
        if abs(away.x()) <= HANDLE_REACH and abs(away.y()) <= 1.5 * HANDLE_REACH:
            found.append((abs(away.x()), event))
    return tuple(event for _, event in sorted(found, key=lambda pair: pair[0]))


def _away(frame: Frame, values: NDArray[np.float64], place: QPointF) -> float:
    """How many pixels above or below the place the line passes, in the columns around it."""
    if not frame.rect.contains(place):
        return float("inf")
    first, last = (frame.data(place.x() + dx, 0.0)[0] for dx in (-COLUMN, COLUMN))
    near = values[max(0, int(first)) : max(0, int(last) + 2)]
    near = near[np.isfinite(near)]
    if not near.size:
        return float("inf")
    lowest, highest = (frame.point(0.0, float(value)).y() for value in (near.min(), near.max()))
    return max(0.0, place.y() - lowest, highest - place.y())
