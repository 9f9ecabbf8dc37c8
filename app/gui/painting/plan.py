"""The surface seen from above: shades, contour lines, paths, heads, start and minima."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPolygonF

from app.gui.painting.crowd import is_crowd, paint_crowds
from app.gui.painting.crowd_ends import paint_regions
from app.gui.painting.crowd_words import key_box, note_box, paint_key, paint_note
from app.gui.painting.frame import Frame, has_length, polygon
from app.gui.painting.gaps import paint_gaps
from app.gui.painting.legend import legend_box
from app.gui.painting.marks import paint_events, paint_exits
from app.gui.painting.pixels import channels, indexed_image, packed
from app.gui.painting.signs import draw_head, draw_minima, draw_start
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, lane_pen, pen
from app.model.crowd.report import CrowdReport
from app.model.landmarks import landmarks
from app.model.lane_run import LaneRun
from app.model.scene import Scene
from app.model.terrain import Terrain
from app.model.theme import Theme
from surfaces import Surface

CONTOUR, FINE_CONTOUR = 1.0, 0.75
"""Widths of contour lines in the window, where no line is finer than a pixel, and on paper."""
CONTOUR_OPACITY = 0.34
PATH_WIDTH = 2.0
HALO_WIDTH = 4.2
HALO_OPACITY = 0.55
EXAMPLE_WIDTH, EXAMPLE_OPACITY = 1.0, 0.6
"""Of a crowd no path is the one: the first seed's is a thin line, an example of what the others do."""
GHOST_OPACITY = 0.35
FADED = 0.35
"""What is left of the other lanes while one stands out."""


def paint_terrain(painter: QPainter, frame: Frame, style: Style, terrain: Terrain) -> None:
    """Draw shades and contour lines; the terrain's view must be the frame's."""
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(frame.rect, shade_image(terrain, style.theme))
    paint_gaps(painter, frame, style, terrain)
    draw_contours(painter, frame, style, terrain, CONTOUR_OPACITY)


def draw_contours(painter: QPainter, frame: Frame, style: Style, terrain: Terrain, opacity: float) -> None:
    """Draw its contour lines alone."""
    painter.setPen(pen(style.theme.contour, contour_width(style), opacity))
    for line in frame.lines(terrain.lines):
        if has_length(line):
            painter.drawPolyline(polygon(line))


def contour_width(style: Style) -> float:
    """Of a contour line, in nominal pixels."""
    return style.px(CONTOUR if style.screen else FINE_CONTOUR)


def shade_image(terrain: Terrain, theme: Theme) -> QImage:
    """One pixel per cell of the terrain's grid, in the theme's colours; a cell's shade is the mean of its corners."""
    corners = terrain.shades[::-1].astype(np.uint16)
    if terrain.missing is None:
        return indexed_image(((_sum_of_corners(corners) + 2) >> 2).astype(np.uint8), _shade_table(theme))
    known = (~terrain.missing[::-1]).astype(np.uint16)
    cells = _sum_of_corners(corners * known) // np.maximum(_sum_of_corners(known), 1)
    return indexed_image(cells.astype(np.uint8), _shade_table(theme))


def _sum_of_corners(corners: NDArray[np.uint16]) -> NDArray[np.uint16]:
    return corners[1:, 1:] + corners[1:, :-1] + corners[:-1, 1:] + corners[:-1, :-1]


def _shade_table(theme: Theme) -> NDArray[np.uint32]:
    low, high = channels(theme.map_low), channels(theme.map_high)
    mixed = np.rint(low + np.linspace(0.0, 1.0, 256)[:, np.newaxis] * (high - low))
    return packed(np.full(256, 255.0), mixed[:, 0], mixed[:, 1], mixed[:, 2])


@dataclass(frozen=True)
class Focus:
    """Which lane is selected, and is drawn over the others, and which one stands out while the others fade."""

    selected: int | None = None
    hovered: int | None = None

    def order(self, scene: Scene) -> list[int]:
        """The visible lanes from the lowest to the uppermost."""
        visible = [index for index, run in enumerate(scene.runs) if run.lane.visible]
        return sorted(visible, key=lambda index: (index == self.hovered, index == self.selected))

    def opacity(self, index: int) -> float:
        """How much of a lane's ink is left."""
        return 1.0 if self.hovered in (None, index) else FADED


NO_FOCUS = Focus()


