"""One chart over the steps: curves up to the playhead in full, the rest faint, and the playhead as a line."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.axes import paint_axes
from app.gui.painting.frame import Frame
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, color, font, lane_pen, pen
from app.gui.painting.text import LEFT, RIGHT, draw_text
from app.model.charts import Chart, Curve
from app.model.ticks import Tick, linear_ticks, log_ticks

LEFT_MARGIN, TOP_MARGIN, RIGHT_MARGIN, BOTTOM_MARGIN = 46.0, 34.0, 22.0, 26.0
FUTURE_OPACITY = 0.3


def chart_frame(rect: QRectF, style: Style, chart: Chart) -> Frame:
    """Where a chart's data lands in the rectangle it is given."""
    inner = rect.adjusted(
        style.px(LEFT_MARGIN), style.px(TOP_MARGIN), -style.px(RIGHT_MARGIN), -style.px(BOTTOM_MARGIN)
    )
    view = (0.0, float(max(1, chart.steps)), chart.low, chart.high)
    return Frame(inner.x(), inner.y(), max(1.0, inner.width()), max(1.0, inner.height()), view)


def paint_chart(painter: QPainter, rect: QRectF, style: Style, chart: Chart, step: int, *, cursor: bool) -> None:
    """Draw the chart with its title into the rectangle; `cursor` draws the playhead."""
    paint_chart_ground(painter, rect, style, chart)
    paint_chart_curves(painter, rect, style, chart, step, cursor=cursor)


def paint_chart_ground(painter: QPainter, rect: QRectF, style: Style, chart: Chart) -> None:
    """Draw what stays while curves move: grid, axes and title."""
    frame = chart_frame(rect, style, chart)
    x_ticks = linear_ticks(0.0, chart.steps, max(2, int(frame.width / style.px(80))))
    y_ticks = _value_ticks(chart, max(2, int(frame.height / style.px(24))))
    _paint_grid(painter, frame, style, y_ticks)
    paint_axes(painter, frame, style, x_ticks, y_ticks)
    _paint_title(painter, rect, style, chart)


def paint_chart_curves(painter: QPainter, rect: QRectF, style: Style, chart: Chart, step: int, *, cursor: bool) -> None:
    """Draw what moves: curves and the playhead."""
    frame = chart_frame(rect, style, chart)
    for curve in chart.curves:
        if curve.band is not None:
            _paint_band(painter, frame, style, curve)
    for curve in chart.curves:
        _paint_curve(painter, frame, style, curve, step)
    if cursor:
        x = frame.point(step, chart.low).x()
        painter.setPen(pen(style.theme.quiet, style.px(1.2), 0.8))
        painter.drawLine(QLineF(x, frame.top, x, frame.top + frame.height))


def _value_ticks(chart: Chart, most: int) -> list[Tick]:
    return (log_ticks if chart.log else linear_ticks)(chart.low, chart.high, most)


def _paint_grid(painter: QPainter, frame: Frame, style: Style, ticks: list[Tick]) -> None:
    painter.setPen(pen(style.theme.line, style.px(1.0), 0.8))
    for value, _ in ticks:
        y = frame.point(0.0, value).y()
        painter.drawLine(QLineF(frame.left, y, frame.left + frame.width, y))


def _paint_curve(painter: QPainter, frame: Frame, style: Style, curve: Curve, step: int) -> None:
    points = np.column_stack((np.arange(len(curve.values), dtype=np.float64), curve.values))
    for part, width, opacity in ((points[step:], 1.0, FUTURE_OPACITY), (points[: step + 1], 1.6, 1.0)):
        lines = frame.polygons(_columns(part, frame), style.grain)
        draw_lines(painter, style, lines, lane_pen(style, curve.run.lane.colour, width, opacity))


def _columns(points: NDArray[np.float64], frame: Frame) -> NDArray[np.float64]:
    """The points, or where many share a column of pixels only the lowest and the highest of each such group."""
    group = int(len(points) / max(1.0, 2.0 * frame.width))
    if group < 2:
        return points
    whole = len(points) // group * group
    y = points[:whole, 1].reshape(-1, group)
    order = np.sort(np.column_stack((y.argmin(axis=1), y.argmax(axis=1))), axis=1)
    kept = (order + np.arange(0, whole, group)[:, np.newaxis]).ravel()
    return np.vstack((points[:1], points[kept], points[-1:]))


def _paint_band(painter: QPainter, frame: Frame, style: Style, curve: Curve) -> None:
    assert curve.band is not None
    steps, *edges = curve.band
    painter.setPen(pen(style.theme.lanes[curve.run.lane.colour], style.px(0.8), 0.55))
    for edge in edges:
        for line in frame.polygons(np.column_stack((steps, edge)), style.grain):
            painter.drawPolyline(line)


def _paint_title(painter: QPainter, rect: QRectF, style: Style, chart: Chart) -> None:
    y = rect.top() + style.px(14)
    at = QPointF(rect.left() + style.px(12), y)
    draw_text(painter, style, at, chart.title, font(style.px(12)), style.theme.quiet, LEFT)
    if chart.log:
        at = QPointF(rect.right() - style.px(12), y)
        draw_text(painter, style, at, "log", font(style.px(11)), style.theme.quiet, RIGHT)


def paint_card(painter: QPainter, rect: QRectF, style: Style) -> None:
    """The quiet ground a chart stands on."""
    painter.setPen(color(style.theme.panel))
    painter.setBrush(color(style.theme.panel))
    painter.drawRoundedRect(rect, style.px(8), style.px(8))
