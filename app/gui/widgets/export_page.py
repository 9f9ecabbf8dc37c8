"""A sheet of paper on a table: the picture as it will come out, in its proportions, with a shadow."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import color

MARGIN = 24
SHADOW, DROP, DARKNESS = 16, 4, 2
"""How far the shadow reaches, how much lower it lies, and how dark each of its layers is, of 255."""
EDGE = QColor(128, 136, 148, 64)
"""A hair line around the sheet, which tells a dark one from a dark table."""


class PageView(QWidget):
    """Shows an image where `place_for` put it."""

    placed = Signal()
    """It is seen, or has another size."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 160)
        self.setAccessibleName("Preview")
        self._image = QImage()
        self._page = QRectF()
        self._ink = ""

    @property
    def image(self) -> QImage:
        """What is on the sheet."""
        return self._image

    def place_for(self, width: float, height: float, ink: str, most: float | None) -> QSize:
        """Lay out a sheet of these proportions and that colour; returns how many pixels of the screen it has.

        `most` is the width beyond which it would show pixels that are not there.
        """
        room_across, room_up = self.width() - 2 * MARGIN, self.height() - 2 * MARGIN
        ratio = self.devicePixelRatioF()
        scale = max(1 / max(width, height), min(room_across / width, room_up / height))
        if most is not None:
            scale = min(scale, most / ratio / width)
        across, up = max(1, round(width * scale * ratio)), max(1, round(height * scale * ratio))
        page = QRectF(0, 0, across / ratio, up / ratio)
        page.moveTo(round((self.width() - page.width()) / 2), round((self.height() - page.height()) / 2))
        if page.size() != self._page.size():
            # A picture for another sheet would be out of shape on this one.
            self._image = QImage()
        self._page, self._ink = page, ink
        self.update()
        return QSize(across, up)

    def show_image(self, image: QImage) -> None:
        """Show the sheet's picture."""
        self._image = image
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.placed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.placed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, DARKNESS))
            for reach in range(1, SHADOW):
                around = self._page.adjusted(-reach, DROP - reach, reach, DROP + reach)
                painter.drawRoundedRect(around, reach, reach)
            painter.setBrush(EDGE)
            painter.drawRect(self._page.adjusted(-1, -1, 1, 1))
            painter.fillRect(self._page, color(self._ink))
            if not self._image.isNull():
                painter.drawImage(self._page, self._image)
