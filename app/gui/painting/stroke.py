"""Lines wider than a pixel: as one stroke on paper, as a bundle of hairlines on the screen.

Qt's raster engine draws antialiased lines up to one pixel wide ten times faster than wider ones, which it turns into
polygons first. On the screen, where a hand waits for the picture, a wide line is therefore the union of hairlines set
off by less than a pixel from each other; the eye sees no difference. Paper and vector formats get the true stroke.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import ceil, cos, pi, sin

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from app.gui.painting.style import Style

PIECE = 48
"""Segments stroked at a time."""
OVERLAP = 0.25
"""Pixels of a stroke's end that the next one has too: none would show as a light seam, a whole one as a dark spot."""
SPACING = 0.9
"""Device pixels between neighbouring hairlines."""


def draw_lines(painter: QPainter, style: Style, lines: Sequence[QPolygonF], pen: QPen, hollow: float = 0.0) -> None:
    """Draw polylines with this pen; the inner `hollow` pixels of its width will be covered by another line anyway."""
    density = painter.device().devicePixelRatioF()
    if not style.screen:
        _draw_strokes(painter, lines, pen)
        return
    if pen.widthF() * density <= 1.0:
        painter.setPen(pen)
        for line in lines:
            painter.drawPolyline(line)
        return
    hair = QPen(pen)
    hair.setWidthF(1.0 / density)
    if pen.dashPattern():
        hair.setDashPattern([length * pen.widthF() * density for length in pen.dashPattern()])
    painter.setPen(hair)
    for dx, dy in _offsets(round(pen.widthF() * density, 2), round(hollow * density, 2)):
        painter.translate(dx / density, dy / density)
        for line in lines:
            painter.drawPolyline(line)
        painter.translate(-dx / density, -dy / density)


def _draw_strokes(painter: QPainter, lines: Sequence[QPolygonF], pen: QPen) -> None:
    """True strokes, in pieces: what a stroke of a tangled line costs grows with the square of its length."""
    stroke = QPen(pen)
    for line in lines:
        way = 0.0
        for piece in _strokes(line):
            if pen.dashPattern():
                stroke.setDashOffset(way / pen.widthF())
                way += _length(piece) - OVERLAP
            painter.setPen(stroke)
            painter.drawPolyline(piece)


def _strokes(line: QPolygonF) -> Iterator[QPolygonF]:
    """The line in pieces that end in the middle of a side: so every turn is within a piece, and joined."""
    begin, overlap = 0, None
    for at in range(PIECE, line.size() - 1, PIECE):
        back = QLineF(QLineF(line.at(at), line.at(at + 1)).center(), line.at(at))
        yield _piece(QPolygonF(line.mid(begin, at + 1 - begin)), overlap, back.p1())
        back.setLength(min(OVERLAP, back.length()))
        begin, overlap = at + 1, back.p2()
    yield _piece(QPolygonF(line.mid(begin)), overlap, None)


def _piece(points: QPolygonF, before: QPointF | None, after: QPointF | None) -> QPolygonF:
    if before is not None:
        points.prepend(before)
    if after is not None:
        points.append(after)
    return points


def _length(line: QPolygonF) -> float:
    # Qt adds up a path's sides twenty times sooner than Python those of a polygon.
    path = QPainterPath()
    path.addPolygon(line)
    return path.length()


@lru_cache(maxsize=64)
def _offsets(width: float, hollow: float) -> tuple[tuple[float, float], ...]:
    """Where the hairlines of a line of that width stand: rings from the hollow's edge to the line's edge."""
    outer = (width - 1.0) / 2
    inner = max(0.0, min(outer, hollow / 2))
    rings = max(1, ceil((outer - inner) / SPACING))
    radii = [outer - k * (outer - inner) / rings for k in range(rings)]
    found = [] if hollow or outer < SPACING else [(0.0, 0.0)]
    for radius in radii:
        count = max(3, ceil(2 * pi * radius / (1.9 * SPACING)))
        found += [(radius * cos(2 * pi * k / count), radius * sin(2 * pi * k / count)) for k in range(count)]
    return tuple(found)
