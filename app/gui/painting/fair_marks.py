"""What moves in a fair comparison under a dragging hand: the line of the master lr, and the lanes' dots."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.fair_plot import FairPlot
from app.gui.painting.style import color, font, pen
from app.gui.painting.text import CENTRE, draw_text, text_width
from app.model.fair.lane import LaneResult
from app.model.numbers import number_text

BEST_DOT, NOW_DOT = 4.5, 3.1
TAG_ABOVE, TAG_HEIGHT = 20.0, 16.0
"""Where the tag of the line stands above the frame."""
LETTERS = 11.0


def paint_fair_marks(painter: QPainter, plot: FairPlot, *, handle: bool = False) -> None:
    """Draw the master lr, where every lane is now, and its best; `handle` is a line that a hand can take."""
    if handle or any(lane.lane.rule.lr == plot.result.request.experiment.lr for lane in plot.result.lanes):
        _paint_master(painter, plot, handle)
    for lane in plot.result.lanes:
        _paint_dots(painter, plot, lane)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_dots(painter: QPainter, plot: FairPlot, lane: LaneResult) -> None:
    style, opacity = plot.style, plot.emphasis(lane)[1]
    ink = style.theme.lanes[lane.lane.colour]
    painter.setPen(pen(ink, style.px(1.8), opacity))
    painter.setBrush(color(style.theme.panel))
    painter.drawEllipse(plot.now(lane), style.px(NOW_DOT), style.px(NOW_DOT))
    painter.setPen(pen(style.theme.panel, style.px(1.5)))
    painter.setBrush(color(ink, opacity))
    painter.drawEllipse(plot.best(lane), style.px(BEST_DOT), style.px(BEST_DOT))


def _paint_master(painter: QPainter, plot: FairPlot, handle: bool) -> None:
    style, theme, frame, x = plot.style, plot.style.theme, plot.frame, plot.master_x
    painter.setPen(pen(theme.accent if handle else theme.quiet, style.px(1.2), 0.9))
    painter.drawLine(QLineF(x, frame.top - style.px(4.0), x, plot.strip.top + plot.strip.height))
    text, letters = f"lr {number_text(plot.result.request.experiment.lr, 3)}", font(style.px(LETTERS))
    width = text_width(text, letters) + style.px(12.0)
    left = min(max(x - width / 2, frame.left), frame.left + frame.width - width)
    tag = QRectF(left, frame.top - style.px(TAG_ABOVE), width, style.px(TAG_HEIGHT))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(theme.accent if handle else theme.line))
    painter.drawRoundedRect(tag, style.px(4.0), style.px(4.0))
    draw_text(painter, style, tag.center(), text, letters, theme.on_accent if handle else theme.text, CENTRE)
