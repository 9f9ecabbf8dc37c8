"""The line under the masters that says that somebody steered, and takes it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.model.events import Kind, events
from app.model.experiment import Experiment
from app.model.steering import clear_changes, is_steered


class SteeredRow(QWidget):
    """Is there only where something was steered; emits the edit that clears it."""

    edit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel()
        self.label.setObjectName("steered")
        self.clear = QPushButton("Clear")
        self.clear.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clear.setToolTip("Take back everything that was steered")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.clear)
        self.clear.clicked.connect(lambda: self.edit_wanted.emit(clear_changes))
        self.hide()

    def show_experiment(self, experiment: Experiment) -> None:
        """Say at which steps, if at any."""
        steered = is_steered(experiment)
        self.setVisible(steered)
        if steered:
            found = (event.step for event in events(experiment) if event.kind in (Kind.CHANGE, Kind.MASTER_CHANGE))
            steps = sorted(set(found))
            at = f"at step {steps[0]:,}" if len(steps) == 1 else f"at {len(steps)} steps"
            self.label.setText(f"steered {at if steps else 'after the end'}")
            self.label.setToolTip(", ".join(f"{step:,}" for step in steps))