def place_of_surface(frame: Frame, scene: Scene, step: int) -> Frame:
    """The same pixels in the surface's own coordinates, which differ where it has moved by that step."""
    dx, dy = scene.offset_at(step)
    x0, x1, y0, y1 = frame.view
    return replace(frame, view=(x0 - dx, x1 - dx, y0 - dy, y1 - dy))


def paint_walks(
    painter: QPainter,
    frame: Frame,
    style: Style,
    scene: Scene,
    step: int,
    *,
    ghosts: bool,
    focus: Focus = NO_FOCUS,
    keys: tuple[QRectF, QRectF] | None = None,
    taken: tuple[QRectF, ...] = (),
    report: CrowdReport | None = None,
) -> None:
    """Draw every visible lane up to a step: crowd of seeds, path, events on it, exits, and on top of all the heads.

    `ghosts` draws the rest of each path faintly; `report` tells where the seeds of each lane end. Words keep clear of
    the boxes that are `taken` and of both `keys`: the legend and what tells the outlines' meaning, in their usual
    corners if nothing else is said.
    """
    shown = [(scene.runs[index], focus.opacity(index)) for index in focus.order(scene)]
    paint_crowds(painter, frame, style, shown, step)
    for run, opacity in shown:
        if ghosts and not is_crowd(run):
            draw_ghost(painter, style, frame.polygons(run.positions[0, step:], style.grain), run, opacity)
    for run, opacity in shown:
        draw_path(painter, style, frame.polygons(run.positions[0, : step + 1], style.grain), run, opacity)
        paint_events(painter, frame, style, scene, run, step, opacity)
    for of in () if report is None else report.lanes:
        if scene.runs[of.lane].lane.visible:
            paint_regions(painter, frame, style, scene.runs[of.lane], of, focus.opacity(of.lane))
    away = [run for run, opacity in shown if not _paint_head(painter, frame, style, run, step, opacity)]
    legend, key = keys or (legend_box(frame, style, scene), key_box(frame, style, scene, report, taken))
    boxes = (legend, note_box(frame, style, scene), key, *taken)
    paint_exits(painter, frame, style, away, step, boxes)
    paint_note(painter, frame, style, scene)
    paint_key(painter, key, style, scene, report)


def draw_path(painter: QPainter, style: Style, lines: list[QPolygonF], run: LaneRun, opacity: float) -> None:
    """The way that a lane has gone; of a crowd, the first seed's."""
    if is_crowd(run):
        ink = style.theme.lanes[run.lane.colour]
        draw_lines(painter, style, lines, pen(ink, style.px(EXAMPLE_WIDTH), EXAMPLE_OPACITY * opacity))
        return
    halo = pen(style.theme.halo, style.px(HALO_WIDTH), HALO_OPACITY * opacity)
    draw_lines(painter, style, lines, halo, style.px(PATH_WIDTH))
    draw_lines(painter, style, lines, lane_pen(style, run.lane.colour, PATH_WIDTH, opacity))


def draw_ghost(painter: QPainter, style: Style, lines: list[QPolygonF], run: LaneRun, opacity: float) -> None:
    """The way that a lane will go, or that something hides."""
    draw_lines(painter, style, lines, lane_pen(style, run.lane.colour, 1.0, GHOST_OPACITY * opacity))


def _paint_head(painter: QPainter, frame: Frame, style: Style, run: LaneRun, step: int, opacity: float) -> bool:
    """Mark where the lane is; False if that is not in view."""
    x, y = run.positions[0, : step + 1][-1]
    if not (np.isfinite(x) and np.isfinite(y) and frame.shows(x, y)):
        return False
    draw_head(painter, style, frame.point(x, y), run.lane.colour, opacity)
    return True


def paint_minima(painter: QPainter, frame: Frame, style: Style, surface: Surface) -> None:
    """Star the minima; the frame is in the surface's own coordinates."""
    draw_minima(painter, frame, style, landmarks(surface))


def paint_start(painter: QPainter, frame: Frame, style: Style, start: tuple[float, float]) -> None:
    """Ring the start."""
    x, y = start
    if frame.shows(x, y):
        draw_start(painter, style, frame.point(x, y))


def paint_edge(painter: QPainter, frame: Frame, style: Style) -> None:
    """Frame the picture with a hair line."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen(style.theme.quiet, style.px(1.0), 0.45))
    painter.drawRect(QRectF(frame.rect))
