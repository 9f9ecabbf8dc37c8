"""Events dragged to another step, and taken away.

Example:

    moved(experiment, event, 300)                 # the same experiment with that event at step 300
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from app.model.edits import set_own_rule
from app.model.events import Event, Kind, events, remove_move
from app.model.experiment import Experiment
from app.model.scheduling import dragged
from optim_core import Change, Rule
from optim_core.schedule import product


def moved(experiment: Experiment, event: Event, step: int) -> Experiment:
    """The experiment with that event at another step: the nearest that keeps the order of its kind."""
    event = _present(experiment, event)
    last = experiment.steps - 1
    match event.kind:
        case Kind.MOVE:
            return replace(experiment, moves=_stepped(experiment.moves, event.place, step, last, apart=0))
        case Kind.CHANGE | Kind.MASTER_CHANGE:
            mine, others = _changes(experiment, event)
            return _with_changes(experiment, event, (*others, *_stepped(mine, event.place, step, last)))
        case Kind.RESTART:
            restarts = _rule(experiment, event).restarts
            at = _between(restarts, event.place, step, last)
            return _with_rule(experiment, event, restarts=_with(restarts, event.place, at))
        case Kind.SCHEDULE:
            parts = _rule(experiment, event).schedule.parts
            part = dragged(parts[event.place], event.name, max(1, min(step, experiment.steps)))
            return _with_rule(experiment, event, schedule=product(_with(parts, event.place, part)))


def removed(experiment: Experiment, event: Event) -> Experiment:
    """The experiment without that event; a piece of a schedule goes as a whole."""
    event = _present(experiment, event)
    match event.kind:
        case Kind.MOVE:
            return remove_move(experiment, event.place)
        case Kind.CHANGE | Kind.MASTER_CHANGE:
            mine, others = _changes(experiment, event)
            return _with_changes(experiment, event, (*others, *_without(mine, event.place)))
        case Kind.RESTART:
            return _with_rule(experiment, event, restarts=_without(_rule(experiment, event).restarts, event.place))
        case Kind.SCHEDULE:
            parts = _without(_rule(experiment, event).schedule.parts, event.place)
            return _with_rule(experiment, event, schedule=product(parts))


def _present(experiment: Experiment, event: Event) -> Event:
    """The event as it is in this experiment. Raises ValueError if it has gone."""
    for found in events(experiment):
        if found.identity == event.identity:
            return found
    raise ValueError("what was taken hold of is no longer there")


def _changes(experiment: Experiment, event: Event) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """The changes of the same parameter, and the others of the same owner."""
    owner = experiment if event.lane is None else experiment.lanes[event.lane].rule
    mine = tuple(change for change in owner.changes if change.name == event.name)
    return mine, tuple(change for change in owner.changes if change.name != event.name)


def _with_changes(experiment: Experiment, event: Event, changes: Sequence[Change]) -> Experiment:
    ordered = tuple(sorted(changes))
    if event.lane is None:
        return replace(experiment, changes=ordered)
    return _with_rule(experiment, event, changes=ordered)


def _rule(experiment: Experiment, event: Event) -> Rule:
    assert event.lane is not None
    return experiment.lanes[event.lane].rule


def _with_rule(experiment: Experiment, event: Event, **values: Any) -> Experiment:
    assert event.lane is not None
    lane = experiment.lanes[event.lane]
    return set_own_rule(experiment, event.lane, lane, replace(lane.rule, **values))


def _stepped(items: tuple[Any, ...], place: int, step: int, last: int, apart: int = 1) -> tuple[Any, ...]:
    """The moves or changes with one of them at the step, or as near as its neighbours let it."""
    at = _between([item.step for item in items], place, step, last, apart)
    return _with(items, place, items[place]._replace(step=at))


def _between(steps: Sequence[int], place: int, step: int, last: int, apart: int = 1) -> int:
    """The step nearest to the wanted one that lies between those of its neighbours."""
    low = steps[place - 1] + apart if place else 1
    high = min(last, steps[place + 1] - apart) if place + 1 < len(steps) else last
    return max(low, min(step, high))


def _with(items: tuple[Any, ...], place: int, item: Any) -> tuple[Any, ...]:
    return (*items[:place], item, *items[place + 1 :])


def _without(items: tuple[Any, ...], place: int) -> tuple[Any, ...]:
    return items[:place] + items[place + 1 :]
