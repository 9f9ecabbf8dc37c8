"""Whether an experiment that came from outside is one that the window could have made.

Rules, schedules and surfaces check their own numbers; what nobody checks where it is made is checked here, against the
same declarations that sliders and fields follow.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from app.model.edits import set_start
from app.model.events import CHANGED_FOR_ALL, MOVE_PARAMETERS
from app.model.experiment import MASTER_PARAMETERS, MOST_LANES, RUN_PARAMETERS, Experiment, Lane
from app.model.names import check_name
from app.model.parameters import Parameter
from optim_core import Change

MOST_PARTS = 64
"""Schedules that one lane may multiply: more than anybody needs, and few enough to be computed in every step."""
MOST_EVENTS = 5000
"""Changes, restarts and moves of one experiment: a hand that steers without rest makes as many in a minute and a half,
and a run meets them all at once."""


def checked_experiment(experiment: Experiment) -> Experiment:
    """The experiment itself. Raises ValueError, with one sentence that says where, if anything in it is not legal."""
    for name, parameter in {**MASTER_PARAMETERS, **RUN_PARAMETERS}.items():
        parameter.checked(vars(experiment)[name])
    set_start(experiment, *experiment.start)
    _check_lanes(experiment.lanes)
    _check_events(experiment)
    with within("changes"):
        _check_changes(experiment.changes, CHANGED_FOR_ALL)
    _check_moves(experiment)
    return experiment


@contextmanager
def within(where: str, separator: str = ": ") -> Iterator[None]:
    """Let the sentence of a ValueError begin with where in the experiment it happened."""
    try:
        yield
    except ValueError as error:
        raise ValueError(f"{where}{separator}{error}") from error


def _check_lanes(lanes: Sequence[Lane]) -> None:
    if not 1 <= len(lanes) <= MOST_LANES:
        raise ValueError(f"an experiment has 1 to {MOST_LANES} lanes, not {len(lanes):,}")
    for index, lane in enumerate(lanes):
        with within(f"lanes[{index}]", "."):
            _check_lane(lane)
    colour, found = Counter(lane.colour for lane in lanes).most_common(1)[0]
    if found > 1:
        raise ValueError(f"lanes: colour {colour} is taken by {found} lanes; each needs its own")


def _check_lane(lane: Lane) -> None:
    with within("name", " "):
        check_name(lane.name)
    if not 0 <= lane.colour < MOST_LANES:
        raise ValueError(f"colour must lie between 0 and {MOST_LANES - 1}, not {lane.colour}")
    if len(lane.rule.schedule.parts) > MOST_PARTS:
        raise ValueError(f"schedule: {MOST_PARTS} are the most that can be multiplied")
    with within("restarts"):
        for step in lane.rule.restarts:
            MOVE_PARAMETERS["step"].checked(step)
    with within("changes"):
        # Names and values were checked by the rule itself.
        _check_steps(lane.rule.changes)


def _check_events(experiment: Experiment) -> None:
    of_lanes = sum(len(lane.rule.changes) + len(lane.rule.restarts) for lane in experiment.lanes)
    found = len(experiment.changes) + len(experiment.moves) + of_lanes
    if found > MOST_EVENTS:
        raise ValueError(f"{found:,} changes, restarts and moves are too many; {MOST_EVENTS:,} are the most")


def _check_changes(changes: Sequence[Change], declared: dict[str, Parameter]) -> None:
    for change in changes:
        if change.name not in declared:
            raise ValueError(f"{', '.join(declared)} can be steered for all lanes, not {change.name[:40]!r}")
        declared[change.name].checked(change.value)
    _check_steps(changes)


def _check_steps(changes: Sequence[Change]) -> None:
    """Changes lie in the order of their steps, and no number is steered twice at one."""
    for change in changes:
        MOVE_PARAMETERS["step"].checked(change.step)
    places = [change[:2] for change in changes]
    if places != sorted(places):
        raise ValueError("they must be in the order of their steps")
    (step, name), found = Counter(places).most_common(1)[0] if places else ((0, ""), 0)
    if found > 1:
        raise ValueError(f"{name} is steered {found} times at step {step:,}; once is enough")


def _check_moves(experiment: Experiment) -> None:
    for place, move in enumerate(experiment.moves):
        with within(f"moves[{place}]", "."):
            for name, value in move._asdict().items():
                MOVE_PARAMETERS[name].checked(value)
    if list(experiment.moves) != sorted(experiment.moves):
        raise ValueError("moves: they must be in the order of their steps")
