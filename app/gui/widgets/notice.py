"""A line over the lower edge of the surface: what lies under the mouse, or what just happened."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from app.model.sentences import sentence_of
from app.model.theme import Theme

SHOWN_MS = 7000


class Notice(QLabel):
    """Floats in the lower left corner of its parent; a message stays a while, a reading while it lasts."""

    MARGIN_LEFT, MARGIN_BOTTOM = 58, 38

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._until = QTimer(self)
        self._until.setSingleShot(True)
        self._until.setInterval(SHOWN_MS)
        self._until.timeout.connect(self.hide)
        self.set_theme(theme)
        parent.installEventFilter(self)
        self.hide()

    def say(self, message: str) -> None:
        """Show a message for a while, as a sentence."""
        self._put(sentence_of(message))
        self._until.start()

    def read_out(self, reading: str | None) -> None:
        """Show what is under the mouse, or nothing; a message goes first."""
        if self._until.isActive():
            return
        if reading is None:
            self.hide()
        else:
            self._put(reading)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.setStyleSheet(
            f"background: {theme.panel}; color: {theme.text}; border: 1px solid {theme.line};"
            " border-radius: 6px; padding: 3px 8px; font-size: 12px;"
        )

    def _put(self, text: str) -> None:
        self.setText(text)
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        parent = self.parentWidget()
        self._fit(parent.width() - 2 * self.MARGIN_LEFT)
        self.move(self.MARGIN_LEFT, parent.height() - self.MARGIN_BOTTOM - self.height())

    def _fit(self, room: int) -> None:
        """Take one line, or as many as the words need where there is no more room."""
        self.setWordWrap(False)
        size = self.sizeHint()
        if size.width() > room:
            self.setWordWrap(True)
            size = QSize(room, self.heightForWidth(room))
        self.resize(size)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
