"""A chart's curves on their ground: kept as pixmaps from the second picture on, as when the playhead moves over them.

A playing head changes nothing but where it stands: at its left the curves are there in full, at its right they are
faint. Each half of a frame is therefore cut out of a picture that is there already. Under a dragging hand no curve is
seen twice, and they are painted right away.
"""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPixmap

from app.gui.painting.chart import chart_frame, paint_chart_curves, paint_cursor
from app.gui.painting.painter import painting
from app.gui.painting.style import Style
from app.model.charts import Chart


class ChartCurves:
    """Paints the ground, the curves up to a step in full and the others faintly, and the playhead."""

    def __init__(self) -> None:
        self._key: object = None
        self._kept: dict[int, QPixmap] = {}

    def paint(
        self,
        painter: QPainter,
        size: QSize,
        ground: QPixmap,
        style: Style,
        chart: Chart,
        step: int,
        outstanding: int | None,
    ) -> None:
        """Paint a chart of that size; the lane that is `outstanding` stands out."""
        rect = QRectF(0, 0, size.width(), size.height())
        key = ground.cacheKey(), style, chart, outstanding
        if key != self._key:
            self._key, self._kept = key, {}
            painter.drawPixmap(0, 0, ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_chart_curves(painter, rect, style, chart, step, cursor=True, outstanding=outstanding)
            return
        frame = chart_frame(rect, style, chart)
        # A whole pixel, so that the two halves meet without a seam.
        density = ground.devicePixelRatio()
        cut = round(frame.point(step, chart.low).x() * density) / density if step < chart.steps else rect.right()
        for left, right, upto in ((0.0, cut, chart.steps), (cut, rect.right(), 0)):
            if left < right:
                painter.setClipRect(QRectF(left, 0.0, right - left, rect.height()))
                painter.drawPixmap(0, 0, self._upto(upto, rect, ground, style, chart, outstanding))
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_cursor(painter, frame, style, chart, step)

    def _upto(
        self, step: int, rect: QRectF, ground: QPixmap, style: Style, chart: Chart, outstanding: int | None
    ) -> QPixmap:
        """The chart with its curves in full up to that step, without the playhead."""
        if step not in self._kept:
            self._kept[step] = pixmap = QPixmap(ground)
            with painting(pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_chart_curves(painter, rect, style, chart, step, cursor=False, outstanding=outstanding)
        return self._kept[step]
