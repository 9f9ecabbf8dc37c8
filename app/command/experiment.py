"""From options to an experiment, by the same edits that the window makes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import optim_core.registry
import surfaces.registry
from app.command.nearest import hint, shown
from app.command.words import Given, parts
from app.errors import UseError
from app.model import edits
from app.model.experiment import MASTERS, Experiment
from app.model.numbers import read_number
from app.model.parameters import Parameter, parameters
from optim_core import Rule
from surfaces import Surface

RUN_OPTIONS = {
    "--steps": "steps",
    "--noise": "noise",
    "--batch": "batch_size",
    "--seeds": "seeds",
    "--seed": "seed",
}


def read_experiment(given: Given) -> Experiment:
    """The default experiment with everything changed that was given. Raises UseError with one sentence."""
    experiment = Experiment()
    if text := given.one("--surface"):
        experiment = edits.choose_surface(experiment, read_surface(text))
    for master in MASTERS:
        experiment = _with_number(experiment, given, f"--{master}", master, edits.set_master)
    for option, name in RUN_OPTIONS.items():
        experiment = _with_number(experiment, given, option, name, edits.set_run)
    if text := given.one("--start"):
        experiment = _with_start(experiment, text)
    if "--lane" in given.values:
        experiment = _with_lanes(experiment, given.values["--lane"])
    return experiment


def read_surface(text: str) -> Surface:
    """The surface that `KEY:parameter=value,…` names."""
    key, values = parts("--surface", text)
    with _explained(f"--surface {shown(text)}"):
        known = {cls.key: cls for cls in surfaces.registry.SURFACES}
        if key not in known:
            raise ValueError(f"unknown surface {shown(key)}{hint(key, known)}")
        declared = parameters(known[key])
        return surfaces.get(key, **{name: _number(key, declared, name, value) for name, value in values.items()})


def read_rule(key: str) -> type[Rule]:
    """The rule of that key. Raises ValueError with the nearest one."""
    known = {cls.key: cls for cls in optim_core.registry.RULES}
    if key not in known:
        raise ValueError(f"unknown rule {shown(key)}{hint(key, known)}")
    return known[key]


@contextmanager
def _explained(where: str) -> Iterator[None]:
    """Turn the ValueError of an edit into the sentence of a UseError that says where."""
    try:
        yield
    except ValueError as error:
        raise UseError(f"{where}: {error}") from error


def _with_number(
    experiment: Experiment,
    given: Given,
    option: str,
    name: str,
    edit: Callable[[Experiment, str, float], Experiment],
) -> Experiment:
    text = given.one(option)
    if text is None:
        return experiment
    with _explained(f"{option} {shown(text)}"):
        return edit(experiment, name, read_number(text))


def _with_start(experiment: Experiment, text: str) -> Experiment:
    with _explained(f"--start {shown(text)}"):
        coordinates = text.split(",")
        if len(coordinates) != 2:
            raise ValueError("a start is two numbers, like -1.2,1")
        return edits.set_start(experiment, *map(read_number, coordinates))


def _with_lanes(experiment: Experiment, texts: tuple[str, ...]) -> Experiment:
    experiment = replace(experiment, lanes=())
    for text in texts:
        key, values = parts("--lane", text)
        with _explained(f"--lane {shown(text)}"):
            experiment = _with_lane(experiment, key, values)
    return experiment


def _with_lane(experiment: Experiment, key: str, values: dict[str, str]) -> Experiment:
    """One more lane: linked to the masters unless it is given an lr or a beta of its own."""
    index, rule = len(experiment.lanes), read_rule(key)
    experiment = edits.add_lane(experiment, rule)
    for name, text in values.items():
        if name == "name":
            experiment = edits.rename_lane(experiment, index, text)
        else:
            number = _number(key, parameters(rule), name, text, also=("name",))
            experiment = edits.set_lane_parameter(experiment, index, name, number)
    return experiment


def _number(owner: str, declared: dict[str, Parameter], name: str, text: str, also: tuple[str, ...] = ()) -> float:
    if name not in declared:
        raise ValueError(f"{owner} has no parameter {shown(name)}{hint(name, (*declared, *also))}")
    try:
        number = read_number(text)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    return declared[name].checked(number)
