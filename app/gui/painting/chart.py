"""One chart over the steps: curves up to the playhead in full, the rest faint, and the playhead as a line.

Of lanes with many seeds the curve is the median, and around it lies the band that holds eight of ten.
"""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from app.gui.painting.axes import paint_axes, paint_level_lines, paint_right_axis, telling_ticks
from app.gui.painting.frame import Frame, polygon
from app.gui.painting.overlay import rate_frame
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, color, font, lane_pen, pen
from app.gui.painting.text import LEFT, RIGHT, draw_text, text_width
from app.model.charts import Chart
from app.model.curves import Curve
from app.model.polyline import in_columns
from app.model.ticks import Tick, linear_ticks, log_ticks

LEFT_MARGIN, TOP_MARGIN, RIGHT_MARGIN, BOTTOM_MARGIN = 46.0, 34.0, 22.0, 26.0
RATE_MARGIN = 44.0
"""The right margin where an axis of learning rates stands in it."""
FUTURE_OPACITY = 0.3
PAST_WIDTH, FUTURE_WIDTH, OUTSTANDING = 1.6, 1.0, 1.4
"""Widths of curves, and by what the lane that stands out is wider."""
FADED = 0.35
"""What is left of the others then."""
BAND_OPACITY, EDGE_OPACITY, EDGE_WIDTH = 0.2, 0.55, 0.8
"""How much of a lane's ink fills a band and draws its edges."""


def chart_frame(rect: QRectF, style: Style, chart: Chart) -> Frame:
    """Where a chart's data lands in the rectangle it is given."""
    right = RIGHT_MARGIN if chart.rate_axis is None else RATE_MARGIN
    inner = rect.adjusted(style.px(LEFT_MARGIN), style.px(TOP_MARGIN), -style.px(right), -style.px(BOTTOM_MARGIN))
    view = (0.0, float(max(1, chart.steps)), chart.low, chart.high)
    return Frame(inner.x(), inner.y(), max(1.0, inner.width()), max(1.0, inner.height()), view)


def paint_chart_ground(painter: QPainter, rect: QRectF, style: Style, chart: Chart) -> None:
    """Draw what stays while curves move: grid, axes and title."""
    frame = chart_frame(rect, style, chart)
    x_ticks = linear_ticks(0.0, chart.steps, max(2, int(frame.width / style.px(80))))
    y_ticks = _value_ticks(chart, max(2, int(frame.height / style.px(24))))
    paint_level_lines(painter, frame, style, y_ticks)
    paint_axes(painter, frame, style, x_ticks, y_ticks)
    if chart.overlay is not None and chart.rate_axis is not None:
        rates = rate_frame(frame, chart.overlay)
        paint_right_axis(painter, rates, style, log_ticks(*chart.rate_axis, max(2, int(frame.height / style.px(32)))))
    _paint_title(painter, rect, style, chart)


def paint_chart_curves(
    painter: QPainter,
    rect: QRectF,
    style: Style,
    chart: Chart,
    step: int,
    *,
    cursor: bool,
    outstanding: int | None = None,
) -> None:
    """Draw what moves: curves and, with a `cursor`, the playhead; the `outstanding` lane, if any, over all others."""
    frame = chart_frame(rect, style, chart)
    curves = sorted(chart.curves, key=lambda curve: curve.lane == outstanding)
    shares = [1.0 if outstanding in (None, curve.lane) else FADED for curve in curves]
    for curve, share in zip(curves, shares, strict=True):
        _paint_band(painter, frame, style, curve, step, share)
    for curve, share in zip(curves, shares, strict=True):
        _paint_curve(painter, frame, style, curve, step, OUTSTANDING if curve.lane == outstanding else 1.0, share)
    if cursor:
        paint_cursor(painter, frame, style, chart, step)


def paint_cursor(painter: QPainter, frame: Frame, style: Style, chart: Chart, step: int) -> None:
    """Draw the playhead."""
    x = frame.point(step, chart.low).x()
    painter.setPen(pen(style.theme.quiet, style.px(1.2), 0.8))
    painter.drawLine(QLineF(x, frame.top, x, frame.top + frame.height))


def _value_ticks(chart: Chart, most: int) -> list[Tick]:
    return (log_ticks if chart.log else telling_ticks)(chart.low, chart.high, most)


def _paint_curve(
    painter: QPainter, frame: Frame, style: Style, curve: Curve, step: int, wider: float, opacity: float
) -> None:
    past, future = _parted(in_columns(curve.steps, curve.values), step)
    for part, width, share in ((future, FUTURE_WIDTH, FUTURE_OPACITY), (past, PAST_WIDTH, 1.0)):
        if len(part) < 2:
            continue
        lines = frame.polygons(_columns(part, frame), style.grain)
        draw_lines(painter, style, lines, lane_pen(style, curve.run.lane.colour, wider * width, opacity * share))


