"""What moves over maps under a hand: the cross at the present settings, the best cell, and the path of one start."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.frame import Frame
from app.gui.painting.map_ground import map_frames
from app.gui.painting.signs import draw_minima, star
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, color, lane_pen, pen
from app.model.landmarks import landmarks
from app.model.maps.axis import Axis
from app.model.maps.kinds import MapKind
from app.model.maps.picture import MapPanelPicture, MapPicture
from app.model.polyline import finite_part

Array = NDArray[np.float64]
RING, RING_WIDTH, RING_HALO = 6.5, 2.4, 5.0
HAIR, HAIR_OPACITY = 1.0, 0.75
STAR = 8.0
"""The best cell's."""
GHOST, GHOST_HALO = 1.4, 3.4


def paint_map_marks(painter: QPainter, rect: QRectF, style: Style, picture: MapPicture, best: bool = True) -> None:
    """Draw the marks of a picture whose ground stands in the same rectangle; `best` stars the best cell of each map."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frames = map_frames(rect, style, picture)
    for place, panel in enumerate(picture.panels):
        frame = frames[min(place, len(frames) - 1)]
        _paint_ghost(painter, frame, style, panel)
        if panel.data.request.kind is MapKind.STARTS:
            if not panel.data.request.surface_moves:
                _paint_minima(painter, frame, style, panel)
        elif best and not picture.difference:
            _paint_best(painter, frame, style, picture, panel)
        # Of two crosses on one map the first is wider: where both are in one place, both are seen.
        hidden = len(picture.panels) - 1 - place if picture.difference else 0
        _paint_cross(painter, frame, style, panel, RING + RING_HALO * hidden)


def _paint_ghost(painter: QPainter, frame: Frame, style: Style, panel: MapPanelPicture) -> None:
    """A thin path over a map of starts, as far as it can be drawn, and a dot at its end."""
    if panel.ghost is None or not len(panel.ghost):
        return
    path = places(panel, finite_part(panel.ghost))
    lines = frame.polygons(path, style.grain)
    draw_lines(painter, style, lines, pen(style.theme.halo, style.px(GHOST_HALO), 0.6))
    draw_lines(painter, style, lines, lane_pen(style, panel.colour, GHOST))
    if len(path) and frame.shows(*path[-1]):
        painter.setPen(pen(style.theme.halo, style.px(1.2)))
        painter.setBrush(color(style.theme.lanes[panel.colour]))
        painter.drawEllipse(frame.point(*path[-1]), style.px(3.5), style.px(3.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def places(panel: MapPanelPicture, points: Array) -> Array:
    """Values (n, 2) as places of the panel's axes."""
    axes: tuple[Axis, Axis] = (panel.data.request.x, panel.data.request.y)
    return np.column_stack([axis.places(values) for axis, values in zip(axes, points.T, strict=True)])


def _paint_minima(painter: QPainter, frame: Frame, style: Style, panel: MapPanelPicture) -> None:
    marks = landmarks(panel.data.request.experiment.surface)
    there = places(panel, np.array([(mark.x, mark.y) for mark in marks]).reshape(-1, 2)).tolist()
    draw_minima(painter, frame, style, [mark._replace(x=x, y=y) for mark, (x, y) in zip(marks, there, strict=True)])


def _paint_best(painter: QPainter, frame: Frame, style: Style, picture: MapPicture, panel: MapPanelPicture) -> None:
    cell = panel.data.best(picture.measure)
    if cell is not None:
        row, column = cell
        at = frame.point((column + 0.5) / panel.data.side, (row + 0.5) / panel.data.rows)
        painter.setPen(pen(style.theme.halo, style.px(1.6)))
        painter.setBrush(color(style.theme.text))
        painter.drawPolygon(star(style.px(STAR)).translated(at))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_cross(painter: QPainter, frame: Frame, style: Style, panel: MapPanelPicture, ring: float) -> None:
    """Hair lines across the whole map, and a ring in the lane's colour where they meet."""
    if panel.cross is None:
        return
    x, y = places(panel, np.array([panel.cross]))[0]
    if not frame.shows(x, y):
        return
    at, gap = frame.point(x, y), style.px(ring + 3)
    right, bottom = frame.left + frame.width, frame.top + frame.height
    lines = (
        QLineF(frame.left, at.y(), at.x() - gap, at.y()),
        QLineF(at.x() + gap, at.y(), right, at.y()),
        QLineF(at.x(), frame.top, at.x(), at.y() - gap),
        QLineF(at.x(), at.y() + gap, at.x(), bottom),
    )
    for ink, width, opacity in ((style.theme.halo, HAIR + 1.6, 0.5), (style.theme.text, HAIR, HAIR_OPACITY)):
        painter.setPen(pen(ink, style.px(width), opacity))
        painter.drawLines([line for line in lines if line.length() > 0])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ink, width in ((style.theme.halo, RING_HALO), (style.theme.lanes[panel.colour], RING_WIDTH)):
        painter.setPen(pen(ink, style.px(width)))
        painter.drawEllipse(at, style.px(ring), style.px(ring))
