"""The two ways to turn a knob, told apart: the whole path anew from the start, or only from the present step on."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import color
from app.model.theme import Theme

REPLAY, STEER = "Replay from start", "Steer from here"
SHORT = {REPLAY: "Replay", STEER: "Steer"}
NARROW = 520
"""On a narrower parent the words are short: the lanes' key stands in its other corner."""


class ModeSwitch(QFrame):
    """A pill of two halves in the upper left corner of its parent; emits what a person wants."""

    steering_wanted = Signal(bool)
    MARGIN_LEFT, MARGIN_TOP = 60, 24

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self.setObjectName("mode")
        self._theme = theme
        self.replay = _half(REPLAY, "A knob changes the whole path, from the start (S)")
        self.steer = _half(STEER, "A knob acts from the present step on; the past stays as it is (S)")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for half in (self.replay, self.steer):
            self._group.addButton(half)
            row.addWidget(half)
        self.steer.toggled.connect(self.steering_wanted)
        parent.installEventFilter(self)
        self._fit()
        self.move(self.MARGIN_LEFT, self.MARGIN_TOP)
        self.set_theme(theme)
        self.show_steering(False)

    def show_steering(self, steering: bool) -> None:
        """Show which way it is."""
        self.blockSignals(True)
        (self.steer if steering else self.replay).setChecked(True)
        self.blockSignals(False)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Show as many words as the parent has room for."""
        is_narrow = self.parentWidget().width() < NARROW
        for half in (self.replay, self.steer):
            half.setText(SHORT[half.accessibleName()] if is_narrow else half.accessibleName())
        self.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        # Translucent over the map, which a style sheet's background would be only with its colours written twice.
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(color(self._theme.line))
            painter.setBrush(color(self._theme.panel, 0.88))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def _half(text: str, note: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("mode_half")
    button.setCheckable(True)
    button.setToolTip(note)
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
