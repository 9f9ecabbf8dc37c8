"""What of an experiment acts within its run: a script need not say what only a longer one would meet."""

import numpy as np

from app.model.experiment import Experiment
from optim_core import Change, Move, Rule


def has_noise(experiment: Experiment) -> bool:
    """Whether any step meets noise."""
    return bool(np.any(experiment.noise_by_step))


def noise_changes(experiment: Experiment) -> list[Change]:
    """How the noise was steered."""
    return [change for change in experiment.changes if change.name == "noise" and change.step < experiment.steps]


def moves(experiment: Experiment) -> list[Move]:
    """How the surface moves."""
    return [move for move in experiment.moves if move.step < experiment.steps]


def rule_changes(rule: Rule, steps: int) -> list[Change]:
    """How a rule was steered. A change that comes with the end still tells where the last look-ahead leads."""
    return [change for change in rule.changes if change.step <= steps]
