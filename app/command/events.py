"""From words to what happens in mid-run: values that are steered, and moves of the surface."""

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from app.command.nearest import hint, shown
from app.command.values import explained, parted, read_step
from app.command.words import parts
from app.model.events import add_move
from app.model.experiment import START_LIMIT, Experiment
from app.model.legal import within
from app.model.numbers import read_number
from app.model.steering import STEERED, change_master


class Steer(NamedTuple):
    """From that step on the parameter `name` has the value that `word` says."""

    step: int
    name: str
    word: str


def read_steers(text: str, separator: str, last: int) -> list[Steer]:
    """What `STEP:NAME=VALUE…` says, values not yet read."""
    step, values = parts(text, separator)
    if not values:
        raise ValueError(f"{shown(text)} is not of the form STEP:NAME=VALUE, like 420:lr=5e-4")
    at = read_step(step, last)
    return [Steer(at, name, word) for name, word in values.items()]


def in_order(steers: Iterable[Steer]) -> list[Steer]:
    """By their steps, for steering takes back what was to come later. Raises ValueError if one is said twice."""
    ordered = sorted(steers)
    for steer, after in pairwise(ordered):
        if steer[:2] == after[:2]:
            raise ValueError(f"{steer.name} is steered twice at step {steer.step:,}; give it once")
    return ordered


def with_steers(experiment: Experiment, texts: Iterable[str]) -> Experiment:
    """Steer lr and beta of the linked lanes, and the noise. Raises UseError with one sentence."""
    steers: list[Steer] = []
    for text in texts:
        with explained("--steer", text):
            steers += read_steers(text, ",", experiment.steps)
    with explained("--steer", " ".join(texts)):
        steers = in_order(steers)
    for step, name, word in steers:
        with explained("--steer", f"{step}:{name}={word}"):
            experiment = _with_steer(experiment, step, name, word)
    return experiment


def _with_steer(experiment: Experiment, step: int, name: str, word: str) -> Experiment:
    if name not in STEERED:
        known = f"{', '.join(STEERED[:-1])} and {STEERED[-1]}"
        raise ValueError(f"{known} can be steered for all lanes, not {shown(name)}{hint(name, STEERED)}")
    with within(name):
        value = read_number(word)
    return change_master(experiment, name, value, step)


def with_moves(experiment: Experiment, texts: Iterable[str]) -> Experiment:
    """Move the surface. Raises UseError with one sentence."""
    for text in texts:
        with explained("--move", text):
            experiment = _with_move(experiment, text)
    return experiment


def _with_move(experiment: Experiment, text: str) -> Experiment:
    when, *way = parted(text, 3, "a move is a step and two numbers, like 300,0.5,-1")
    step, (dx, dy) = read_step(when, experiment.steps), map(read_number, way)
    if max(abs(dx), abs(dy)) > START_LIMIT:
        raise ValueError(f"a move must lie within ±{START_LIMIT:g}")
    return add_move(experiment, step, dx, dy)
