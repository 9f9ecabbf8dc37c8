"""A lane as a Python script with `optim_core` and `surfaces`, which gives the very bits of its path.

Example:

    python_text(experiment, 1)      # "…rule = optim_core.Momentum(lr=0.001, beta=0.9)…"
"""

from collections.abc import Iterator

from app.model import edits
from app.model.choices import choices
from app.model.describe import check_has_words
from app.model.experiment import MASTERS, Experiment
from app.model.parameters import differing, parameters
from app.plugins import needed
from app.reproduce.source import (
    bracketed,
    call,
    changed_from,
    headline,
    keywords,
    number,
    pair,
    public_name,
    schedule_source,
)
from app.reproduce.within import moves, rule_changes
from optim_core import Change, Move, NoiseKind, Rule
from surfaces import Surface


def python_text(experiment: Experiment, lane: int) -> str:
    """A script whose `path` (steps + 1, 2) is that of the lane's first seed; it prints the last point.

    Raises ValueError for a surface from a file, and for what a plug-in brings: a script of a few lines has neither.
    """
    for need in needed([experiment.surface.key], [experiment.lanes[lane].rule.key]):
        raise ValueError(f"{need.file} is a plug-in, which a short script does not have; copy a command instead")
    return "\n".join((headline(experiment, lane), *_imports(experiment), "", *_body(experiment, lane), ""))


def _imports(experiment: Experiment) -> Iterator[str]:
    if experiment.noise_changes:
        yield "import numpy as np\n"
    yield "import optim_core"
    yield "import surfaces"


def _body(experiment: Experiment, lane: int) -> Iterator[str]:
    yield f"surface = {_surface(experiment.surface)}"
    yield f"rule = {_rule(experiment.rules[lane], experiment.steps)}"
    if changes := experiment.noise_changes:
        yield f"noise = np.full({experiment.steps}, {number(experiment.noise)})"
        yield from changed_from("noise", changes)
    yield f"trajectory = {call('optim_core.simulate', _run(experiment))}"
    yield "path = trajectory.positions[0, 0]  # (steps + 1, 2): x and y, NaN where the run has left all numbers"
    yield "print(path[-1])"


def _surface(surface: Surface) -> str:
    check_has_words(surface)
    others = differing(surface.numbers, edits.default_surface(surface).numbers)
    return call("surfaces.get", (f'"{surface.key}"', *keywords(others)))


def _rule(rule: Rule, steps: int) -> str:
    return call(public_name(type(rule)), (*_settings(rule), *_events(rule, steps)))


def _settings(rule: Rule) -> Iterator[str]:
    """The masters' parameters, and whatever else is not as usual."""
    own, usual = vars(rule), vars(edits.default_rule(type(rule)))
    said = (name for name in parameters(type(rule)) if name in MASTERS or own[name] != usual[name])
    yield from keywords({name: own[name] for name in said})
    for name in choices(type(rule)):
        if own[name] != usual[name]:
            yield f'{name}="{own[name]}"'


def _events(rule: Rule, steps: int) -> Iterator[str]:
    if parts := rule.schedule.parts:
        yield f"schedule={' * '.join(map(schedule_source, parts))}"
    if restarts := [number(step) for step in rule.restarts if step < steps]:
        yield bracketed("restarts=[", restarts, "]")
    if rule.restart_at_boundaries:
        yield "restart_at_boundaries=True"
    if changes := rule_changes(rule, steps):
        yield bracketed("changes=[", map(_change, changes), "]")


def _change(change: Change) -> str:
    return f'optim_core.Change({change.step}, "{change.name}", {number(change.value)})'


def _run(experiment: Experiment) -> Iterator[str]:
    yield "surface.gradient"
    yield "[rule]"
    yield f"start=({pair(*experiment.start)})"
    yield f"steps={experiment.steps}"
    if experiment.has_noise:
        yield from _noise(experiment)
    if found := moves(experiment):
        yield bracketed("moves=[", map(_move, found), "]")


def _noise(experiment: Experiment) -> Iterator[str]:
    yield f"noise={'noise' if experiment.noise_changes else number(experiment.noise)}"
    if experiment.batch_size != 1:
        yield f"batch_size={number(experiment.batch_size)}"
    if experiment.noise_kind is not NoiseKind.GAUSSIAN:
        yield f'noise_kind="{experiment.noise_kind}"'
    first, end = experiment.seed, experiment.seed + experiment.seeds
    if (first, end) != (0, 1):
        yield f"seeds=range({first}, {end})" if end - first > 1 else f"seeds=[{first}]"


def _move(move: Move) -> str:
    return f"optim_core.Move({move.step}, {pair(move.dx, move.dy)})"
