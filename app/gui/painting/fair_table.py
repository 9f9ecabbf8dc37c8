"""A fair comparison as a table on paper: a row a lane, as it is now and at its own best; two rows on narrow paper."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.legend import SAMPLE, paint_lane_sample
from app.gui.painting.style import Style, font, pen
from app.gui.painting.text import LEFT, RIGHT, draw_text, shortened
from app.model.fair.cells import COLUMNS, best_cells, decades_text, now_cells
from app.model.fair.lane import LaneResult
from app.model.fair.request import FairResult

ROW, SLIM_ROW = 22.0, 18.0
"""Heights of rows, in a narrow table slim ones."""
HEADS = 2
"""Rows above the first lane's; a narrow table has one."""
LETTERS = 12.0
INSET = SAMPLE + 8.0
"""Where the names of lanes begin, behind their lines."""
GROUPS = ("now", "own best", "good range")
NAMES = 0.2
"""Of the width, for the lanes' names; the columns share the rest."""
ENDS = (0.29, 0.36, 0.45, 0.53, 0.63, 0.7, 0.8, 0.87, 1.0)
"""Where columns end, as shares of the width: four now, four at the best, and the good range."""
NARROW = 640.0
"""Where there is less width, a lane has two rows, one now and one at its best."""
NOW_AND_BEST = ("now", "best")
NARROW_NAMES, WHICH = 0.33, 0.42
"""Where the names there end, and the words for the two rows."""
NARROW_ENDS = (0.58, 0.72, 0.88, 1.0)


def table_height(style: Style, result: FairResult, width: float) -> float:
    """How high the table is in that width."""
    lanes = len(result.lanes)
    return style.px(SLIM_ROW * (2 * lanes + 1)) if width < style.px(NARROW) else style.px(ROW * (lanes + HEADS))


def paint_fair_table(painter: QPainter, rect: QRectF, style: Style, result: FairResult) -> None:
    """Draw the table into the rectangle."""
    if rect.width() < style.px(NARROW):
        _paint_narrow(painter, rect, style, result)
        return
    _paint_head(painter, rect, style)
    for row, lane in enumerate(result.lanes):
        y = rect.top() + style.px(ROW * (row + HEADS + 0.5))
        _paint_name(painter, rect, style, lane, y, (NAMES + 0.02) * rect.width())
        cells = (*now_cells(result, lane), *best_cells(result, lane), decades_text(lane))
        _paint_cells(painter, rect, style, cells, ENDS, y)


def _paint_head(painter: QPainter, rect: QRectF, style: Style) -> None:
    upper, lower = (rect.top() + style.px(ROW * (row + 0.5)) for row in range(HEADS))
    ink = style.theme.quiet
    _paint_cells(painter, rect, style, (*COLUMNS, *COLUMNS, "decades"), ENDS, lower, ink)
    for name, before, last in zip(GROUPS, (NAMES, ENDS[3], ENDS[7]), (ENDS[3], ENDS[7], ENDS[8]), strict=True):
        left, right = rect.left() + before * rect.width() + style.px(18.0), rect.left() + last * rect.width()
        draw_text(painter, style, QPointF(right, upper), name, font(style.px(LETTERS), bold=True), ink, RIGHT)
        painter.setPen(pen(style.theme.line, style.px(1.0)))
        y = upper + style.px(ROW / 2)
        painter.drawLine(QLineF(left, y, right, y))


def _paint_narrow(painter: QPainter, rect: QRectF, style: Style, result: FairResult) -> None:
    """The good ranges stand in the chart."""
    y, ink, letters = rect.top() + style.px(SLIM_ROW / 2), style.theme.quiet, font(style.px(LETTERS))
    _paint_cells(painter, rect, style, COLUMNS, NARROW_ENDS, y, ink)
    for lane in result.lanes:
        painter.setPen(pen(style.theme.line, style.px(1.0)))
        edge = y + style.px(SLIM_ROW / 2)
        painter.drawLine(QLineF(rect.left(), edge, rect.right(), edge))
        _paint_name(painter, rect, style, lane, y + style.px(SLIM_ROW), NARROW_NAMES * rect.width())
        for name, cells in zip(NOW_AND_BEST, (now_cells(result, lane), best_cells(result, lane)), strict=True):
            y += style.px(SLIM_ROW)
            at = QPointF(rect.left() + WHICH * rect.width(), y)
            draw_text(painter, style, at, name, letters, ink, RIGHT)
            _paint_cells(painter, rect, style, cells, NARROW_ENDS, y)


def _paint_name(painter: QPainter, rect: QRectF, style: Style, lane: LaneResult, y: float, width: float) -> None:
    """A lane's line and its name in that width."""
    paint_lane_sample(painter, style, QPointF(rect.left(), y), lane.lane.colour)
    letters, at = font(style.px(LETTERS), bold=True), QPointF(rect.left() + style.px(INSET), y)
    name = shortened(lane.lane.name, letters, width - style.px(INSET))
    draw_text(painter, style, at, name, letters, style.theme.text, LEFT)


def _paint_cells(
    painter: QPainter,
    rect: QRectF,
    style: Style,
    cells: tuple[str, ...],
    ends: tuple[float, ...],
    y: float,
    ink: str = "",
) -> None:
    """Words that end there, as shares of the width."""
    for text, end in zip(cells, ends, strict=True):
        at = QPointF(rect.left() + end * rect.width(), y)
        draw_text(painter, style, at, text, font(style.px(LETTERS)), ink or style.theme.text, RIGHT)
