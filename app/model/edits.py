"""Every change a person can make, as a pure function from one experiment to the next.

An edit that makes no sense raises ValueError with one sentence.
"""

from dataclasses import fields, replace
from typing import Any

from app.model.experiment import (
    MASTER_PARAMETERS,
    MASTERS,
    MOST_LANES,
    RUN_PARAMETERS,
    START_LIMIT,
    Experiment,
    Lane,
)
from app.model.names import tidy
from app.model.parameters import parameters, surface_parameters
from optim_core import NoiseKind, Rule
from surfaces import Surface


def set_master(experiment: Experiment, name: str, value: float) -> Experiment:
    """Move a master for the whole run: every linked lane follows."""
    return _set_for_the_whole_run(experiment, name, MASTER_PARAMETERS[name].checked(value))


def set_run(experiment: Experiment, name: str, value: float) -> Experiment:
    """Set noise, steps, batch_size, seeds or seed."""
    return _set_for_the_whole_run(experiment, name, RUN_PARAMETERS[name].checked(value))


def _set_for_the_whole_run(experiment: Experiment, name: str, value: float) -> Experiment:
    changes = tuple(change for change in experiment.changes if change.name != name)
    return replace(experiment, changes=changes, **{name: value})  # type: ignore[arg-type]


def set_noise_kind(experiment: Experiment, kind: NoiseKind) -> Experiment:
    """Add noise to gradients, or to the points where they are taken."""
    return replace(experiment, noise_kind=NoiseKind(kind))


def set_start(experiment: Experiment, x: float, y: float) -> Experiment:
    """Begin somewhere else."""
    if not (abs(x) <= START_LIMIT and abs(y) <= START_LIMIT):
        raise ValueError(f"start must lie within ±{START_LIMIT:g}")
    return replace(experiment, start=(float(x), float(y)))


def choose_surface(experiment: Experiment, surface: Surface) -> Experiment:
    """Walk on another surface, from its own start and with a learning rate that suits it.

    What was steered on the old one and where that moved belong to it, and go.
    """
    fresh = {"start": surface.start, "lr": surface.suggested_lr, "changes": (), "moves": ()}
    return replace(experiment, surface=surface, **fresh)  # type: ignore[arg-type]


def default_surface(surface: Surface) -> Surface:
    """The surface with its default parameters."""
    return surface.bent(**{name: declared["default"] for name, declared in surface.declared.items()})


def set_surface_parameter(experiment: Experiment, name: str, value: float) -> Experiment:
    """Bend the present surface."""
    surface = experiment.surface
    checked = surface_parameters(surface)[name].checked(value)
    return replace(experiment, surface=surface.bent(**{name: checked}))


def vars_of(rule: Rule) -> dict[str, float]:
    """The hyper-parameters of a rule as they stand, by name."""
    mine = vars(rule)
    return {name: mine[name] for name in parameters(type(rule))}


def change_lane(experiment: Experiment, index: int, lane: Lane) -> Experiment:
    """Put another lane in that place."""
    lanes = list(experiment.lanes)
    lanes[index] = lane
    return replace(experiment, lanes=tuple(lanes))


def set_lane_parameter(experiment: Experiment, index: int, name: str, value: float) -> Experiment:
    """Give a lane its own value for the whole run; a master's value of its own unlinks it."""
    lane = unlinked(experiment, index) if name in MASTERS else experiment.lanes[index]
    values: dict[str, Any] = {name: parameters(type(lane.rule))[name].checked(value)}
    changes = tuple(change for change in lane.rule.changes if change.name != name)
    return set_own_rule(experiment, index, lane, replace(lane.rule, changes=changes, **values))


def set_choice(experiment: Experiment, index: int, name: str, value: str) -> Experiment:
    """Choose a convention, a kind of weight decay or the point that is drawn."""
    lane = experiment.lanes[index]
    values: dict[str, Any] = {name: value}
    return set_own_rule(experiment, index, lane, replace(lane.rule, **values))


def set_own_rule(experiment: Experiment, index: int, lane: Lane, rule: Rule) -> Experiment:
    """Put a lane with another rule in that place."""
    return change_lane(experiment, index, replace(lane, rule=rule))


