"""Edits of a lane's learning-rate schedule, which is a product of parts, and of when its velocity restarts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.model.edits import set_own_rule
from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS, Experiment
from app.model.numbers import number_text
from app.model.parameters import parameters
from optim_core import Change, Rule, Schedule, StepDecay
from optim_core.diagnosis.words import significant
from optim_core.schedule import numbers_of, product


@dataclass(frozen=True)
class Handle:
    """A place where a hand can take a schedule: the parameter that it changes, its step, and what it is, in words."""

    name: str
    step: int
    words: str


def add_schedule(experiment: Experiment, index: int, schedule: type[Schedule]) -> Experiment:
    """Multiply a lane's learning rate by one schedule more; the constant one takes all others away."""
    own = experiment.lanes[index].rule.schedule
    chosen = _fitted(schedule(), experiment.steps)
    return set_schedule(experiment, index, own * chosen if chosen.parts else chosen)


def _fitted(schedule: Schedule, steps: int) -> Schedule:
    """The schedule with its lengths, which are meant for a run of the default length, in proportion to this run."""
    share = steps / RUN_PARAMETERS["steps"].default
    lengths = {name: parameter.default for name, parameter in parameters(type(schedule)).items() if parameter.whole}
    values: dict[str, Any] = {name: max(1, round(length * share)) for name, length in lengths.items()}
    return replace(schedule, **values)


def remove_schedule(experiment: Experiment, index: int, part: int) -> Experiment:
    """Take one part of a lane's schedule away."""
    parts = experiment.lanes[index].rule.schedule.parts
    return set_schedule(experiment, index, product(parts[:part] + parts[part + 1 :]))


def set_schedule(experiment: Experiment, index: int, schedule: Schedule) -> Experiment:
    """Give a lane that schedule."""
    return _with_rule(experiment, index, schedule=schedule)


def set_schedule_number(experiment: Experiment, index: int, part: int, name: str, value: float) -> Experiment:
    """Change a parameter of one part of a lane's schedule."""
    parts = list(experiment.lanes[index].rule.schedule.parts)
    values: dict[str, Any] = {name: parameters(type(parts[part]))[name].checked(value)}
    parts[part] = replace(parts[part], **values)
    return set_schedule(experiment, index, product(tuple(parts)))


def add_step_decay(experiment: Experiment, index: int, step: int) -> Experiment:
    """Let a lane's learning rate drop at that step, and again after as many steps more."""
    own = experiment.lanes[index].rule.schedule
    return set_schedule(experiment, index, own * StepDecay(every=max(1, step)))


def handles(schedule: Schedule) -> tuple[Handle, ...]:
    """Where a hand can take a schedule that is no product: at the first place that each of its lengths sets."""
    declared, numbers = parameters(type(schedule)), numbers_of(schedule)
    found = []
    for name, value in numbers.items():
        if declared[name].whole or name == "rise":
            step = round(value * numbers["length"] if name == "rise" else value)
            words = f"{schedule.title}, {declared[name].label} {number_text(value)}"
            found.append(Handle(name, step, words))
    return tuple(found)


def dragged(schedule: Schedule, name: str, step: int) -> Schedule:
    """The schedule with the handle of that name at another step, as far as it can go there."""
    value = step / numbers_of(schedule)["length"] if name == "rise" else float(step)
    low, high = parameters(type(schedule))[name].legal
    changed: dict[str, Any] = {name: min(max(value, low), high)}
    return replace(schedule, **changed)


def set_restarts(experiment: Experiment, index: int, steps: Sequence[int]) -> Experiment:
    """Forget a lane's velocity before these steps."""
    # Those that it has already may lie beyond the end of a run that was made shorter.
    for step in set(steps) - set(experiment.lanes[index].rule.restarts):
        if not 0 <= step < experiment.steps:
            raise ValueError(f"a restart must lie between step 0 and {experiment.steps - 1:,}, not {step:,}")
    return _with_rule(experiment, index, restarts=tuple(steps))


def add_restart(experiment: Experiment, index: int, step: int) -> Experiment:
    """Forget a lane's velocity before one step more."""
    return set_restarts(experiment, index, (*experiment.lanes[index].rule.restarts, step))


def set_restart_at_boundaries(experiment: Experiment, index: int, restart: bool) -> Experiment:
    """Forget a lane's velocity wherever a piece of its schedule begins, or not."""
    return _with_rule(experiment, index, restart_at_boundaries=restart)


def scale_lr(experiment: Experiment, index: int, before: Experiment, ratio: float) -> Experiment:
    """Multiply what a lane's lr was `before`, steered changes too: the masters', if it is linked."""
    if index >= len(experiment.lanes):
        raise ValueError("this lane is no longer there")
    lane = before.lanes[index]
    if lane.linked:
        return replace(experiment, lr=_scaled(before.lr, ratio), changes=_scaled_changes(before.changes, ratio))
    values: dict[str, Any] = {"lr": _scaled(lane.rule.lr, ratio)}
    return _with_rule(experiment, index, changes=_scaled_changes(lane.rule.changes, ratio), **values)


def _scaled(lr: float, ratio: float) -> float:
    low, high = MASTER_PARAMETERS["lr"].legal
    return min(max(significant(lr * ratio), low), high)


def _scaled_changes(changes: Sequence[Change], ratio: float) -> tuple[Change, ...]:
    return tuple(
        change._replace(value=_scaled(change.value, ratio)) if change.name == "lr" else change for change in changes
    )


def _with_rule(experiment: Experiment, index: int, **values: Any) -> Experiment:
    lane = experiment.lanes[index]
    rule: Rule = replace(lane.rule, **values)
    return set_own_rule(experiment, index, lane, rule)
