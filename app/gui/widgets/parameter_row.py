"""A row for one parameter: its name, its slider and a field for any value."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.gui.widgets.number_field import NumberField
from app.gui.widgets.slider import Slider
from app.model.numbers import number_text
from app.model.parameters import Parameter
from app.model.theme import Theme

LABEL_WIDTH = 54
FIELD_WIDTH = 68


class Turn(Enum):
    """How a turn of a knob acts; the values are what its tooltip adds."""

    PLAIN = ""
    REPLAYS = "\nReplays: the whole run is computed anew."
    STEERS = "\nSteers: acts from the present step on, and the past stays."


class ParameterRow(QWidget):
    """Emits `value_wanted` from either; both show what they are told."""

    value_wanted = Signal(float)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, parameter: Parameter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(parameter.label)
        self.slider = Slider(parameter, theme)
        self.field = NumberField(parameter)
        self._parameter = parameter
        self._turn = Turn.PLAIN
        self._describe()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.field.setFixedWidth(FIELD_WIDTH)
        for widget in (self.label, self.slider, self.field):
            row.addWidget(widget)
        self._connect()

    def _describe(self) -> None:
        parameter = self._parameter
        low, high = (number_text(bound) for bound in parameter.legal)
        default = number_text(parameter.default)
        note = f"{parameter.help}\n{low} to {high}; double click for {default}, Shift drags finely.{self._turn.value}"
        for widget, part in ((self.label, ""), (self.slider, " slider"), (self.field, "")):
            widget.setToolTip(note)
            widget.setAccessibleName(parameter.label + part)
            widget.setAccessibleDescription(parameter.help)

    def _connect(self) -> None:
        self.slider.value_wanted.connect(self.value_wanted)
        self.slider.gesture_began.connect(self.gesture_began)
        self.slider.gesture_ended.connect(self.gesture_ended)
        self.field.value_wanted.connect(self.value_wanted)

    def show_value(self, value: float) -> None:
        """Show this value in slider and field."""
        self.slider.show_value(value)
        self.field.show_value(value)

    def show_turn(self, turn: Turn) -> None:
        """Tell apart a knob that steers; say in the tooltip how it acts."""
        if turn is not self._turn:
            self._turn = turn
            self.slider.show_steering(turn is Turn.STEERS)
            self._describe()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.slider.set_theme(theme)
