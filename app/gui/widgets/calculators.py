"""A calculator on a sheet of its own: fields that take any legal number, and what comes out at once."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QPushButton, QWidget

from app.gui.widgets.lesson_sheet import Sheet, mark_property, words
from app.gui.widgets.number_field import NumberField
from app.model.calculators import Calculator, with_value
from app.model.choices import Choice, choices
from app.model.numbers import number_text
from app.model.parameters import Parameter, parameters

FIELD_WIDTH = 104


class CalculatorSheet(Sheet):
    """Holds the inputs of one calculator; an experiment is not touched."""

    def __init__(self, calculator: Calculator) -> None:
        super().__init__(calculator.title, "Back to the lessons")
        self.calculator = calculator
        self.kind = type(calculator)
        self.fields = {name: _field(parameter) for name, parameter in parameters(self.kind).items()}
        self.pickers = {name: _picker(choice) for name, choice in choices(self.kind).items()}
        self.results = [(_name(""), _value()) for _ in calculator.results()]
        self._lay_out()
        self._connect()
        self._show()

    def _lay_out(self) -> None:
        self.column.addWidget(words(self.calculator.summary))
        inputs = _grid()
        for name, field in self.fields.items():
            _add_row(inputs, _name(parameters(self.kind)[name].label), field)
        for name, picker in self.pickers.items():
            _add_row(inputs, _name(choices(self.kind)[name].symbol), picker)
        self.column.addLayout(inputs)
        self.add_heading("Result")
        results = _grid()
        for label, value in self.results:
            _add_row(results, label, value)
        self.column.addLayout(results)
        self.column.addSpacing(8)
        self.column.addWidget(words(self.calculator.note, "quiet"))
        self.column.addStretch(1)

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.value_wanted.connect(partial(self._on_value_wanted, name))
        for name, picker in self.pickers.items():
            picker.menu().triggered.connect(lambda action, name=name: self._on_value_wanted(name, action.data()))

    def _show(self) -> None:
        values = vars(self.calculator)
        for name, field in self.fields.items():
            field.show_value(values[name])
        for name, picker in self.pickers.items():
            picker.setText(f"{choices(self.kind)[name].title(values[name])}  ▾")
        for (label, value), result in zip(self.results, self.calculator.results(), strict=True):
            label.setText(result.label)
            value.setText(result.text)
            mark_property(value, "mood", result.mood.value)

    def _on_value_wanted(self, name: str, value: Any) -> None:
        self.calculator = with_value(self.calculator, name, value)
        self._show()


def _field(parameter: Parameter) -> NumberField:
    low, high = (number_text(bound) for bound in parameter.legal)
    field = NumberField(parameter)
    field.setFixedWidth(FIELD_WIDTH)
    field.setToolTip(f"{parameter.help}\n{low} to {high}; double click for {number_text(parameter.default)}.")
    field.setAccessibleName(parameter.label)
    field.setAccessibleDescription(parameter.help)
    return field


def _picker(choice: Choice) -> QPushButton:
    picker = QPushButton()
    picker.setObjectName("raised")
    picker.setFixedWidth(FIELD_WIDTH)
    picker.setToolTip(choice.help)
    picker.setAccessibleName(choice.symbol)
    picker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(picker)
    for value, title in choice.titles:
        menu.addAction(title).setData(value)
    picker.setMenu(menu)
    return picker


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    return grid


def _add_row(grid: QGridLayout, name: QLabel, value: QWidget) -> None:
    row = grid.rowCount()
    grid.addWidget(name, row, 0)
    grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)


def _name(text: str) -> QLabel:
    return words(text, "lesson_name")


def _value() -> QLabel:
    label = QLabel()
    label.setObjectName("lesson_result")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return label
