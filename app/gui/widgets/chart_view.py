"""One chart in the window, synchronised with the playhead; a drag along it scrubs."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.painting.chart import chart_frame, paint_card, paint_chart
from app.gui.painting.style import Style
from app.model.charts import Chart
from app.model.theme import Theme


class ChartView(QWidget):
    """Shows a chart up to a step; emits `step_wanted` where a hand points."""

    step_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = Style(theme)
        self._chart: Chart | None = None
        self._step = 0
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
        self._style = Style(theme)
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
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRectF(self.rect())
            paint_card(painter, rect, self._style)
            if self._chart is not None:
                paint_chart(painter, rect, self._style, self._chart, self._step, cursor=True)
        finally:
            painter.end()
