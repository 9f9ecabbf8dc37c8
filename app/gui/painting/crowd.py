"""Where all seeds of a lane have been: a cloud in its colour."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.gui.painting.frame import Frame
from app.gui.painting.pixels import argb_image, channels, packed
from app.gui.painting.style import Style
from app.model.scene import LaneRun

MOST_VISITS = 400_000
"""About so many positions of a lane are counted; of more, every so many-th step, which looks the same."""
CROWD_CELL = 2.0
"""Pixels a side of one cell of the crowd's density."""


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
