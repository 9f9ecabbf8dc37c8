"""The ground of the solid's picture, kept for all the steps that pass over it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from app.gui.painting.painter import painting
from app.gui.painting.pixels import argb_image
from app.gui.painting.plan import contour_width
from app.gui.painting.relief_axes import paint_relief_axes
from app.gui.painting.relief_colours import relief_table
from app.gui.painting.relief_ground import relief_camera
from app.gui.painting.style import Style
from app.model.relief.horizon import Sight, sight
from app.model.relief.orbit import Orbit
from app.model.relief.picture import Pixels, SmoothPicture
from app.model.relief.raster import rasterized
from app.model.relief.relief import Relief

COARSE_PIXELS = 360_000
"""Of a picture under a moving hand: on a large screen it is drawn smaller, and enlarged."""


class Sheet:
    """Keeps the last ground, coarse or smooth, and what tells what of a path is to be seen on it."""

    def __init__(self) -> None:
        self._looks: object = None
        self._size = QSize()
        self._style: Style
        self.sight: Sight
        self.wanted: SmoothPicture
        """The same ground, smooth: for who has the time."""
        self.pixmap = QPixmap()
        self.is_coarse = False
        """Whether a smooth one is still to come."""

    def turn_to(self, relief: Relief, orbit: Orbit, size: QSize, density: float, style: Style) -> bool:
        """Paint it, coarsely, if it looks different; whether it did. `density` is pixels of the screen a pixel."""
        looks = (relief, orbit, size.toTuple(), density, style)
        if looks == self._looks:
            return False
        self._looks, self._size, self._style, self.is_coarse = looks, QSize(size), style, True
        width, height = size.width(), size.height()
        camera = relief_camera(QRectF(0, 0, width, height), style, orbit)
        table, line = relief_table(style.theme, style.theme.ground), contour_width(style)
        larger = round(width * density), round(height * density)
        self.wanted = SmoothPicture(relief, camera.magnified(density), *larger, table, line * density)
        self.sight = sight(relief, camera, width, height, COARSE_PIXELS)
        factor = self.sight.horizon.camera.scale / camera.scale
        self.pixmap = self._painted(rasterized(self.sight.horizon, table, line * factor), 1.0 / factor, density)
        return True

    def take(self, wanted: SmoothPicture, pixels: Pixels) -> bool:
        """Show the smooth ground, if it is the one that is wanted; whether it is."""
        if wanted is not self.wanted:
            return False
        self.is_coarse = False
        density = self.pixmap.devicePixelRatioF()
        self.pixmap = self._painted(pixels, 1.0 / density, density)
        return True

    def _painted(self, pixels: Pixels, side: float, density: float) -> QPixmap:
        """What is shown, from pixels with sides of such a length."""
        pixmap = QPixmap(self._size * density)
        pixmap.setDevicePixelRatio(density)
        with painting(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            rows, columns = pixels.shape
            painter.drawImage(QRectF(0, 0, columns * side, rows * side), argb_image(pixels))
            paint_relief_axes(painter, self.sight, self._style)
        return pixmap
