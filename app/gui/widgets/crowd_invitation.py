"""What there is to do before a crowd tells anything: more than one seed, and some noise."""

from math import hypot

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.model import edits
from app.model.experiment import MOST_POINTS, Experiment
from app.model.numbers import number_text
from optim_core import NoiseKind
from optim_core.diagnosis.words import significant

SEEDS = 200
NOISE_SHARE = 0.05
"""Of the gradient at the surface's own start: shaken, and still on its way."""
JITTER_SHARE = 0.01
"""Of the view's diagonal: so far apart are gradients taken where the data jitter."""
ONE_SEED = "One seed: take more to see luck from skill."
NO_NOISE = "No noise: all seeds walk alike."


class Invitation(QWidget):
    """Says what is missing, and emits the edit that adds it."""

    edit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.more_seeds, self.some_noise = Step(ONE_SEED), Step(NO_NOISE)
        self._experiment = Experiment()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for step in (self.more_seeds, self.some_noise):
            column.addWidget(step)
        self.more_seeds.button.clicked.connect(self._on_more_seeds_clicked)
        self.some_noise.button.clicked.connect(self._on_some_noise_clicked)

    def show_experiment(self, experiment: Experiment) -> None:
        """Say what is missing here."""
        self._experiment = experiment
        self.more_seeds.setVisible(experiment.seeds == 1)
        self.some_noise.setVisible(not experiment.has_noise)
        self.more_seeds.show_offer(f"Take {several_seeds(experiment)} seeds")
        self.some_noise.show_offer(f"Add noise σ {number_text(sensible_noise(experiment))}")

    def _on_more_seeds_clicked(self) -> None:
        self.edit_wanted.emit(lambda experiment: edits.set_run(experiment, "seeds", several_seeds(experiment)))

    def _on_some_noise_clicked(self) -> None:
        self.edit_wanted.emit(lambda experiment: edits.set_run(experiment, "noise", sensible_noise(experiment)))


class Step(QWidget):
    """A sentence, and a button that does what it asks for."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        words = QLabel(sentence)
        words.setWordWrap(True)
        self.button = QPushButton()
        self.button.setObjectName("crowd_offer")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(words)
        column.addWidget(self.button)

    def show_offer(self, text: str) -> None:
        """Name what the button does."""
        self.button.setText(text)
        self.button.setAccessibleName(text)


def is_crowded(experiment: Experiment) -> bool:
    """Whether there are seeds that walk apart."""
    return experiment.seeds > 1 and experiment.has_noise


def several_seeds(experiment: Experiment) -> int:
    """SEEDS, or as many as an experiment may have with that many lanes and steps."""
    return min(SEEDS, MOST_POINTS // (len(experiment.lanes) * experiment.steps))


def sensible_noise(experiment: Experiment) -> float:
    """A σ of the experiment's kind of noise that suits its surface, in one digit."""
    surface = experiment.surface
    if experiment.noise_kind is NoiseKind.JITTER:
        x0, x1, y0, y1 = surface.view
        return significant(JITTER_SHARE * hypot(x1 - x0, y1 - y0), 1)
    x, y = np.asarray(surface.start)
    slope = hypot(*(float(part) for part in surface.gradient(x, y)))
    # On a flat start any noise is as good as another.
    return significant(NOISE_SHARE * slope, 1) or 1.0
