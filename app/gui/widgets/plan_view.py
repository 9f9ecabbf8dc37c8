"""What the canvas is made of: layers that paint with a function, and the range in view with what a hand does to it."""

from collections.abc import Callable

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

GRAB = 12.0
"""Pixels around the start from which it can be dragged."""


class Layer(QGraphicsObject):
    """An item that covers the whole canvas and paints with a function of the painter."""

    def __init__(self, size: Callable[[], QSizeF], paint: Callable[[QPainter], None]) -> None:
        super().__init__()
        self._size = size
        self._paint = paint
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def resized(self) -> None:
        """The canvas has another size."""
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(0, 0), self._size())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)


class PlanView(pg.ViewBox):  # type: ignore[misc]
    """The range in view, and what a hand does with it."""

    start_moved = Signal(float, float)
    gesture_began = Signal()
    gesture_ended = Signal()
    fit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, border=None)
        self._start = (0.0, 0.0)
        self._dragging_start = False
        self._before_click = self._start
        self._click_settles = QTimer(self)
        self._click_settles.setSingleShot(True)
        self._click_settles.setInterval(QApplication.doubleClickInterval())
        self._click_settles.timeout.connect(self.gesture_ended)

    def show_start(self, start: tuple[float, float]) -> None:
        """Where the start is, so that it can be grabbed."""
        self._start = start

    def let_go(self) -> None:
        """The hand has gone without a word: what it still moves is not the start."""
        self._dragging_start = False

    def near_start(self, place: QPointF) -> bool:
        """Whether a place of this item is close enough to grab the start."""
        away = self.mapFromView(QPointF(*self._start)) - place
        return bool((away.x() ** 2 + away.y() ** 2) ** 0.5 <= GRAB)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        if event.double():
            self._take_click_back()
            self.fit_wanted.emit()
        else:
            self._place_start(event.pos())

    def _place_start(self, place: QPointF) -> None:
        # A click acts at once; should it turn out to be the first half of a double click, it is taken back, and the
        # gesture around it leaves no step of undo.
        self._before_click = self._start
        self.gesture_began.emit()
        self._move_start(place)
        self._click_settles.start()

    def _take_click_back(self) -> None:
        if self._click_settles.isActive():
            self.start_moved.emit(*self._before_click)
            self._settle_click()

    def _settle_click(self) -> None:
        """End the gesture around a click that waits for what it turns out to be."""
        if self._click_settles.isActive():
            self._click_settles.stop()
            self.gesture_ended.emit()

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._drags_start(event):
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        self._move_start(event.pos())
        if event.isFinish():
            self._dragging_start = False
            self.gesture_ended.emit()

    def _drags_start(self, event: MouseDragEvent) -> bool:
        if event.isStart():
            self._dragging_start = self.near_start(event.buttonDownPos())
            if self._dragging_start:
                self._settle_click()
                self.gesture_began.emit()
        return self._dragging_start

    def _move_start(self, place: QPointF) -> None:
        at = self.mapToView(place)
        self.start_moved.emit(at.x(), at.y())
