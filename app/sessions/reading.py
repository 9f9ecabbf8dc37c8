"""From what stands in a session's JSON to the session; each refusal is a ValueError of one sentence that says where."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from msgspec import UnsetType
from msgspec.structs import asdict

import optim_core.registry
import optim_core.schedules
import surfaces.registry
from app.model.choices import choices
from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS, Experiment, Lane
from app.model.legal import within
from app.model.parameters import Parameter, parameters, surface_parameters
from app.model.relief.orbit import Orbit
from app.plugins import Need, check_needs
from app.sessions.schema import (
    ChangeRecord,
    ExperimentRecord,
    LaneRecord,
    OrbitRecord,
    ScheduleRecord,
    SessionRecord,
    SurfaceRecord,
)
from app.sessions.session import Session, checked_session
from optim_core import Change, Constant, Move, NoiseKind, Rule, Schedule
from optim_core.schedule import product
from surfaces import Surface
from surfaces.grid import Grid
from surfaces.legal import listed
from surfaces.packing import PackedGrid

Known = TypeVar("Known")


def session_of(record: SessionRecord) -> Session:
    """The session that the record says. Raises ValueError with one sentence if it says none that is legal."""
    if not isinstance(record.plugins, UnsetType):
        check_needs(Need(plugin.file, plugin.surfaces, plugin.rules) for plugin in record.plugins)
    look = record.look
    experiment, orbit = _experiment(record.experiment), _orbit(look.orbit)
    return checked_session(Session(experiment, look.step, look.rectangle, look.view, orbit))


def _orbit(record: OrbitRecord | UnsetType) -> Orbit | None:
    with within("look.orbit", "."):
        return None if isinstance(record, UnsetType) else Orbit(**asdict(record))


def _experiment(record: ExperimentRecord) -> Experiment:
    declared, said = {**MASTER_PARAMETERS, **RUN_PARAMETERS}, asdict(record)
    numbers: dict[str, Any] = {name: parameter.checked(said[name]) for name, parameter in declared.items()}
    with within("noise_kind"):
        kind = _one_of("kind of noise", record.noise_kind, {str(kind): kind for kind in NoiseKind})
    return Experiment(
        surface=_surface(record.surface),
        lanes=tuple(_lane(index, lane) for index, lane in enumerate(record.lanes)),
        start=record.start,
        noise_kind=kind,
        changes=_changes(record.changes),
        moves=tuple(Move(move.step, move.dx, move.dy) for move in record.moves),
        **numbers,
    )


def _surface(record: SurfaceRecord) -> Surface:
    if not isinstance(record.grid, UnsetType) or record.key == surfaces.registry.GRID:
        return _grid(record)
    with within("surface"):
        usual = _usual_surface(record.key)
    return usual.bent(**_checked("surface.parameters", surface_parameters(usual), record.parameters))


def _grid(record: SurfaceRecord) -> Grid:
    with within("surface.grid"):
        if isinstance(record.grid, UnsetType) or record.key != surfaces.registry.GRID or record.parameters:
            raise ValueError(f"it belongs to the key {surfaces.registry.GRID}, and parameters do not")
        return Grid.unpacked(PackedGrid(**asdict(record.grid)))


def _usual_surface(key: str) -> Surface:
    if key.startswith(surfaces.registry.TYPED):
        return surfaces.registry.find(key)
    return _one_of("surface", key, {cls.key: cls for cls in surfaces.registry.all_surfaces()})()


def _lane(index: int, record: LaneRecord) -> Lane:
    with within(f"lanes[{index}]", "."):
        return Lane(_rule(record), record.name, record.colour, record.visible, record.linked)


def _rule(record: LaneRecord) -> Rule:
    with within("rule"):
        cls = _one_of("rule", record.rule, {cls.key: cls for cls in optim_core.registry.all_rules()})
    numbers = _checked("parameters", parameters(cls), record.parameters)
    chosen = _chosen(cls, record.choices)
    schedule = _schedule(record.schedule)
    # All else is checked already, so that what the rule refuses is what was steered.
    with within("changes"):
        return cls(
            **numbers,
            **chosen,
            schedule=schedule,
            restarts=record.restarts,
            restart_at_boundaries=record.restart_at_boundaries,
            changes=_changes(record.changes),
        )


def _chosen(rule: type[Rule], words: Mapping[str, str]) -> dict[str, Any]:
    known = choices(rule)
    _check_names("choices", known, words)
    for name, word in words.items():
        with within(f"choices.{name}"):
            _one_of("word", word, dict(known[name].titles))
    return dict(words)


def _schedule(records: Iterable[ScheduleRecord]) -> Schedule:
    return product(tuple(_part(place, record) for place, record in enumerate(records)))


def _part(place: int, record: ScheduleRecord) -> Schedule:
    with within(f"schedule[{place}]", "."):
        with within("key"):
            known = {cls.key: cls for cls in optim_core.schedules.SCHEDULES if cls is not Constant}
            cls = _one_of("schedule", record.key, known)
        return cls(**_checked("numbers", parameters(cls), record.numbers))


def _changes(records: Iterable[ChangeRecord]) -> tuple[Change, ...]:
    return tuple(Change(record.step, record.name, record.value) for record in records)


def _checked(where: str, declared: Mapping[str, Parameter], numbers: Mapping[str, float]) -> dict[str, Any]:
    """The numbers as they were declared. Raises ValueError if one is out of its range, or known to nobody."""
    _check_names(where, declared, numbers)
    with within(where, "."):
        return {name: declared[name].checked(value) for name, value in numbers.items()}


def _check_names(where: str, known: Iterable[str], names: Iterable[str]) -> None:
    with within(where):
        for name in names:
            _one_of("name", name, dict.fromkeys(known))


def _one_of(kind: str, word: str, known: Mapping[str, Known]) -> Known:
    """What the word stands for. Raises ValueError with the nearest known one."""
    if word in known:
        return known[word]
    from difflib import get_close_matches  # Who errs can wait for it, and not who starts.

    near = get_close_matches(word[:40], known, n=1)
    meant = f"did you mean {near[0]}?" if near else f"known: {listed(known)}"
    raise ValueError(f"unknown {kind} {word[:40]!r}; {meant if known else 'there is none'}")
