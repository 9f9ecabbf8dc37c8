"""The key to the lanes: colour, line pattern and name."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.frame import Frame
from app.gui.painting.style import Style, color, font, lane_pen
from app.gui.painting.text import draw_text, text_width
from app.model.describe import settings_text
from app.model.scene import LaneRun, Scene

ROW = 19.0
SAMPLE = 22.0
PAD = 10.0
CORNER = 12.0
LETTERS = 11.5
GAP = 12.0
WIDEST = 0.5
"""The share of the picture's width that the settings may take."""


def legend_box(frame: Frame, style: Style, scene: Scene) -> QRectF:
    """Where the legend stands: in the upper right corner; empty where no lane is visible."""
    if not scene.visible:
        return QRectF()
    names, notes = _columns(frame, style, scene)
    width = style.px(2 * PAD + SAMPLE + 8) + names + (notes and style.px(GAP) + notes)
    right, top = frame.left + frame.width - style.px(CORNER), frame.top + style.px(CORNER)
    return QRectF(right - width, top, width, style.px(ROW * len(scene.visible) + PAD))


def paint_legend(painter: QPainter, frame: Frame, style: Style, scene: Scene) -> None:
    """Draw one row a visible lane: line, name and, on paper, the settings, which the window shows elsewhere."""
    box = legend_box(frame, style, scene)
    if box.isEmpty():
        return
    letters = font(style.px(LETTERS))
    names, _ = _columns(frame, style, scene)
    painter.setPen(color(style.theme.line))
    painter.setBrush(color(style.theme.panel, 0.88))
    painter.drawRoundedRect(box, style.px(6), style.px(6))
    for place, run in enumerate(scene.visible):
        y = box.top() + style.px(PAD / 2 + ROW * (place + 0.5))
        x = box.left() + style.px(PAD)
        painter.setPen(lane_pen(style, run.lane.colour, 2.2))
        painter.drawLine(QLineF(x, y, x + style.px(SAMPLE), y))
        x += style.px(SAMPLE + 8)
        draw_text(painter, style, QPointF(x, y), run.lane.name, letters, style.theme.text)
        at = QPointF(x + names + style.px(GAP), y)
        draw_text(painter, style, at, _note(frame, style, run), letters, style.theme.quiet)


def _columns(frame: Frame, style: Style, scene: Scene) -> tuple[float, float]:
    """How wide the names and the settings are."""
    letters = font(style.px(LETTERS))
    names = max(text_width(run.lane.name, letters) for run in scene.visible)
    return names, max(text_width(_note(frame, style, run), letters) for run in scene.visible)


def _note(frame: Frame, style: Style, run: LaneRun) -> str:
    """A lane's settings, as much of them as there is room for."""
    if style.screen:
        return ""
    letters, parts = font(style.px(LETTERS)), settings_text(run.rule).split("  ")
    texts = ["  ".join(parts), *("  ".join((*parts[:kept], "…")) for kept in range(len(parts) - 1, 0, -1))]
    return next((text for text in texts if text_width(text, letters) <= WIDEST * frame.width), texts[-1])
