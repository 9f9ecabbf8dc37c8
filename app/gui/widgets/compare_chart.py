"""The chart of a fair comparison in the window: a hand takes the line of the master lr along it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui.painting.fair_chart import paint_fair_ground
from app.gui.painting.fair_marks import paint_fair_marks
from app.gui.painting.fair_plot import FairPlot, least_height
from app.gui.painting.painter import painting
from app.gui.painting.style import Style, color, pen
from app.gui.widgets.compare_reach import is_on_line, lane_at
from app.gui.widgets.compare_row import STALE
from app.model import edits
from app.model.experiment import MASTER_PARAMETERS, Experiment
from app.model.fair.axes import FairAxes, fair_axes
from app.model.fair.cells import point_text
from app.model.fair.lane import LaneResult
from app.model.fair.request import FairResult
from app.model.scales import nudged
from app.model.theme import Theme
from optim_core.diagnosis.words import significant

NUDGE = 0.01
"""How far an arrow key takes the line, as a share of the slider of lr."""


class CompareChart(QWidget):
    """Shows a result; emits edits for the line that a hand drags, and the lane that it means."""

    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    gesture_began = Signal()
    gesture_ended = Signal()
    lane_selected = Signal(int)
    lane_hovered = Signal(int)
    """The lane under the mouse, −1 where none is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._result: FairResult | None = None
        self._axes: FairAxes | None = None
        self._is_stale = self._is_movable = self._in_gesture = False
        self._outstanding: int | None = None
        self._under_mouse = -1
        self._ground: tuple[object, QPixmap] = (None, QPixmap())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Chart: what every lane comes to over lr")
        self.setAccessibleDescription("Left and right move the master lr.")

    def show_result(self, result: FairResult, *, is_stale: bool, is_movable: bool) -> None:
        """Show that; a stale one is being computed anew, and the line can be moved if some lane follows it."""
        self._result, self._is_stale, self._is_movable = result, is_stale, is_movable
        self.setMinimumHeight(round(least_height(self._style, len(result.lanes))))
        if not self._in_gesture or self._axes is None or self._axes.objective is not result.request.objective:
            self._axes = fair_axes(result)
        self.update()

    def show_hovered(self, place: int | None) -> None:
        """Let that lane's curve stand out, or none."""
        if place != self._outstanding:
            self._outstanding = place
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    @property
    def plot(self) -> FairPlot | None:
        """What is shown, and where it lands."""
        if self._result is None or self._axes is None:
            return None
        return FairPlot(QRectF(self.rect()), self._style, self._result, self._axes, self._outstanding)

    def _is_on_line(self, place: QPointF) -> bool:
        plot = self.plot
        return self._is_movable and plot is not None and is_on_line(plot, place)

    def _lane_at(self, place: QPointF) -> LaneResult | None:
        plot = self.plot
        return None if plot is None else lane_at(plot, place)

    def _drag_to(self, x: float) -> None:
        plot = self.plot
        assert plot is not None, "a hand drags what is shown"
        place = plot.frame.data(x, 0.0)[0]
        self._want(significant(10.0 ** min(plot.axes.right, max(plot.axes.left, place))))

    def _want(self, lr: float) -> None:
        self.edit_wanted.emit(_master_edit(lr))

    def _let_go(self) -> None:
        if self._in_gesture:
            self._in_gesture = False
            self.gesture_ended.emit()
            if self._result is not None:
                self._axes = fair_axes(self._result)
            self.update()

    def _hover(self, place: int) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.lane_hovered.emit(place)

    def sizeHint(self) -> QSize:
        return QSize(456, 260)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._is_on_line(event.position()):
            self._in_gesture = True
            self.gesture_began.emit()
        elif (lane := self._lane_at(event.position())) is not None:
            self.lane_selected.emit(lane.place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._in_gesture:
            self._drag_to(event.position().x())
            return
        on_line, lane = self._is_on_line(event.position()), self._lane_at(event.position())
        self.setCursor(Qt.CursorShape.SplitHCursor if on_line else Qt.CursorShape.ArrowCursor)
        self._hover(-1 if on_line or lane is None else lane.place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: ARG002
        self._hover(-1)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        way = ways.get(event.key())
        if way is None or self._result is None or not self._is_movable:
            super().keyPressEvent(event)
        else:
            self._want(nudged(MASTER_PARAMETERS["lr"], self._result.request.experiment.lr, NUDGE * way))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._words_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def _words_at(self, place: QPointF) -> str:
        plot, lane = self.plot, self._lane_at(place)
        if plot is None or lane is None:
            return ""
        return point_text(plot.result, lane, 10.0 ** plot.frame.data(place.x(), 0.0)[0])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        plot = self.plot
        if plot is None:
            return
        with painting(self) as painter:
            painter.setOpacity(STALE if self._is_stale else 1.0)
            painter.drawPixmap(0, 0, self._ground_pixmap(plot))
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_fair_marks(painter, plot, handle=self._is_movable)
            if self.hasFocus():
                painter.setPen(pen(self._style.theme.accent, 1.0))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _ground_pixmap(self, plot: FairPlot) -> QPixmap:
        """What stays while the line moves, kept as a picture."""
        density = self.devicePixelRatioF()
        curves = tuple((lane.tuned, lane.along, lane.lane.colour) for lane in plot.result.lanes)
        key = (self.size().toTuple(), density, self._style, curves, plot.axes, plot.outstanding)
        if self._ground[0] != key:
            pixmap = QPixmap(self.size() * density)
            pixmap.setDevicePixelRatio(density)
            pixmap.fill(color(self._style.theme.panel))
            with painting(pixmap) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                paint_fair_ground(painter, plot)
            self._ground = key, pixmap
        return self._ground[1]


def _master_edit(lr: float) -> Callable[[Experiment], Experiment]:
    return lambda experiment: edits.set_master(experiment, "lr", lr)
