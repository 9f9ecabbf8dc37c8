"""What lies below the paths, map, minima and axes: kept as it was painted, since most of the time paths alone move.

Without any transparency it is laid down in the time of a copy; on a large screen a third of what blending takes.
"""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPixmap

from app.gui.painting.figure import paint_plan_axes
from app.gui.painting.frame import Frame
from app.gui.painting.own_path import paint_path_of
from app.gui.painting.painter import painting
from app.gui.painting.plan import paint_edge, paint_minima, paint_terrain, place_of_surface
from app.gui.painting.style import Style, color
from app.model.scene import Scene
from app.model.terrain import terrain

GRID = 2.2
"""Pixels a side of one cell of the terrain."""


class PlanGround:
    """A pixmap that is painted anew when it was forgotten or has another size."""

    def __init__(self) -> None:
        self._pixmap: QPixmap | None = None

    def forget(self) -> None:
        """What it shows has changed."""
        self._pixmap = None

    def pixmap(
        self, size: QSize, density: float, frame: Frame, style: Style, scene: Scene | None, step: int
    ) -> QPixmap:
        """The surface of the scene where it stands at that step; nothing but its colour before there is a scene."""
        if self._pixmap is None or self._pixmap.size() != size * density:
            self._pixmap = QPixmap(size * density)
            self._pixmap.setDevicePixelRatio(density)
            self._pixmap.fill(color(style.theme.ground))
            if scene is not None:
                with painting(self._pixmap) as painter:
                    _paint(painter, frame, style, scene, step)
        return self._pixmap


def _paint(painter: QPainter, frame: Frame, style: Style, scene: Scene, step: int) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    columns, rows = (max(24, int(side / GRID)) for side in (frame.width, frame.height))
    below = place_of_surface(frame, scene, step)
    surface = scene.experiment.surface
    paint_terrain(painter, below, style, terrain(surface, below.view, columns, rows))
    paint_path_of(painter, below, style, surface)
    paint_edge(painter, frame, style)
    paint_plan_axes(painter, frame, style)
    paint_minima(painter, below, style, surface)
