"""Where the seeds are at a step: a dot each where they can be counted, and the region that 90 % of them end in."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen

from app.gui.painting.frame import Frame, polygon
from app.gui.painting.stroke import draw_lines
from app.gui.painting.style import Style, pen
from app.model.crowd.ellipse import Ellipse
from app.model.crowd.report import LaneReport
from app.model.lane_run import LaneRun

MOST_DOTS = 500
"""Of more seeds the density shows where they are."""
DOT, HALO = 3.2, 4.8
HALO_OPACITY = 0.6
THEORY_WIDTH, MEASURED_WIDTH, WIDER = 1.6, 1.0, 1.8
"""Widths of the regions' outlines, and by what their halo is wider."""
DASHES = (4.0, 3.0)
CORNERS = 120
"""An ellipse has so many."""


def has_dots(run: LaneRun) -> bool:
    """Whether a lane has several seeds, and few enough for a dot each."""
    return 1 < len(run.positions) <= MOST_DOTS


def paint_dots(painter: QPainter, frame: Frame, style: Style, run: LaneRun, step: int, opacity: float) -> None:
    """Draw a dot where each seed is at that step, as far as that is in view."""
    points = run.positions[:, : step + 1][:, -1]
    draw_dots(painter, style, frame.pixels(points[frame.inside(points)]), run, opacity)


def draw_dots(painter: QPainter, style: Style, pixels: NDArray[np.float64], run: LaneRun, opacity: float = 1.0) -> None:
    """A dot for a seed of a lane at each of these pixels (n, 2)."""
    shown = polygon(pixels)
    for ink, size, share in ((style.theme.halo, HALO, HALO_OPACITY), (style.theme.lanes[run.lane.colour], DOT, 1.0)):
        made = pen(ink, style.px(size), share * opacity)
        # On the screen a square of three pixels is as round as a circle, and drawn ten times sooner.
        made.setCapStyle(Qt.PenCapStyle.SquareCap if style.screen else Qt.PenCapStyle.RoundCap)
        painter.setPen(made)
        painter.drawPoints(shown)


def paint_regions(
    painter: QPainter, frame: Frame, style: Style, run: LaneRun, report: LaneReport, opacity: float
) -> None:
    """Outline where 90 % of the seeds end: dashed as theory has it, and as it was measured."""
    for region, width, dashed in ((report.measured, MEASURED_WIDTH, False), (report.ellipse, THEORY_WIDTH, True)):
        if region is not None:
            ink = style.theme.lanes[run.lane.colour]
            paint_region(painter, frame, style, region, region_pen(style, ink, width, opacity, dashed=dashed))


def paint_region(painter: QPainter, frame: Frame, style: Style, region: Ellipse, ink: QPen) -> None:
    """Outline one region."""
    points = region.points(CORNERS)
    lines = frame.polygons(np.vstack((points, points[:1])), style.grain)
    halo = pen(style.theme.halo, ink.widthF() + style.px(WIDER), HALO_OPACITY * ink.color().alphaF())
    draw_lines(painter, style, lines, halo, ink.widthF())
    draw_lines(painter, style, lines, ink)


def region_pen(style: Style, ink: str, width: float, opacity: float, *, dashed: bool) -> QPen:
    """The pen of a region's outline."""
    made = pen(ink, style.px(width), opacity)
    if dashed:
        made.setDashPattern(list(DASHES))
    return made
