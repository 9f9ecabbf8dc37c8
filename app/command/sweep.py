"""From the words of `ravine sweep` to the plan of a sweep, its file and who is to compute it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count as counting
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from app.command.commands import Sweep
from app.command.experiment import read_experiment
from app.command.lane import lane_settings, read_rule, with_settings
from app.command.nearest import shown
from app.command.ranges import read_list, read_values
from app.command.surface import surface_and_values
from app.command.values import ANSWERS, check_known, explained, one_of, parted, read_processes
from app.command.words import Given, parts
from app.errors import UseError
from app.model.experiment import MASTER_PARAMETERS, MASTERS, RUN_PARAMETERS, START_LIMIT, Experiment
from app.model.legal import within
from app.model.numbers import read_number
from app.model.parameters import Parameter, parameters, surface_parameters
from app.sweeping.plan import MOST_PAIRS, Plan, Swept
from app.sweeping.starts import Grid, OverView, Own, Pattern
from optim_core import Rule
from surfaces import Surface

SUFFIXES = (".npz", ".csv")
RUN_WORDS = ("--steps", "--noise", "--noise-kind", "--batch", "--move")
"""Options that mean what they mean for an experiment."""
DEFAULT_RULES = ("sgd", "momentum", "nesterov")
DRAWN_SETTINGS = ("visible", "colour", "linked")
"""Settings of a lane that say nothing of how it runs."""
MOST_ROWS = 50_000_000
SIDE = Parameter("side", 64, (2, 256), (2, 2048), "log", "Starts along each side of the view.", whole=True)
SEEDS = Parameter("seeds", 1, (1, 1000), (1, 10**9), "log", "How many seeds.", whole=True)
COORDINATE = Parameter("start", 0.0, (-1.0, 1.0), (-START_LIMIT, START_LIMIT), "linear", "Where runs begin.")


def read_sweep(given: Given) -> Sweep:
    """What the words ask for. Raises UseError with one sentence."""
    target = _target(given)
    plan = read_plan(given)
    if target.suffix.lower() == ".csv" and plan.runs > MOST_ROWS:
        raise UseError(f"{plan.runs:,} rows are too many for a .csv, which takes {MOST_ROWS:,}; write a .npz")
    workers, scheduler = read_processes("--workers", given.one("--workers")), given.one("--scheduler")
    if scheduler and "--workers" in given.values:
        raise UseError("--workers are processes of this machine and --scheduler has its own; give one of them")
    return Sweep(target, plan, workers, scheduler, _fresh(given.one("--fresh")))


def read_plan(given: Given) -> Plan:
    """The grid that the words describe."""
    run = read_experiment(given.only(RUN_WORDS))
    grounds = tuple(ground for text in given.many("--surface") or ("rosenbrock",) for ground in _surfaces(text))
    rules = tuple(_named(rule for text in given.many("--rule") or DEFAULT_RULES for rule in _rules(text, run)))
    try:
        return Plan(
            surfaces=grounds,
            rules=rules,
            lr=_lr(given.one("--lr"), grounds),
            beta=_beta(given.one("--beta"), rules),
            starts=tuple(_start(text) for text in given.many("--start")) or (Own(),),
            seeds=_seeds(given.one("--seeds")),
            steps=run.steps,
            noise=run.noise,
            batch_size=run.batch_size,
            noise_kind=run.noise_kind,
            moves=run.moves,
        )
    except ValueError as error:
        raise UseError(str(error)) from error


def _target(given: Given) -> Path:
    if not given.plain or not given.plain[0]:
        raise UseError("sweep needs a file to write, like ravine sweep out.npz")
    if len(given.plain) > 1:
        raise UseError(f"sweep writes one file; what is {shown(given.plain[1])}?")
    target = Path(given.plain[0])
    if target.suffix.lower() not in SUFFIXES:
        raise UseError(f"{target} ends in neither .npz nor .csv, and a sweep's file ends in one of them")
    return target


def _surfaces(text: str) -> list[Surface]:
    """One surface for every combination of the values of its parameters; those of the last change first."""
    with explained("--surface", text):
        usual, values = surface_and_values(text)
        return [usual.bent(**numbers) for numbers in _combinations(usual.key, values, surface_parameters(usual))]


def _rules(text: str, run: Experiment) -> list[Swept]:
    """One rule for every combination of the values of its numbers."""
    with explained("--rule", text):
        key, values = parts(text)
        rule = read_rule(key)
        for name in values:
            _check_setting(rule, name)
        declared = {name: parameter for name, parameter in parameters(rule).items() if name in values}
        ranged = {name: word for name, word in values.items() if name in declared}
        others = {name: word for name, word in values.items() if name not in declared}
        (lane,) = with_settings(replace(run, lanes=()), rule, others).lanes
        return [Swept(lane.name, replace(lane.rule, **numbers)) for numbers in _combinations(key, ranged, declared)]


def _check_setting(rule: type[Rule], name: str) -> None:
    if name in MASTERS:
        raise ValueError(f"{name} is an axis of the sweep; give --{name}")
    check_known(rule.key, name, [known for known in lane_settings(rule) if known not in (*MASTERS, *DRAWN_SETTINGS)])


def _combinations(owner: str, values: dict[str, str], declared: dict[str, Parameter]) -> Iterator[dict[str, Any]]:
    for name in values:
        check_known(owner, name, declared)
    found = [_values(name, word, declared[name]) for name, word in values.items()]
    if (count := prod(map(len, found))) > MOST_PAIRS:
        raise ValueError(f"{count:,} combinations are more than {MOST_PAIRS:,}, the most; take fewer values")
    for combination in product(*found):
        yield dict(zip(values, combination, strict=True))


def _values(name: str, word: str, parameter: Parameter) -> tuple[float, ...]:
    with within(name):
        return read_values(word, parameter)


def _named(rules: Iterable[Swept]) -> Iterator[Swept]:
    """The rules with a number behind a name that came before: Momentum, Momentum 2."""
    taken: set[str] = set()
    numbers: dict[str, Iterator[int]] = {}
    for swept in rules:
        name = swept.name
        while name in taken:
            # Each name goes on counting where it was: there may be a hundred thousand of one.
            name = f"{swept.name} {next(numbers.setdefault(swept.name, counting(2)))}"
        taken.add(name)
        yield swept._replace(name=name)


def _lr(text: str | None, grounds: tuple[Surface, ...]) -> tuple[float, ...]:
    if text is not None:
        with explained("--lr", text):
            return read_list(text, MASTER_PARAMETERS["lr"])
    suggested = tuple(dict.fromkeys(ground.suggested_lr for ground in grounds))
    if len(suggested) > 1:
        raise UseError("these surfaces suggest different learning rates; give --lr")
    return suggested


def _beta(text: str | None, rules: tuple[Swept, ...]) -> tuple[float, ...]:
    has_beta = any(swept.has_beta for swept in rules)
    if text is None:
        return (MASTER_PARAMETERS["beta"].default if has_beta else 0.0,)
    if not has_beta:
        raise UseError("--beta: no rule of this sweep has a β; leave it out")
    with explained("--beta", text):
        return read_list(text, MASTER_PARAMETERS["beta"])


def _start(text: str) -> Pattern:
    with explained("--start", text):
        if text.startswith("view/"):
            return OverView(int(SIDE.checked(read_number(text.removeprefix("view/")))))
        coordinates = parted(text, 2, "a start is x and y, like -1.2,1, with ranges if need be, or view/64")
        x, y = (read_values(word, COORDINATE) for word in coordinates)
        return Grid(x, y)


def _seeds(text: str | None) -> range:
    if text is None:
        return range(1)
    with explained("--seeds", text):
        first, dots, last = text.partition("..")
        if not dots:
            return range(int(SEEDS.checked(read_number(text))))
        seed = RUN_PARAMETERS["seed"]
        begin, end = int(seed.checked(read_number(first))), int(seed.checked(read_number(last)))
        if begin > end:
            raise ValueError("the first seed is larger than the last")
        return range(begin, end + 1)


def _fresh(text: str | None) -> bool:
    if text is None:
        return False
    with explained("--fresh", text):
        return one_of("answer", text, ANSWERS)
