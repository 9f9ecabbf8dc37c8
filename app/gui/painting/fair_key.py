"""The key to a fair comparison: what a full and a hollow dot mean, and a thin line."""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, color, font, pen
from app.gui.painting.text import draw_text, text_width
from app.model.fair.request import FairResult

LETTERS = 11.0
SAMPLE, GAP = 14.0, 12.0


def paint_key(painter: QPainter, style: Style, result: FairResult, right: float, y: float, left: float) -> None:
    """Draw it with its right end there, as far as there is room."""
    letters = font(style.px(LETTERS))
    entries = ["own best", "now"] + ["with β as now"] * any(lane.along is not None for lane in result.lanes)
    widths = [style.px(SAMPLE + 4.0 + GAP) + text_width(entry, letters) for entry in entries]
    while entries and sum(widths) - style.px(GAP) > right - left:
        entries.pop()
        widths.pop()
    x = right - sum(widths) + style.px(GAP)
    for entry, width in zip(entries, widths, strict=True):
        _paint_sample(painter, style, entry, QPointF(x + style.px(SAMPLE / 2), y))
        draw_text(painter, style, QPointF(x + style.px(SAMPLE + 4.0), y), entry, letters, style.theme.quiet)
        x += width


def _paint_sample(painter: QPainter, style: Style, entry: str, at: QPointF) -> None:
    ink = style.theme.quiet
    match entry:
        case "own best":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ink))
            painter.drawEllipse(at, style.px(4.0), style.px(4.0))
        case "now":
            painter.setPen(pen(ink, style.px(1.6)))
            painter.setBrush(color(style.theme.panel))
            painter.drawEllipse(at, style.px(3.2), style.px(3.2))
        case _:
            painter.setPen(pen(ink, style.px(1.0)))
            half = style.px(SAMPLE / 2)
            painter.drawLine(QLineF(at.x() - half, at.y(), at.x() + half, at.y()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
