"""What every file of trajectories says of itself: who wrote it, how to make it again, units, all settings, the session.

Everything is plain values that msgspec turns into JSON.
"""

import shlex
from enum import StrEnum
from typing import Any

from msgspec import Raw

from app.command.write import words
from app.model.describe import has_words
from app.model.edits import vars_of
from app.model.experiment import RUN_PARAMETERS, Experiment, Lane
from app.sessions import Session
from app.sessions.text import compact_bytes
from app.sweeping.block import VERSIONS
from optim_core import Rule
from optim_core.schedule import numbers_of

FORMAT = "ravine trajectories"
VERSION = 1
UNITS = {
    "step": "count",
    "x": "1",
    "y": "1",
    "loss": "1",
    "gradient_norm": "1",
    "lr": "1",
    "diverged_at": "count",
}
"""A surface has no units of its own: its numbers are counted in ones."""
KEPT = "again.ravine"
"""What the command calls the session that the file holds, where no words make the surface again."""


def head(experiment: Experiment, suffix: str) -> dict[str, Any]:
    """All but the lanes. Raises ValueError if the experiment is too large for a session."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": VERSIONS,
        "command": shlex.join(["ravine", "render", f"data{suffix}", *_source(experiment)]),
        "units": UNITS,
        "surface": _surface(experiment),
        "run": _run(experiment),
        # How the window looked is nothing that data depends on.
        "session": Raw(compact_bytes(Session(experiment))),
    }


def lane_setup(lane: Lane, rule: Rule) -> dict[str, Any]:
    """A lane with the rule that it runs."""
    return {"name": lane.name, "rule": rule.key, "visible": lane.visible, "settings": _settings(rule)}


def _source(experiment: Experiment) -> tuple[str, ...]:
    return words(experiment) if has_words(experiment.surface) else (KEPT,)


def _surface(experiment: Experiment) -> dict[str, Any]:
    surface = experiment.surface
    return {
        "key": surface.key,
        "formula": surface.formula,
        "parameters": surface.numbers,
        "minima": surface.minima,
    }


def _run(experiment: Experiment) -> dict[str, Any]:
    """What all lanes meet alike."""
    return {
        "start": experiment.start,
        **{name: vars(experiment)[name] for name in RUN_PARAMETERS},
        "noise_kind": experiment.noise_kind,
        "noise_changes": [(change.step, change.value) for change in experiment.changes if change.name == "noise"],
        "moves": [move._asdict() for move in experiment.moves],
    }


def _settings(rule: Rule) -> dict[str, Any]:
    return {
        **vars_of(rule),
        **{name: value for name, value in vars(rule).items() if isinstance(value, StrEnum)},
        "schedule": [{"key": part.key, **numbers_of(part)} for part in rule.schedule.parts],
        "restarts": rule.restarts,
        "restart_at_boundaries": rule.restart_at_boundaries,
        "changes": [change._asdict() for change in rule.changes],
    }