def _parted(points: NDArray[np.float64], step: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The points (steps, …) up to a step, and from there on; what lies between two of them is on the line through."""
    at = int(np.searchsorted(points[:, 0], step))
    if at in (0, len(points)) or points[at, 0] == step:
        return points[: at + 1], points[at:]
    before, after = points[at - 1], points[at]
    with np.errstate(invalid="ignore"):
        between = before + (after - before) * ((step - before[0]) / (after[0] - before[0]))
    return np.vstack((points[:at], between)), np.vstack((between, points[at:]))


def _columns(points: NDArray[np.float64], frame: Frame) -> NDArray[np.float64]:
    """The points, or where many share a column of pixels only the lowest and the highest of each such group."""
    group = int(len(points) / max(1.0, 2.0 * frame.width))
    # Of two points both would be kept, and of three nearly all.
    if group < 4:
        return points
    whole = len(points) // group * group
    y = points[:whole, 1].reshape(-1, group)
    order = np.sort(np.column_stack((y.argmin(axis=1), y.argmax(axis=1))), axis=1)
    kept = (order + np.arange(0, whole, group)[:, np.newaxis]).ravel()
    return np.vstack((points[:1], points[kept], points[-1:]))


def _paint_band(painter: QPainter, frame: Frame, style: Style, curve: Curve, step: int, opacity: float) -> None:
    """Fill the band and draw its edges, after the playhead faintly."""
    if curve.band is None:
        return
    past, future = _parted(np.column_stack((curve.band.steps, curve.band.low, curve.band.high)), step)
    ink = style.theme.lanes[curve.run.lane.colour]
    for part, share in ((future, FUTURE_OPACITY * opacity), (past, opacity)):
        if len(part) < 2:
            continue
        _fill(painter, style, polygon(frame.pixels(_outline(part, frame))), color(ink, BAND_OPACITY * share))
        painter.setPen(pen(ink, style.px(EDGE_WIDTH), EDGE_OPACITY * share))
        for edge in (1, 2):
            for line in frame.polygons(part[:, [0, edge]], style.grain):
                painter.drawPolyline(line)


def _fill(painter: QPainter, style: Style, outline: QPolygonF, ink: QColor) -> None:
    painter.save()
    # On the screen the edges are drawn over the rim, and a smooth one would take five times as long.
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not style.screen)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(outline)
    painter.restore()


def _outline(band: NDArray[np.float64], frame: Frame) -> NDArray[np.float64]:
    """Around a band (steps, 3) of step, low and high: there along one edge and back along the other, within view."""
    low, high = (_within(band[:, [0, edge]], *frame.view[2:]) for edge in (1, 2))
    return np.vstack((low, high[::-1]))


def _within(line: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """A line (n, 2) kept between two heights: where it crosses one, it goes on along that."""
    if low <= line[:, 1].min() and line[:, 1].max() <= high:
        # The common case; with a NaN among them no comparison holds.
        return line
    # So far away that a line there is as good as upright, and what is infinite becomes a number.
    far = 1e6 * (high - low)
    x, y = line[:, 0], np.clip(np.nan_to_num(line[:, 1], nan=np.inf, posinf=np.inf), low - far, high + far)
    with np.errstate(all="ignore"):
        shares = np.stack([(level - y[:-1]) / np.diff(y) for level in (low, high)])
    crossed = (shares > 0.0) & (shares < 1.0)
    crossings = (x[:-1] + shares * np.diff(x))[crossed]
    every = np.sort(np.concatenate((x, crossings)))
    return np.column_stack((every, np.clip(np.interp(every, x, y), low, high)))


def _paint_title(painter: QPainter, rect: QRectF, style: Style, chart: Chart) -> None:
    """The title at the left, what kind of axis it is at the right, or the right axis' own title there."""
    y, letters, small = rect.top() + style.px(14), font(style.px(12)), font(style.px(11))
    left, right = rect.left() + style.px(12), rect.right() - style.px(12)
    note, axis = ("log" if chart.log else ""), ("" if chart.rate_axis is None else "lr")
    room = right - left - sum(style.px(10) + text_width(text, small) for text in (note, axis) if text)
    title = next((title for title in chart.titles if text_width(title, letters) <= room), chart.title)
    end = draw_text(painter, style, QPointF(left, y), title, letters, style.theme.quiet, LEFT).right()
    draw_text(painter, style, QPointF(right, y), axis or note, small, style.theme.quiet, RIGHT)
    if axis:
        draw_text(painter, style, QPointF(end + style.px(8), y), note, small, style.theme.quiet, LEFT)


def paint_card(painter: QPainter, rect: QRectF, style: Style) -> None:
    """The quiet ground a chart stands on."""
    painter.setPen(color(style.theme.panel))
    painter.setBrush(color(style.theme.panel))
    painter.drawRoundedRect(rect, style.px(8), style.px(8))
