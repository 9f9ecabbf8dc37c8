"""The left and upper parts of a lane's card: a bar in its colour, and a name that can be edited in place."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import color


class Swatch(QWidget):
    """A bar in the lane's colour."""

    def __init__(self) -> None:
        super().__init__()
        self._ink = "#000000"
        self.setFixedWidth(4)
        self.setMinimumHeight(32)

    def show_color(self, ink: str) -> None:
        """Show this colour."""
        self._ink = ink
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._ink))
            painter.drawRoundedRect(QRectF(self.rect()), 2, 2)


class NameField(QLineEdit):
    """A name that reads as a label until it is double-clicked."""

    renamed = Signal(str)
    let_go = Signal()
    """The name is to stay as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("lane_name")
        self.setMaxLength(40)
        self.setFrame(False)
        self.rest()

    def rest(self) -> None:
        """Look like a label."""
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, True)
        self.setStyleSheet("background: transparent; border-color: transparent; padding: 0; margin-left: -3px;")
        self.deselect()
        self.setCursorPosition(0)

    def edit(self) -> None:
        """Take a name by keyboard."""
        self.setReadOnly(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self.setStyleSheet("")
        self.selectAll()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(keep=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._finish(keep=False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(keep=True)

    def _finish(self, *, keep: bool) -> None:
        if not self.isReadOnly():
            text = self.text()
            self.rest()
            if keep:
                self.renamed.emit(text)
            else:
                self.let_go.emit()
