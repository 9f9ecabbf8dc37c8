"""The key to the lanes: colour, line pattern and name."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, color, font, lane_pen
from app.gui.painting.text import draw_text, text_width
from app.model.describe import settings_text
from app.model.scene import Scene

ROW = 19.0
SAMPLE = 22.0
PAD = 10.0


def paint_legend(painter: QPainter, right_top: QPointF, style: Style, scene: Scene) -> None:
    """A box whose upper right corner is at `right_top`, one row a visible lane, with its settings."""
    if not scene.visible:
        return
    letters = font(style.px(11.5))
    rows = [(run, run.lane.name, settings_text(run.rule)) for run in scene.visible]
    name_width = max(text_width(name, letters) for _, name, _ in rows)
    note_width = max(text_width(note, letters) for _, _, note in rows)
    width = style.px(2 * PAD + SAMPLE + 8 + 12) + name_width + note_width
    box = QRectF(right_top.x() - width, right_top.y(), width, style.px(ROW * len(rows) + PAD))
    painter.setPen(color(style.theme.line))
    painter.setBrush(color(style.theme.panel, 0.88))
    painter.drawRoundedRect(box, style.px(6), style.px(6))
    for place, (run, name, note) in enumerate(rows):
        y = box.top() + style.px(PAD / 2 + ROW * (place + 0.5))
        x = box.left() + style.px(PAD)
        painter.setPen(lane_pen(style, run.lane.colour, 2.2))
        painter.drawLine(QLineF(x, y, x + style.px(SAMPLE), y))
        x += style.px(SAMPLE + 8)
        draw_text(painter, style, QPointF(x, y), name, letters, style.theme.text)
        draw_text(painter, style, QPointF(x + name_width + style.px(12), y), note, letters, style.theme.quiet)
