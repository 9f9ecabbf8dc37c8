"""A share of the seeds as a bar with the interval in which the true share lies as a whisker, and in words."""

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, color, pen
from app.model.crowd.report import Share

NARROW = 0.03
"""An interval that is no wider wants a digit more."""
FILL = 0.75
CAP = 0.34
"""Half the height of a whisker's ends, of the bar's height."""


def share_text(share: Share) -> str:
    """The share and its interval in per cent: 83 % [77, 88]; of many seeds 83.2 % [82.4, 83.9]."""
    part, rest = share_words(share)
    return f"{part} {rest}"


def share_words(share: Share) -> tuple[str, str]:
    """The share and, apart, its interval."""
    digits = 1 if share.high - share.low <= NARROW else 0
    part, low, high = (_percent(value, digits) for value in (fraction(share), share.low, share.high))
    return f"{part} %", f"[{low}, {high}]"


def fraction(share: Share) -> float:
    """How many of all it is, 0 to 1."""
    return share.count / max(1, share.trials)


def _percent(value: float, digits: int) -> str:
    """In per cent; only none is 0 and only all are 100."""
    if value in (0.0, 1.0):
        return f"{100 * value:.0f}"
    least = 10.0**-digits
    return f"{min(max(100.0 * value, least), 100.0 - least):.{digits}f}"


def paint_share(painter: QPainter, style: Style, rect: QRectF, share: Share, ink: str) -> None:
    """Draw the bar: its full length is all seeds."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    radius = min(style.px(2), rect.height() / 2)
    painter.setBrush(color(style.theme.line))
    painter.drawRoundedRect(rect, radius, radius)
    painter.setBrush(color(ink, FILL))
    filled = rect.width() * fraction(share)
    painter.drawRoundedRect(QRectF(rect.left(), rect.top(), filled, rect.height()), radius, radius)
    _paint_whisker(painter, style, rect, share)
    painter.restore()


def _paint_whisker(painter: QPainter, style: Style, rect: QRectF, share: Share) -> None:
    low, high = (rect.left() + rect.width() * end for end in (share.low, share.high))
    middle, half = rect.center().y(), CAP * rect.height()
    lines = [QLineF(low, middle, high, middle), *(QLineF(x, middle - half, x, middle + half) for x in (low, high))]
    for ink, width in ((style.theme.panel, 3.0), (style.theme.text, 1.2)):
        painter.setPen(pen(ink, style.px(width), 0.9))
        painter.drawLines(lines)
