"""A line of text that moves all the time, such as a loss: it never asks for a new layout."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import color, font
from app.model.theme import Theme

LETTERS = 12


class Readout(QWidget):
    """Paints its text within the room it is given. A QLabel would have the whole panel laid out for every digit."""

    def __init__(self, align: Qt.AlignmentFlag, theme: Theme, width: int | None = None) -> None:
        super().__init__()
        self._align = align | Qt.AlignmentFlag.AlignVCenter
        self._ink = theme.quiet
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if width is not None:
            self.setFixedWidth(width)

    def text(self) -> str:
        """What it says."""
        return self._text

    def show_text(self, text: str) -> None:
        """Say this."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._ink = theme.quiet
        self.update()

    def _is_cut(self) -> bool:
        return QFontMetrics(font(LETTERS)).horizontalAdvance(self._text) > self.width()

    def event(self, event: QEvent) -> bool:
        # What has no room is read in full under a mouse that rests.
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._is_cut():
            QToolTip.showText(event.globalPos(), self.toolTip() or self._text, self)
            return True
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(40, QFontMetrics(font(LETTERS)).height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setFont(font(LETTERS))
            painter.setPen(color(self._ink))
            shown = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), int(self._align), shown)
