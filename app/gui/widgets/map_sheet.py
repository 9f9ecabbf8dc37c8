"""The ground of a picture of maps, painted once for all the crosses, ghosts and looks of a mouse that pass over it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from app.gui.painting.map_ground import paint_map_ground
from app.gui.painting.painter import painting
from app.gui.painting.style import Style, color
from app.model.maps import MapPicture
from app.model.maps.words import seed_words


class Sheet:
    """Keeps the last ground."""

    def __init__(self) -> None:
        self._looks: object = None
        self._pixmap = QPixmap()

    def ground(self, picture: MapPicture, size: QSize, density: float, style: Style) -> QPixmap:
        """All but the marks, painted anew only where it looks different; `density` is pixels of the screen a pixel."""
        panels = tuple((panel.data, panel.lane_name, panel.colour) for panel in picture.panels)
        seed = seed_words(picture.panels[0].data.request, picture.seeds)
        looks = panels, picture.measure, picture.difference, seed, size.toTuple(), density, style
        if looks != self._looks:
            self._looks, self._pixmap = looks, _painted(picture, size, density, style)
        return self._pixmap


def _painted(picture: MapPicture, size: QSize, density: float, style: Style) -> QPixmap:
    pixmap = QPixmap(size * density)
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(color(style.theme.ground))
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_map_ground(painter, QRectF(0, 0, size.width(), size.height()), style, picture)
    return pixmap
