"""The part of the panel that sets all linked lanes at once, and marks where theory says that they stop being stable."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.gui.widgets.parameter_row import ParameterRow, Turn
from app.model import edits, steering
from app.model.curvature import largest_stable_lr
from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS, Experiment
from app.model.theme import Theme

SPACING = 4


class MasterSection(QWidget):
    """Shows the masters of an experiment; emits edits, for the whole run or from the step on where somebody steers."""

    edit_wanted = Signal(object)
    gesture_began = Signal()
    gesture_ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._experiment: Experiment | None = None
        self._steering: int | None = None
        self._marks_for: object = None
        declared = {**MASTER_PARAMETERS, "noise": RUN_PARAMETERS["noise"]}
        self.rows = {name: ParameterRow(parameter, theme) for name, parameter in declared.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        for name, row in self.rows.items():
            column.addWidget(row)
            row.value_wanted.connect(partial(self._on_row_value_wanted, name))
            row.gesture_began.connect(self.gesture_began)
            row.gesture_ended.connect(self.gesture_ended)

    def show_experiment(self, experiment: Experiment) -> None:
        """Show the masters as they are, at the step from which somebody steers if that is so."""
        self._experiment = experiment
        step = self._steering or 0
        for name, row in self.rows.items():
            row.show_value(steering.master_at(experiment, name, step))
        # While time goes on, limits change only where something was steered.
        in_force = [sum(change.step <= step for change in rule.changes) for rule in experiment.rules]
        if (experiment, in_force, self._theme) != self._marks_for:
            self._marks_for = experiment, in_force, self._theme
            self.rows["lr"].slider.show_marks(self._stability_marks(experiment, step))

    def set_steering(self, step: int | None) -> None:
        """Act from that step on and show what is in force then; None acts on the whole run."""
        self._steering = step
        if self._experiment is not None:
            self.show_experiment(self._experiment)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        for row in self.rows.values():
            row.set_theme(theme)

    def show_turn(self, turn: Turn) -> None:
        """Say in the tooltips how a change acts."""
        for row in self.rows.values():
            row.show_turn(turn)

    def _stability_marks(self, experiment: Experiment, step: int) -> tuple[tuple[float, str], ...]:
        """For each linked lane, the largest stable lr at the deepest minimum, in the lane's colour."""
        pairs = zip(experiment.lanes, experiment.rules, strict=True)
        shown = [(lane.colour, steering.rule_at(rule, step)) for lane, rule in pairs if lane.linked and lane.visible]
        limits = [(largest_stable_lr(experiment.surface, rule), colour) for colour, rule in shown]
        return tuple((limit, self._theme.lanes[colour]) for limit, colour in limits if limit is not None)

    def _on_row_value_wanted(self, name: str, value: float) -> None:
        step = self._steering
        if step is not None:
            self.edit_wanted.emit(lambda experiment: steering.steer_master(experiment, name, value, step))
        else:
            edit = edits.set_run if name in RUN_PARAMETERS else edits.set_master
            self.edit_wanted.emit(lambda experiment: edit(experiment, name, value))
