"""A fair comparison as a table on paper: a row a lane, as it is now and at its own best."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, font, lane_pen, pen
from app.gui.painting.text import LEFT, RIGHT, draw_text
from app.model.fair.cells import COLUMNS, best_cells, decades_text, now_cells
from app.model.fair.lane import LaneResult
from app.model.fair.request import FairResult

ROW = 22.0
HEADS = 2
"""Rows above the first lane's."""
LETTERS = 12.0
SAMPLE, INSET = 26.0, 36.0
"""The length of a lane's line, and where its name begins."""
NAMES = 0.2
"""Of the width, for the lanes' names; the columns share the rest."""
ENDS = (0.29, 0.36, 0.46, 0.54, 0.65, 0.72, 0.82, 0.9, 1.0)
"""Where columns end, as shares of the width: four now, four at the best, and the good range."""


def table_height(style: Style, lanes: int) -> float:
    """How high a table of so many lanes is."""
    return style.px(ROW * (lanes + HEADS))


def paint_fair_table(painter: QPainter, rect: QRectF, style: Style, result: FairResult) -> None:
    """Draw the table from the rectangle's top on."""
    _paint_head(painter, rect, style)
    for row, lane in enumerate(result.lanes):
        _paint_lane(painter, rect, style, result, lane, rect.top() + style.px(ROW * (row + HEADS + 0.5)))


def _paint_head(painter: QPainter, rect: QRectF, style: Style) -> None:
    upper, lower = (rect.top() + style.px(ROW * (row + 0.5)) for row in range(HEADS))
    letters, ink = font(style.px(LETTERS)), style.theme.quiet
    for column, name in enumerate((*COLUMNS, *COLUMNS, "decades")):
        at = QPointF(_end(rect, column), lower)
        draw_text(painter, style, at, name, letters, ink, RIGHT)
    groups = (("now", -1, 3), ("own best", 3, 7), ("good range", 7, 8))
    painter.setPen(pen(style.theme.line, style.px(1.0)))
    for name, before, last in groups:
        left, right = _end(rect, before) + style.px(18.0), _end(rect, last)
        draw_text(painter, style, QPointF(right, upper), name, font(style.px(LETTERS), bold=True), ink, RIGHT)
        painter.setPen(pen(style.theme.line, style.px(1.0)))
        y = upper + style.px(ROW / 2)
        painter.drawLine(QLineF(left, y, right, y))


def _paint_lane(painter: QPainter, rect: QRectF, style: Style, result: FairResult, lane: LaneResult, y: float) -> None:
    painter.setPen(lane_pen(style, lane.lane.colour, 2.2))
    painter.drawLine(QLineF(rect.left(), y, rect.left() + style.px(SAMPLE), y))
    letters, ink = font(style.px(LETTERS)), style.theme.text
    at = QPointF(rect.left() + style.px(INSET), y)
    draw_text(painter, style, at, lane.lane.name, font(style.px(LETTERS), bold=True), ink, LEFT)
    now, best = now_cells(result, lane), best_cells(result, lane)
    for column, text in enumerate((*now, *best, decades_text(lane))):
        draw_text(painter, style, QPointF(_end(rect, column), y), text, letters, ink, RIGHT)


def _end(rect: QRectF, column: int) -> float:
    return rect.left() + rect.width() * (NAMES if column < 0 else ENDS[column])
