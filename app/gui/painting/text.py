"""Text on paper, as glyphs or as shapes."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath

from app.gui.painting.style import Style, color, font

LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight


def text_width(text: str, letters: QFont) -> float:
    """How wide the text is."""
    return _width(text, letters.pixelSize(), letters.bold())


@lru_cache(maxsize=4096)
def _width(text: str, pixels: int, bold: bool) -> float:
    # Shaping a text costs more than drawing it, and most texts come again.
    return _metrics(pixels, bold).horizontalAdvance(text)


@lru_cache(maxsize=64)
def _metrics(pixels: int, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(font(pixels, bold))


def draw_text(
    painter: QPainter,
    style: Style,
    at: QPointF,
    text: str,
    letters: QFont,
    ink: str,
    align: Qt.AlignmentFlag = LEFT,
) -> QRectF:
    """Write one line whose left end, middle or right end is at `at`, centred vertically; return where it stands."""
    metrics, width = _metrics(letters.pixelSize(), letters.bold()), text_width(text, letters)
    left = at.x() - {LEFT: 0.0, CENTRE: width / 2, RIGHT: width}[align]
    # The height of capitals and digits, not of the font's box, is what looks centred.
    baseline = at.y() + metrics.capHeight() / 2
    if style.outlines:
        path = QPainterPath()
        path.addText(QPointF(left, baseline), letters, text)
        painter.fillPath(path, color(ink))
    else:
        painter.setFont(letters)
        painter.setPen(color(ink))
        painter.drawText(QPointF(left, baseline), text)
    return QRectF(left, at.y() - metrics.height() / 2, width, metrics.height())
