"""From a session to what stands in its JSON."""

from collections.abc import Iterable
from typing import Any

from app import __version__
from app.model.choices import choices
from app.model.experiment import Experiment, Lane
from app.model.parameters import parameters
from app.sessions.schema import (
    ChangeRecord,
    ExperimentRecord,
    LaneRecord,
    LookRecord,
    MoveRecord,
    ScheduleRecord,
    SessionRecord,
    SurfaceRecord,
)
from app.sessions.session import Session
from optim_core import Change, Rule, Schedule


def record_of(session: Session) -> SessionRecord:
    """Everything that the session says, defaults too: a later version may have others."""
    look = LookRecord(step=session.step, rectangle=session.rectangle, view=session.view)
    return SessionRecord(program=__version__, experiment=_experiment(session.experiment), look=look)


def _experiment(experiment: Experiment) -> ExperimentRecord:
    x, y = experiment.start
    return ExperimentRecord(
        surface=SurfaceRecord(key=experiment.surface.key, parameters=experiment.surface.numbers),
        start=(float(x), float(y)),
        noise_kind=str(experiment.noise_kind),
        lanes=tuple(map(_lane, experiment.lanes)),
        changes=_changes(experiment.changes),
        moves=tuple(MoveRecord(step=step, dx=float(dx), dy=float(dy)) for step, dx, dy in experiment.moves),
        **_numbers(experiment),
        lr=float(experiment.lr),
        beta=float(experiment.beta),
    )


def _lane(lane: Lane) -> LaneRecord:
    rule = lane.rule
    return LaneRecord(
        rule=rule.key,
        name=lane.name,
        colour=lane.colour,
        visible=lane.visible,
        linked=lane.linked,
        parameters=_numbers(rule),
        choices={name: str(vars(rule)[name]) for name in choices(type(rule))},
        schedule=tuple(ScheduleRecord(key=part.key, numbers=_numbers(part)) for part in rule.schedule.parts),
        restarts=rule.restarts,
        restart_at_boundaries=rule.restart_at_boundaries,
        changes=_changes(rule.changes),
    )


def _numbers(owner: Rule | Schedule | Experiment) -> dict[str, Any]:
    """The declared numbers by name, as plain ones: NumPy's are floats too and are not known to a JSON writer."""
    values: dict[str, Any] = vars(owner)
    cls: type = type(owner)
    return {name: (int if declared.whole else float)(values[name]) for name, declared in parameters(cls).items()}


def _changes(changes: Iterable[Change]) -> tuple[ChangeRecord, ...]:
    return tuple(ChangeRecord(step=step, name=name, value=float(value)) for step, name, value in changes)
