"""Every edit there is, with whatever a hand may give it: legal numbers, the ends of their ranges, and nonsense.

Example:

    edit, arguments = choice(edits.set_master), arguments_of[edits.set_master]
    edit(experiment, *arguments(data.draw, experiment))
"""

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import get_annotations, isfunction
from math import inf, nan
from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import strategies as st

import app.model
import surfaces
from app.model import edits, event_edits, events, fixes, legal, scheduling, steering
from app.model.choices import choices
from app.model.events import Event, Kind
from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS, Experiment
from app.model.fair import use
from app.model.parameters import Parameter, parameters, surface_parameters
from optim_core import RULES, SCHEDULES, NoiseKind
from optim_core.diagnosis import Fix
from surfaces.grid import Grid
from surfaces.typed import Typed

Edit = Callable[..., Experiment]
Draw = Callable[[st.SearchStrategy], Any]

TYPED = tuple(map(Typed, ("x^2 + y^2", "(a-x)^2 + b*(y-x^2)^2, a=1, b=100 in [1, 1000]", "abs(x) + y^4", "0*x + 3")))
KNOTS = np.linspace(-1.0, 1.0, 4)
GRIDS = (
    Grid.of("flat", KNOTS, KNOTS, np.ones((4, 4))),
    Grid.of("bowl", KNOTS, KNOTS, KNOTS**2 + KNOTS[:, np.newaxis] ** 2, path=np.array([[0.5, 0.25], [0.0, 0.0]])),
)
ANY_SURFACE = st.sampled_from([*(cls() for cls in surfaces.SURFACES), *TYPED, *GRIDS])
NONSENSE = st.sampled_from([nan, inf, -inf, -1.0, 0.5, 1e308, 5e-324])
PLACES = st.floats(-10.0, 10.0) | st.sampled_from([0.0, -0.0, 1e9, 2e9, nan, -inf])
RATIOS = st.floats(0.1, 10.0) | st.sampled_from([0.0, 1e-300, 1e300, inf])
NAMES = st.text(max_size=50) | st.sampled_from(["SGD", "SGD 2", "", "a\x00b", "\ud800"])


def edits_of_the_model() -> Iterator[Edit]:
    """All public functions of `app.model` from one experiment to the next."""
    for found in pkgutil.walk_packages(app.model.__path__, "app.model."):
        module = import_module(found.name)
        for name, thing in vars(module).items():
            if isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_"):
                said = get_annotations(thing)
                if said.get("return") is Experiment and "experiment" in said:
                    yield thing


def number(draw: Draw, parameter: Parameter) -> float:
    """Mostly a legal value, small ones of what costs time; now and then none."""
    low, high = parameter.soft
    legal = st.integers(int(low), int(high)) if parameter.whole else st.floats(low, high)
    return draw(legal | legal | st.sampled_from([*parameter.legal, parameter.default]) | NONSENSE)


def step(draw: Draw, experiment: Experiment) -> int:
    """Any step, also before the run and beyond its end."""
    return draw(st.integers(-1, experiment.steps + 1) | st.sampled_from([0, 1, 100_000, 100_001]))


def lane(draw: Draw, experiment: Experiment) -> int:
    return draw(st.integers(0, len(experiment.lanes) - 1))


def rule_of(experiment: Experiment, index: int) -> type:
    return type(experiment.lanes[index].rule)


def named(draw: Draw, declared: dict[str, Parameter]) -> tuple[str, float]:
    """One of some parameters, and a value for it."""
    name = draw(st.sampled_from(sorted(declared)))
    return name, number(draw, declared[name])


def of_lane(draw: Draw, experiment: Experiment) -> tuple[int, str, float]:
    index = lane(draw, experiment)
    return index, *named(draw, parameters(rule_of(experiment, index)))


def surface_number(draw: Draw, experiment: Experiment) -> tuple[str, float] | None:
    declared = surface_parameters(experiment.surface)
    return named(draw, declared) if declared else None


def choice(draw: Draw, experiment: Experiment) -> tuple[int, str, str]:
    index = lane(draw, experiment)
    declared = choices(rule_of(experiment, index))
    name = draw(st.sampled_from(sorted(declared)))
    return index, name, draw(st.sampled_from([word for word, _ in declared[name].titles] + ["nonsense"]))


def other_lane(draw: Draw, experiment: Experiment) -> tuple[int, Any]:
    """A lane in the place of another: its own, or one whose colour is taken."""
    return lane(draw, experiment), experiment.lanes[lane(draw, experiment)]


def own_rule(draw: Draw, experiment: Experiment) -> tuple[int, Any, Any]:
    index = lane(draw, experiment)
    return index, experiment.lanes[index], edits.default_rule(draw(st.sampled_from(RULES)))


def part(draw: Draw, experiment: Experiment) -> tuple[int, int] | None:
    """One part of a lane's schedule, if any lane has one."""
    found = [
        (index, place) for index, each in enumerate(experiment.lanes) for place in range(len(each.rule.schedule.parts))
    ]
    return draw(st.sampled_from(found)) if found else None


def part_number(draw: Draw, experiment: Experiment) -> tuple[int, int, str, float] | None:
    found = part(draw, experiment)
    if found is None:
        return None
    index, place = found
    declared = parameters(type(experiment.lanes[index].rule.schedule.parts[place]))
    return (*found, *named(draw, declared)) if declared else None


def master(draw: Draw, experiment: Experiment) -> tuple[str, float, int]:
    declared = {**MASTER_PARAMETERS, "noise": RUN_PARAMETERS["noise"]}
    return *named(draw, declared), step(draw, experiment)


