"""From options to an experiment, by the same edits that the window makes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from app.command.events import with_moves, with_steers
from app.command.lane import with_lane
from app.command.options import RUN_OPTIONS
from app.command.surface import read_surface
from app.command.values import explained, one_of, parted
from app.command.words import Given
from app.errors import UseError
from app.model import edits
from app.model.experiment import MASTERS, Experiment, Lane
from app.model.numbers import read_number
from optim_core import NoiseKind

USUAL = Experiment()
"""What options change if nothing else is named."""


def read_experiment(given: Given, base: Experiment = USUAL) -> Experiment:
    """The base with everything changed that was given. Raises UseError with one sentence.

    Lanes that are given replace all of the base's, and so do values that are steered, and moves.
    """
    # Without lanes at first: with them the run could be too large on the way to one that is not.
    experiment = _with_run(replace(base, lanes=(), **_without_replaced(given)), given)
    experiment = _with_lanes(experiment, given.many("--lane"), base.lanes)
    # Last: who sets a value for the whole run takes back what was steered.
    return with_moves(with_steers(experiment, given.many("--steer")), given.many("--move"))


def _without_replaced(given: Given) -> dict[str, Any]:
    return {name: () for option, name in (("--steer", "changes"), ("--move", "moves")) if option in given.values}


def _with_lanes(experiment: Experiment, texts: Iterable[str], usual: tuple[Lane, ...]) -> Experiment:
    for text in texts:
        experiment = with_lane(experiment, text)
    try:
        return experiment if experiment.lanes else replace(experiment, lanes=usual)
    except ValueError as error:
        raise UseError(str(error)) from error


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
        coordinates = parted(text, 2, "a start is two numbers, like -1.2,1")
        return edits.set_start(experiment, *map(read_number, coordinates))
