"""The part of the panel that lists the moves of the surface, and lets something happen in mid-run."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.gui.icons import icon
from app.gui.widgets.declared import empty
from app.gui.widgets.event_menu import offer_events
from app.gui.widgets.number_field import NumberField
from app.gui.widgets.section import Heading
from app.gui.widgets.tool import icon_button
from app.model import events
from app.model.events import MOVE_PARAMETERS
from app.model.experiment import Experiment
from app.model.theme import Theme


class MoveRow:
    """The fields of one move of the surface, and the button that takes it away."""

    def __init__(self, place: int, theme: Theme) -> None:
        self.fields = {name: NumberField(parameter) for name, parameter in MOVE_PARAMETERS.items()}
        self.remove = icon_button(f"Remove move {place + 1}")
        self.remove.setIcon(icon("cross", theme.quiet))
        for name, field in self.fields.items():
            field.setToolTip(MOVE_PARAMETERS[name].help)
            field.setAccessibleName(f"move {place + 1}: {name}")

    @property
    def widgets(self) -> list[QWidget]:
        """From left to right."""
        return [*self.fields.values(), self.remove]


class EventSection(QWidget):
    """Shows each move with its step and way; emits edits."""

    edit_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._experiment: Experiment | None = None
        self._step = 0
        self.add = QToolButton()
        self.add.setToolTip("Let something happen in mid-run: a restart, a drop of lr, a move of the surface")
        self.add.setAccessibleName("Add an event")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self)
        self.moves: list[MoveRow] = []
        self._names = [QLabel(text) for text in ("surface moves at", "dx", "dy")]
        self._lay_out()
        self.add.clicked.connect(self._on_add_clicked)
        self.set_theme(theme)

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(4)
        for place, name in enumerate(self._names):
            name.setObjectName("quiet")
            self._grid.addWidget(name, 0, place)
            self._grid.setColumnStretch(place, 3 if place == 0 else 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Heading("Events", self.add))
        column.addLayout(self._grid)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show every move as it is."""
        self._experiment = experiment
        while len(self.moves) > len(experiment.moves):
            self._drop_row()
        while len(self.moves) < len(experiment.moves):
            self._add_row()
        for row, move in zip(self.moves, experiment.moves, strict=True):
            for name, value in move._asdict().items():
                row.fields[name].show_value(value)
        for label in self._names:
            label.setVisible(bool(self.moves))

    def show_step(self, step: int) -> None:
        """Where new events go: this step."""
        self._step = step

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.add.setIcon(icon("plus", theme.quiet))
        for row in self.moves:
            row.remove.setIcon(icon("cross", theme.quiet))

    def _add_row(self) -> None:
        place = len(self.moves)
        row = MoveRow(place, self._theme)
        for name, field in row.fields.items():
            field.value_wanted.connect(partial(self._on_move_value_wanted, place, name))
        row.remove.clicked.connect(partial(self._on_remove_clicked, place))
        for column, widget in enumerate(row.widgets):
            self._grid.addWidget(widget, place + 1, column)
        self.moves.append(row)

    def _drop_row(self) -> None:
        for widget in self.moves.pop().widgets:
            widget.hide()
            widget.deleteLater()

    def _on_add_clicked(self) -> None:
        experiment = self._experiment
        if experiment is None:
            return
        within = 0 < self._step < experiment.steps
        step = self._step if within else max(1, experiment.steps // 2)
        empty(self.menu)
        offer_events(self.menu, experiment, step, self.edit_wanted.emit)
        self.menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def _on_move_value_wanted(self, place: int, name: str, value: float) -> None:
        self.edit_wanted.emit(lambda experiment: events.set_move(experiment, place, **{name: value}))

    def _on_remove_clicked(self, place: int) -> None:
        self.edit_wanted.emit(lambda experiment: events.remove_move(experiment, place))
