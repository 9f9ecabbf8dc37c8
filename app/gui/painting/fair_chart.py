"""A fair comparison as a chart: over lr how every lane ends, its own best, where it is now, and its good range."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter

from app.gui.painting.axes import paint_axes, paint_level_lines
from app.gui.painting.fair_key import paint_key
from app.gui.painting.fair_marks import paint_fair_marks
from app.gui.painting.fair_plot import RIGHT_MARGIN, FairPlot
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import font, lane_pen, pen
from app.gui.painting.text import LEFT, RIGHT, draw_text, text_width
from app.model.fair.axes import FairAxes
from app.model.fair.cells import decades_text
from app.model.fair.lane import LaneResult
from optim_core.tuning import Objective, Scores

BEST_WIDTH, NOW_WIDTH, NOW_OPACITY = 1.8, 1.0, 0.7
CROSS = 3.0
"""Half the size of the mark where a curve ends because all beyond diverges."""
CAP = 3.0
"""Half the height of the ends of a good range."""
LETTERS, SMALL = 11.0, 9.5
BEFORE = 20.0
"""From the frame's left edge to the end of lr's name: the first number may stand under the edge."""


def paint_fair(painter: QPainter, plot: FairPlot) -> None:
    """Draw all of it."""
    paint_fair_ground(painter, plot)
    paint_fair_marks(painter, plot)


def paint_fair_ground(painter: QPainter, plot: FairPlot) -> None:
    """Draw what stays while lr moves: axes, curves and good ranges."""
    _paint_axes(painter, plot)
    _paint_titles(painter, plot)
    for lane in sorted(plot.result.lanes, key=lambda lane: lane.place == plot.outstanding):
        if lane.along is not None:
            _paint_curve(painter, plot, lane, lane.along, NOW_WIDTH, NOW_OPACITY)
        _paint_curve(painter, plot, lane, lane.tuned.curve, BEST_WIDTH, 1.0)
    for lane in plot.result.lanes:
        _paint_range(painter, plot, lane)


def _paint_axes(painter: QPainter, plot: FairPlot) -> None:
    frame, style, axes = plot.frame, plot.style, plot.axes
    up = axes.value_ticks(max(2, int(frame.height / style.px(26))))
    paint_level_lines(painter, frame, style, up)
    paint_axes(painter, frame, style, [], up)
    paint_axes(painter, plot.strip, style, axes.rate_ticks(max(2, int(frame.width / style.px(70)))), [])


def _paint_titles(painter: QPainter, plot: FairPlot) -> None:
    style, frame, strip, ink = plot.style, plot.frame, plot.strip, plot.style.theme.quiet
    letters, left = font(style.px(LETTERS)), frame.left - style.px(8.0)
    before = QPointF(frame.left - style.px(BEFORE), strip.top + strip.height + style.px(13.0))
    draw_text(painter, style, before, "lr", letters, ink, RIGHT)
    draw_text(painter, style, QPointF(left, strip.top + strip.height / 2), "good", letters, ink, RIGHT)
    at = QPointF(frame.left, plot.rect.top() + style.px(10.0))
    end = draw_text(painter, style, at, _title(plot), font(style.px(12.0)), ink, LEFT).right()
    paint_key(painter, style, plot.result, plot.rect.right() - style.px(RIGHT_MARGIN), at.y(), end + style.px(16.0))


def _title(plot: FairPlot) -> str:
    if plot.axes.objective is Objective.STEPS:
        return "steps to tolerance"
    return "final loss" if plot.result.request.trial.floor == 0.0 else "final loss above the minimum"


def _paint_curve(
    painter: QPainter, plot: FairPlot, lane: LaneResult, scores: Scores, width: float, share: float
) -> None:
    (wider, opacity), style, points = plot.emphasis(lane), plot.style, plot.axes.curve(scores)
    made = lane_pen(style, lane.lane.colour, width * wider, share * opacity)
    draw_lines(painter, style, plot.frame.polygons(points, style.grain), made)
    end = _end(points, scores, plot.axes)
    if end is not None:
        at, size = plot.frame.point(end, plot.axes.high), style.px(CROSS)
        painter.setPen(pen(style.theme.lanes[lane.lane.colour], style.px(1.4), share * opacity))
        for way in (-size, size):
            painter.drawLine(QLineF(at.x() - way, at.y() - size, at.x() + way, at.y() + size))


def _end(points: NDArray[np.float64], scores: Scores, axes: FairAxes) -> float | None:
    """Where the curve leaves upwards for good because all beyond diverges; None where that is not in sight."""
    below = np.flatnonzero(points[:, 1] < axes.high)
    if not len(below) or below[-1] + 1 >= len(points) or np.isfinite(scores.loss[0, -1]):
        return None
    (x0, y0), (x1, y1) = points[below[-1]], points[below[-1] + 1]
    place = float(x0 + (x1 - x0) * (axes.high - y0) / (y1 - y0))
    return place if axes.left <= place <= axes.right else None


def _paint_range(painter: QPainter, plot: FairPlot, lane: LaneResult) -> None:
    """The good range of lr as a bar, with its width in decades where there is room."""
    ends, style = plot.good(lane), plot.style
    if ends is None:
        return
    painter.setPen(pen(style.theme.lanes[lane.lane.colour], style.px(2.0), plot.emphasis(lane)[1]))
    painter.drawLine(QLineF(*ends))
    cap = QPointF(0.0, style.px(CAP))
    for end in ends:
        painter.drawLine(QLineF(end - cap, end + cap))
    if not plot.is_crowded:
        _paint_width(painter, plot, decades_text(lane), *ends)


def _paint_width(painter: QPainter, plot: FairPlot, text: str, low: QPointF, high: QPointF) -> None:
    style, gap = plot.style, QPointF(plot.style.px(6.0), 0.0)
    letters = font(style.px(SMALL))
    fits = plot.strip.rect.right() - high.x() >= text_width(text, letters) + 2 * gap.x()
    at, align = (high + gap, LEFT) if fits else (low - gap, RIGHT)
    draw_text(painter, style, at, text, letters, style.theme.quiet, align)
