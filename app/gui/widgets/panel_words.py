"""Words in panels: painted in the two sizes of the panels, cut to their room, broken into lines."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from app.gui.painting.style import Style, color, font
from app.gui.painting.text import LEFT, RIGHT, draw_text, text_width

SMALL, LARGE = 12.0, 13.0
"""Pixels of the panels' two sizes of letters."""
ROW = 16.0
"""The height of a row of small letters."""
FIGURES = "0123456789.,−-e"
"""What numbers are made of; between these letters there is no kerning."""


class Piece(NamedTuple):
    """One line of words: where its left or right end is, centred vertically, and how much room it has."""

    x: float
    y: float
    text: str
    ink: str
    room: float = float("inf")
    align: Qt.AlignmentFlag = LEFT
    size: float = SMALL
    bold: bool = False


def write(painter: QPainter, style: Style, pieces: Iterable[Piece]) -> None:
    """Write the pieces, each cut where it has no more room."""
    for piece in pieces:
        if piece.align is RIGHT and piece.size == SMALL and not piece.bold and set(piece.text) <= _figures().keys():
            _write_number(painter, piece)
        else:
            _write_words(painter, style, piece)


def _write_words(painter: QPainter, style: Style, piece: Piece) -> None:
    text, letters = cut(piece.text, piece.room, piece.size, piece.bold), font(piece.size, piece.bold)
    draw_text(painter, style, QPointF(piece.x, piece.y), text, letters, piece.ink, piece.align)


def _write_number(painter: QPainter, piece: Piece) -> None:
    """A number that moves is new each time: its width is summed up, where Qt would shape it once more."""
    widths = _figures()
    left = piece.x - sum([widths[figure] for figure in piece.text])
    painter.setFont(font(SMALL))
    painter.setPen(color(piece.ink))
    painter.drawText(QPointF(left, piece.y + _half_capital()), piece.text)


@lru_cache(maxsize=1)
def _figures() -> dict[str, float]:
    return {figure: text_width(figure, font(SMALL)) for figure in FIGURES}


@lru_cache(maxsize=1)
def _half_capital() -> float:
    return QFontMetricsF(font(SMALL)).capHeight() / 2


@lru_cache(maxsize=1024)
def cut(text: str, room: float, size: float = SMALL, bold: bool = False) -> str:
    """The text, or what fits of it with an ellipsis behind; a number at its end stays, for it tells names apart."""
    letters = font(size, bold)
    if text_width(text, letters) <= room:
        return text
    words, _, last = text.rpartition(" ")
    end = f" {last}" if words and last.isdecimal() else ""
    cuts = (f"{text[:n].rstrip()}…{end}" for n in range(len(text) - len(end) - 1, 0, -1))
    return next((short for short in cuts if text_width(short, letters) <= room), "…")


@lru_cache(maxsize=256)
def broken(text: str, room: float) -> tuple[str, ...]:
    """Small words in lines that fit, broken between words; a word that is too long is cut."""
    letters, lines = font(SMALL), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if text_width(longer, letters) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(cut(line, room) for line in lines)
