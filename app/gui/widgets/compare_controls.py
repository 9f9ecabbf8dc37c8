"""What is compared, and what is tuned for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QWidget

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
        self.objectives = {objective: _half(*NOTES[objective]) for objective in Objective}
        self.tunes_beta = QCheckBox("Tune β too")
        self.tunes_beta.setObjectName("compare_check")
        self.tunes_beta.setToolTip("Tune β together with lr, where a lane has one; otherwise lr alone")
        self.tunes_beta.setChecked(True)
        self._group = QButtonGroup(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for button in self.objectives.values():
            self._group.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.tunes_beta)
        self.objectives[Objective.LOSS].setChecked(True)
        self._group.buttonToggled.connect(self._on_group_toggled)
        self.tunes_beta.toggled.connect(self.changed)

    @property
    def objective(self) -> Objective:
        """What is chosen."""
        return next(objective for objective, button in self.objectives.items() if button.isChecked())

    def _on_group_toggled(self, button: QPushButton, is_on: bool) -> None:  # noqa: ARG002
        # Of the two that toggle, the one that is on speaks.
        if is_on:
            self.changed.emit()


def _half(text: str, note: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("mode_half")
    button.setCheckable(True)
    button.setToolTip(note)
    button.setAccessibleName(f"Compare by {text.lower()}")
    return button
