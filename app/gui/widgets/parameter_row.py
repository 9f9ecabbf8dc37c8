"""A row for one parameter: its name, its slider and a field for any value."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.gui.widgets.number_field import NumberField
from app.gui.widgets.slider import Slider
from app.model.numbers import number_text
from app.model.parameters import Parameter
from app.model.theme import Theme

LABEL_WIDTH = 54
FIELD_WIDTH = 68


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
        self._describe(parameter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.label.setFixedWidth(LABEL_WIDTH)
        self.field.setFixedWidth(FIELD_WIDTH)
        for widget in (self.label, self.slider, self.field):
            row.addWidget(widget)
        self._connect()

    def _describe(self, parameter: Parameter) -> None:
        low, high = (number_text(bound) for bound in parameter.legal)
        default = number_text(parameter.default)
        note = f"{parameter.help}\n{low} to {high}; double click for {default}, Shift drags finely."
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

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.slider.set_theme(theme)
