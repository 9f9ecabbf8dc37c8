"""From options to an experiment, by the same edits that the window makes."""

from collections.abc import Callable
from dataclasses import replace

import surfaces.registry
from app.command.events import with_moves, with_steers
from app.command.lane import with_lane
from app.command.options import RUN_OPTIONS
from app.command.values import explained, one_of, read_parameter
from app.command.words import Given, parts
from app.model import edits
from app.model.experiment import MASTERS, Experiment
from app.model.numbers import read_number
from app.model.parameters import parameters
from optim_core import NoiseKind
from surfaces import Surface


def read_experiment(given: Given) -> Experiment:
    """The default experiment with everything changed that was given. Raises UseError with one sentence."""
    lanes = given.many("--lane")
    # Without the default lanes at once: with them the run could be too large, though with the given ones it is not.
    experiment = replace(Experiment(), lanes=()) if lanes else Experiment()
    experiment = _with_run(experiment, given)
    for text in lanes:
        experiment = with_lane(experiment, text)
    # Last: who sets a value for the whole run takes back what was steered.
    return with_moves(with_steers(experiment, given.many("--steer")), given.many("--move"))


def _with_run(experiment: Experiment, given: Given) -> Experiment:
    """All but what belongs to one lane or one step."""
    if text := given.one("--surface"):
        experiment = edits.choose_surface(experiment, read_surface(text))
    for master in MASTERS:
        experiment = _with_number(experiment, given, f"--{master}", master, edits.set_master)
    for option, name in RUN_OPTIONS.items():
        experiment = _with_number(experiment, given, option, name, edits.set_run)
    if text := given.one("--noise-kind"):
        with explained("--noise-kind", text):
            kind = one_of("kind of noise", text, {str(kind): kind for kind in NoiseKind})
            experiment = edits.set_noise_kind(experiment, kind)
    if text := given.one("--start"):
        experiment = _with_start(experiment, text)
    return experiment


def read_surface(text: str) -> Surface:
    """The surface that `KEY:parameter=value,…` names. Raises UseError with one sentence."""
    with explained("--surface", text):
        key, values = parts(text)
        declared = parameters(one_of("surface", key, {cls.key: cls for cls in surfaces.registry.SURFACES}))
        return surfaces.get(key, **{name: read_parameter(key, declared, name, word) for name, word in values.items()})


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
    with explained(option, text):
        return edit(experiment, name, read_number(text))


def _with_start(experiment: Experiment, text: str) -> Experiment:
    with explained("--start", text):
        coordinates = text.split(",")
        if len(coordinates) != 2:
            raise ValueError("a start is two numbers, like -1.2,1")
        return edits.set_start(experiment, *map(read_number, coordinates))
