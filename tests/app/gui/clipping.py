"""What a person cannot read in full: text that its widget, or what holds that, cuts off.

Ready-made widgets are measured; what the program's own widgets draw is watched while they draw it.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from app.gui.widgets.explain_cause import FixButton
from app.gui.widgets.readout import Readout
from app.gui.widgets.side_scroll import SideScroll
from app.gui.widgets.surface_card import SurfaceCard

ELSEWHERE = (Readout, SurfaceCard)
"""Those that show the whole of what they cut under a mouse that rests, or in a column beside."""
SLACK = 1.0
"""Pixels by which rounding may differ."""


def clipped(whole: QWidget) -> list[str]:
    """All that is cut off in what is visible of a widget, each as a line for people."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    found = []
    for widget in (whole, *whole.findChildren(QWidget)):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            continue
        text = widget.text() or (widget.placeholderText() if isinstance(widget, QLineEdit) else "")
        if text:
            found += [
                f"{_named(widget)} {text!r}: {fault}" for fault in (_too_small(widget, text), _cut(widget)) if fault
            ]
    return found


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__}#{widget.objectName()}"


def _too_small(widget: QWidget, text: str) -> str:
    if isinstance(widget, FixButton):
        needed = 0.0, float(widget.size_within(widget.width()).height())
    elif isinstance(widget, QLabel) and widget.wordWrap():
        needed = _widest(widget, text.split()), float(widget.heightForWidth(widget.width()))
    else:
        needed = _widest(widget, text.split("\n")), QFontMetricsF(widget.font()).height()
    room = _room(widget)
    if needed[0] <= room + SLACK and needed[1] <= widget.height() + 1.5:
        return ""
    return f"needs {needed[0]:.0f} × {needed[1]:.0f}, has {room:.0f} × {widget.height()}"


def _widest(widget: QWidget, parts: list[str]) -> float:
    metrics = QFontMetricsF(widget.font())
    # One & marks a letter, and two are one.
    return max(metrics.horizontalAdvance(re.sub(r"&(.)", r"\1", part)) for part in parts)


def _room(widget: QWidget) -> float:
    """The width in which a widget writes its text."""
    if isinstance(widget, QLineEdit):
        option = QStyleOptionFrame()
        widget.initStyleOption(option)
        return widget.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, widget).width() - 4
    if isinstance(widget, QCheckBox):
        return widget.width() - 20
    if isinstance(widget, QAbstractButton):
        return widget.width() - 4 - (0 if widget.icon().isNull() else widget.iconSize().width())
    return widget.contentsRect().width()


def _cut(widget: QWidget) -> str:
    """Which of those that hold it does not show all of it; what can be scrolled to is not cut off."""
    inner, place = widget, widget.rect()
    while not inner.isWindow():
        around = inner.parentWidget()
        place = place.translated(inner.pos())
        if isinstance(around.parentWidget(), QAbstractScrollArea):
            scroll = around.parentWidget()
            bar = scroll.horizontalScrollBar()
            if not isinstance(scroll, SideScroll) and bar.maximum() and not bar.isVisibleTo(scroll):
                return "cannot be scrolled to"
            return ""
        if not around.rect().contains(place):
            return f"sticks out of {_named(around)} by {_outside(place, around.rect())}"
        inner = around
    return ""


def _outside(place: QRect, around: QRect) -> tuple[int, int, int, int]:
    return (
        around.left() - place.left(),
        around.top() - place.top(),
        place.right() - around.right(),
        place.bottom() - around.bottom(),
    )


@contextmanager
def watched(faults: dict[str, str]) -> Iterator[None]:
    """Collects what is drawn beyond the edge of its widget, by widget and text."""
    real = QPainter.drawText

    def draw(painter: QPainter, *words: object) -> object:
        device = painter.device()
        if isinstance(device, QWidget):
            text = next(word for word in words if isinstance(word, str))
            if text.endswith("…") and not device.toolTip() and not isinstance(device, ELSEWHERE):
                faults[f"{_named(device)} draws {text!r}"] = "and has the whole of it nowhere"
            place = painter.worldTransform().mapRect(_drawn(painter, *words))
            room = QRectF(device.rect())
            if painter.hasClipping():
                room = room.intersected(painter.worldTransform().mapRect(painter.clipBoundingRect()))
            if place.isValid() and not room.adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(place):
                faults[f"{_named(device)} draws {text!r}"] = f"at {place.getRect()} in {room.getRect()}"
        return real(painter, *words)

    QPainter.drawText = draw
    try:
        yield
    finally:
        QPainter.drawText = real


def _drawn(painter: QPainter, *words: object) -> QRectF:
    """Where the letters stand, by their ascent of capitals: what hangs below or above may touch the edge."""
    metrics = QFontMetricsF(painter.font())
    match words:
        case (QPoint() | QPointF() as at, str(text)):
            at = QPointF(at)
            return QRectF(at.x(), at.y() - metrics.capHeight(), metrics.horizontalAdvance(text), metrics.capHeight())
        case (QRect() | QRectF() as place, flags, str(text), *_):
            return QRectF(painter.boundingRect(QRectF(place), int(flags), text))
    return QRectF()
