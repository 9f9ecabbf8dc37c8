"""The left side: masters, lanes, the surface's parameters and the run, all on one quiet panel."""

from collections.abc import Callable
from functools import partial
from math import sqrt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.gui.icons import icon
from app.gui.widgets.lane_card import LaneCard
from app.gui.widgets.number_field import NumberField
from app.gui.widgets.parameter_row import LABEL_WIDTH, ParameterRow
from app.gui.widgets.readout import Readout
from app.model import edits
from app.model.curvature import largest_stable_lr
from app.model.experiment import MASTER_PARAMETERS, MOST_LANES, RUN_PARAMETERS, START_LIMIT, Experiment
from app.model.numbers import fixed_text, number_text
from app.model.parameters import Parameter, parameters
from app.model.scene import Scene
from app.model.theme import Theme
from optim_core import RULES, Rule
from surfaces import Surface

WIDTH = 288
NamedEdit = Callable[[Experiment, str, float], Experiment]


class ExperimentPanel(QFrame):
    """Shows an experiment; emits edits (functions from Experiment to Experiment)."""

    edit_wanted = Signal(object)
    gesture_began = Signal()
    gesture_ended = Signal()
    lane_selected = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._surface_shown: type[Surface] | None = None
        self._selected = 0
        self.masters = {name: ParameterRow(p, theme) for name, p in MASTER_PARAMETERS.items()}
        self.masters["noise"] = ParameterRow(RUN_PARAMETERS["noise"], theme)
        self.cards: list[LaneCard] = []
        self.surface_rows: dict[str, ParameterRow] = {}
        self.start_fields = tuple(NumberField(_coordinate(axis)) for axis in "xy")
        self.fields = {name: NumberField(RUN_PARAMETERS[name]) for name in ("steps", "batch_size", "seeds", "seed")}
        self.proxy = Readout(Qt.AlignmentFlag.AlignLeft, theme)
        self.add = QToolButton()
        self.add.setToolTip("Add a lane")
        self.add.setAccessibleName("Add a lane")
        self._lay_out()
        self._connect()
        self.set_theme(theme)

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("panel_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(4)
        self._add_section("All lanes")
        for row in self.masters.values():
            self._column.addWidget(row)
        self._add_section("Lanes", self.add)
        self._cards = self._sublayout(6)
        self._surface_heading = self._add_section("Surface")
        self._surface_box = self._sublayout(4)
        self._add_section("Run")
        self._column.addLayout(self._run_grid())
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    def _sublayout(self, spacing: int) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(spacing)
        self._column.addLayout(layout)
        return layout

    def _add_section(self, title: str, button: QToolButton | None = None) -> QLabel:
        heading = QLabel(title)
        heading.setObjectName("heading")
        row = QHBoxLayout()
        row.setContentsMargins(0, 10 if self._column.count() else 0, 0, 2)
        row.addWidget(heading, 1)
        if button is not None:
            row.addWidget(button)
        self._column.addLayout(row)
        return heading

    def _run_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH - 2)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        grid.addWidget(_name("start"), 0, 0)
        for column, (axis, field) in enumerate(zip("xy", self.start_fields, strict=True), start=1):
            field.setToolTip(_coordinate(axis).help)
            field.setAccessibleName(_coordinate(axis).name)
            grid.addWidget(field, 0, column)
        for row, (name, field) in enumerate(self.fields.items(), start=1):
            parameter = RUN_PARAMETERS[name]
            field.setToolTip(parameter.help)
            field.setAccessibleName(parameter.label)
            grid.addWidget(_name(parameter.label), row, 0)
            grid.addWidget(field, row, 1)
        self.proxy.setToolTip("Noise scale of the first lane: lr/√B")
        grid.addWidget(self.proxy, 2, 2)
        return grid

    def _connect(self) -> None:
        for name, row in self.masters.items():
            edit = edits.set_run if name in RUN_PARAMETERS else edits.set_master
            self._connect_row(row, partial(self._on_value_wanted, edit, name))
        for name, field in self.fields.items():
            field.value_wanted.connect(partial(self._on_value_wanted, edits.set_run, name))
        for axis, field in enumerate(self.start_fields):
            field.value_wanted.connect(partial(self._on_start_value_wanted, axis))
        menu = QMenu(self.add)
        for rule in RULES:
            menu.addAction(rule.title, partial(self._on_add_triggered, rule))
        self.add.setMenu(menu)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def _connect_row(self, row: ParameterRow, on_value: Callable[[float], None]) -> None:
        row.value_wanted.connect(on_value)
        row.gesture_began.connect(self.gesture_began)
        row.gesture_ended.connect(self.gesture_ended)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show every value as it is."""
        for name, row in self.masters.items():
            row.show_value(experiment.noise if name == "noise" else experiment.master(name))
        self._show_cards(experiment)
        self._show_surface(experiment.surface)
        for field, value in zip(self.start_fields, experiment.start, strict=True):
            field.show_value(value)
        run = {"steps": experiment.steps, "batch_size": experiment.batch_size}
        for name, value in {**run, "seeds": experiment.seeds, "seed": experiment.seed}.items():
            self.fields[name].show_value(value)
        self.proxy.show_text(f"lr/√B {number_text(experiment.lr / sqrt(experiment.batch_size), 2)}")
        self.masters["lr"].slider.show_marks(self._stability_marks(experiment))

    def show_losses(self, scene: Scene, step: int) -> None:
        """Show each lane's loss at that step."""
        for card, run in zip(self.cards, scene.runs, strict=False):
            at = min(step, run.loss.shape[1] - 1)
            gone = 0 <= int(run.diverged_at[0]) <= at
            card.show_loss("diverged" if gone else fixed_text(float(run.loss[0, at])))

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.add.setIcon(icon("plus", theme.quiet))
        self.proxy.set_theme(theme)
        for row in (*self.masters.values(), *self.surface_rows.values()):
            row.set_theme(theme)
        for card in self.cards:
            card.set_theme(theme)

    def _show_cards(self, experiment: Experiment) -> None:
        while len(self.cards) > len(experiment.lanes):
            card = self.cards.pop()
            card.hide()
            card.deleteLater()
        while len(self.cards) < len(experiment.lanes):
            self._add_card()
        self._selected = min(self._selected, len(self.cards) - 1)
        for card in self.cards:
            card.show_lane(experiment)
            card.show_selected(card.index == self._selected)
        self.add.setEnabled(len(self.cards) < MOST_LANES)

    def _add_card(self) -> None:
        card = LaneCard(len(self.cards), self._theme)
        card.edit_wanted.connect(self.edit_wanted)
        card.gesture_began.connect(self.gesture_began)
        card.gesture_ended.connect(self.gesture_ended)
        card.selected.connect(self._on_card_selected)
        card.set_theme(self._theme)
        self._cards.addWidget(card)
        self.cards.append(card)

    def _show_surface(self, surface: Surface) -> None:
        if type(surface) is not self._surface_shown:
            self._surface_shown = type(surface)
            self._rebuild_surface_rows(type(surface))
        for name, value in edits.vars_of(surface).items():
            self.surface_rows[name].show_value(value)

    def _rebuild_surface_rows(self, surface: type[Surface]) -> None:
        for row in self.surface_rows.values():
            row.hide()
            row.deleteLater()
        self.surface_rows = {}
        for name, parameter in parameters(surface).items():
            row = ParameterRow(parameter, self._theme)
            self._connect_row(row, partial(self._on_value_wanted, edits.set_surface_parameter, name))
            self._surface_box.addWidget(row)
            self.surface_rows[name] = row
        self._surface_heading.setText("Surface" if self.surface_rows else "Surface  (nothing to set)")

    def _stability_marks(self, experiment: Experiment) -> tuple[tuple[float, str], ...]:
        """For each linked lane, the largest stable lr at the deepest minimum, in the lane's colour."""
        shown = [
            pair for pair in zip(experiment.lanes, experiment.rules, strict=True) if pair[0].linked and pair[0].visible
        ]
        limits = [(largest_stable_lr(experiment.surface, rule), lane.colour) for lane, rule in shown]
        return tuple((limit, self._theme.lanes[colour]) for limit, colour in limits if limit is not None)

    def _on_value_wanted(self, edit: NamedEdit, name: str, value: float) -> None:
        self.edit_wanted.emit(lambda experiment: edit(experiment, name, value))

    def _on_add_triggered(self, rule: type[Rule]) -> None:
        self.edit_wanted.emit(lambda experiment: edits.add_lane(experiment, rule))

    def _on_start_value_wanted(self, axis: int, value: float) -> None:
        def edit(experiment: Experiment) -> Experiment:
            start = list(experiment.start)
            start[axis] = value
            return edits.set_start(experiment, *start)

        self.edit_wanted.emit(edit)

    def _on_card_selected(self, index: int) -> None:
        self._selected = index
        for card in self.cards:
            card.show_selected(card.index == index)
        self.lane_selected.emit(index)


def _coordinate(axis: str) -> Parameter:
    ends = (-START_LIMIT, START_LIMIT)
    return Parameter(f"start {axis}", 0.0, (-10.0, 10.0), ends, "linear", f"Where every lane begins: {axis}.")


def _name(text: str) -> QLabel:
    return QLabel(text)
