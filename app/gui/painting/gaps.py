"""What a surface has no height for, told apart from all shades: bare ground under thin slanting lines."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QPainter, QPainterPath

from app.gui.painting.frame import Frame, polygon
from app.gui.painting.style import Style, color, pen
from app.model.gaps import gap_outlines, gaps
from app.model.terrain import Terrain

APART = 8.0
"""From one slanting line to the next, along the edge."""
STEP = 2.0
"""Pixels from one look at whether something is missing to the next."""
INK, OPACITY = 0.75, 0.38
"""Width and opacity of the lines."""


def paint_gaps(painter: QPainter, frame: Frame, style: Style, terrain: Terrain) -> None:
    """Draw over what is missing of the terrain, whose view must be the frame's."""
    if terrain.missing is None:
        return
    wide = gaps(terrain.missing)
    outlines = QPainterPath()
    outlines.setFillRule(Qt.FillRule.OddEvenFill)
    for line in gap_outlines(wide, terrain.view):
        outlines.addPolygon(polygon(frame.pixels(line)))
    painter.fillPath(outlines, color(style.theme.ground))
    painter.setPen(pen(style.theme.quiet, style.px(INK), OPACITY))
    painter.drawLines(_slanting_lines(frame, style, wide))


def _slanting_lines(frame: Frame, style: Style, missing: NDArray[np.bool_]) -> list[QLineF]:
    """Pieces of lines that rise to the right by as much as they go, wherever something is missing."""
    rows, columns = missing.shape
    step = style.px(STEP)
    starts = np.arange(-frame.height, frame.width, style.px(APART))[:, np.newaxis]
    ups = np.arange(0.0, frame.height + step, step)
    across = starts + ups
    column = np.rint(across / frame.width * (columns - 1)).astype(int)
    row = np.rint(np.broadcast_to(ups, across.shape) / frame.height * (rows - 1)).astype(int)
    inside = (column >= 0) & (column < columns) & (row < rows)
    shown = inside & missing[np.minimum(row, rows - 1), np.clip(column, 0, columns - 1)]
    edges = np.diff(np.pad(shown, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    # Both run through the lines in the same order, so that beginnings and ends meet in pairs.
    (which, begin), (_, end) = np.nonzero(edges > 0), np.nonzero(edges < 0)
    bottom = frame.top + frame.height
    return [
        QLineF(frame.left + s + a, bottom - a, frame.left + s + b, bottom - b)
        for s, a, b in zip(starts[which, 0].tolist(), ups[begin].tolist(), ups[end - 1].tolist(), strict=True)
    ]
