"""All seeds of the lanes up to a step: a fan of faint paths where there are few, where there are many a density."""

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QPainter

from app.gui.painting.crowd_counts import Counts, Grid, visits
from app.gui.painting.crowd_ends import has_dots, paint_dots
from app.gui.painting.crowd_fan import is_fan, paint_fan
from app.gui.painting.frame import Frame
from app.gui.painting.pixels import channels, indexed_image, packed
from app.gui.painting.style import Style
from app.model.lane_run import LaneRun

Shown = Sequence[tuple[LaneRun, float]]
"""The lanes from the lowest to the uppermost, and how much of the ink of each is left."""
CROWD_CELL = 2.0
"""Pixels a side of one cell of a density."""
MOST_CELLS = 250_000
"""On a large screen the cells are larger."""
DENSEST, GAIN = 0.75, 6.0
"""The opacity of the cell that was visited most, and how far the logarithm lifts the others."""
END_FAINTEST, END_DENSEST = 0.85, 1.0
"""The opacity where one seed is now, and where most are."""
LEVELS = 256


def is_crowd(run: LaneRun) -> bool:
    """Whether a lane has more than one seed."""
    return len(run.positions) > 1


def paint_crowds(painter: QPainter, frame: Frame, style: Style, shown: Shown, step: int) -> None:
    """Draw where the seeds of these lanes have been up to a step, and above it where they are."""
    crowds = [(run, opacity) for run, opacity in shown if is_crowd(run)]
    for run, opacity in crowds:
        if is_fan(run):
            paint_fan(painter, frame, style, run, step, opacity)
        else:
            _paint_density(painter, frame, style, run, step, opacity)
    for run, opacity in crowds:
        if has_dots(run):
            paint_dots(painter, frame, style, run, step, opacity)


def _paint_density(painter: QPainter, frame: Frame, style: Style, run: LaneRun, step: int, opacity: float) -> None:
    painter.setOpacity(opacity)
    painter.drawImage(frame.rect, crowd_image(run, frame, style, step))
    painter.setOpacity(1.0)


def crowd_image(run: LaneRun, frame: Frame, style: Style, step: int) -> QImage:
    """Where all seeds of a lane have been up to a step: the denser, the more of the lane's colour.

    Where they are at that step, the colour is full, unless each has a dot there. An empty cell has the colour too: who
    reads a PDF may mix the colours of neighbours, and black would grey them.
    """
    grid = crowd_grid(frame, style)
    opacity = _haze(visits(run.positions, grid, step))
    if not has_dots(run):
        now = grid.nothing()
        grid.count(now, grid.cells(run.positions[:, min(step, run.positions.shape[1] - 1)]))
        opacity = np.maximum(opacity, _dots(grid.inner(now)))
    image = indexed_image(opacity, _table(style.theme.lanes[run.lane.colour]))
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied) if style.screen else image


def crowd_grid(frame: Frame, style: Style) -> Grid:
    """The cells of a density."""
    side = max(style.px(CROWD_CELL), sqrt(frame.width * frame.height / MOST_CELLS))
    columns, rows = (max(2, int(length / side)) for length in (frame.width, frame.height))
    return Grid(frame.view, columns, rows)


def _haze(counts: Counts) -> NDArray[np.uint8]:
    """Opacities, 0 to 255, that grow with the logarithm of the counts, smoothed over the neighbouring cells."""
    smooth = _smoothed(_smoothed(counts.astype(np.float32)).T).T
    grown = np.log1p(smooth * GAIN)
    levels: NDArray[np.uint8] = (grown * ((LEVELS - 1) * DENSEST / max(1e-9, float(grown.max())))).astype(np.uint8)
    return levels


def _smoothed(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each row with a quarter of both neighbours: the binomial filter."""
    smooth = 0.5 * values
    smooth[1:] += 0.25 * values[:-1]
    smooth[:-1] += 0.25 * values[1:]
    return smooth


def _dots(counts: Counts) -> NDArray[np.uint8]:
    """Opacities, 0 to 255, of the cells in which a seed is now; 0 in all others."""
    most = max(1, int(counts.max()))
    shares = END_FAINTEST + (END_DENSEST - END_FAINTEST) * np.log1p(np.arange(most + 1)) / np.log1p(most)
    shares[0] = 0.0
    levels: NDArray[np.uint8] = ((LEVELS - 1) * shares).astype(np.uint8)[counts]
    return levels


def _table(ink: str) -> NDArray[np.uint32]:
    """The colour at each opacity."""
    opacity = np.arange(LEVELS, dtype=np.float64)
    return packed(opacity, *(np.full(LEVELS, level) for level in channels(ink)))
