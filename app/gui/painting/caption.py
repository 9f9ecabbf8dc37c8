"""The words above a figure, in as many lines as the paper's width asks for: what it is of, and how everything ran."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, font
from app.gui.painting.text import RIGHT, draw_text, flowed, in_lines, text_width
from app.model.describe import settings_text
from app.model.scene import Scene

TITLE, FORMULA, USUAL = 15.0, 13.0, 12.0
"""Sizes of letters."""
FIRST, NEXT, ROW = 20.0, 21.0, 17.0
"""From the paper's edge to the middle of the first line, from there to a second, and from each to the next."""
BETWEEN = 14.0
"""From the title to the formula in one line."""
PARTS = "  "
"""Between settings, in a model's words and in lines alike."""


class Line(NamedTuple):
    """Words in one line; `bold` is a title, and what is not is quiet."""

    text: str
    size: float
    bold: bool = False


class Caption(NamedTuple):
    """Rows of words side by side."""

    rows: tuple[tuple[Line, ...], ...]

    def bottom(self, style: Style) -> float:
        """Where what is below may begin."""
        return style.px(FIRST + NEXT + ROW * (len(self.rows) - 1)) if len(self.rows) > 1 else style.px(FIRST + ROW)


def caption(
    style: Style, room: float, most: float, title: str, formula: str, paragraphs: Iterable[Sequence[str]]
) -> Caption:
    """What fits into that width, and not below `most`: what has no room there ends in dots; `formula` is that of f.

    Each paragraph begins a line; its parts are kept whole where a line can hold them.
    """
    rows = _title_rows(style, room, title, f"f = {formula}")
    for parts in paragraphs:
        rows += [(Line(text, USUAL),) for text in flowed(parts, font(style.px(USUAL)), room, PARTS)]
    kept = rows[:1]
    while len(kept) < len(rows) and Caption((*kept, rows[len(kept)])).bottom(style) <= most:
        kept.append(rows[len(kept)])
    if len(kept) < len(rows):
        *before, last = kept[-1]
        kept[-1] = (*before, last._replace(text=f"{last.text} …"))
    return Caption(tuple(kept))


def lane_settings(scene: Scene) -> list[str]:
    """Every visible lane with its settings, as the parts of a paragraph."""
    lanes = [f"{run.lane.name}: {settings_text(run.rule).replace(PARTS, ', ')}" for run in scene.visible]
    return [*(f"{lane};" for lane in lanes[:-1]), *lanes[-1:]]


def _title_rows(style: Style, room: float, title: str, formula: str) -> list[tuple[Line, ...]]:
    """Title and formula in one line if that can hold both."""
    large, usual = font(style.px(TITLE), bold=True), font(style.px(FORMULA))
    words, of = Line(title, TITLE, bold=True), Line(formula, FORMULA)
    if text_width(title, large) + style.px(BETWEEN) + text_width(formula, usual) <= room:
        return [(words, of)]
    titles = [words._replace(text=line) for line in flowed(title.split(PARTS), large, room, PARTS)]
    return [(line,) for line in (*titles, *(of._replace(text=line) for line in in_lines(formula, usual, room)))]


def paint_caption(painter: QPainter, style: Style, left: float, shown: Caption) -> None:
    """Write it, from the top of the paper on."""
    for row, y in zip(shown.rows, _middles(style), strict=False):
        x = left
        for text, size, bold in row:
            ink = style.theme.text if bold else style.theme.quiet
            box = draw_text(painter, style, QPointF(x, y), text, font(style.px(size), bold=bold), ink)
            x = box.right() + style.px(BETWEEN)


def paint_step(painter: QPainter, style: Style, room: QRectF, shown: Caption, step: int, last: int) -> None:
    """Say what step it is at the right end of the room, in the first row below the title where that is free.

    It stands there at every step up to the last; where no row is free, it is left to the charts.
    """
    letters = font(style.px(USUAL))
    widest = max(text_width(f"at step {number:,} of {last:,}", letters) for number in (last, step))
    for row, y in [*zip(shown.rows, _middles(style), strict=False)][1:]:
        taken = sum(text_width(text, font(style.px(size), bold=bold)) + style.px(BETWEEN) for text, size, bold in row)
        if taken + widest <= room.width():
            at = QPointF(room.right(), y)
            draw_text(painter, style, at, f"at step {step:,} of {last:,}", letters, style.theme.quiet, RIGHT)
            return


def _middles(style: Style) -> Iterator[float]:
    """The heights of the rows."""
    yield style.px(FIRST)
    yield from count(style.px(FIRST + NEXT), style.px(ROW))
