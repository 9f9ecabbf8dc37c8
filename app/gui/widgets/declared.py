"""Widgets that follow from declarations: rows for numbers, menus for choices, whatever declares them."""

from collections.abc import Callable, Hashable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from app.gui.widgets.parameter_row import ParameterRow, Turn
from app.model.choices import Choice
from app.model.parameters import Parameter, parameters, surface_parameters
from app.model.theme import Theme
from optim_core import Rule, Schedule
from optim_core.schedule import numbers_of
from surfaces import Surface


class ParameterRows(QWidget):
    """A row for each number that a rule, a schedule or a surface declares."""

    value_wanted = Signal(str, float)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, theme: Theme, spacing: int) -> None:
        super().__init__()
        self._theme = theme
        self._turn = Turn.PLAIN
        self._declared_by: Hashable = None
        self.rows: dict[str, ParameterRow] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(spacing)
        self.hide()

    def show_rule(self, rule: Rule | None, values: Mapping[str, float]) -> None:
        """Show the values of a rule's hyper-parameters, by name; None shows nothing."""
        self._show(None if rule is None else type(rule), {} if rule is None else parameters(type(rule)), values)

    def show_schedule(self, schedule: Schedule) -> None:
        """Show the numbers of a schedule."""
        self._show(type(schedule), parameters(type(schedule)), numbers_of(schedule))

    def show_surface(self, surface: Surface) -> None:
        """Show the parameters of a surface."""
        self._show(surface.kind, surface_parameters(surface), surface.numbers)

    def _show(self, declared_by: Hashable, declared: Mapping[str, Parameter], values: Mapping[str, float]) -> None:
        if declared_by != self._declared_by:
            self._declared_by = declared_by
            self._rebuild(declared)
        for name, row in self.rows.items():
            row.show_value(values[name])

    def show_turn(self, turn: Turn) -> None:
        """Say how these knobs act."""
        self._turn = turn
        for row in self.rows.values():
            row.show_turn(turn)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        for row in self.rows.values():
            row.set_theme(theme)

    def _rebuild(self, declared: Mapping[str, Parameter]) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {name: ParameterRow(parameter, self._theme) for name, parameter in declared.items()}
        for name, row in self.rows.items():
            row.show_turn(self._turn)
            row.value_wanted.connect(partial(self.value_wanted.emit, name))
            row.gesture_began.connect(self.gesture_began)
            row.gesture_ended.connect(self.gesture_ended)
            self._column.addWidget(row)
        self.setVisible(bool(self.rows))


class ChoiceButton(QToolButton):
    """Shows what is chosen and offers the rest."""

    value_wanted = Signal(str)

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._choice = choice
        self._value: str | None = None
        self.choices = QMenu(self)
        self.setObjectName("choice")
        self.setToolTip(choice.help)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_self_clicked)

    def show_value(self, value: str) -> None:
        """Show this value."""
        if value != self._value:
            self._value = value
            self.setText(f"{self._choice.title(value)}  ▾")
            self.setAccessibleName(f"{self._choice.symbol}: {self._choice.title(value)}")

    def _on_self_clicked(self) -> None:
        assert self._value is not None
        empty(self.choices)
        fill_choice_menu(self.choices, self._choice, self._value, self.value_wanted.emit)
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))


def fill_choice_menu(menu: QMenu, choice: Choice, present: str, on_chosen: Callable[[str], None]) -> None:
    """Add an entry for each value of a choice, the present one checked."""
    for value, title in choice.titles:
        add_action(menu, title, partial(on_chosen, value), checked=value == present)


def empty(menu: QMenu) -> None:
    """Take everything out; submenus are the menu's children and would outlive its entries."""
    menu.clear()
    for child in menu.children():
        if isinstance(child, QMenu):
            child.deleteLater()


def add_action(menu: QMenu, text: str, on_triggered: Callable[[], None], *, checked: bool | None = None) -> QAction:
    """Add an entry; one that can be checked, if `checked` says whether it is."""
    action = QAction(text, menu)
    action.triggered.connect(lambda: on_triggered())
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)
    menu.addAction(action)
    return action
