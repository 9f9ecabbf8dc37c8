"""The way that belongs to a surface's own data: of the training run through whose end its slice was laid, for instance.

It is not one of the lanes: it is drawn below them, in the ink of quiet text.
"""

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from app.gui.painting.frame import Array, Frame
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, color, pen
from surfaces import Surface
from surfaces.grid import Grid

WIDTH, HALO_WIDTH = 1.6, 3.6
HALO_OPACITY = 0.5
DOT = 3.5
"""The radius of the dots at its ends."""


def own_path_of(surface: Surface) -> Array | None:
    """The path that came with a surface's data, (n, 2), if there is one."""
    return surface.path if isinstance(surface, Grid) else None


def paint_path_of(painter: QPainter, frame: Frame, style: Style, surface: Surface) -> None:
    """Draw the path that came with a surface's data, within the frame; nothing where there is none."""
    path = own_path_of(surface)
    if path is not None:
        painter.save()
        painter.setClipRect(frame.rect)
        paint_own_path(painter, frame, style, path)
        painter.restore()


def paint_own_path(painter: QPainter, frame: Frame, style: Style, path: Array) -> None:
    """Draw a path (n, 2) as a thin line from a hollow dot to a full one; in the coordinates of the frame's view."""
    lines = frame.polygons(path, style.grain)
    draw_lines(painter, style, lines, pen(style.theme.halo, style.px(HALO_WIDTH), HALO_OPACITY), style.px(WIDTH))
    draw_lines(painter, style, lines, pen(style.theme.quiet, style.px(WIDTH)))
    painter.setPen(pen(style.theme.quiet, style.px(WIDTH)))
    for (x, y), ink in zip(path[[0, -1]], (style.theme.halo, style.theme.quiet), strict=True):
        if np.isfinite([x, y]).all() and frame.shows(x, y):
            painter.setBrush(color(ink))
            painter.drawEllipse(frame.point(x, y), style.px(DOT), style.px(DOT))
    painter.setBrush(Qt.BrushStyle.NoBrush)
