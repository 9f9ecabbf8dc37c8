"""A line in which a formula is typed: it underlines what is wrong with it, and takes no text longer than one can be."""

from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QValidator,
)
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame

from app.gui.painting.painter import painting
from app.gui.painting.style import pen
from app.gui.widgets.undo_key import is_for_the_window
from app.model.theme import Theme

EXAMPLE = "(1-x)^2 + a*(y-x^2)^2, a=100"
WAVE, HEIGHT = 2.0, 1.5
"""Half a wave's length and height under what is wrong, in pixels."""
SHORTEST = 6.0
"""So long is the mark of a single narrow letter."""


class Bound(QValidator):
    """Refuses what is too long as a whole, instead of keeping a piece of it."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        state = QValidator.State.Acceptable if len(text) <= self._most else QValidator.State.Invalid
        return state, text, place


class FormulaLine(QLineEdit):
    """`show_problem` marks letters; `inputRejected` tells that a text was too long."""

    def __init__(self, most: int, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._marked: tuple[int, int] | None = None
        self._bound = Bound(most)
        self.setValidator(self._bound)
        self.setPlaceholderText(EXAMPLE)
        self.setAccessibleName("Formula of x and y")
        self.setObjectName("formula")

    @property
    def marked(self) -> str:
        """The letters that are underlined."""
        if self._marked is None:
            return ""
        start, length = self._marked
        return self.text()[start : start + length]

    def show_problem(self, start: int, length: int) -> None:
        """Underline so many letters from that one on."""
        self._marked = (start, length)
        self.update()

    def show_no_problem(self) -> None:
        """Underline nothing."""
        self._marked = None
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.update()

    def span_of(self, start: int, length: int) -> tuple[float, float]:
        """From where to where these letters reach, in pixels, wherever the text has been scrolled to."""
        metrics, text = QFontMetricsF(self.font()), self.text()
        # The caret is the one letter's edge that Qt tells.
        caret = self.cursorRect().center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        left, right = (caret + metrics.horizontalAdvance(text[:end]) for end in (start, start + length))
        return left, max(right, left + SHORTEST)

    def _contents(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)

    def _paint_wave(self, painter: QPainter, start: int, length: int) -> None:
        room = self._contents()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(room)
        painter.setPen(pen(self._theme.warning, 1.2))
        left, right = self.span_of(start, length)
        base, count = room.bottom() - 1.0, int((right - left) / WAVE) + 1
        points = [QPointF(left + WAVE * k, base - HEIGHT * (k % 2)) for k in range(count + 1)]
        painter.drawPolyline(QPolygonF(points))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked is None:
            return
        with painting(self) as painter:
            self._paint_wave(painter, *self._marked)

    def event(self, event: QEvent) -> bool:
        if is_for_the_window(self, event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Letters that are not typed go on to whoever listens around this line.
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)
