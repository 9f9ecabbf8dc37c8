"""Signs that mark places on a surface, from above and in space alike: a lane's head, a minimum, the start."""

from collections.abc import Iterable
from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from app.gui.painting.frame import Frame
from app.gui.painting.style import Style, color, pen
from app.model.landmarks import Landmark

LESSER_STAR = 5.5
STAR = 9.5
"""Large enough for its points to show around a lane's head that has arrived."""
APART = 12.0
"""Pixels of a square in which one star is drawn: more would be a blot."""


def draw_head(painter: QPainter, style: Style, at: QPointF, colour: int, opacity: float = 1.0) -> None:
    """Where a lane is now."""
    painter.setPen(pen(style.theme.halo, style.px(1.6), opacity))
    painter.setBrush(color(style.theme.lanes[colour], opacity))
    painter.drawEllipse(at, style.px(5), style.px(5))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_minima(painter: QPainter, frame: Frame, style: Style, marks: Iterable[Landmark]) -> None:
    """Star those in view; `marks` are in the frame's coordinates, the deepest last."""
    side, stars = style.px(APART), dict[tuple[int, int], tuple[QPointF, Landmark]]()
    for mark in marks:
        if frame.shows(mark.x, mark.y):
            at = frame.point(mark.x, mark.y)
            # Of those that would lie on each other the deepest stays.
            stars[int(at.x() // side), int(at.y() // side)] = at, mark
    for at, mark in stars.values():
        draw_minimum(painter, style, at, mark)


def draw_minimum(painter: QPainter, style: Style, at: QPointF, mark: Landmark, opacity: float = 1.0) -> None:
    """A star, small for a minimum that is not the deepest, and hollow for one that was found numerically."""
    shape = star(style.px(STAR if mark.is_deepest else LESSER_STAR)).translated(at)
    outline, inside = (style.theme.text, style.theme.halo) if mark.found else (style.theme.halo, style.theme.text)
    painter.setPen(pen(outline, style.px(1.4), opacity))
    painter.setBrush(color(inside, opacity))
    painter.drawPolygon(shape)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_start(painter: QPainter, style: Style, at: QPointF, opacity: float = 1.0) -> None:
    """A ring."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((style.theme.halo, 5.0), (style.theme.text, 2.2)):
        painter.setPen(pen(ink, style.px(width), opacity))
        painter.drawEllipse(at, style.px(6.5), style.px(6.5))


@lru_cache(maxsize=16)
def star(radius: float) -> QPolygonF:
    """Its outline around the origin; many minima have the same."""
    reach = [radius if k % 2 == 0 else 0.45 * radius for k in range(10)]
    turns = [k * pi / 5 - pi / 2 for k in range(10)]
    return QPolygonF([QPointF(r * cos(t), r * sin(t)) for r, t in zip(reach, turns, strict=True)])
