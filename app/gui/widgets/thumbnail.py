"""Small pictures of surfaces: each is painted once, a few at a time, while nobody waits for anything else."""

from collections import OrderedDict
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath

from app.gui.painting.frame import Frame
from app.gui.painting.painter import painting
from app.gui.painting.plan import paint_terrain
from app.gui.painting.style import Style, color, pen
from app.model.theme import Theme
from app.model.thumbnail import thumbnail_terrain
from surfaces import Surface

SLICE = 8e-3
"""Seconds of painting between two turns of the event loop."""
MOST = 256
"""Pictures that are kept."""
CORNER = 4.0
DOT = 1.7
"""Radius of a minimum."""
MOST_DOTS = 12
"""Of more minima than these, dots would be all that is seen."""


class Order(NamedTuple):
    """A picture: what of, in which colours, in which size (without `ratio`, the pixels of the screen for each)."""

    surface: Surface
    theme: Theme
    size: tuple[int, int]
    ratio: float


class Gallery(QObject):
    """Paints what is ordered, and keeps it."""

    painted = Signal()
    """Some pictures have come."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: OrderedDict[Order, QImage] = OrderedDict()
        self._orders: dict[Order, None] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def is_done(self) -> bool:
        """Whether everything ordered is there."""
        return not self._orders

    def picture(self, order: Order) -> QImage | None:
        """The picture, if it is there; otherwise it is ordered."""
        if order in self._pictures:
            self._pictures.move_to_end(order)
            return self._pictures[order]
        self._orders[order] = None
        self._timer.start(0)
        return None

    def stop(self) -> None:
        """Forget what is still to be painted."""
        self._orders.clear()
        self._timer.stop()

    def _on_timer_timeout(self) -> None:
        end = perf_counter() + SLICE
        while self._orders and perf_counter() < end:
            order = next(iter(self._orders))
            # Gone before it is tried: what cannot be painted is tried once.
            del self._orders[order]
            self._pictures[order] = paint_thumbnail(order)
        while len(self._pictures) > MOST:
            self._pictures.popitem(last=False)
        if not self._orders:
            self._timer.stop()
        self.painted.emit()


def paint_thumbnail(order: Order) -> QImage:
    """The map with contour lines and minima."""
    size = QSize(*order.size) * order.ratio
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(order.ratio)
    image.fill(Qt.GlobalColor.transparent)
    with painting(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint(painter, order)
    return image


def _paint(painter: QPainter, order: Order) -> None:
    surface, style = order.surface, Style(order.theme)
    rect = QRectF(0, 0, *order.size)
    frame = Frame(0, 0, *order.size, surface.view)
    painter.setClipPath(_rounded(rect))
    paint_terrain(painter, frame, style, thumbnail_terrain(surface, *order.size))
    _paint_minima(painter, frame, order)


def _paint_minima(painter: QPainter, frame: Frame, order: Order) -> None:
    painter.setPen(pen(order.theme.halo, 1.0))
    painter.setBrush(color(order.theme.text))
    minima = order.surface.minima
    for x, y in minima if len(minima) <= MOST_DOTS else minima[:1]:
        if frame.shows(x, y):
            painter.drawEllipse(frame.point(x, y), DOT, DOT)


def _rounded(rect: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, CORNER, CORNER)
    return path


def paint_waiting(painter: QPainter, theme: Theme, rect: QRectF) -> None:
    """What stands in a picture's place until it comes."""
    painter.fillPath(_rounded(rect), color(theme.map_low if theme.map_low != theme.panel else theme.raised))
