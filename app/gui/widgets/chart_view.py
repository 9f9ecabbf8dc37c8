"""One chart in the window, synchronised with the playhead; a drag along it scrubs."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.painting.chart import chart_frame, paint_card, paint_chart_curves, paint_chart_ground
from app.gui.painting.style import Style, color
from app.model.charts import Chart
from app.model.theme import Theme

GROUNDS = 12
"""So many ranges are remembered: under a dragging hand the axes go to and fro between a few."""


class ChartView(QWidget):
    """Shows a chart up to a step; emits `step_wanted` where a hand points."""

    step_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = Style(theme, screen=True)
        self._chart: Chart | None = None
        self._step = 0
        self._grounds: dict[object, QPixmap] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(180, 110)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def draw(self, chart: Chart) -> None:
        """Show another chart."""
        self._chart = chart
        self.setAccessibleName(f"Chart: {chart.title}")
        self.update()

    def show_step(self, step: int) -> None:
        """Move the cursor."""
        self._step = step
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _scrub(self, event: QMouseEvent) -> None:
        if self._chart is not None:
            frame = chart_frame(QRectF(self.rect()), self._style, self._chart)
            share = (event.position().x() - frame.left) / frame.width
            self.step_wanted.emit(round(share * self._chart.steps))

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        try:
            painter.drawPixmap(0, 0, self._ground())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._chart is not None:
                rect = QRectF(self.rect())
                paint_chart_curves(painter, rect, self._style, self._chart, self._step, cursor=True)
        finally:
            painter.end()

    def _ground(self) -> QPixmap:
        """Card, grid, axes and title, painted anew only for a range that was not there lately."""
        density = self.devicePixelRatioF()
        shown = self._chart and self._chart.axes
        key = (self.size().toTuple(), density, self._style, shown)
        if key not in self._grounds:
            self._grounds = dict(list(self._grounds.items())[1 - GROUNDS :])
            self._grounds[key] = self._paint_ground(density)
        return self._grounds[key]

    def _paint_ground(self, density: float) -> QPixmap:
        pixmap = QPixmap(self.size() * density)
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(color(self._style.theme.ground))
        painter = QPainter(pixmap)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_card(painter, QRectF(self.rect()), self._style)
            if self._chart is not None:
                paint_chart_ground(painter, QRectF(self.rect()), self._style, self._chart)
        finally:
            painter.end()
        return pixmap
