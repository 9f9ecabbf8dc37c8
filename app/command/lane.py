"""From the words of one lane to that lane, by the same edits that the window makes.

Example:

    with_lane(experiment, "momentum:beta=0.8,convention=inside,schedule=warmup:length=100+cosine,restarts=300+600")
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial, reduce
from operator import mul
from typing import Any

import optim_core.registry
import optim_core.schedules
from app.command.events import in_order, read_steers
from app.command.values import ANSWERS, check_known, explained, one_of, read_parameter, read_step
from app.command.words import joined, parts
from app.model import edits
from app.model.choices import choices
from app.model.experiment import MOST_LANES, Experiment
from app.model.legal import within
from app.model.parameters import parameters
from app.model.scheduling import set_restart_at_boundaries, set_restarts, set_schedule
from app.model.steering import change_lane
from optim_core import Rule, Schedule

Reader = Callable[[Experiment, int, str], Experiment]
"""Gives the lane of that index the setting that a word asks for; raises ValueError with one sentence."""


def with_lane(experiment: Experiment, text: str) -> Experiment:
    """One more lane: linked to the masters unless it has its own lr or beta. Raises UseError with one sentence."""
    with explained("--lane", text):
        key, values = parts(text)
        rule = read_rule(key)
        for name in values:
            check_known(key, name, lane_settings(rule))
        return with_settings(experiment, rule, values)


def with_settings(experiment: Experiment, rule: type[Rule], values: Mapping[str, str]) -> Experiment:
    """One more lane of that rule, with the settings that these words give. Raises ValueError with one sentence."""
    index, experiment = len(experiment.lanes), edits.add_lane(experiment, rule)
    readers = _readers(rule)
    for name in (name for name in readers if name in values):
        # The sentences about a rule's numbers name them already.
        with nullcontext() if name in parameters(rule) else within(name):
            experiment = readers[name](experiment, index, values[name])
    return experiment


def lane_settings(rule: type[Rule]) -> tuple[str, ...]:
    """The names of all settings that such a lane has."""
    return tuple(_readers(rule))


def read_rule(key: str) -> type[Rule]:
    """The rule of that key. Raises ValueError with the nearest one."""
    return one_of("rule", key, {cls.key: cls for cls in optim_core.registry.all_rules()})


def read_schedule(text: str) -> Schedule:
    """The product of the schedules that plus signs join. Raises ValueError with one sentence."""
    return reduce(mul, map(_read_part, joined(text)))


def _read_part(text: str) -> Schedule:
    key, values = parts(text, ":")
    schedule: Any = one_of("schedule", key, {cls.key: cls for cls in optim_core.schedules.SCHEDULES})
    declared = parameters(schedule)
    part: Schedule = schedule(**{name: read_parameter(key, declared, name, word) for name, word in values.items()})
    return part


def _readers(rule: type[Rule]) -> dict[str, Reader]:
    """What reads each setting of such a lane, in the order in which they are made."""
    numbers: dict[str, Reader] = {name: partial(_with_number, name) for name in parameters(rule)}
    chosen: dict[str, Reader] = {name: partial(_with_choice, name) for name in choices(rule)}
    return {**numbers, **chosen, **READERS}


def _with_number(name: str, experiment: Experiment, index: int, text: str) -> Experiment:
    rule = type(experiment.lanes[index].rule)
    number = read_parameter(rule.key, parameters(rule), name, text)
    return edits.set_lane_parameter(experiment, index, name, number)


def _with_choice(name: str, experiment: Experiment, index: int, text: str) -> Experiment:
    known = choices(type(experiment.lanes[index].rule))[name].titles
    return edits.set_choice(experiment, index, name, one_of("word", text, {value: value for value, _ in known}))


def _with_schedule(experiment: Experiment, index: int, text: str) -> Experiment:
    return set_schedule(experiment, index, read_schedule(text))


def _with_restarts(experiment: Experiment, index: int, text: str) -> Experiment:
    return set_restarts(experiment, index, [read_step(word, experiment.steps - 1) for word in joined(text)])


def _with_boundaries(experiment: Experiment, index: int, text: str) -> Experiment:
    return set_restart_at_boundaries(experiment, index, one_of("answer", text, ANSWERS))


def _with_steers(experiment: Experiment, index: int, text: str) -> Experiment:
    rule = type(experiment.lanes[index].rule)
    steers = [steer for word in joined(text) for steer in read_steers(word, ":", experiment.steps)]
    for step, name, word in in_order(steers):
        value = read_parameter(rule.key, parameters(rule), name, word)
        experiment = change_lane(experiment, index, name, value, step)
    return experiment


def _with_colour(experiment: Experiment, index: int, text: str) -> Experiment:
    colour = one_of("colour", text, {str(place + 1): place for place in range(MOST_LANES)})
    for other in experiment.lanes[:index]:
        if other.colour == colour:
            raise ValueError(f"{text} is the colour of {other.name} already; take another one")
    return edits.change_lane(experiment, index, replace(experiment.lanes[index], colour=colour))


def _with_visible(experiment: Experiment, index: int, text: str) -> Experiment:
    return edits.set_visible(experiment, index, one_of("answer", text, ANSWERS))


def _with_linked(experiment: Experiment, index: int, text: str) -> Experiment:
    return edits.set_linked(experiment, index, one_of("answer", text, ANSWERS))


READERS: dict[str, Reader] = {
    "name": edits.rename_lane,
    "schedule": _with_schedule,
    "restarts": _with_restarts,
    "restart_at_boundaries": _with_boundaries,
    "steer": _with_steers,
    "visible": _with_visible,
    "colour": _with_colour,
    "linked": _with_linked,
}
"""The settings that lanes of all rules have; to be linked comes last, as numbers of its own unlink a lane."""
