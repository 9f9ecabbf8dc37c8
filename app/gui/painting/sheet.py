"""The paper under a painter: how large it is, the style on it, and what of a figure is drawn.

A figure is laid out in nominal pixels, in which text and lines always have the same sizes, and the painter is scaled to
them: so a figure of the same proportions is the same picture in every format and resolution.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, color
from app.model.paper import POINTS_PER_INCH, SCREEN, USUAL_PARTS, Paper, Part

NATURAL_WIDTH, NATURAL_HEIGHT = 1120.0, 840.0
"""A picture in pixels of this size has text and lines of their nominal sizes; on a larger one they grow with it."""
LEGIBLE = 0.85
"""On a smaller one they do not shrink further than so far: fewer things have room instead."""
LEAST_WIDTH, LEAST_HEIGHT = 320.0, 240.0
"""Nominal pixels that every sheet has, whatever its size and the size of its text: less holds no figure."""
TEXT = 13.0
"""Nominal pixels of the usual text."""


@dataclass(frozen=True)
class Sheet:
    """What a figure is painted on: `size` in the painter's units, of which a nominal pixel has `zoom`."""

    size: QSizeF
    zoom: float
    style: Style
    parts: frozenset[Part] = USUAL_PARTS

    @property
    def room(self) -> QRectF:
        """All of it in nominal pixels."""
        return QRectF(0.0, 0.0, self.size.width() / self.zoom, self.size.height() / self.zoom)

    def has(self, part: Part) -> bool:
        """Whether that is drawn."""
        return part in self.parts


@contextmanager
def on(painter: QPainter, sheet: Sheet) -> Iterator[None]:
    """Let the painter draw in nominal pixels."""
    painter.save()
    painter.scale(sheet.zoom, sheet.zoom)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    try:
        yield
    finally:
        painter.restore()


def paint_blank(painter: QPainter, sheet: Sheet) -> None:
    """Fill the sheet, to the very edge of a pixel that it has only a part of."""
    painter.fillRect(sheet.room.adjusted(0.0, 0.0, 1.0, 1.0), color(sheet.style.theme.panel))


def pixel_sheet(paper: Paper) -> Sheet:
    """The sheet of a picture made of pixels."""
    return _sheet(paper, paper.dpi / SCREEN, outlines=False)


def line_sheet(paper: Paper, *, outlines: bool) -> Sheet:
    """The sheet of a picture made of lines, 96 units an inch; `outlines` asks for text as shapes."""
    return _sheet(paper, 1.0, outlines=outlines)


def _sheet(paper: Paper, density: float, *, outlines: bool) -> Sheet:
    """`density` are the painter's units in a CSS pixel."""
    width, height = paper.units
    size = QSizeF(width * density, height * density)
    return Sheet(size, density * _zoom(paper), Style(paper.theme, outlines=outlines), paper.parts)


def _zoom(paper: Paper) -> float:
    """CSS pixels in a nominal pixel."""
    width, height = paper.units
    if paper.points is None:
        pixels_per_unit = paper.dpi / SCREEN
        wanted = figure_scale(width * pixels_per_unit, height * pixels_per_unit) / pixels_per_unit
    else:
        wanted = paper.points / POINTS_PER_INCH * SCREEN / TEXT
    return min(wanted, width / LEAST_WIDTH, height / LEAST_HEIGHT)


def figure_scale(width: float, height: float) -> float:
    """Pixels in a nominal pixel where text and lines grow with a picture of that size in pixels."""
    return max(LEGIBLE, min(width / NATURAL_WIDTH, height / NATURAL_HEIGHT))
