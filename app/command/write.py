"""From an experiment to the words that say it: what `app.command.experiment` reads, backwards.

Example:

    words(experiment)       # ("--surface", "ravine:angle=30", "--lane", "momentum:lr=0.01,beta=0.8", "--steps", "500")
"""

from collections.abc import Iterator
from dataclasses import replace

from app.command.options import PLUGIN_OPTION, RUN_OPTIONS
from app.command.words import quoted
from app.model import edits
from app.model.choices import choices
from app.model.describe import check_has_words
from app.model.experiment import MASTERS, Experiment, Lane
from app.model.parameters import differing
from app.plugins import files_of
from optim_core import Change, Rule, Schedule
from optim_core.schedule import numbers_of
from surfaces import Surface
from surfaces.registry import TYPED

Said = tuple[str, str]
"""An option and its value."""


def words(experiment: Experiment) -> tuple[str, ...]:
    """The options that make this experiment of the default one; none for itself.

    What only a longer run would meet (a restart, a change, a move) is left out. What comes with the end is not: a move
    is seen in the last loss, and a change tells where the last look-ahead leads.
    """
    usual = edits.choose_surface(Experiment(), experiment.surface)
    options = (*_plugins(experiment), *_plan(experiment, usual), *_run(experiment, usual), *_events(experiment))
    return tuple(word for option in options for word in option)


def _plugins(experiment: Experiment) -> Iterator[Said]:
    for file in files_of([experiment.surface.key], [lane.rule.key for lane in experiment.lanes]):
        yield PLUGIN_OPTION.name, file


def _plan(experiment: Experiment, usual: Experiment) -> Iterator[Said]:
    if experiment.surface != Experiment().surface:
        yield "--surface", _surface_word(experiment.surface)
    if experiment.lanes != usual.lanes:
        for index in range(len(experiment.lanes)):
            yield "--lane", _lane_word(experiment, index)
    if experiment.start != usual.start:
        yield "--start", ",".join(map(_number_word, experiment.start))


def _run(experiment: Experiment, usual: Experiment) -> Iterator[Said]:
    for option, name in {**RUN_OPTIONS, **{f"--{name}": name for name in MASTERS}}.items():
        if vars(experiment)[name] != vars(usual)[name]:
            yield option, _number_word(vars(experiment)[name])
    if experiment.noise_kind != usual.noise_kind:
        yield "--noise-kind", str(experiment.noise_kind)


def _events(experiment: Experiment) -> Iterator[Said]:
    for change in _within_the_run(experiment, experiment.changes):
        yield "--steer", _change_word(change)
    for step, dx, dy in experiment.moves:
        if step <= experiment.steps:
            yield "--move", f"{step},{_number_word(dx)},{_number_word(dy)}"


def _number_word(value: float) -> str:
    """The shortest word that reads back as the same number."""
    return str(value) if isinstance(value, int) else repr(float(value)).removesuffix(".0")


def _number_words(values: dict[str, float]) -> dict[str, str]:
    return {name: _number_word(value) for name, value in values.items()}


def _surface_word(surface: Surface) -> str:
    check_has_words(surface)
    others = _number_words(differing(surface.numbers, edits.default_surface(surface).numbers))
    if surface.key.startswith(TYPED):
        return ";".join((surface.key, _with_values("", others, ",").removeprefix(":"))) if others else surface.key
    return _with_values(surface.key, others, ",")


def _lane_word(experiment: Experiment, index: int) -> str:
    before = replace(experiment, lanes=experiment.lanes[:index])
    lane, rule = experiment.lanes[index], experiment.lanes[index].rule
    fresh = edits.add_lane(before, type(rule)).lanes[index]
    values = {
        **_own_numbers(lane, fresh.rule),
        **{name: vars(rule)[name] for name in choices(type(rule)) if vars(rule)[name] != vars(fresh.rule)[name]},
        "name": quoted(lane.name) if lane.name != fresh.name else "",
        "schedule": "+".join(map(_schedule_word, rule.schedule.parts)),
        "restarts": "+".join(str(step) for step in rule.restarts if step < experiment.steps),
        "restart_at_boundaries": "yes" if rule.restart_at_boundaries else "",
        "steer": "+".join(map(_change_word, _within_the_run(experiment, rule.changes))),
        "visible": "" if lane.visible else "no",
        "colour": str(lane.colour + 1) if lane.colour != fresh.colour else "",
        "linked": "yes" if lane.linked and _keeps_masters(rule, fresh.rule) else "",
    }
    return _with_values(rule.key, values, ",")


def _own_numbers(lane: Lane, fresh: Rule) -> dict[str, str]:
    """A lane's numbers that differ from a fresh one's, and those of the masters if it has its own."""
    numbers = _other_numbers(lane.rule, fresh)
    if lane.linked and not _keeps_masters(lane.rule, fresh):
        return numbers
    own = {name: value for name, value in edits.vars_of(lane.rule).items() if name in MASTERS}
    return {**_number_words(own), **numbers}


def _keeps_masters(rule: Rule, fresh: Rule) -> bool:
    """Whether a rule has values for the masters' parameters that it would run with if its lane were not linked."""
    changed = {change.name for change in rule.changes}
    return any(name in MASTERS for name in {*changed, *_other_numbers(rule, fresh)})


def _other_numbers(owner: Rule, usual: Rule) -> dict[str, str]:
    """The parameters that differ from those of the usual one."""
    return _number_words(differing(edits.vars_of(owner), edits.vars_of(usual)))


def _schedule_word(schedule: Schedule) -> str:
    others = differing(numbers_of(schedule), numbers_of(type(schedule)()))
    return _with_values(schedule.key, _number_words(others), ":")


def _within_the_run(experiment: Experiment, changes: tuple[Change, ...]) -> list[Change]:
    return [change for change in changes if change.step <= experiment.steps]


def _change_word(change: Change) -> str:
    return f"{change.step}:{change.name}={_number_word(change.value)}"


def _with_values(key: str, values: dict[str, str], separator: str) -> str:
    said = separator.join(f"{name}={value}" for name, value in values.items() if value)
    return f"{key}:{said}" if said else key
