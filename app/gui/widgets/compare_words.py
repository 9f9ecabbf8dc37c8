"""A few lines of words above a picture that keep their room while they change."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import Style
from app.gui.widgets.panel_words import ROW, Piece, broken, write
from app.model.theme import Theme

LEAST_LINES = 2


class Words(QWidget):
    """Says something in as many lines as it takes; what stands below moves down for more, but not up for fewer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._text, self._lines, self._is_quiet = "", LEAST_LINES, False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """What it says."""
        return self._text

    def show_text(self, text: str, *, is_quiet: bool = False) -> None:
        """Say this, loudly or as what is not quite true any more."""
        if (text, is_quiet) != (self._text, self._is_quiet):
            self._text, self._is_quiet = text, is_quiet
            self.setAccessibleName(text)
            self._make_room(self._lines)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _make_room(self, least: int) -> None:
        lines = max(least, len(broken(self._text, float(self.width()))))
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(300, round(ROW * self._lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._make_room(LEAST_LINES)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        theme = self._style.theme
        with painting(self) as painter:
            ink = theme.quiet if self._is_quiet else theme.text
            lines = broken(self._text, float(self.width()))
            write(painter, self._style, (Piece(0.0, ROW * (row + 0.5), line, ink) for row, line in enumerate(lines)))
