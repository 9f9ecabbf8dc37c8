"""Ticks and their numbers along the edges of a frame."""

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter

from app.gui.painting.frame import Frame
from app.gui.painting.style import Style, font, pen
from app.gui.painting.text import CENTRE, LEFT, RIGHT, draw_text, text_width
from app.model.ticks import Tick, linear_ticks

TICK = 4.0
GAP = 7.0
LETTERS = 10.5
"""Size of tick labels."""
HAIR, HAIR_OPACITY = 0.8, 0.22
MOST_TICKS = 8
"""Fewer of them always have room."""


def telling_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Ticks for which there is room, and a few more where only one would be left: one number alone tells no scale."""
    found = (linear_ticks(low, high, count) for count in range(most, MOST_TICKS))
    return next((ticks for ticks in found if len(ticks) > 1), linear_ticks(low, high, most))


def paint_axes(painter: QPainter, frame: Frame, style: Style, x_ticks: list[Tick], y_ticks: list[Tick]) -> None:
    """Draw the ticks (value, label), and no line: the picture's own edge is the axis."""
    _paint_below(painter, frame, style, x_ticks)
    _paint_beside(painter, frame, style, y_ticks)


def _paint_below(painter: QPainter, frame: Frame, style: Style, ticks: list[Tick]) -> None:
    letters = font(style.px(LETTERS))
    bottom, right_of_last = frame.top + frame.height, float("-inf")
    for value, label in ticks:
        x = frame.point(value, frame.view[2]).x()
        painter.setPen(pen(style.theme.quiet, style.px(1), 0.7))
        painter.drawLine(QLineF(x, bottom, x, bottom + style.px(TICK)))
        half = text_width(label, letters) / 2
        # Labels never touch, nor hang over the picture's right edge.
        if x - half < right_of_last + style.px(6) or x + half > frame.left + frame.width + style.px(18):
            continue
        right_of_last = x + half
        at = QPointF(x, bottom + style.px(TICK + GAP + 2))
        draw_text(painter, style, at, label, letters, style.theme.quiet, CENTRE)


def _paint_beside(painter: QPainter, frame: Frame, style: Style, ticks: list[Tick]) -> None:
    letters = font(style.px(LETTERS))
    for value, label in ticks:
        y = frame.point(frame.view[0], value).y()
        painter.setPen(pen(style.theme.quiet, style.px(1), 0.7))
        painter.drawLine(QLineF(frame.left - style.px(TICK), y, frame.left, y))
        at = QPointF(frame.left - style.px(TICK + GAP - 2), y)
        draw_text(painter, style, at, label, letters, style.theme.quiet, RIGHT)


def paint_tick_lines(painter: QPainter, frame: Frame, style: Style, x_ticks: list[Tick], y_ticks: list[Tick]) -> None:
    """Draw a hair line across the frame at every tick."""
    painter.setPen(pen(style.theme.text, style.px(HAIR), HAIR_OPACITY))
    for value, _ in x_ticks:
        x = frame.point(value, frame.view[2]).x()
        painter.drawLine(QLineF(x, frame.top, x, frame.top + frame.height))
    _draw_levels(painter, frame, y_ticks)


def paint_level_lines(painter: QPainter, frame: Frame, style: Style, ticks: list[Tick]) -> None:
    """Draw the quiet lines of a chart, one across the frame at every tick of its values."""
    painter.setPen(pen(style.theme.line, style.px(1.0), 0.8))
    _draw_levels(painter, frame, ticks)


def _draw_levels(painter: QPainter, frame: Frame, ticks: list[Tick]) -> None:
    for value, _ in ticks:
        y = frame.point(frame.view[0], value).y()
        painter.drawLine(QLineF(frame.left, y, frame.left + frame.width, y))


def paint_right_axis(painter: QPainter, frame: Frame, style: Style, ticks: list[Tick]) -> None:
    """Draw ticks for values of a second kind along the right edge."""
    letters = font(style.px(LETTERS))
    edge = frame.left + frame.width
    for value, label in ticks:
        y = frame.point(frame.view[1], value).y()
        painter.setPen(pen(style.theme.quiet, style.px(1), 0.7))
        painter.drawLine(QLineF(edge, y, edge + style.px(TICK), y))
        at = QPointF(edge + style.px(TICK + GAP - 4), y)
        draw_text(painter, style, at, label, letters, style.theme.quiet, LEFT)
