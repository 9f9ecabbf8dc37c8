"""What is compared, and what is tuned for it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from app.gui.widgets.pill import Entry, Pill
from app.model.fair.words import tolerance_text
from optim_core.tuning import Objective

NOTES = {
    Objective.LOSS: ("Final loss", "The best setting is the one that ends lowest; equals are told apart by steps."),
    Objective.STEPS: ("Steps", f"The best setting is the one that takes fewest steps.\n{tolerance_text()}"),
}


class CompareControls(QWidget):
    """Emits `changed` when a person wants another comparison."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.objective = Objective.LOSS
        """What is chosen."""
        entries = [Entry(objective, title, note=note) for objective, (title, note) in NOTES.items()]
        self.objectives = Pill("Compare by", entries)
        self.objectives.show_value(self.objective)
        self.tunes_beta = QCheckBox("Tune β too")
        self.tunes_beta.setObjectName("compare_check")
        self.tunes_beta.setToolTip("Tune β together with lr, where a lane has one; otherwise lr alone")
        self.tunes_beta.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tunes_beta.setChecked(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.objectives)
        row.addStretch(1)
        row.addWidget(self.tunes_beta)
        self.objectives.value_wanted.connect(self._on_objectives_value_wanted)
        self.tunes_beta.toggled.connect(self.changed)

    def _on_objectives_value_wanted(self, objective: Objective) -> None:
        if objective is not self.objective:
            self.objective = objective
            self.objectives.show_value(objective)
            self.changed.emit()
