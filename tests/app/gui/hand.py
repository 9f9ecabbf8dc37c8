"""A hand on mouse and keyboard: its events enter where a display's do, and find the widget that lies on top."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

LEFT, RIGHT, NO_KEY = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier


def settle() -> None:
    """Let the event loop turn until posted events, deletions and timers that are due have been served."""
    for _ in range(4):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Hand:
    """Presses, drags, clicks, turns the wheel and types in one window; places are pixels of the widget named."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, widget: QWidget, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self._target(widget), button, NO_KEY, self._at(widget, place))

    def move(self, widget: QWidget, place: QPoint) -> None:
        QTest.mouseMove(self._target(widget), self._at(widget, place))

    def release(self, widget: QWidget, place: QPoint, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self._target(widget), button, NO_KEY, self._at(widget, place))
        settle()

    def drag(self, widget: QWidget, places: Sequence[QPoint]) -> None:
        """Press at the first place, go through the others, and let go at the last."""
        self.press(widget, places[0])
        for place in places[1:]:
            self.move(widget, place)
        self.release(widget, places[-1])

    def click(self, widget: QWidget, place: QPoint | None = None, button: Qt.MouseButton = LEFT) -> None:
        place = middle(widget) if place is None else place
        self.press(widget, place, button)
        self.release(widget, place, button)

    def double_click(self, widget: QWidget, place: QPoint | None = None) -> None:
        place = self._at(widget, middle(widget) if place is None else place)
        QTest.mouseDClick(self._target(widget), LEFT, NO_KEY, place)
        settle()

    def wheel(self, widget: QWidget, turns: int, place: QPoint | None = None) -> None:
        """Turn the wheel away from the hand, click by click; toward it if negative."""
        at = QPointF(self._at(widget, middle(widget) if place is None else place))
        anywhere = QPointF(self._window.mapToGlobal(at.toPoint()))
        delta = QPoint(0, 120 if turns > 0 else -120)
        for _ in range(abs(turns)):
            phase = Qt.ScrollPhase.NoScrollPhase
            event = QWheelEvent(at, anywhere, QPoint(), delta, Qt.MouseButton.NoButton, NO_KEY, phase, False)
            QApplication.sendEvent(self._target(widget), event)
        settle()

    def key(self, chord: str) -> None:
        """Press and release keys, as in "Ctrl+Shift+Z"."""
        combination = QKeySequence(chord)[0]
        QTest.keyClick(self._window.windowHandle(), combination.key(), combination.keyboardModifiers())
        settle()

    def type(self, text: str) -> None:
        """Type letters into whatever has the focus."""
        for letter in text:
            QTest.keyClick(self._window.windowHandle(), letter)
        settle()

    def choose(self, menu: QMenu, text: str) -> None:
        """Click the entry of an open menu that begins with these words."""
        action = next(action for action in menu.actions() if action.text().startswith(text))
        QTest.mouseClick(menu, LEFT, NO_KEY, menu.actionGeometry(action).center())
        settle()

    def _target(self, widget: QWidget) -> QWindow:
        assert widget.window() is self._window, "this hand holds another window"
        assert widget.isVisible(), "a hand cannot reach what is not shown"
        return self._window.windowHandle()

    def _at(self, widget: QWidget, place: QPoint) -> QPoint:
        around = widget.parentWidget()
        while around is not None and around is not self._window:
            if isinstance(around, QScrollArea) and around.widget().isAncestorOf(widget):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()
        return widget.mapTo(self._window, place)


def middle(widget: QWidget) -> QPoint:
    """The middle of a widget."""
    return widget.rect().center()
