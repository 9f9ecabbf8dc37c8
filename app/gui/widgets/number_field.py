"""A field that takes a number by hand: any legal value, arrow keys and wheel, double click for the default."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QToolTip, QWidget

from app.gui.widgets.undo_key import is_for_the_window
from app.model.numbers import number_text, read_number
from app.model.parameters import Parameter
from app.model.scales import nudged

DIGITS = (4, 3)
"""How many digits are shown, the first that fit."""
CARET_ROOM = 4
"""Pixels that Qt keeps free beside the text."""


class NumberField(QLineEdit):
    """Emits `value_wanted` when a legal number was entered; what is not one is marked, explained and let go."""

    value_wanted = Signal(float)

    def __init__(self, parameter: Parameter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter = parameter
        self._value = parameter.default
        self._written: tuple[float, int] | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(32)
        self.textEdited.connect(self._on_self_text_edited)
        self.show_value(parameter.default)

    def show_value(self, value: float) -> None:
        """Show this value; what is being typed stays as it is."""
        self._value = value
        # Most fields are told the same value again and again while another one's slider is dragged.
        if not self.isModified() and self._written != (value, self.width()):
            self._write()

    def _write(self) -> None:
        """Show the value with as many digits as there is room for, since a number cut off reads as another."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        contents = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
        room, metrics = contents.width() - CARET_ROOM, QFontMetricsF(self.font())
        texts = [number_text(self._value, digits) for digits in DIGITS]
        self.setText(next((text for text in texts if metrics.horizontalAdvance(text) <= room), texts[-1]))
        self.setCursorPosition(0)
        self._written = (self._value, self.width())

    def _on_self_text_edited(self, text: str) -> None:
        self._mark("" if self._problem(text) is None else "yes")

    def _problem(self, text: str) -> str | None:
        try:
            self._parameter.checked(read_number(text))
        except ValueError as error:
            return str(error)
        return None

    def _mark(self, bad: str) -> None:
        if self.property("bad") != bad:
            self.setProperty("bad", bad)
            self.style().unpolish(self)
            self.style().polish(self)

    def _commit(self) -> None:
        """Take what was typed, or say what is wrong with it and show the value as it is."""
        text, typed = self.text(), self.isModified()
        problem = self._problem(text) if typed else None
        self._let_go()
        if problem is not None:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), problem, self)
        elif typed:
            self.value_wanted.emit(self._parameter.checked(read_number(text)))

    def _let_go(self) -> None:
        self.setModified(False)
        self._written = None
        self._mark("")
        self.show_value(self._value)

    def _nudge(self, share: float) -> None:
        self._let_go()
        self.value_wanted.emit(nudged(self._parameter, self._value, share))

    def event(self, event: QEvent) -> bool:
        if is_for_the_window(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._commit()
                self.selectAll()
            case Qt.Key.Key_Escape if self.isModified():
                self._let_go()
            case Qt.Key.Key_Up:
                self._nudge(0.01)
            case Qt.Key.Key_Down:
                self._nudge(-0.01)
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_value(self._value)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() and event.angleDelta().y():
            self._nudge(0.01 if event.angleDelta().y() > 0 else -0.01)
            event.accept()
        else:
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()
            self.value_wanted.emit(self._parameter.default)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # Its own menu takes the keys only for as long as it is open.
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._commit()
