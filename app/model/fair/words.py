"""A comparison in words: its result in a sentence that says no more than the numbers, and its numbers as texts."""

from math import comb, inf

import numpy as np
from numpy.typing import NDArray

from app.model.experiment import Experiment
from app.model.fair.cells import loss_text, steps_text
from app.model.fair.lane import LaneResult, has_beta
from app.model.fair.request import FairResult
from app.model.numbers import number_text
from optim_core.diagnosis import TOLERANCE
from optim_core.diagnosis.words import significant
from optim_core.tuning import HALF, Objective

Array = NDArray[np.float64]
ALIKE = 1.1
"""Within this factor two losses are said to be alike."""
DOUBT = 0.05
"""So often would chance alone make a difference between lanes as one-sided over the seeds; more often, it is none."""


def headline(result: FairResult) -> str:
    """What the comparison shows, in a sentence or two."""
    if len(result.lanes) == 1:
        return _of_one(result, result.lanes[0])
    better, *_, worse = sorted(result.lanes, key=lambda lane: _rank(lane, result.request.objective, 0))
    rates = {float(lane.lane.rule.lr) for lane in result.lanes}
    now = f"At the same lr {number_text(rates.pop(), 3)}" if len(rates) == 1 else "As they are set"
    tuned = f"Each at its own best {_tuned_words(result)}"
    return f"{now}, {_relation(result, better, worse, 0)}. {tuned}, {_relation(result, better, worse, 1)}."


def budget_text(experiment: Experiment) -> str:
    """What every run may cost: 1,000 gradients a run, one a step."""
    batch, steps = experiment.batch_size, experiment.steps
    each = "one a step" if batch == 1 else f"{steps:,} steps × batch {batch:,}"
    seeds = f" Medians of {experiment.seeds} seeds." if experiment.seeds > 1 else ""
    gradients = "1 gradient" if steps * batch == 1 else f"{steps * batch:,} gradients"
    return f"Budget: {gradients} a run, {each}.{seeds}"


def good_text(objective: Objective) -> str:
    """What a good lr is."""
    if objective is Objective.STEPS:
        return f"Good: ≤ {1 / HALF:g} × the best's steps."
    return f"Good: ≥ {HALF:.0%} of the best's decades.".replace("%", " %")


def tolerance_text() -> str:
    """What steps are counted to."""
    return f"Steps: until the loss above the minimum stays within {number_text(TOLERANCE)} of the start's."


def _of_one(result: FairResult, lane: LaneResult) -> str:
    now, best = lane.values(result.request.objective)
    text = loss_text if result.request.objective is Objective.LOSS else lambda value, _: steps_text(value)
    least = result.request.trial.least
    words = "final loss" if result.request.objective is Objective.LOSS else "steps to tolerance"
    tuned = f"at its own best {_tuned_words(result)}"
    return f"{lane.lane.name} as it is set: {words} {text(_median(now), least)}; {tuned}: {text(_median(best), least)}."


def _tuned_words(result: FairResult) -> str:
    tuned = result.request.tunes_beta and any(has_beta(lane.lane.rule) for lane in result.lanes)
    return "lr and β" if tuned else "lr"


def _relation(result: FairResult, first: LaneResult, second: LaneResult, which: int) -> str:
    """How two lanes compare as they are (0) or each at its best (1)."""
    objective, least = result.request.objective, result.request.trial.least
    low, high = sorted((first, second), key=lambda lane: _rank(lane, objective, which))
    names, losses = (low.lane.name, high.lane.name), _values(low, high, Objective.LOSS, which)
    if objective is Objective.LOSS:
        return _loss_relation(names, losses, least)
    steps = _values(low, high, Objective.STEPS, which)
    if _median(steps[0]) == inf:
        return f"neither comes within tolerance, and {_loss_relation(names, losses, least)}"
    return _steps_relation(names, steps)


def _values(low: LaneResult, high: LaneResult, objective: Objective, which: int) -> tuple[Array, Array]:
    return low.values(objective)[which], high.values(objective)[which]


def _rank(lane: LaneResult, objective: Objective, which: int) -> tuple[float, float]:
    """By what is compared, and by the other of the two among equals."""
    loss, steps = (_median(lane.values(of)[which]) for of in (Objective.LOSS, Objective.STEPS))
    return (loss, steps) if objective is Objective.LOSS else (steps, loss)


def _steps_relation(names: tuple[str, str], values: tuple[Array, Array]) -> str:
    low, high = (_median(of) for of in values)
    if not _differ(*values):
        return f"{names[0]} and {names[1]} take about the same: {steps_text(low)} and {steps_text(high)} steps"
    other = "never gets there" if high == inf else steps_text(high)
    return f"{names[0]} takes {steps_text(low)} steps to tolerance, {names[1]} {other}"


def _loss_relation(names: tuple[str, str], values: tuple[Array, Array], least: float) -> str:
    low, high = (_median(of) for of in values)
    if low == inf:
        return f"{names[0]} and {names[1]} both diverge"
    if high == inf:
        return f"{names[1]} diverges and {names[0]} does not"
    if high <= least:
        return f"{names[0]} and {names[1]} both come down to rounding"
    both = f"{number_text(low, 3)} and {number_text(high, 3)}"
    if high <= ALIKE * low:
        return f"{names[0]} and {names[1]} end alike: {both}"
    if not _differ(*values):
        return f"{names[0]} and {names[1]} cannot be told apart over {len(values[0])} seeds: {both}"
    more = "more than " if low <= least else ""
    ratio = number_text(significant(high / low, 2)) if low > 0.0 else "infinitely many"
    return f"{names[0]} ends {more}{ratio} × lower than {names[1]}"


def _differ(low: Array, high: Array) -> bool:
    """Whether the first is lower in so many seeds that chance would hardly do it: the sign test, two-sided."""
    wins, losses = int((low < high).sum()), int((low > high).sum())
    if len(low) == 1:
        return wins > losses
    trials = wins + losses
    as_one_sided = sum(comb(trials, k) for k in range(max(wins, losses), trials + 1))
    return wins > losses and 2 * as_one_sided <= DOUBT * 2**trials


def _median(values: Array) -> float:
    return float(np.median(values))
