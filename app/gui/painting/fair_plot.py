"""A fair comparison laid out as a chart: where its curves, good ranges, dots and the master lr land."""

from dataclasses import dataclass
from functools import cached_property
from math import log10

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from app.gui.painting.frame import Frame
from app.gui.painting.style import Style
from app.model.fair.axes import FairAxes
from app.model.fair.lane import LaneResult
from app.model.fair.request import FairResult
from optim_core.tuning import Objective

LEFT_MARGIN, TOP_MARGIN, RIGHT_MARGIN, BOTTOM_MARGIN = 46.0, 42.0, 16.0, 24.0
LEAST_PLOT = 84.0
RANGE_ROW, SLIM_ROW, RANGE_GAP = 10.0, 6.0, 4.0
"""The height of a lane's good range, of one among many, and what is above the first and below the last."""
MANY = 6
"""From so many lanes on, their ranges are slim and without a number."""
OUTSTANDING, FADED = 1.4, 0.3
"""By what the curve of the lane that stands out is wider, and what is left of the others then."""


@dataclass(frozen=True, eq=False)
class FairPlot:
    """A result in a rectangle; `outstanding` is the place in the experiment of the lane that stands out, if any."""

    rect: QRectF
    style: Style
    result: FairResult
    axes: FairAxes
    outstanding: int | None = None

    @cached_property
    def frame(self) -> Frame:
        """Where the curves land; below it are the good ranges, a row a lane."""
        px, below = self.style.px, self.style.px(BOTTOM_MARGIN) + _ranges_height(self.style, len(self.result.lanes))
        inner = self.rect.adjusted(px(LEFT_MARGIN), px(TOP_MARGIN), -px(RIGHT_MARGIN), -below)
        return Frame(inner.x(), inner.y(), max(1.0, inner.width()), max(1.0, inner.height()), self.axes.view)

    @cached_property
    def strip(self) -> Frame:
        """Where the good ranges land, on the curves' own lr; a unit up is one lane, the last one lowest."""
        frame, lanes = self.frame, len(self.result.lanes)
        gap = RANGE_GAP / _range_row(lanes)
        view = (self.axes.left, self.axes.right, -gap, lanes + gap)
        return Frame(frame.left, frame.top + frame.height, frame.width, _ranges_height(self.style, lanes), view)

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many lanes that ranges have no room for numbers."""
        return len(self.result.lanes) >= MANY

    @property
    def master_x(self) -> float:
        """Where the line of the master lr stands, within the frame."""
        return self._x(self.result.request.experiment.lr)

    def now(self, lane: LaneResult) -> QPointF:
        """Where a lane is now; at the upper edge where it has no number, or a larger one."""
        return self._point(float(lane.lane.rule.lr), float(np.median(lane.values(self.axes.objective)[0])))

    def best(self, lane: LaneResult) -> QPointF:
        """Where a lane's best is."""
        tuned = lane.tuned
        return self._point(tuned.lr, tuned.loss if self.axes.objective is Objective.LOSS else tuned.steps)

    def good(self, lane: LaneResult) -> tuple[QPointF, QPointF] | None:
        """The ends of a lane's good range in its row; None where there is none."""
        if lane.tuned.good is None:
            return None
        row = len(self.result.lanes) - self.result.lanes.index(lane) - 0.5
        y = self.strip.point(self.axes.left, row).y()
        low, high = lane.tuned.good
        return QPointF(self._x(low), y), QPointF(self._x(high), y)

    def emphasis(self, lane: LaneResult) -> tuple[float, float]:
        """By what a lane's lines are wider, and their opacity."""
        if self.outstanding is None:
            return 1.0, 1.0
        return (OUTSTANDING, 1.0) if lane.place == self.outstanding else (1.0, FADED)

    def _x(self, lr: float) -> float:
        place = log10(max(lr, 10.0**self.axes.left))
        return self.frame.point(min(place, self.axes.right), self.axes.low).x()

    def _point(self, lr: float, value: float) -> QPointF:
        axes = self.axes
        up = min(max(axes.place(value), axes.low), axes.high)
        return QPointF(self._x(lr), self.frame.point(axes.left, up).y())


def least_height(style: Style, lanes: int) -> float:
    """How high the chart of so many lanes must be."""
    return style.px(TOP_MARGIN + LEAST_PLOT + BOTTOM_MARGIN) + _ranges_height(style, lanes)


def _ranges_height(style: Style, lanes: int) -> float:
    return style.px(_range_row(lanes) * lanes + 2 * RANGE_GAP)


def _range_row(lanes: int) -> float:
    return RANGE_ROW if lanes < MANY else SLIM_ROW
