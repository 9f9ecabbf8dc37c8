"""Text on paper, as glyphs or as shapes, and divided so that it fits."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from threading import get_ident

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


def _metrics(pixels: int, bold: bool) -> QFontMetricsF:
    return _kept_metrics(pixels, bold, get_ident())


@lru_cache(maxsize=256)
def _kept_metrics(pixels: int, bold: bool, thread: int) -> QFontMetricsF:  # noqa: ARG001
    # As fonts are, they are for one thread alone.
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


def shortened(text: str, letters: QFont, room: float) -> str:
    """The text, or as much of its beginning as there is room for, with dots."""
    if text_width(text, letters) <= room + 0.01:
        return text
    cuts: Iterator[str] = (f"{text[:end].rstrip()}…" for end in range(len(text) - 1, 0, -1))
    return next((cut for cut in cuts if text_width(cut, letters) <= room), "")


def in_lines(text: str, letters: QFont, room: float) -> list[str]:
    """The text in lines that fit, broken between words."""
    return _joined(text.split(), " ", letters, room)


def flowed(parts: Iterable[str], letters: QFont, room: float, between: str) -> list[str]:
    """The parts in lines that fit, as many side by side as there is room for; only one that has none is broken."""
    whole = _joined(parts, between, letters, room)
    return [piece for line in whole for piece in _broken(line, letters, room)]


def _joined(parts: Iterable[str], between: str, letters: QFont, room: float) -> list[str]:
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{between}{part}" if lines else part
        if lines and text_width(longer, letters) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _broken(line: str, letters: QFont, room: float) -> list[str]:
    return [line] if text_width(line, letters) <= room else in_lines(line, letters, room)
