"""Text on paper, as glyphs or as shapes."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from app.gui.painting.style import Style, color

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


def text_width(text: str, font: QFont) -> float:
    """How wide the text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def draw_text(
    painter: QPainter,
    style: Style,
    at: QPointF,
    text: str,
    font: QFont,
    ink: str,
    align: Qt.AlignmentFlag = LEFT,
) -> QRectF:
    """Write one line whose left end, middle or right end is at `at`, centred vertically; return where it stands."""
    metrics = QFontMetricsF(font)
    width = metrics.horizontalAdvance(text)
    left = at.x() - {LEFT: 0.0, CENTRE: width / 2, RIGHT: width}[align]
    # The height of capitals and digits, not of the font's box, is what looks centred.
    baseline = at.y() + metrics.capHeight() / 2
    if style.outlines:
        path = QPainterPath()
        path.addText(QPointF(left, baseline), font, text)
        painter.fillPath(path, color(ink))
    else:
        painter.setFont(font)
        painter.setPen(color(ink))
        painter.drawText(QPointF(left, baseline), text)
    return QRectF(left, at.y() - metrics.height() / 2, width, metrics.height())
