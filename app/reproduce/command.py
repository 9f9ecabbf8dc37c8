"""A lane as a command line that writes its path.

Example:

    command_text(experiment, 1)     # "ravine render path.csv --lane momentum:colour=2 --beta 0.8"
"""

import shlex
from dataclasses import replace

from app.command.write import words
from app.model import edits
from app.model.experiment import MASTERS, Experiment
from app.model.parameters import parameters

TARGET = "path.csv"


def command_text(experiment: Experiment, lane: int) -> str:
    """One line for a shell that runs this lane alone, as it is named and coloured."""
    return shlex.join(("ravine", "render", TARGET, *words(alone(experiment, lane))))


def alone(experiment: Experiment, lane: int) -> Experiment:
    """The experiment of this lane, visible, without what acts on other lanes only."""
    own = replace(experiment.lanes[lane], visible=True)
    followed = {name for name in MASTERS if own.linked and name in parameters(type(own.rule))}
    usual = edits.choose_surface(Experiment(), experiment.surface)
    idle = {name: usual.master(name) for name in MASTERS if name not in followed}
    changes = tuple(change for change in experiment.changes if change.name in {*followed, "noise"})
    return replace(experiment, lanes=(own,), changes=changes, **idle)  # type: ignore[arg-type]
