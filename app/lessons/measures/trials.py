"""What a lane's rule does when it is tried out on something simple: small runs of their own, in pieces, measured."""

from collections.abc import Generator
from dataclasses import replace
from itertools import cycle
from math import ceil, log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.lessons.measures.measure import UnanswerableError
from app.lessons.measures.setting import form_of, limit
from app.model.experiment import Experiment
from app.model.numbers import number_text
from app.model.parameters import EXACT
from optim_core import Constant, Rule, Simulation, theory
from optim_core.family import GradientFunction

Array = NDArray[np.float64]
Measured = Generator[None, None, float]
PIECE = 100
"""Steps of a single run between two pauses."""
LEFT_OVER = 1e-13
"""A velocity is steady when so little of its start is left."""
LIMIT_STEPS = 300
LIMIT_MEMORIES = 20
"""So many steps, and memories of the velocity, decide whether a rule stays: what it began with is forgotten then."""
LIMIT_SETTINGS = 100
MOST_STEPS = 50_000
"""Longer trials are not made: β = 0.999, where sliders end, takes 30,000, and 0.999999 would take all memory."""


def steady_velocity(experiment: Experiment, index: int) -> Measured:
    """The velocity that the lane's rule reaches under a constant gradient of 1, measured."""
    return _last_velocity(experiment, index, lambda x, y: (np.ones_like(x), np.zeros_like(y)))


def alternating_velocity(experiment: Experiment, index: int) -> Measured:
    """The size of the velocity under gradients 1, −1, 1, …, measured."""
    signs = cycle((1.0, -1.0))
    return _last_velocity(experiment, index, lambda x, y: (np.full_like(x, next(signs)), np.zeros_like(y)))


def measured_limit(experiment: Experiment, index: int) -> Measured:
    """The largest lr·λ at which the lane's rule does not leave a bowl of curvature 1, found by trying."""
    rule, form = _plain(experiment.rules[index]), form_of(experiment, index)
    # In other conventions another lr stands for the same step.
    own = float(rule.lr) / form.lr if form.lr else 1.0
    widest = max(theory.stability_limit("momentum", form.beta), limit(experiment, index))
    low, high = 0.0, 2.0 * widest
    steps = _checked_steps(LIMIT_STEPS + LIMIT_MEMORIES * theory.memory_steps(form.beta), form.beta)
    for _ in range(2):
        tried = np.linspace(low, high, LIMIT_SETTINGS + 1)
        leaves = yield from _leaving(rule, tried * own, steps)
        first = int(leaves.argmax())
        low, high = tried[max(first - 1, 0)], tried[first]
    return float(0.5 * (low + high))


def decay_gap(experiment: Experiment, index: int) -> Measured:
    """How far the lane is, at most, from the same rule without decay on the surface plus λ/2·‖θ‖²; noise left out."""
    rule, surface = experiment.rules[index], experiment.surface
    pull = float(rule.weight_decay)

    def with_bowl(x: Array, y: Array) -> tuple[Array, Array]:
        gx, gy = surface.gradient(x, y)
        return gx + pull * x, gy + pull * y

    decayed, bowl = (
        Simulation(gradient, [own], start=experiment.start, steps=experiment.steps)
        for gradient, own in ((surface.gradient, rule), (with_bowl, _with(rule, weight_decay=0.0)))
    )
    yield from _in_pieces(decayed)
    yield from _in_pieces(bowl)
    with np.errstate(all="ignore"):
        away = decayed.trajectory().positions[0, 0] - bowl.trajectory().positions[0, 0]
        return float(np.nanmax(np.hypot(away[:, 0], away[:, 1])))


def _last_velocity(experiment: Experiment, index: int, gradient: GradientFunction) -> Measured:
    beta = form_of(experiment, index).beta
    steps = _checked_steps(2 + log(LEFT_OVER) / log(beta), beta) if beta else 2
    trial = Simulation(gradient, [_plain(experiment.rules[index])], start=(0.0, 0.0), steps=steps)
    yield from _in_pieces(trial)
    return abs(float(trial.trajectory().velocities[0, 0, -1, 0]))


def _checked_steps(steps: float, beta: float) -> int:
    if steps > MOST_STEPS:
        raise UnanswerableError(f"β = {number_text(beta, EXACT)} remembers too long to be tried out")
    return ceil(steps)


def _in_pieces(simulation: Simulation) -> Generator[None, None, None]:
    while not simulation.done:
        simulation.advance(PIECE)
        yield


def _leaving(rule: Rule, lrs: Array, steps: int) -> Generator[None, None, NDArray[np.bool_]]:
    """Which of those lr end farther from the middle of a bowl of curvature 1 than they began."""
    rules = [_with(rule, lr=float(lr)) for lr in lrs]
    trial = Simulation(lambda x, y: (x, y), rules, start=(1.0, 0.0), steps=steps)
    yield from _in_pieces(trial)
    leaves: NDArray[np.bool_] = ~(np.abs(trial.trajectory().positions[:, 0, -1, 0]) <= 1.0)
    return leaves


def _plain(rule: Rule) -> Rule:
    """The rule without what happens to it in mid-run, and without weight decay."""
    return _with(rule, weight_decay=0.0, schedule=Constant(), restarts=(), changes=())


def _with(rule: Rule, **values: Any) -> Rule:
    return replace(rule, **values)
