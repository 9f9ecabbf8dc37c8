"""How far a rule steps in each coordinate for the same slope: an ellipse around a lane's head, a circle where alike.

Its axes are to each other as the step sizes are, up to one to twenty; its size is logarithmic, as arrows' lengths are.
"""

from math import isfinite, log10

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.style import Style, pen
from app.model.ledger import Vector

SMALLEST, LARGEST = 10.0, 34.0
"""Pixels of the longer half axis for a step size of `LEAST` and less, and of `MOST` and more."""
LEAST, MOST = 1e-6, 1e2
FLATTEST = 20.0
"""An ellipse is not flatter than one to so much."""
WIDTH, HALO, TICK = 1.6, 3.6, 5.0


def half_axes(sizes: Vector) -> tuple[float, float] | None:
    """The half axes along x and y in pixels, for step sizes in data units; None where there is nothing to show."""
    x, y = (float(size) for size in sizes)
    longer = max(x, y)
    if not (isfinite(x) and isfinite(y) and longer > 0.0):
        return None
    share = (log10(min(max(longer, LEAST), MOST)) - log10(LEAST)) / (log10(MOST) - log10(LEAST))
    length = SMALLEST + (LARGEST - SMALLEST) * share
    return length * max(x / longer, 1.0 / FLATTEST), length * max(y / longer, 1.0 / FLATTEST)


def draw_step_sizes(painter: QPainter, style: Style, centre: QPointF, axes: tuple[float, float], ink: str) -> None:
    """The ellipse, with ticks at the ends of its axes and a halo that keeps it legible on any map."""
    a, b = (style.px(axis) for axis in axes)
    ends = ((QPointF(a, 0.0), QPointF(style.px(TICK), 0.0)), (QPointF(0.0, b), QPointF(0.0, style.px(TICK))))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shade, width in ((style.theme.halo, HALO), (ink, WIDTH)):
        painter.setPen(pen(shade, style.px(width)))
        painter.drawEllipse(centre, a, b)
        for end, tick in ends:
            painter.drawLine(QLineF(centre + end, centre + end + tick))
            painter.drawLine(QLineF(centre - end, centre - end - tick))
