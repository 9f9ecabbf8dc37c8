"""A fair comparison as a figure for a paper: caption, the result in words, the chart, and all numbers in a table."""

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.caption import PARTS, Caption, caption, paint_caption
from app.gui.painting.fair_chart import paint_fair
from app.gui.painting.fair_plot import FairPlot, least_height
from app.gui.painting.fair_table import paint_fair_table, table_height
from app.gui.painting.sheet import Sheet, on, paint_blank
from app.gui.painting.strip import Strip, lane_entries, paint_strip, strip, strip_height
from app.gui.painting.style import Style, font
from app.gui.painting.text import draw_text, in_lines
from app.model.describe import run_text, surface_text
from app.model.fair.axes import fair_axes
from app.model.fair.request import FairResult
from app.model.fair.words import budget_text, good_text, headline, tolerance_text
from app.model.paper import Part

SIDE, NARROW_SIDE, EDGE = 56.0, 46.0, 22.0
"""Left, on a wide and on a narrow sheet, and right of the text."""
NARROW = 600.0
LINE, NOTE_LINE = 20.0, 18.0
TOP, BOTTOM, APART = 6.0, 12.0, 12.0
HEADLINE, NOTE = 13.0, 11.0
"""Sizes of letters."""
HIGHEST_CAPTION = 0.3
"""The share of the paper's height that the words above the result may take."""


class _Choice(NamedTuple):
    """What is drawn around the chart."""

    caption: bool
    headline: bool
    table: bool
    notes: bool


CHOICES = (
    _Choice(caption=True, headline=True, table=True, notes=True),
    _Choice(caption=True, headline=True, table=True, notes=False),
    _Choice(caption=True, headline=True, table=False, notes=False),
    _Choice(caption=False, headline=True, table=False, notes=False),
    _Choice(caption=False, headline=False, table=True, notes=False),
    _Choice(caption=False, headline=False, table=False, notes=False),
)
"""From the fullest figure to the barest. Without a table there are at least the lanes' names."""


def paint_fair_figure(painter: QPainter, sheet: Sheet, result: FairResult) -> None:
    """Paint a comparison on that sheet, with as much around the chart as there is room for."""
    chosen = next((choice for choice in CHOICES if _fits(sheet, result, choice)), CHOICES[-1])
    style, left, width = sheet.style, _left(sheet), _width(sheet)
    with on(painter, sheet):
        paint_blank(painter, sheet)
        top = _paint_words(painter, sheet, result, chosen)
        notes = _notes(sheet, result) if chosen.notes else []
        below = sheet.room.height() - style.px(BOTTOM) - _notes_height(style, notes)
        _paint_notes(painter, style, QPointF(left, below), notes)
        bottom = below - _key_height(sheet, result, chosen)
        key = QRectF(left, bottom + style.px(APART), width, below - bottom - style.px(APART))
        if chosen.table:
            paint_fair_table(painter, key, style, result)
        else:
            paint_strip(painter, style, key.topLeft(), _names(sheet, result))
        chart = QRectF(left - style.px(SIDE - 10.0), top, width + style.px(SIDE - 10.0 + EDGE - 6.0), bottom - top)
        paint_fair(painter, FairPlot(chart, style, result, fair_axes(result)))


def _fits(sheet: Sheet, result: FairResult, choice: _Choice) -> bool:
    """Whether it leaves the chart its least height; what the sheet does not have is not asked for."""
    if (choice.caption or choice.headline or choice.notes) and not sheet.has(Part.CAPTION):
        return False
    taken = _words_height(sheet, result, choice) + _key_height(sheet, result, choice) + sheet.style.px(BOTTOM)
    taken += _notes_height(sheet.style, _notes(sheet, result)) if choice.notes else 0.0
    return sheet.room.height() - taken >= least_height(sheet.style, len(result.lanes))


def _left(sheet: Sheet) -> float:
    return sheet.style.px(SIDE if sheet.room.width() >= sheet.style.px(NARROW) else NARROW_SIDE)


def _width(sheet: Sheet) -> float:
    return sheet.room.width() - _left(sheet) - sheet.style.px(EDGE)


def _names(sheet: Sheet, result: FairResult) -> Strip:
    return strip([lane_entries(lane.lane for lane in result.lanes)], sheet.style, _width(sheet))


def _key_height(sheet: Sheet, result: FairResult, choice: _Choice) -> float:
    """How high the table or the names are, with what is between them and the chart."""
    style = sheet.style
    key = table_height(style, result, _width(sheet)) if choice.table else strip_height(_names(sheet, result), style)
    return key + style.px(APART)


def _headline(sheet: Sheet, result: FairResult) -> list[str]:
    return in_lines(headline(result), font(sheet.style.px(HEADLINE), bold=True), _width(sheet))


def _words_height(sheet: Sheet, result: FairResult, choice: _Choice) -> float:
    """Where the words above the chart end."""
    above = _caption(sheet, result).bottom(sheet.style) if choice.caption else 0.0
    lines = len(_headline(sheet, result)) + 0.5 if choice.headline else 0.0
    return above + sheet.style.px(TOP + LINE * lines)


def _paint_words(painter: QPainter, sheet: Sheet, result: FairResult, choice: _Choice) -> float:
    """What was walked on and what came out; return where that ends."""
    style, y = sheet.style, 0.0
    if choice.caption:
        words = _caption(sheet, result)
        paint_caption(painter, style, _left(sheet), words)
        y = words.bottom(style)
    for row, line in enumerate(_headline(sheet, result) if choice.headline else ()):
        at = QPointF(_left(sheet), y + style.px(TOP + LINE * (row + 0.5)))
        draw_text(painter, style, at, line, font(style.px(HEADLINE), bold=True), style.theme.text)
    return _words_height(sheet, result, choice)


def _caption(sheet: Sheet, result: FairResult) -> Caption:
    experiment, most = result.request.experiment, HIGHEST_CAPTION * sheet.room.height()
    surface, paragraphs = experiment.surface, [run_text(experiment).split(PARTS)]
    return caption(sheet.style, _width(sheet), most, surface_text(surface), surface.formula, paragraphs)


def _notes(sheet: Sheet, result: FairResult) -> list[str]:
    """What the numbers mean, in lines."""
    texts = budget_text(result.request.experiment), f"{tolerance_text()} {good_text(result.request.objective)}"
    letters = font(sheet.style.px(NOTE))
    return [line for text in texts for line in in_lines(text, letters, _width(sheet))]


def _notes_height(style: Style, notes: list[str]) -> float:
    return style.px(NOTE_LINE * len(notes) + APART) if notes else 0.0


def _paint_notes(painter: QPainter, style: Style, at: QPointF, notes: list[str]) -> None:
    for row, note in enumerate(notes):
        middle = QPointF(at.x(), at.y() + style.px(APART + NOTE_LINE * (row + 0.5)))
        draw_text(painter, style, middle, note, font(style.px(NOTE)), style.theme.quiet)