def set_linked(experiment: Experiment, index: int, linked: bool) -> Experiment:
    """Let a lane follow the masters, or let it go on from where they are."""
    lane = experiment.lanes[index]
    return change_lane(experiment, index, replace(lane, linked=True) if linked else unlinked(experiment, index))


def unlinked(experiment: Experiment, index: int) -> Lane:
    """The lane on its own, with the values it runs at present."""
    return replace(experiment.lanes[index], rule=experiment.rules[index], linked=False)


def set_rule(experiment: Experiment, index: int, rule: type[Rule]) -> Experiment:
    """Give a lane another rule, keeping the hyper-parameters both rules have.

    What nobody chose changes with it: the lane's name, and all but lr and β that is as usual for the old rule, so that
    an AdamW has its own weight decay and gives it to nobody.
    """
    lane = experiment.lanes[index]
    known, usual = {declared.name for declared in fields(rule)}, vars(default_rule(type(lane.rule)))
    chosen = {name: value for name, value in vars(lane.rule).items() if name in MASTERS or value != usual[name]}
    kept = {name: value for name, value in chosen.items() if name in known}
    kept["changes"] = tuple(change for change in lane.rule.changes if change.name in known)
    name = rule.title if lane.name == lane.rule.title else lane.name
    return change_lane(experiment, index, replace(lane, rule=default_rule(rule, **kept), name=name))


def rename_lane(experiment: Experiment, index: int, name: str) -> Experiment:
    """Call a lane something else; an empty name gives it its rule's."""
    lane = experiment.lanes[index]
    return change_lane(experiment, index, replace(lane, name=tidy(name) or lane.rule.title))


def set_visible(experiment: Experiment, index: int, visible: bool) -> Experiment:
    """Show a lane or hide it."""
    return change_lane(experiment, index, replace(experiment.lanes[index], visible=visible))


def add_lane(experiment: Experiment, rule: type[Rule]) -> Experiment:
    """Append a linked lane of that rule, in the first colour that is free."""
    return _inserted(experiment, len(experiment.lanes), Lane(default_rule(rule), rule.title, 0))


def default_rule(rule: type[Rule], **values: Any) -> Rule:
    """The rule with those values and its defaults for the others."""
    defaults = {name: parameter.default for name, parameter in parameters(rule).items()}
    return rule(**{**defaults, **values})


def duplicate_lane(experiment: Experiment, index: int) -> Experiment:
    """Put a copy below, on its own, ready to differ."""
    return _inserted(experiment, index + 1, unlinked(experiment, index))


def remove_lane(experiment: Experiment, index: int) -> Experiment:
    """Take a lane away; the last one stays."""
    if len(experiment.lanes) == 1:
        raise ValueError("the last lane cannot be removed")
    return replace(experiment, lanes=experiment.lanes[:index] + experiment.lanes[index + 1 :])


def move_lane(experiment: Experiment, index: int, to: int) -> Experiment:
    """Put a lane in another place of the order."""
    lanes = list(experiment.lanes)
    lanes.insert(min(max(to, 0), len(lanes) - 1), lanes.pop(index))
    return replace(experiment, lanes=tuple(lanes))


def _inserted(experiment: Experiment, at: int, lane: Lane) -> Experiment:
    if len(experiment.lanes) >= MOST_LANES:
        raise ValueError(f"{MOST_LANES} lanes are the most that can be told apart")
    taken = {other.colour for other in experiment.lanes}
    free = next(colour for colour in range(MOST_LANES) if colour not in taken)
    lane = replace(lane, colour=free, name=_unused_name(experiment, lane.name))
    return replace(experiment, lanes=(*experiment.lanes[:at], lane, *experiment.lanes[at:]))


def _unused_name(experiment: Experiment, name: str) -> str:
    """The name, or with the first number behind it that no lane has yet: Momentum, Momentum 2."""
    names = {lane.name for lane in experiment.lanes}
    stem = name.rstrip(" 0123456789") or name
    numbered = (f"{stem} {number}" for number in range(2, MOST_LANES + 2))
    return name if name not in names else next(n for n in numbered if n not in names)
