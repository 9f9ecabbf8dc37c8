"""The second way to turn a knob: the past stays, and a change acts from a step on.

Example:

    steer_master(experiment, "lr", 5e-4, step=420)     # linked lanes halve their lr at step 420
    value_at(rule, "lr", 500)                          # what a lane's lr is then
"""

from dataclasses import replace
from typing import Any

from app.model.edits import set_lane_parameter, set_master, set_own_rule, set_run, unlinked
from app.model.experiment import MASTER_PARAMETERS, MASTERS, RUN_PARAMETERS, Experiment
from app.model.parameters import parameters
from optim_core import Change, Rule

STEERED = (*MASTERS, "noise")
"""What can be steered for all lanes at once; of one lane it is each of its hyper-parameters."""


def steer_master(experiment: Experiment, name: str, value: float, step: int) -> Experiment:
    """Give lr, beta or noise another value from that step on; what was to come later of the same is dropped."""
    _check_step(experiment, step)
    return change_master(experiment, name, value, step)


def steer_lane(experiment: Experiment, index: int, name: str, value: float, step: int) -> Experiment:
    """Give one lane's hyper-parameter another value from that step on; a master's value of its own unlinks it."""
    _check_step(experiment, step)
    return change_lane(experiment, index, name, value, step)


def change_master(experiment: Experiment, name: str, value: float, step: int) -> Experiment:
    """The same from any step, also where the run ends: what was steered stays when a run is made shorter."""
    if step <= 0:
        return (set_master if name in MASTERS else set_run)(experiment, name, value)
    declared = MASTER_PARAMETERS if name in MASTERS else RUN_PARAMETERS
    return replace(experiment, changes=_steered(experiment.changes, name, declared[name].checked(value), step))


def change_lane(experiment: Experiment, index: int, name: str, value: float, step: int) -> Experiment:
    """The same for one lane, from any step."""
    if step <= 0:
        return set_lane_parameter(experiment, index, name, value)
    lane = unlinked(experiment, index) if name in MASTERS else experiment.lanes[index]
    checked = parameters(type(lane.rule))[name].checked(value)
    rule = replace(lane.rule, changes=_steered(lane.rule.changes, name, checked, step))
    return set_own_rule(experiment, index, lane, rule)


def clear_changes(experiment: Experiment) -> Experiment:
    """As if nobody had steered: every value as it was at the start."""
    lanes = tuple(replace(lane, rule=replace(lane.rule, changes=())) for lane in experiment.lanes)
    return replace(experiment, changes=(), lanes=lanes)


def is_steered(experiment: Experiment) -> bool:
    """Whether some value changes in mid-run because somebody steered."""
    return bool(experiment.changes) or any(rule.changes for rule in experiment.rules)


def value_at(rule: Rule, name: str, step: int) -> float:
    """A hyper-parameter as it acts at that step, changes counted and the schedule left out."""
    own: Any = vars(rule)[name]
    return _value_at(own, rule.changes, name, step)


def rule_at(rule: Rule, step: int) -> Rule:
    """The rule with the values that act at that step as its own for the whole run; its schedule stays."""
    if not rule.changes:
        return rule
    values: dict[str, Any] = {name: value_at(rule, name, step) for name in parameters(type(rule))}
    return replace(rule, changes=(), **values)


def master_at(experiment: Experiment, name: str, step: int) -> float:
    """lr, beta or noise as it acts at that step."""
    own = experiment.noise if name == "noise" else experiment.master(name)
    return _value_at(own, experiment.changes, name, step)


def _value_at(own: float, changes: tuple[Change, ...], name: str, step: int) -> float:
    return next((c.value for c in reversed(changes) if c.name == name and c.step <= step), own)


def _steered(changes: tuple[Change, ...], name: str, value: float, step: int) -> tuple[Change, ...]:
    kept = (change for change in changes if change.name != name or change.step < step)
    return tuple(sorted((*kept, Change(step, name, value))))


def _check_step(experiment: Experiment, step: int) -> None:
    if step >= experiment.steps:
        raise ValueError("the run ends here; go back to the step from which a change shall act")
