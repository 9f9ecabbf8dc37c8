"""What surrounds the solid: the lines of its edges, ticks along x and y at its near foot, and an axis of heights."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.gui.painting.axes import LETTERS, TICK, telling_ticks
from app.gui.painting.frame import has_length, polygon
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, font, pen
from app.gui.painting.text import CENTRE, draw_text, text_width
from app.model.relief.camera import PLINTH, Camera
from app.model.relief.drape import lifted, parted
from app.model.relief.horizon import Sight
from app.model.ticks import Tick

Array = NDArray[np.float64]
MARGINS = (58.0, 14.0, 26.0, 34.0)
"""Left, top, right and bottom of the solid's room: for the axis of heights, and for ticks and their numbers."""
EDGE, EDGE_OPACITY = 1.0, 0.5
TICK_OPACITY = 0.7
APART = 80.0
"""Pixels between ticks, about."""
CLEAR = 4.0
"""Pixels between a tick and its number, between numbers, and between them and the axis' name."""
SHORTEST = 44.0
"""An axis that is seen so much from its end, in pixels, has no numbers: they would tell nothing."""


class Axis(NamedTuple):
    """An edge of the solid from one point (3,) to another, with ticks at shares of the way; `name` stands beyond."""

    begin: Array
    end: Array
    ticks: tuple[Tick, ...]
    name: str

    @property
    def is_upright(self) -> bool:
        """Whether it is the one of heights."""
        return bool(self.begin[2] != self.end[2])


def room_of_solid(rect: QRectF, style: Style) -> QRectF:
    """What the solid has of a picture, with room around for ticks and numbers."""
    left, top, right, bottom = (style.px(margin) for margin in MARGINS)
    return rect.adjusted(left, top, -right, -bottom)


def paint_relief_axes(painter: QPainter, sight: Sight, style: Style) -> None:
    """Draw edges, ticks and numbers around the solid."""
    _paint_edges(painter, sight, style)
    camera, taken = sight.camera, list[QRectF]()
    for axis in _axes(sight):
        begin, end = (QPointF(*camera.pixels(point[np.newaxis])[0]) for point in (axis.begin, axis.end))
        if QLineF(begin, end).length() > style.px(SHORTEST):
            _paint_axis(painter, style, axis, QLineF(begin, end), taken)


def _paint_edges(painter: QPainter, sight: Sight, style: Style) -> None:
    ink = pen(style.theme.contour, style.px(EDGE), EDGE_OPACITY)
    lines = [polygon(line) for line in (*_rim(sight), *_foot(sight)) if has_length(line)]
    draw_lines(painter, style, lines, ink)


def _rim(sight: Sight) -> Iterable[Array]:
    """The surface's own edge, where it is to be seen."""
    way = np.linspace(0.0, 1.0, max(sight.relief.heights.shape))
    none, whole = np.zeros_like(way), np.ones_like(way)
    corners = [(way, none), (whole, way), (way[::-1], whole), (none, way[::-1])]
    around = lifted(sight.relief, np.hstack(corners).T)
    return parted(sight, [around]).seen


def _foot(sight: Sight) -> Iterable[Array]:
    """The lower edges that are to be seen, and the upright ones."""
    camera = sight.camera
    near, below = near_corner(camera), -PLINTH / camera.rise
    feet = [(1 - near[0], near[1], below), (*near, below), (near[0], 1 - near[1], below)]
    tops = lifted(sight.relief, np.array(feet)[:, :2])
    yield camera.pixels(np.array(feet))
    yield from (camera.pixels(np.array([foot, top])) for foot, top in zip(feet, tops, strict=True))


def near_corner(camera: Camera) -> tuple[float, float]:
    """The corner of the square that is nearest to the eye."""
    c, s = camera.turn
    return float(s > 0), float(c < 0)


def _axes(sight: Sight) -> Iterable[Axis]:
    """Along x and y at the near foot, and upwards at the corner farthest to the left."""
    camera, (u, v) = sight.camera, near_corner(sight.camera)
    (x0, x1, y0, y1), measure = sight.relief.view, sight.relief.measure
    below = -PLINTH / camera.rise
    begin, across, up = (np.array(p) for p in ((0.0, v, below), (1.0, v, below), (u, 0.0, below)))
    most = max(2, int(camera.scale / APART))
    yield Axis(begin, across, _shares(telling_ticks(x0, x1, most), x0, x1), "x")
    yield Axis(up, np.array([u, 1.0, below]), _shares(telling_ticks(y0, y1, most), y0, y1), "y")
    left = min(((1 - u, v), (u, 1 - v)), key=lambda at: camera.pixels(np.array([[*at, 0.0]]))[0, 0])
    yield Axis(np.array([*left, 0.0]), np.array([*left, 1.0]), measure.ticks, measure.words)


def _shares(ticks: list[Tick], low: float, high: float) -> tuple[Tick, ...]:
    return tuple(((value - low) / (high - low), label) for value, label in ticks)


def _paint_axis(painter: QPainter, style: Style, axis: Axis, line: QLineF, taken: list[QRectF]) -> None:
    """Draw ticks away from the solid, their numbers where they hide no others, and the name behind them."""
    out, letters = _outward(line), font(style.px(LETTERS))
    widths = [text_width(label, letters) for _, label in axis.ticks]
    painter.setPen(pen(style.theme.quiet, style.px(1), TICK_OPACITY))
    if axis.is_upright:
        painter.drawLine(line)
    painter.drawLines(
        [QLineF(at, at + out * style.px(TICK)) for at in (line.pointAt(share) for share, _ in axis.ticks)]
    )
    for (share, label), width in zip(axis.ticks, widths, strict=True):
        size = QSizeF(width, style.px(LETTERS))
        box = _beside(line.pointAt(share), out, style.px(TICK + CLEAR), size)
        if not any(box.intersects(other) for other in taken):
            taken.append(box.adjusted(-style.px(CLEAR), -style.px(1), style.px(CLEAR), style.px(1)))
            draw_text(painter, style, box.center(), label, letters, style.theme.quiet, CENTRE)
    _paint_name(painter, style, axis, line, QSizeF(max(widths, default=0.0), style.px(LETTERS)))


def _paint_name(painter: QPainter, style: Style, axis: Axis, line: QLineF, numbers: QSizeF) -> None:
    """Write the name beyond numbers of at most that size, along an upright axis."""
    out, letters = _outward(line), font(style.px(LETTERS))
    behind = style.px(TICK + 2 * CLEAR) + abs(out.x()) * numbers.width() + abs(out.y()) * numbers.height()
    painter.save()
    painter.translate(_beside(line.center(), out, behind, QSizeF(numbers.height(), numbers.height())).center())
    painter.rotate(-90.0 if axis.is_upright else 0.0)
    draw_text(painter, style, QPointF(0, 0), axis.name, letters, style.theme.quiet, CENTRE)
    painter.restore()


def _outward(line: QLineF) -> QPointF:
    """One pixel down and away from an edge at the foot, to the left from an upright one."""
    across = QPointF(-line.dy(), line.dx()) * (1.0 / line.length())
    return across if across.y() > 1e-9 or (abs(across.y()) <= 1e-9 and across.x() < 0) else across * -1.0


def _beside(at: QPointF, out: QPointF, gap: float, size: QSizeF) -> QRectF:
    """A box of that size that stands so far from an edge."""
    middle = at + out * (gap + abs(out.x()) * size.width() / 2 + abs(out.y()) * size.height() / 2)
    return QRectF(middle - QPointF(size.width() / 2, size.height() / 2), size)
