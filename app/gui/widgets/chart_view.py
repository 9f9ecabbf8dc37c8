"""One chart in the window, synchronised with the playhead: a drag along it scrubs.

Over the loss a hand can also take hold of events by their handles and of learning rates by their lines.
"""

from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from app.gui.painting.chart import chart_frame
from app.gui.painting.frame import Frame
from app.gui.painting.painter import painting
from app.gui.painting.style import Style
from app.gui.widgets.chart_curves import ChartCurves
from app.gui.widgets.chart_grips import EventGrip, Grip, RateGrip, TimeGrip, grip_at, lane_at, step_at
from app.gui.widgets.chart_ground import ChartGround
from app.gui.widgets.declared import empty
from app.gui.widgets.event_menu import offer_events, offer_removal
from app.model.charts import Chart
from app.model.events import event_text
from app.model.theme import Theme

CURSORS: dict[type[Grip], Qt.CursorShape] = {
    TimeGrip: Qt.CursorShape.SplitHCursor,
    EventGrip: Qt.CursorShape.SizeHorCursor,
    RateGrip: Qt.CursorShape.SizeVerCursor,
}
TOOLTIP_BELOW = 12
"""Pixels between the mouse and the name of what lies under it."""


class ChartView(QWidget):
    """Shows a chart up to a step; emits `step_wanted` where a hand points, and edits for what it drags."""

    step_wanted = Signal(int)
    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    gesture_began = Signal()
    gesture_ended = Signal()
    lane_hovered = Signal(int)
    """The lane whose curve is under the mouse, −1 where none is."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = Style(theme, screen=True)
        self._ground = ChartGround()
        self._curves = ChartCurves()
        self._chart: Chart | None = None
        self._step = 0
        self._outstanding: int | None = None
        self._under_mouse: Grip = TimeGrip()
        self._lane_under_mouse = -1
        self._held: Grip | None = None
        self._in_gesture = False
        self.is_painted = False
        self.menu = QMenu(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 110)
        self.setMouseTracking(True)
        self.setCursor(CURSORS[TimeGrip])

    def draw(self, chart: Chart) -> None:
        """Show another chart."""
        self._chart = chart
        self.is_painted = False
        self.setAccessibleName(f"Chart: {chart.full_title}")
        self.update()

    def show_step(self, step: int) -> None:
        """Move the cursor."""
        self._step = step
        self.update()

    def show_hovered(self, lane: int | None) -> None:
        """Let that lane's curve stand out, or none."""
        if lane != self._outstanding:
            self._outstanding = lane
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    @property
    def _shown(self) -> Chart | None:
        """The chart; its learning rates on the axis on which a hand took one, or the line would not follow it."""
        chart, held = self._chart, self._held
        if chart is None or chart.overlay is None or not isinstance(held, RateGrip):
            return chart
        return replace(chart, overlay=chart.overlay.within(held.overlay.low, held.overlay.high))

    def _frame(self, chart: Chart) -> Frame:
        return chart_frame(QRectF(self.rect()), self._style, chart)

    def _take(self, chart: Chart, place: QPointF) -> None:
        self._held = grip_at(self._frame(chart), self._style, chart, place)
        if isinstance(self._held, EventGrip):
            self._begin()
        elif isinstance(self._held, TimeGrip):
            self.step_wanted.emit(step_at(self._frame(chart), place))

    def _drag(self, chart: Chart, place: QPointF) -> None:
        frame = self._frame(chart)
        if isinstance(self._held, RateGrip) and not self._in_gesture:
            self._decide(self._held.pulls(place))
        match self._held:
            case TimeGrip():
                self.step_wanted.emit(step_at(frame, place))
            case EventGrip() | RateGrip() if self._in_gesture:
                self.edit_wanted.emit(self._held.edit(frame, place))

    def _decide(self, pulls: bool | None) -> None:
        if pulls:
            self._begin()
        elif pulls is False:
            self._held = TimeGrip()

    def _begin(self) -> None:
        self._in_gesture = True
        self.gesture_began.emit()

    def _let_go(self) -> None:
        self._held = None
        if self._in_gesture:
            self._in_gesture = False
            self.gesture_ended.emit()
        self.update()

    def _hover(self, chart: Chart, place: QPointF) -> None:
        """Show what a press would take hold of, and name it."""
        grip = grip_at(self._frame(chart), self._style, chart, place)
        if grip != self._under_mouse and (isinstance(grip, EventGrip) or isinstance(self._under_mouse, EventGrip)):
            self._name(chart, grip, place)
            self.update()
        self._under_mouse = grip
        self.setCursor(CURSORS[type(grip)])
        self._hover_lane(-1 if isinstance(grip, EventGrip) else lane_at(self._frame(chart), chart, place))

    def _name(self, chart: Chart, grip: Grip, place: QPointF) -> None:
        if isinstance(grip, EventGrip) and chart.overlay is not None:
            names = [event_text(chart.overlay.experiment, event) for event in (grip.event, *grip.others)]
            below = place + QPointF(0, TOOLTIP_BELOW)
            QToolTip.showText(self.mapToGlobal(below).toPoint(), "\n".join(names), self)
        else:
            QToolTip.hideText()

    def _hover_lane(self, lane: int) -> None:
        if lane != self._lane_under_mouse:
            self._lane_under_mouse = lane
            self.lane_hovered.emit(lane)

    def sizeHint(self) -> QSize:
        return QSize(320, 200)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._chart is not None:
            self._take(self._chart, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._chart is None:
            return
        if self._held is not None:
            self._drag(self._chart, event.position())
        else:
            self._hover(self._chart, event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._chart is None:
            return
        if isinstance(self._held, RateGrip) and not self._in_gesture:
            self.step_wanted.emit(step_at(self._frame(self._chart), event.position()))
        self._let_go()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self._under_mouse = TimeGrip()
        self._hover_lane(-1)
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_go()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        chart = self._chart
        if chart is None or chart.overlay is None:
            return
        frame, experiment = self._frame(chart), chart.overlay.experiment
        grip = grip_at(frame, self._style, chart, QPointF(event.pos()))
        empty(self.menu)
        if isinstance(grip, EventGrip):
            offer_removal(self.menu, experiment, (grip.event, *grip.others), self.edit_wanted.emit)
        else:
            step = max(1, min(step_at(frame, QPointF(event.pos())), chart.steps - 1))
            offer_events(self.menu, experiment, step, self.edit_wanted.emit)
        self.menu.popup(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        chart, grip = self._shown, self._held or self._under_mouse
        marked = grip.event.identity if isinstance(grip, EventGrip) else None
        with painting(self) as painter:
            ground = self._ground.pixmap(self.size(), self.devicePixelRatioF(), self._style, chart, marked)
            if chart is None:
                painter.drawPixmap(0, 0, ground)
            else:
                self._curves.paint(painter, self.size(), ground, self._style, chart, self._step, self._outstanding)
        self.is_painted = True
