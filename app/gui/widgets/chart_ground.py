"""What lies under a chart's curves, kept as pixmaps: under a dragging hand most of it stays as it is."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from app.gui.painting.chart import chart_frame, paint_card, paint_chart_ground
from app.gui.painting.overlay import paint_overlay
from app.gui.painting.painter import painting
from app.gui.painting.style import Style, color
from app.model.charts import Chart
from app.model.events import Identity

GROUNDS = 12
"""So many ranges are remembered: under a dragging hand the axes go to and fro between a few."""


class ChartGround:
    """Card, grid, axes and title, and over them learning rates and events."""

    def __init__(self) -> None:
        self._grounds: dict[object, QPixmap] = {}
        self._whole: tuple[object, QPixmap] = (None, QPixmap())

    def pixmap(
        self, size: QSize, density: float, style: Style, chart: Chart | None, marked: Identity | None
    ) -> QPixmap:
        """All of it at that size; the handle of the event that is marked stands out."""
        key = (size.toTuple(), density, style, chart and chart.axes)
        ground = self._ground(key, size, density, style, chart)
        if chart is None or chart.overlay is None or chart.overlay.is_empty:
            return ground
        looks = (key, chart.overlay.looks, marked)
        if self._whole[0] != looks:
            self._whole = looks, _with_overlay(ground, QRectF(0, 0, size.width(), size.height()), style, chart, marked)
        return self._whole[1]

    def _ground(self, key: object, size: QSize, density: float, style: Style, chart: Chart | None) -> QPixmap:
        """Without the overlay, painted anew only for a range that was not there lately."""
        if key not in self._grounds:
            self._grounds = dict(list(self._grounds.items())[1 - GROUNDS :])
            self._grounds[key] = _paint_ground(size, density, style, chart)
        return self._grounds[key]


def _paint_ground(size: QSize, density: float, style: Style, chart: Chart | None) -> QPixmap:
    pixmap = QPixmap(size * density)
    pixmap.setDevicePixelRatio(density)
    pixmap.fill(color(style.theme.ground))
    rect = QRectF(0, 0, size.width(), size.height())
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, rect, style)
        if chart is not None:
            paint_chart_ground(painter, rect, style, chart)
    return pixmap


def _with_overlay(ground: QPixmap, rect: QRectF, style: Style, chart: Chart, marked: Identity | None) -> QPixmap:
    assert chart.overlay is not None
    pixmap = QPixmap(ground)
    with painting(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = chart_frame(rect, style, chart)
        paint_overlay(painter, frame, style, chart.overlay, handles=True, marked=marked)
    return pixmap
