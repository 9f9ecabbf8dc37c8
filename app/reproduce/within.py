"""What of an experiment acts within its run: a script need not say what only a longer one would meet."""

from app.model.experiment import Experiment
from optim_core import Change, Move, Rule


def moves(experiment: Experiment) -> list[Move]:
    """How the surface moves."""
    return [move for move in experiment.moves if move.step < experiment.steps]


def rule_changes(rule: Rule, steps: int) -> list[Change]:
    """How a rule was steered. A change that comes with the end still tells where the last look-ahead leads."""
    return [change for change in rule.changes if change.step <= steps]
