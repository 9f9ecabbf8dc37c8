"""The surface seen from above: shades, contour lines, paths, heads, start and minima."""

from math import cos, pi, sin

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from app.gui.painting.frame import Frame, polygon
from app.gui.painting.legend import legend_box
from app.gui.painting.marks import paint_exits
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, color, lane_pen, pen
from app.model.scene import LaneRun, Scene
from app.model.terrain import Terrain
from app.model.theme import Theme

PATH_WIDTH = 2.0
HALO_WIDTH = 4.2
HALO_OPACITY = 0.55
GHOST_OPACITY = 0.35
MOST_VISITS = 400_000
"""About so many positions of a lane are counted; of more, every so many-th step, which looks the same."""
STAR = 9.5
"""Large enough for its points to show around a lane's head that has arrived."""
CROWD_CELL = 2.0
"""Pixels a side of one cell of the crowd's density."""


def paint_terrain(painter: QPainter, frame: Frame, style: Style, terrain: Terrain) -> None:
    """Draw shades and contour lines; the terrain's view must be the frame's."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(frame.rect, shade_image(terrain, style.theme))
    painter.setPen(pen(style.theme.contour, min(1.0, style.px(1.0)) if style.scale < 1.5 else style.px(0.8), 0.34))
    for line in terrain.lines:
        painter.drawPolyline(polygon(frame.pixels(line)))


def shade_image(terrain: Terrain, theme: Theme) -> QImage:
    """One pixel per cell of the terrain's grid, in the theme's colours; a cell's shade is the mean of its corners."""
    corners = terrain.shades[::-1].astype(np.uint16)
    cells = (corners[1:, 1:] + corners[1:, :-1] + corners[:-1, 1:] + corners[:-1, :-1] + 2) >> 2
    return argb_image(_shade_table(theme)[cells]).convertToFormat(QImage.Format.Format_RGB32)


def argb_image(pixels: NDArray[np.uint32]) -> QImage:
    """0xAARRGGBB (rows, columns), not premultiplied, as an image that owns its memory."""
    rows, columns = pixels.shape
    data = np.ascontiguousarray(pixels)
    return QImage(data.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32).copy()


def _shade_table(theme: Theme) -> NDArray[np.uint32]:
    low, high = channels(theme.map_low), channels(theme.map_high)
    mixed = np.rint(low + np.linspace(0.0, 1.0, 256)[:, np.newaxis] * (high - low))
    return packed(np.full(256, 255.0), mixed[:, 0], mixed[:, 1], mixed[:, 2])


def channels(name: str) -> NDArray[np.float64]:
    """Red, green and blue of a colour, 0 to 255."""
    ink = color(name)
    return np.array([ink.red(), ink.green(), ink.blue()], dtype=np.float64)


