"""A slider for one parameter, spaced as the parameter is declared (logarithmic, by 1 − value, …)."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import color, pen
from app.model.parameters import Parameter
from app.model.scales import nudged, slider_place, slider_value
from app.model.theme import Theme

STOPS = 400
"""Places that page keys can tell apart; mouse, wheel and arrow keys are finer."""
NUDGE = 0.01
"""How far an arrow key goes, as a share of the slider; whole numbers on an even scale go by one."""
KNOB = 7.0
GROOVE = 4.0
FINE = 0.1
"""How far the knob goes for a pixel of the hand while Shift is held."""


class Slider(QAbstractSlider):
    """Emits `value_wanted` while a hand moves it; shows only what it is told with `show_value`."""

    value_wanted = Signal(float)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, parameter: Parameter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameter = parameter
        self._theme = theme
        self._value = parameter.default
        self._place = 0.0
        self._grip = 0.0
        self._grip_x = 0.0
        self._marks: tuple[tuple[float, str], ...] = ()
        self._steers = False
        self.setRange(0, STOPS)
        self.setSingleStep(STOPS // 100)
        self.setPageStep(STOPS // 10)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.valueChanged.connect(self._on_self_value_changed)

    def show_value(self, value: float) -> None:
        """Stand where that value is, without a word."""
        self._value = value
        place = slider_place(self._parameter, value)
        # Also where a hand has left the knob: page keys go on from what Qt knows.
        self.blockSignals(True)
        self.setValue(round(place * STOPS))
        self.blockSignals(False)
        if place != self._place:
            self._place = place
            self.update()

    def set_parameter(self, parameter: Parameter) -> None:
        """Serve another parameter; `show_value` must follow."""
        self._parameter = parameter
        self._place = -1.0

    def show_marks(self, marks: tuple[tuple[float, str], ...]) -> None:
        """Draw ticks in these colours at these values; those beyond the range are left out."""
        low, high = self._parameter.soft
        shown = tuple((slider_place(self._parameter, value), ink) for value, ink in marks if low < value < high)
        if shown != self._marks:
            self._marks = shown
            self.update()

    def show_steering(self, steers: bool) -> None:
        """Look like a knob that acts from the present step on, or like one for the whole run."""
        if steers != self._steers:
            self._steers = steers
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.update()

    @property
    def _accent(self) -> str:
        return self._theme.warning if self._steers else self._theme.accent

    def _on_self_value_changed(self, stop: int) -> None:
        # Page keys, Home and End arrive here; the mouse and the arrow keys have their own, finer ways.
        self._want(stop / STOPS)

    def _want(self, place: float) -> None:
        self._place = min(1.0, max(0.0, place))
        self.value_wanted.emit(slider_value(self._parameter, self._place))
        self.update()

    def _place_at(self, event: QMouseEvent) -> float:
        return (event.position().x() - KNOB - 1) / self._length()

    def _length(self) -> float:
        return max(1.0, self.width() - 2 * (KNOB + 1))

    def _knob(self) -> QPointF:
        return QPointF(KNOB + 1 + self._place * self._length(), self.height() / 2)

    def sizeHint(self) -> QSize:
        return QSize(110, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 22)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.gesture_began.emit()
            if abs(self._knob().x() - event.position().x()) > KNOB:
                self._want(self._place_at(event))
            self._grip, self._grip_x = self._place, event.position().x()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            x = event.position().x()
            # The hand's way is added up beyond the ends too, so that the knob comes back with the hand.
            self._grip += fine * (x - self._grip_x) / self._length()
            self._grip_x = x
            self._want(self._grip)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown() and event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(False)
            self.gesture_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.value_wanted.emit(self._parameter.default)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        way = ways.get(event.key())
        if way is None:
            super().keyPressEvent(event)
        else:
            self.value_wanted.emit(nudged(self._parameter, self._value, NUDGE * way))

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        place = min(1.0, max(0.0, self._place + turns * self.singleStep() / STOPS))
        # At an end there is nothing more to want: a value beyond it would come back.
        if place != self._place:
            self._want(place)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isSliderDown():
            self.setSliderDown(False)
            self.gesture_ended.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_groove(painter)
            self._paint_knob(painter)

    def _paint_groove(self, painter: QPainter) -> None:
        knob, middle = self._knob(), self.height() / 2
        ends = (KNOB + 1, self.width() - KNOB - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        for start, end, ink in ((*ends, self._theme.line), (ends[0], knob.x(), self._accent)):
            painter.setBrush(color(ink, 1.0 if self.isEnabled() else 0.4))
            painter.drawRoundedRect(QRectF(start, middle - GROOVE / 2, end - start, GROOVE), 2, 2)
        for place, ink in self._marks:
            painter.setBrush(color(ink))
            x = ends[0] + place * (ends[1] - ends[0])
            painter.drawRoundedRect(QRectF(x - 1, middle - 8, 2, 16), 1, 1)

    def _paint_knob(self, painter: QPainter) -> None:
        knob = self._knob()
        if self.hasFocus():
            painter.setPen(pen(self._accent, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(knob, KNOB + 0.5, KNOB + 0.5)
        painter.setPen(pen(self._theme.panel, 2.0))
        active = self.isSliderDown() or self.underMouse() or self._steers
        painter.setBrush(color(self._accent if active else self._theme.text))
        painter.drawEllipse(knob, KNOB - 1, KNOB - 1)
