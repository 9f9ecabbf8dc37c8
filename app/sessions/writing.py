"""From a session to what stands in its JSON."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from msgspec import UNSET, UnsetType

from app import __version__
from app.model.choices import choices
from app.model.experiment import Experiment, Lane
from app.model.parameters import parameters
from app.plugins import needed
from app.sessions.schema import (
    ChangeRecord,
    ExperimentRecord,
    GridRecord,
    LaneRecord,
    LookRecord,
    MoveRecord,
    OrbitRecord,
    PluginRecord,
    ScheduleRecord,
    SessionRecord,
    SurfaceRecord,
)
from app.sessions.session import Session
from optim_core import Change, Rule, Schedule
from surfaces import Surface
from surfaces.grid import Grid


def record_of(session: Session) -> SessionRecord:
    """Everything that the session says, defaults too: a later version may have others."""
    orbit = UNSET if session.orbit is None else OrbitRecord(**asdict(session.orbit))
    look = LookRecord(step=session.step, rectangle=session.rectangle, view=session.view, orbit=orbit)
    plugins = _plugins(session.experiment)
    return SessionRecord(program=__version__, experiment=_experiment(session.experiment), look=look, plugins=plugins)


def _plugins(experiment: Experiment) -> tuple[PluginRecord, ...] | UnsetType:
    needs = needed([experiment.surface.key], [lane.rule.key for lane in experiment.lanes])
    return tuple(PluginRecord(file=need.file, surfaces=need.surfaces, rules=need.rules) for need in needs) or UNSET


def _experiment(experiment: Experiment) -> ExperimentRecord:
    x, y = experiment.start
    return ExperimentRecord(
        surface=_surface(experiment.surface),
        start=(float(x), float(y)),
        noise_kind=str(experiment.noise_kind),
        lanes=tuple(map(_lane, experiment.lanes)),
        changes=_changes(experiment.changes),
        moves=tuple(MoveRecord(step=step, dx=float(dx), dy=float(dy)) for step, dx, dy in experiment.moves),
        **_numbers(experiment),
        lr=float(experiment.lr),
        beta=float(experiment.beta),
    )


def _surface(surface: Surface) -> SurfaceRecord:
    grid = GridRecord(**surface.packed()._asdict()) if isinstance(surface, Grid) else UNSET
    return SurfaceRecord(key=surface.key, parameters=surface.numbers, grid=grid)


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