def packed(*argb: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Alpha, red, green and blue (0 to 255) as 0xAARRGGBB."""
    a, r, g, b = (np.rint(channel).astype(np.uint32) for channel in argb)
    return (a << 24 | r << 16 | g << 8 | b).astype(np.uint32)


def paint_walks(painter: QPainter, frame: Frame, style: Style, scene: Scene, step: int, *, ghosts: bool) -> None:
    """Draw every visible lane up to a step: crowd of seeds, path, exits, and on top of all the heads.

    `ghosts` draws the rest of each path faintly.
    """
    for run in scene.visible:
        if len(run.positions) > 1:
            painter.drawImage(frame.rect, crowd_image(run, frame, style, step))
    for run in scene.visible:
        if ghosts:
            _paint_line(painter, frame.polygons(run.positions[0, step:], style.grain), style, run, 1.0, GHOST_OPACITY)
    for run in scene.visible:
        _paint_path(painter, frame, style, run, step)
    away = [run for run in scene.visible if not _paint_head(painter, frame, style, run, step)]
    paint_exits(painter, frame, style, away, step, legend_box(frame, style, scene))


def _paint_path(painter: QPainter, frame: Frame, style: Style, run: LaneRun, step: int) -> None:
    lines = frame.polygons(run.positions[0, : step + 1], style.grain)
    draw_lines(painter, style, lines, pen(style.theme.halo, style.px(HALO_WIDTH), HALO_OPACITY), style.px(PATH_WIDTH))
    _paint_line(painter, lines, style, run, PATH_WIDTH)


def _paint_line(
    painter: QPainter, lines: list[QPolygonF], style: Style, run: LaneRun, width: float, opacity: float = 1.0
) -> None:
    draw_lines(painter, style, lines, lane_pen(style, run.lane.colour, width, opacity))


def _paint_head(painter: QPainter, frame: Frame, style: Style, run: LaneRun, step: int) -> bool:
    """Mark where the lane is; False if that is not in view."""
    x, y = run.positions[0, : step + 1][-1]
    if not (np.isfinite(x) and np.isfinite(y) and frame.shows(x, y)):
        return False
    painter.setPen(pen(style.theme.halo, style.px(1.6)))
    painter.setBrush(color(style.theme.lanes[run.lane.colour]))
    painter.drawEllipse(frame.point(x, y), style.px(5), style.px(5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return True


def crowd_image(run: LaneRun, frame: Frame, style: Style, step: int) -> QImage:
    """Where all seeds of a lane have been up to a step: the denser, the more of the lane's colour."""
    columns, rows = (max(2, int(side / style.px(CROWD_CELL))) for side in (frame.width, frame.height))
    x0, x1, y0, y1 = frame.view
    stride = max(1, len(run.positions) * step // MOST_VISITS)
    points = run.positions[:, : step + 1 : stride]
    with np.errstate(all="ignore"):
        i = (points[..., 0] - x0) * (columns / (x1 - x0))
        j = (y1 - points[..., 1]) * (rows / (y1 - y0))
        inside = (i >= 0) & (i < columns) & (j >= 0) & (j < rows)
    cells = j[inside].astype(np.int64) * columns + i[inside].astype(np.int64)
    counts = np.bincount(cells, minlength=rows * columns).reshape(rows, columns)
    image = argb_image(_density_table(style.theme.lanes[run.lane.colour], int(counts.max()))[counts])
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied) if style.screen else image


def _density_table(ink: str, most: int) -> NDArray[np.uint32]:
    """The colour of a cell with 0, 1, … `most` visits, its opacity growing with their logarithm.

    An empty cell has the colour too: who reads a PDF may mix the colours of neighbours, and black would grey them.
    """
    opacity = 0.16 + 0.5 * np.log1p(np.arange(most + 1)) / np.log1p(max(1, most))
    opacity[0] = 0.0
    return packed(255.0 * opacity, *(np.full(most + 1, level) for level in channels(ink)))


def paint_landmarks(painter: QPainter, frame: Frame, style: Style, scene: Scene) -> None:
    """Star the minima and ring the start."""
    for x, y in scene.experiment.surface.minima:
        if frame.shows(x, y):
            painter.setPen(pen(style.theme.halo, style.px(1.4)))
            painter.setBrush(color(style.theme.text))
            painter.drawPolygon(_star(frame.point(x, y), style.px(STAR)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = scene.experiment.start
    if frame.shows(x, y):
        for ink, width in ((style.theme.halo, 5.0), (style.theme.text, 2.2)):
            painter.setPen(pen(ink, style.px(width)))
            painter.drawEllipse(frame.point(x, y), style.px(6.5), style.px(6.5))


def _star(centre: QPointF, radius: float) -> QPolygonF:
    reach = [radius if k % 2 == 0 else 0.45 * radius for k in range(10)]
    turns = [k * pi / 5 - pi / 2 for k in range(10)]
    return QPolygonF([centre + QPointF(r * cos(t), r * sin(t)) for r, t in zip(reach, turns, strict=True)])


def paint_edge(painter: QPainter, frame: Frame, style: Style) -> None:
    """Frame the picture with a hair line."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(style.theme.quiet, style.px(1.0), 0.45))
    painter.drawRect(QRectF(frame.rect))
