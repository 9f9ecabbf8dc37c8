"""Where data lands on the paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyqtgraph.functions as pg_functions
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

from app.model.polyline import in_columns, pieces_within, thinned
from app.model.terrain import View

Array = NDArray[np.float64]
POINT = 1e-4
"""Pixels of a line that is none."""


@dataclass(frozen=True)
class Frame:
    """A rectangle of pixels that shows a rectangle of data (x from, x to, y from, y to); y points up."""

    left: float
    top: float
    width: float
    height: float
    view: View

    @property
    def rect(self) -> QRectF:
        """The pixels."""
        return QRectF(self.left, self.top, self.width, self.height)

    def pixels(self, points: Array) -> Array:
        """Data (n, 2) as pixels (n, 2)."""
        x0, x1, y0, y1 = self.view
        x = (points[:, 0] - x0) * (self.width / (x1 - x0)) + self.left
        return in_columns(x, (points[:, 1] - y1) * (-self.height / (y1 - y0)) + self.top)

    def lines(self, lines: Sequence[Array]) -> Iterator[Array]:
        """Many lines of data, each (n, 2), as `pixels` would have them, in a fraction of the time."""
        pixels, begin = self.pixels(np.concatenate(lines)) if lines else np.empty((0, 2)), 0
        for line in lines:
            yield pixels[begin : begin + len(line)]
            begin += len(line)

    def point(self, x: float, y: float) -> QPointF:
        """One place of data in pixels."""
        x0, x1, y0, y1 = self.view
        px = (x - x0) * (self.width / (x1 - x0)) + self.left
        return QPointF(px, (y - y1) * (-self.height / (y1 - y0)) + self.top)

    def data(self, px: float, py: float) -> tuple[float, float]:
        """The data at a pixel."""
        x0, x1, y0, y1 = self.view
        return x0 + (px - self.left) / self.width * (x1 - x0), y1 - (py - self.top) / self.height * (y1 - y0)

    def shows(self, x: float, y: float) -> bool:
        """Whether that place of data is in view."""
        x0, x1, y0, y1 = self.view
        return x0 <= x <= x1 and y0 <= y <= y1

    def inside(self, points: Array) -> NDArray[np.bool_]:
        """Which of many places of data (n, 2) are in view; none that is not finite."""
        x0, x1, y0, y1 = self.view
        x, y = points.T
        with np.errstate(invalid="ignore"):
            shown: NDArray[np.bool_] = (x >= x0) & (x <= x1) & (y >= y0) & (y <= y1)
        return shown

    def pieces(self, points: Array) -> list[Array]:
        """A polyline of data (n, 2) in pixels, clipped to the frame: the pieces that are in view."""
        if len(points) < 2:
            return []
        with np.errstate(all="ignore"):
            pixels = self.pixels(points)
        rectangle = (self.left, self.left + self.width, self.top, self.top + self.height)
        return pieces_within(pixels, rectangle)

    def polygons(self, points: Array, grain: float) -> list[QPolygonF]:
        """The pieces of a polyline of data (n, 2), thinned to a grain of so many pixels, ready to be drawn."""
        return [polygon(thinned(piece, grain)) for piece in self.pieces(points) if has_length(piece)]


def has_length(line: Array) -> bool:
    """Whether a line (n, 2) in pixels leads anywhere: of one that does not, Qt makes a path that no PDF may have."""
    if len(line) < 2:
        return False
    (x, y), (half_x, half_y) = line[0].tolist(), line[len(line) // 2].tolist()
    # Nearly every line has gone somewhere after half its way, which plain numbers tell ten times as soon as arrays.
    return abs(half_x - x) > POINT or abs(half_y - y) > POINT or float(np.ptp(line, axis=0).max()) > POINT


def polygon(points: Array) -> QPolygonF:
    """Pixels (n, 2) as what QPainter draws."""
    if not len(points):
        # pyqtgraph cannot fill a polygon that has no memory.
        return QPolygonF()
    made: QPolygonF = pg_functions.arrayToQPolygonF(
        np.ascontiguousarray(points[:, 0]), np.ascontiguousarray(points[:, 1])
    )
    return made
