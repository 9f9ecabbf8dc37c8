"""The part of the panel that says from where, how long and with what noise every lane runs."""

from functools import partial
from math import sqrt

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from app.gui.widgets.declared import ChoiceButton
from app.gui.widgets.number_field import NumberField
from app.gui.widgets.parameter_row import LABEL_WIDTH, Turn
from app.gui.widgets.readout import Readout
from app.model import edits
from app.model.choices import choices
from app.model.experiment import RUN_PARAMETERS, START_LIMIT, Experiment
from app.model.numbers import number_text
from app.model.parameters import Parameter
from app.model.theme import Theme
from optim_core import NoiseKind

FIELDS = ("steps", "batch_size", "seeds", "seed")


class RunSection(QWidget):
    """Shows these values of an experiment; emits edits."""

    edit_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.start_fields = tuple(NumberField(_coordinate(axis)) for axis in "xy")
        self.fields = {name: NumberField(RUN_PARAMETERS[name]) for name in FIELDS}
        self.proxy = Readout(Qt.AlignmentFlag.AlignLeft, theme)
        self.noise_kind = ChoiceButton(choices(Experiment)["noise_kind"])
        self._lay_out()
        self._connect()
        self.show_turn(Turn.PLAIN)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH - 2)
        for column in (1, 2):
            grid.setColumnStretch(column, 1)
        grid.addWidget(QLabel("start"), 0, 0)
        for column, field in enumerate(self.start_fields, start=1):
            grid.addWidget(field, 0, column)
        for row, (name, field) in enumerate(self.fields.items(), start=1):
            field.setAccessibleName(RUN_PARAMETERS[name].label)
            grid.addWidget(QLabel(RUN_PARAMETERS[name].label), row, 0)
            grid.addWidget(field, row, 1)
        self.proxy.setToolTip("Noise scale of the masters: lr/√B")
        grid.addWidget(self.proxy, 1 + FIELDS.index("batch_size"), 2)
        grid.addWidget(QLabel("noise"), 1 + len(FIELDS), 0)
        grid.addWidget(self.noise_kind, 1 + len(FIELDS), 1, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        for name, field in self.fields.items():
            field.value_wanted.connect(partial(self._on_field_value_wanted, name))
        for axis, field in enumerate(self.start_fields):
            field.value_wanted.connect(partial(self._on_start_value_wanted, axis))
        self.noise_kind.value_wanted.connect(self._on_noise_kind_value_wanted)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show every value as it is."""
        for field, value in zip(self.start_fields, experiment.start, strict=True):
            field.show_value(value)
        run = {"steps": experiment.steps, "batch_size": experiment.batch_size}
        for name, value in {**run, "seeds": experiment.seeds, "seed": experiment.seed}.items():
            self.fields[name].show_value(value)
        self.proxy.show_text(f"lr/√B {number_text(experiment.lr / sqrt(experiment.batch_size), 2)}")
        self.noise_kind.show_value(experiment.noise_kind)

    def show_turn(self, turn: Turn) -> None:
        """Say in the tooltips how a change acts."""
        for axis, field in zip("xy", self.start_fields, strict=True):
            field.setAccessibleName(_coordinate(axis).name)
            field.setToolTip(_coordinate(axis).help + turn.value)
        for name, field in self.fields.items():
            field.setToolTip(RUN_PARAMETERS[name].help + turn.value)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.proxy.set_theme(theme)

    def _on_field_value_wanted(self, name: str, value: float) -> None:
        self.edit_wanted.emit(lambda experiment: edits.set_run(experiment, name, value))

    def _on_start_value_wanted(self, axis: int, value: float) -> None:
        def edit(experiment: Experiment) -> Experiment:
            start = list(experiment.start)
            start[axis] = value
            return edits.set_start(experiment, *start)

        self.edit_wanted.emit(edit)

    def _on_noise_kind_value_wanted(self, value: str) -> None:
        self.edit_wanted.emit(lambda experiment: edits.set_noise_kind(experiment, NoiseKind(value)))


def _coordinate(axis: str) -> Parameter:
    ends = (-START_LIMIT, START_LIMIT)
    return Parameter(f"start {axis}", 0.0, (-10.0, 10.0), ends, "linear", f"Where every lane begins: {axis}.")
