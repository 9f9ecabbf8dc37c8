"""A fair comparison as a figure for a paper: caption, the result in words, the chart, and all numbers in a table."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFont, QPainter

from app.gui.painting.fair_chart import paint_fair
from app.gui.painting.fair_plot import FairPlot
from app.gui.painting.fair_table import paint_fair_table, table_height
from app.gui.painting.figure import figure_scale
from app.gui.painting.style import Style, color, font
from app.gui.painting.text import draw_text, text_width
from app.model.describe import run_text, surface_text
from app.model.fair.axes import fair_axes
from app.model.fair.request import FairResult
from app.model.fair.words import budget_text, good_text, headline, tolerance_text
from app.model.theme import Theme

SIDE, EDGE = 56.0, 22.0
"""Left and right of the text."""
LINE = 20.0


def paint_fair_figure(
    painter: QPainter, size: QSizeF, result: FairResult, theme: Theme, *, outlines: bool = False
) -> None:
    """Paint a comparison on paper of that size."""
    style = Style(theme, figure_scale(size), outlines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), color(theme.panel))
    left, right = style.px(SIDE), size.width() - style.px(EDGE)
    top = _paint_caption(painter, style, result, left, right)
    notes = budget_text(result.request.experiment), f"{tolerance_text()} {good_text(result.request.objective)}"
    below = size.height() - style.px(14.0) - style.px(LINE) * 2
    table = QRectF(left, below - table_height(style, len(result.lanes)) - style.px(12.0), right - left, 0.0)
    chart = QRectF(style.px(10.0), top, size.width() - style.px(16.0), table.top() - style.px(12.0) - top)
    paint_fair(painter, FairPlot(chart, style, result, fair_axes(result)))
    paint_fair_table(painter, table, style, result)
    for row, note in enumerate(notes):
        at = QPointF(left, below + style.px(LINE) * (row + 0.5))
        draw_text(painter, style, at, note, font(style.px(11.0)), theme.quiet)


def _paint_caption(painter: QPainter, style: Style, result: FairResult, left: float, right: float) -> float:
    """What was walked on and what came out; return where that ends."""
    experiment, theme = result.request.experiment, style.theme
    at = QPointF(left, style.px(20))
    title = draw_text(painter, style, at, surface_text(experiment.surface), font(style.px(15), bold=True), theme.text)
    at = QPointF(title.right() + style.px(14), style.px(20))
    draw_text(painter, style, at, f"f = {experiment.surface.formula}", font(style.px(13)), theme.quiet)
    draw_text(painter, style, QPointF(left, style.px(41)), run_text(experiment), font(style.px(12)), theme.quiet)
    y = style.px(68.0)
    for line in in_lines(headline(result), font(style.px(13), bold=True), right - left):
        draw_text(painter, style, QPointF(left, y), line, font(style.px(13), bold=True), theme.text)
        y += style.px(LINE)
    return y


def in_lines(text: str, letters: QFont, room: float) -> list[str]:
    """The text in lines that fit, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if lines[-1] and text_width(longer, letters) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
