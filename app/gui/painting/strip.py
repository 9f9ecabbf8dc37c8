"""A key in lines below a picture that is too small to hold it: samples with their words, side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from app.gui.painting.legend import LETTERS, ROW, SAMPLE, paint_lane_sample
from app.gui.painting.style import Style, font
from app.gui.painting.text import draw_text, text_width
from app.model.experiment import Lane

BEHIND, BETWEEN = 8.0, 16.0
"""From a sample to its words, and from the longest words to the next sample."""


class Entry(NamedTuple):
    """Words, and what draws the sample before them, from a point on, if there is one."""

    words: str
    sample: Callable[[QPainter, Style, QPointF], None] | None = None


def lane_entries(lanes: Iterable[Lane]) -> list[Entry]:
    """A lane's line and its name each."""
    return [Entry(lane.name, partial(_paint_lane, lane.colour)) for lane in lanes]


def _paint_lane(colour: int, painter: QPainter, style: Style, at: QPointF) -> None:
    paint_lane_sample(painter, style, at, colour)


class Row(NamedTuple):
    """Entries side by side, and how far from the left each begins."""

    entries: tuple[Entry, ...]
    lefts: tuple[float, ...]


Strip = tuple[Row, ...]


def strip(groups: Iterable[Sequence[Entry]], style: Style, width: float) -> Strip:
    """The entries in rows of that width; each group begins one, and has columns of its own."""
    return tuple(row for entries in groups if entries for row in _rows(entries, style, width))


def _rows(entries: Sequence[Entry], style: Style, width: float) -> Iterator[Row]:
    """In the fewest rows for which there is room, of the fewest columns, each as wide as its widest entry."""
    widths = [_width(entry, style) + style.px(BETWEEN) for entry in entries]
    counts = sorted(range(1, len(widths) + 1), key=lambda each: (ceil(len(widths) / each), each))
    columns = ([max(widths[place::each]) for place in range(each)] for each in counts)
    fit = next((tried for tried in columns if sum(tried) <= width + style.px(BETWEEN)), [width])
    lefts = tuple(accumulate(fit[:-1], initial=0.0))
    for at in range(0, len(entries), len(lefts)):
        yield Row(tuple(entries[at : at + len(lefts)]), lefts)


def strip_height(shown: Strip, style: Style) -> float:
    """How high it is."""
    return style.px(ROW) * len(shown)


def paint_strip(painter: QPainter, style: Style, at: QPointF, shown: Strip) -> None:
    """Draw it, its upper left corner there."""
    for row, (entries, lefts) in enumerate(shown):
        for (words, sample), aside in zip(entries, lefts, strict=False):
            left = at + QPointF(aside, style.px(ROW) * (row + 0.5))
            if sample is not None:
                sample(painter, style, left)
            begin = left + QPointF(0.0 if sample is None else style.px(SAMPLE + BEHIND), 0.0)
            draw_text(painter, style, begin, words, font(style.px(LETTERS)), style.theme.text)


def _width(entry: Entry, style: Style) -> float:
    sample = 0.0 if entry.sample is None else style.px(SAMPLE + BEHIND)
    return sample + text_width(entry.words, font(style.px(LETTERS)))
