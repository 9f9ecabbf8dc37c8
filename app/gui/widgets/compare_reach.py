"""What a hand means in the chart of a fair comparison: the line of the master lr, or a lane."""

import numpy as np
from PySide6.QtCore import QPointF

from app.gui.painting.fair_plot import FairPlot
from app.model.fair.lane import LaneResult

GRAB, TAG = 7.0, 24.0
"""Pixels from the line within which a hand takes it, and above the frame, where its tag is."""
REACH = 8.0
"""Pixels from a curve or a dot within which its lane is meant."""
COLUMN = 2.0
"""Pixels to either side of the mouse within which a curve is looked for."""


def is_on_line(plot: FairPlot, place: QPointF) -> bool:
    """Whether a press there takes the line of the master lr."""
    return abs(plot.master_x - place.x()) <= (TAG if place.y() < plot.frame.top else GRAB)


def lane_at(plot: FairPlot, place: QPointF) -> LaneResult | None:
    """The lane whose dot or curve is nearest; None where none is near."""
    if not plot.frame.rect.contains(place):
        return None
    away = [(_away(plot, lane, place), row) for row, lane in enumerate(plot.result.lanes)]
    near, row = min(away)
    return plot.result.lanes[row] if near <= REACH else None


def _away(plot: FairPlot, lane: LaneResult, place: QPointF) -> float:
    """Pixels to the nearer of a lane's dots, or up or down to the nearer of its curves."""
    away = [_length(dot - place) for dot in (plot.now(lane), plot.best(lane))]
    columns = [plot.frame.data(place.x() + dx, 0.0)[0] for dx in (-COLUMN, 0.0, COLUMN)]
    for scores in (lane.tuned.curve, lane.now):
        points = plot.axes.curve(scores)
        values = np.interp(columns, points[:, 0], points[:, 1])
        low, high = (plot.frame.point(plot.axes.left, float(value)).y() for value in (values.min(), values.max()))
        away.append(max(0.0, place.y() - low, high - place.y()))
    return min(away)


def _length(way: QPointF) -> float:
    return float(np.hypot(way.x(), way.y()))
