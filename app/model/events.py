"""What happens in mid-run, as marks that can be drawn over a chart; and edits of the moves of the surface among it.

Example:

    for event in events(experiment):
        ...                                       # event.step, event.words, event.lane
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from app.model.experiment import MASTER_PARAMETERS, MASTERS, RUN_PARAMETERS, START_LIMIT, Experiment
from app.model.numbers import number_text
from app.model.parameters import Parameter, parameters
from app.model.scheduling import handles
from optim_core import Change, Move
from optim_core.diagnosis.words import significant
from surfaces import Surface

_SHIFT = Parameter("dx", 0.0, (-10.0, 10.0), (-START_LIMIT, START_LIMIT), "linear", "How far the surface moves: x.")
MOVE_PARAMETERS: dict[str, Parameter] = {
    "step": Parameter("step", 0, (0, 1000), (0, 100_000), "linear", "From which step on it lies there.", whole=True),
    "dx": _SHIFT,
    "dy": replace(_SHIFT, name="dy", help="How far the surface moves: y."),
}
"""The numbers of a move of the surface."""
CHANGED_FOR_ALL: dict[str, Parameter] = {**MASTER_PARAMETERS, "noise": RUN_PARAMETERS["noise"]}


class Kind(Enum):
    """What sort of event it is."""

    CHANGE = "steered"
    MASTER_CHANGE = "steered for all linked lanes"
    RESTART = "restart"
    MOVE = "surface moves"
    SCHEDULE = "schedule"


Identity = tuple[Kind, int | None, int, str]
"""Kind, lane, place and name of an event."""


@dataclass(frozen=True)
class Event:
    """`lane` is whose it is (None: all lanes'), `words` say what happens.

    `place` is which one of its kind it is, of changes which one of the same parameter's, and `name` that parameter; of
    a schedule, which part and which of its numbers. Moving an event changes neither.
    """

    kind: Kind
    step: int
    words: str
    lane: int | None = None
    place: int = 0
    name: str = ""

    @property
    def identity(self) -> Identity:
        """What stays while it is moved."""
        return self.kind, self.lane, self.place, self.name


def events(experiment: Experiment) -> tuple[Event, ...]:
    """Everything that happens in mid-run, in order; schedules by the places where a hand can take them."""
    found = [
        Event(Kind.MOVE, move.step, f"surface moves by ({number_text(move.dx)}, {number_text(move.dy)})", None, place)
        for place, move in enumerate(experiment.moves)
    ]
    found += _change_events(Kind.MASTER_CHANGE, None, experiment.changes, CHANGED_FOR_ALL)
    for index in range(len(experiment.lanes)):
        found += _events_of_lane(experiment, index)
    return tuple(sorted((e for e in found if e.step <= experiment.steps), key=lambda event: event.step))


def event_text(experiment: Experiment, event: Event) -> str:
    """One line: whose event it is, what happens, and when."""
    whose = "All lanes" if event.lane is None else experiment.lanes[event.lane].name
    when = "" if event.kind is Kind.SCHEDULE else f", step {event.step:,}"
    return f"{whose}: {event.words}{when}"


def usual_shift(surface: Surface) -> tuple[float, float]:
    """A move that is seen and does not leave the view: a tenth of its width."""
    x0, x1, *_ = surface.view
    return significant((x1 - x0) / 10, 2), 0.0


def add_move(experiment: Experiment, step: int, dx: float, dy: float) -> Experiment:
    """Let the surface move from that step on."""
    return _with_moves(experiment, (*experiment.moves, _checked_move(step=step, dx=dx, dy=dy)))


def set_move(experiment: Experiment, place: int, **values: float) -> Experiment:
    """Change a move's step, dx or dy."""
    move = _checked_move(**{**experiment.moves[place]._asdict(), **values})
    return _with_moves(experiment, (*experiment.moves[:place], move, *experiment.moves[place + 1 :]))


def remove_move(experiment: Experiment, place: int) -> Experiment:
    """Let the surface stay where it was."""
    return replace(experiment, moves=experiment.moves[:place] + experiment.moves[place + 1 :])


def _with_moves(experiment: Experiment, moves: Sequence[Move]) -> Experiment:
    return replace(experiment, moves=tuple(sorted(moves)))


def _checked_move(**values: float) -> Move:
    checked: dict[str, Any] = {name: MOVE_PARAMETERS[name].checked(value) for name, value in values.items()}
    return Move(**checked)


def _events_of_lane(experiment: Experiment, index: int) -> list[Event]:
    lane = experiment.lanes[index]
    rule = lane.rule
    changes = [change for change in rule.changes if not (lane.linked and change.name in MASTERS)]
    found = _change_events(Kind.CHANGE, index, changes, parameters(type(rule)))
    found += [Event(Kind.RESTART, step, "velocity restarts", index, place) for place, step in enumerate(rule.restarts)]
    for part, schedule in enumerate(rule.schedule.parts):
        found += [Event(Kind.SCHEDULE, at.step, at.words, index, part, at.name) for at in handles(schedule)]
    return found


def _change_events(
    kind: Kind, lane: int | None, changes: Sequence[Change], declared: dict[str, Parameter]
) -> list[Event]:
    found: list[Event] = []
    places: Counter[str] = Counter()
    for step, name, value in changes:
        words = f"{declared[name].label} becomes {number_text(value)}"
        found.append(Event(kind, step, words, lane, places[name], name))
        places[name] += 1
    return found
