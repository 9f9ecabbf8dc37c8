"""A fan: each seed's path as a faint line, all of them together a picture on the screen, and lines on paper."""

import numpy as np
from PySide6.QtGui import QImage, QPainter

from app.gui.painting.crowd_counts import Grid, visits
from app.gui.painting.frame import Frame
from app.gui.painting.pixels import argb_image, channels, packed
from app.gui.painting.style import Style, pen
from app.model.lane_run import LaneRun

MOST_LINES = 60
MOST_POINTS = 15_000
"""Of more seeds, or of more steps in all of them, the lines are a tangle: a density tells more, and costs less."""
WIDTH = 0.9
STRONGEST, INK = 0.5, 6.0
"""The opacity of few lines; of many it is such that all together have so much."""
MOST_LEVELS = 256


def is_fan(run: LaneRun) -> bool:
    """Whether a lane's seeds are few enough to be drawn as lines."""
    seeds, steps = len(run.positions), len(run.positions[0])
    return 1 < seeds <= MOST_LINES and seeds * steps <= MOST_POINTS


def paint_fan(painter: QPainter, frame: Frame, style: Style, run: LaneRun, step: int, opacity: float) -> None:
    """Draw the paths of all seeds of a lane up to a step."""
    if style.screen:
        painter.setOpacity(opacity)
        painter.drawImage(frame.rect, _fan_image(run, frame, style, step))
        painter.setOpacity(1.0)
        return
    painter.setPen(pen(style.theme.lanes[run.lane.colour], style.px(WIDTH), _line_opacity(run) * opacity))
    for path in run.positions[:, : step + 1]:
        for line in frame.polygons(path, style.grain):
            painter.drawPolyline(line)


def _line_opacity(run: LaneRun) -> float:
    return min(STRONGEST, INK / len(run.positions))


def _fan_image(run: LaneRun, frame: Frame, style: Style, step: int) -> QImage:
    """A pixel as dark as translucent lines that cross there make it."""
    grid = Grid(frame.view, max(2, round(frame.width)), max(2, round(frame.height)))
    counts = visits(run.positions, grid, step, lines=True)
    opacity = 1.0 - (1.0 - _line_opacity(run)) ** np.arange(MOST_LEVELS, dtype=np.float64)
    inks = (opacity * level for level in channels(style.theme.lanes[run.lane.colour]))
    table = packed(255.0 * opacity, *inks)
    return argb_image(table.take(counts, mode="clip"), QImage.Format.Format_ARGB32_Premultiplied)
