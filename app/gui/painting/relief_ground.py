"""The solid itself on a painter: as the window shows it, and as fine as a file wants it."""

from dataclasses import replace
from math import ceil, floor, sqrt

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEngine, QPainter

from app.gui.painting.pixels import argb_image
from app.gui.painting.plan import contour_width
from app.gui.painting.relief_axes import room_of_solid
from app.gui.painting.relief_colours import relief_table
from app.gui.painting.style import Style
from app.model.relief.camera import Camera
from app.model.relief.orbit import Orbit
from app.model.relief.picture import SmoothPicture
from app.model.relief.relief import Relief

PRINTED = 300.0 / 96.0
"""Pixels a unit, of which an inch has 96, in a file made of lines: what a journal asks of pictures."""
MOST_PIXELS = 2_500_000
"""In such a file."""


def relief_camera(rect: QRectF, style: Style, orbit: Orbit) -> Camera:
    """The eye that shows the solid in a part of a picture, with room around it for the axes."""
    room = room_of_solid(rect, style)
    return Camera(orbit, room.x(), room.y(), room.width(), room.height())


def paint_solid(painter: QPainter, rect: QRectF, relief: Relief, camera: Camera, style: Style, paper: str) -> None:
    """Draw the solid on that part of the paper, whose colour it is surrounded with, as finely as the painter can."""
    density = _density(painter, rect)
    left, top = floor(rect.left() * density), floor(rect.top() * density)
    width, height = ceil(rect.right() * density) - left, ceil(rect.bottom() * density) - top
    larger = camera.magnified(density)
    there = replace(larger, left=larger.left - left, top=larger.top - top)
    table, line = relief_table(style.theme, paper), density * contour_width(style)
    pixels = SmoothPicture(relief, there, width, height, table, line).pixels()
    painter.drawImage(QRectF(left / density, top / density, width / density, height / density), argb_image(pixels))


def _density(painter: QPainter, rect: QRectF) -> float:
    """Pixels of the picture a nominal one: where the painter has pixels, its own."""
    device = painter.deviceTransform().m11()
    if painter.paintEngine().type() is QPaintEngine.Type.Raster:
        return device
    return min(device * PRINTED, sqrt(MOST_PIXELS / (rect.width() * rect.height())))
