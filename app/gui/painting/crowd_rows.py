"""Words and bars about a crowd in rows, one below the other, in a panel and in a figure alike."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from app.gui.painting.crowd_bars import paint_share, share_words
from app.gui.painting.style import Style, font
from app.gui.painting.text import LEFT, RIGHT, draw_text, in_lines, shortened, text_width
from app.model.crowd.report import Share

SMALL, LARGE = 12.0, 13.0
"""The two sizes of letters."""
ROW, LINE = 18.0, 16.0
"""The height of a row, and of one of several lines that belong together."""
BAR = 6.0
"""The height of a bar."""
BELOW = 4.0
"""Room below a bar."""
INTERVAL = 76.0
"""The width of the column of intervals; that of the shares ends where it begins."""
SHARE = 44.0
"""The width of the column of shares."""
GAP = 8.0


class Words(NamedTuple):
    """One line of words: where its left or right end is, centred vertically, and how much room it has."""

    at: QPointF
    text: str
    ink: str
    room: float
    align: Qt.AlignmentFlag = LEFT
    size: float = SMALL
    bold: bool = False


class Bar(NamedTuple):
    """A share, and in which ink it is drawn."""

    rect: QRectF
    share: Share
    ink: str


class Rows:
    """Words and bars between `left` and `right`, in pixels; `bottom` is where the next row begins.

    Every place follows from the rows alone, so that a number that moves never moves anything else.
    """

    def __init__(self, style: Style, left: float, right: float, top: float = 0.0) -> None:
        self._style = style
        self.left, self.right, self.bottom = left, right, top
        self.words: list[Words] = []
        self.bars: list[Bar] = []

    def add_title(self, text: str, note: str = "") -> None:
        """A bold line, with a quiet note at the right."""
        theme, y = self._style.theme, self._next(ROW)
        taken = text_width(note, self._letters(SMALL)) + self._style.px(GAP) if note else 0.0
        room = self.right - self.left - taken
        self.words.append(Words(QPointF(self.left, y), text, theme.text, room, size=LARGE, bold=True))
        self.words.append(Words(QPointF(self.right, y), note, theme.quiet, taken, RIGHT))

    def add_value(self, label: str, value: str) -> None:
        """A label and, at the right, its value."""
        theme, y = self._style.theme, self._next(ROW)
        taken = text_width(value, self._letters(SMALL))
        room = self.right - self.left - taken - self._style.px(GAP)
        self.words.append(Words(QPointF(self.left, y), label, theme.quiet, room))
        self.words.append(Words(QPointF(self.right, y), value, theme.text, taken, RIGHT))

    def add_share(self, label: str, share: Share, ink: str, bar_ink: str) -> None:
        """A label, the share and its interval, and below them the bar."""
        theme, px, y = self._style.theme, self._style.px, self._next(ROW)
        part, interval = share_words(share)
        edge = self.right - px(INTERVAL)
        self.words.append(Words(QPointF(self.left, y), label, ink, edge - px(SHARE + GAP) - self.left))
        self.words.append(Words(QPointF(edge, y), part, theme.text, px(SHARE), RIGHT))
        self.words.append(Words(QPointF(self.right, y), interval, theme.quiet, px(INTERVAL), RIGHT))
        self.bars.append(Bar(QRectF(self.left, self.bottom, self.right - self.left, px(BAR)), share, bar_ink))
        self.add_space(BAR + BELOW)

    def add_lines(self, lines: Iterable[str]) -> None:
        """Words in quiet lines."""
        for line in lines:
            at = QPointF(self.left, self._next(LINE))
            self.words.append(Words(at, line, self._style.theme.quiet, self.right - self.left))

    def add_space(self, height: float) -> None:
        """Room between two rows."""
        self.bottom += self._style.px(height)

    def paint(self, painter: QPainter) -> None:
        """Draw it all."""
        for bar in self.bars:
            paint_share(painter, self._style, bar.rect, bar.share, bar.ink)
        for at, text, ink, room, align, size, bold in self.words:
            letters = self._letters(size, bold)
            draw_text(painter, self._style, at, shortened(text, letters, room), letters, ink, align)

    def broken(self, text: str) -> list[str]:
        """Small words in lines that fit."""
        return in_lines(text, self._letters(SMALL), self.right - self.left)

    def _letters(self, size: float, bold: bool = False) -> QFont:
        return font(self._style.px(size), bold)

    def _next(self, height: float) -> float:
        """The middle of the next row."""
        self.add_space(height)
        return self.bottom - self._style.px(height) / 2
