"""What is drawn over a map's colours: limits of stability with their names, and a surface's contour lines."""

from collections.abc import Sequence
from itertools import chain, repeat

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from app.gui.painting.frame import Frame, polygon
from app.gui.painting.plan import draw_contours
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, color, font, pen
from app.gui.painting.text import CENTRE, draw_text, text_width
from app.model.maps.boundary import Boundary
from app.model.maps.request import MapRequest
from app.model.polyline import thinned
from app.model.terrain import terrain

Array = NDArray[np.float64]
WIDTH, HALO = 1.3, 3.4
DASHES = ((), (5.0, 3.0), (1.5, 2.0))
"""Of the first limit, of the second, and of all others."""
LETTERS, HIGH, PAD = 10.5, 16.0, 3.0
"""A name beside its line: size, height of its box, and what that is wider than the name."""
SHARES = (0.85, 0.7, 0.55, 0.4, 0.25, 0.1, 0.05)
"""At which parts of the map's height a name may stand; the first with room is taken."""
WIDEST = 0.33
"""The share of the map's width that a name may have."""
KINDS_OF_NAMES = 4
NARROWEST = 180.0
"""Narrower maps have no names on them: too much would be covered."""
NEAR = 5.0
"""Pixels within which a line is under the mouse."""
ASIDE = (5.0, 14.0, 22.0)
"""How far from its line a name may stand."""
CONTOUR_OPACITY = 0.3
SAMPLES = 400
"""Of the surface along the longer side of a map of starts, for contour lines."""


def paint_boundaries(painter: QPainter, frame: Frame, style: Style, lines: Sequence[Boundary]) -> None:
    """Every limit as far as it lies within the frame, and its name where there is room."""
    drawn = [[thinned(piece, style.grain) for piece in frame.pieces(line.points)] for line in lines]
    for pieces, dashes in zip(drawn, chain(DASHES, repeat(DASHES[-1])), strict=False):
        for piece in pieces:
            _paint_line(painter, style, polygon(piece), dashes)
    if frame.width >= style.px(NARROWEST):
        for box, label in place_names(frame, style, lines, drawn):
            _draw_name(painter, style, box, label)


def place_names(
    frame: Frame, style: Style, lines: Sequence[Boundary], drawn: Sequence[list[Array]]
) -> list[tuple[QRectF, str]]:
    """Where each line in view has its name: the longest kind of name for which there is room for all of them.

    Where there is none, some go without: a name over another line would seem to be that one's.
    """
    everything = [piece for pieces in drawn for piece in pieces]
    seen = [(names_of(line), pieces) for line, pieces in zip(lines, drawn, strict=True) if pieces]
    placed: list[tuple[QRectF, str]] = []
    for kind in range(KINDS_OF_NAMES):
        placed = []
        for names, pieces in seen:
            box = label_box(frame, style, names[kind], pieces, everything, [box for box, _ in placed])
            if box is not None:
                placed.append((box, names[kind]))
        if len(placed) == len(seen):
            break
    return placed


def names_at(frame: Frame, lines: Sequence[Boundary], place: QPointF) -> list[str]:
    """The full names of the limits whose lines pass near a pixel."""
    _, up = frame.data(place.x(), place.y())
    found = []
    for line in lines:
        across = float(np.interp(up, line.points[:, 1], line.points[:, 0], left=np.nan, right=np.nan))
        if abs(frame.point(across, up).x() - place.x()) <= NEAR:
            found.append(line.label)
    return found


def names_of(line: Boundary) -> tuple[str, str, str, str]:
    """What a line may be called, from the longest to the shortest."""
    plain = line.label.partition(", λ")[0]
    short = plain.removeprefix("limit at ").replace("the ", "")
    return line.label, plain, short, short.replace("minimum", "min")


def _paint_line(painter: QPainter, style: Style, line: QPolygonF, dashes: tuple[float, ...]) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_lines(painter, style, [line], pen(style.theme.halo, style.px(HALO), 0.7))
    made = pen(style.theme.text, style.px(WIDTH))
    if dashes:
        made.setDashPattern(list(dashes))
    draw_lines(painter, style, [line], made)


def label_box(
    frame: Frame, style: Style, label: str, pieces: list[Array], lines: list[Array], taken: list[QRectF]
) -> QRectF | None:
    """Where a line's name can stand beside it, clear of these lines and of the boxes taken; None if nowhere."""
    width, height = text_width(label, font(style.px(LETTERS))) + style.px(2 * PAD), style.px(HIGH)
    if width > WIDEST * frame.width:
        return None
    for share in SHARES:
        y = frame.top + (1.0 - share) * frame.height
        for x in _crossings(pieces, y):
            for left in (place for apart in ASIDE for place in (x + style.px(apart), x - style.px(apart) - width)):
                box = QRectF(left, y - height / 2, width, height)
                # Its own line is the nearest.
                between = sorted((x, box.center().x()))
                if any(between[0] + 1 < other < between[1] for other in _crossings(lines, y)):
                    continue
                if _is_free(box, frame, style, lines, taken):
                    return box
    return None


def _is_free(box: QRectF, frame: Frame, style: Style, lines: list[Array], taken: list[QRectF]) -> bool:
    wide = box.adjusted(-style.px(3), -style.px(2), style.px(3), style.px(2))
    if not frame.rect.contains(wide) or any(wide.intersects(other) for other in taken):
        return False
    rows = np.linspace(wide.top(), wide.bottom(), 4)
    return not any(wide.left() <= x <= wide.right() for y in rows for x in _crossings(lines, float(y)))


def _crossings(pieces: list[Array], y: float) -> list[float]:
    """Where polylines in pixels cross that height."""
    found = []
    for piece in pieces:
        above = piece[:, 1] < y
        for k in np.flatnonzero(above[1:] != above[:-1]):
            (x0, y0), (x1, y1) = piece[k], piece[k + 1]
            found.append(float(x0 + (y - y0) / (y1 - y0) * (x1 - x0)))
    return found


def _draw_name(painter: QPainter, style: Style, box: QRectF, name: str) -> None:
    """Words on a map, on a pale ground that keeps them legible on every colour."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(style.theme.panel, 0.82))
    painter.drawRoundedRect(box, style.px(3), style.px(3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_text(painter, style, box.center(), name, font(style.px(LETTERS)), style.theme.text, CENTRE)


def paint_contours(painter: QPainter, frame: Frame, style: Style, request: MapRequest) -> None:
    """The contour lines of the surface under a map of starts."""
    view = (request.x.low, request.x.high, request.y.low, request.y.high)
    longer = max(frame.width, frame.height)
    columns, rows = (max(16, int(SAMPLES * side / longer)) for side in (frame.width, frame.height))
    place = Frame(frame.left, frame.top, frame.width, frame.height, view)
    draw_contours(painter, place, style, terrain(request.experiment.surface, view, columns, rows), CONTOUR_OPACITY)