def event(draw: Draw, experiment: Experiment) -> Event:
    """One that is there, if any is, or one that has gone."""
    gone = Event(Kind.MOVE, 3, "gone", None, 10**6)
    return draw(st.sampled_from([*events.events(experiment), gone]))


def move(draw: Draw, experiment: Experiment) -> tuple[int] | None:
    return (draw(st.integers(0, len(experiment.moves) - 1)),) if experiment.moves else None


def fix(draw: Draw, experiment: Experiment) -> tuple[int, Fix]:
    setting = draw(st.sampled_from(["lr", "beta", "restart", "steps", "noise", "schedule", "start"]))
    values = {
        "restart": step(draw, experiment),
        "steps": number(draw, RUN_PARAMETERS["steps"]),
        "start": (draw(PLACES), draw(PLACES)),
    }
    return lane(draw, experiment), Fix(setting, values.get(setting, draw(st.floats(0.0, 0.99))), "Do it.")


def best(draw: Draw, experiment: Experiment) -> tuple[list[SimpleNamespace]]:
    """What a comparison found, perhaps of a lane that is no longer there; β only where the lane's rule has one."""
    place = draw(st.integers(0, len(experiment.lanes)))
    known = place < len(experiment.lanes) and "beta" in parameters(rule_of(experiment, place))
    tuned = SimpleNamespace(lr=draw(st.floats(1e-6, 1.0)), beta=draw(st.floats(0.0, 0.999)) if known else None)
    return ([SimpleNamespace(place=place, tuned=tuned)],)


ARGUMENTS: dict[Edit, Callable[[Draw, Experiment], tuple[Any, ...] | None]] = {
    edits.set_master: lambda draw, _: named(draw, MASTER_PARAMETERS),
    edits.set_run: lambda draw, _: named(draw, RUN_PARAMETERS),
    edits.set_noise_kind: lambda draw, _: (draw(st.sampled_from([*NoiseKind, "loud"])),),
    edits.set_start: lambda draw, _: (draw(PLACES), draw(PLACES)),
    edits.choose_surface: lambda draw, _: (draw(ANY_SURFACE),),
    edits.set_surface_parameter: surface_number,
    edits.change_lane: other_lane,
    edits.set_lane_parameter: of_lane,
    edits.set_choice: choice,
    edits.set_own_rule: own_rule,
    edits.set_linked: lambda draw, e: (lane(draw, e), draw(st.booleans())),
    edits.set_rule: lambda draw, e: (lane(draw, e), draw(st.sampled_from(RULES))),
    edits.rename_lane: lambda draw, e: (lane(draw, e), draw(NAMES)),
    edits.set_visible: lambda draw, e: (lane(draw, e), draw(st.booleans())),
    edits.add_lane: lambda draw, _: (draw(st.sampled_from(RULES)),),
    edits.duplicate_lane: lambda draw, e: (lane(draw, e),),
    edits.remove_lane: lambda draw, e: (lane(draw, e),),
    edits.move_lane: lambda draw, e: (lane(draw, e), draw(st.integers(-2, 9))),
    event_edits.moved: lambda draw, e: (event(draw, e), step(draw, e)),
    event_edits.removed: lambda draw, e: (event(draw, e),),
    events.add_move: lambda draw, e: (step(draw, e), draw(PLACES), draw(PLACES)),
    events.set_move: move,
    events.remove_move: move,
    scheduling.add_schedule: lambda draw, e: (lane(draw, e), draw(st.sampled_from(SCHEDULES))),
    scheduling.remove_schedule: part,
    scheduling.set_schedule: lambda draw, e: (lane(draw, e), draw(st.sampled_from(SCHEDULES))()),
    scheduling.set_schedule_number: part_number,
    scheduling.add_step_decay: lambda draw, e: (lane(draw, e), step(draw, e)),
    scheduling.set_restarts: lambda draw, e: (lane(draw, e), [step(draw, e), step(draw, e)]),
    scheduling.add_restart: lambda draw, e: (lane(draw, e), step(draw, e)),
    scheduling.set_restart_at_boundaries: lambda draw, e: (lane(draw, e), draw(st.booleans())),
    scheduling.scale_lr: lambda draw, e: (lane(draw, e), e, draw(RATIOS)),
    steering.steer_master: master,
    steering.steer_lane: lambda draw, e: (*of_lane(draw, e), step(draw, e)),
    steering.change_master: master,
    steering.change_lane: lambda draw, e: (*of_lane(draw, e), step(draw, e)),
    steering.clear_changes: lambda _draw, _e: (),
    fixes.apply_fix: fix,
    use.use_best: best,
    legal.checked_experiment: lambda _draw, _e: (),
}
"""Every edit, and how to draw what it is given besides the experiment; None where there is nothing to be edited."""

NAMED: dict[Edit, Callable[[Draw], dict[str, float]]] = {
    events.set_move: lambda draw: dict([named(draw, events.MOVE_PARAMETERS)]),
}
"""What an edit is given by name."""


def any_edit(draw: Draw, experiment: Experiment, function: Edit) -> Callable[[Experiment], Experiment]:
    """That edit with arguments that suit this experiment; one that does nothing where none do."""
    drawn = ARGUMENTS[function](draw, experiment)
    if drawn is None:
        return lambda unchanged: unchanged
    words = NAMED[function](draw) if function in NAMED else {}
    return lambda before: function(before, *drawn, **words)
