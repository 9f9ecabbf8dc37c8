"""The numbers of a comparison as people read them: a lane's cells in a table, and what is said of one lane."""

from math import inf

import numpy as np
from numpy.typing import NDArray

from app.model.fair.lane import LaneResult, has_beta
from app.model.fair.request import FairResult
from app.model.numbers import number_text
from optim_core.diagnosis.words import significant

Array = NDArray[np.float64]
COLUMNS = ("lr", "β", "loss", "steps")
"""The numbers of a lane, as it is now or at its best."""
Cells = tuple[str, str, str, str]


def now_cells(result: FairResult, lane: LaneResult) -> Cells:
    """A lane as it is."""
    rule = lane.lane.rule
    beta = float(vars(rule)["beta"]) if has_beta(rule) else None
    return _cells(result, float(rule.lr), beta, lane.loss, lane.steps)


def best_cells(result: FairResult, lane: LaneResult) -> Cells:
    """A lane at its best; β is its own where that was not tuned."""
    rule, tuned = lane.lane.rule, lane.tuned
    own = float(vars(rule)["beta"]) if has_beta(rule) else None
    beta = own if tuned.beta is None else tuned.beta
    return _cells(result, tuned.lr, beta, tuned.every_loss, tuned.every_steps)


def loss_text(loss: float, least: float) -> str:
    """A final loss: 0.0351, diverged, or that it is rounding."""
    if loss == inf:
        return "diverged"
    return f"<{number_text(significant(least, 2))}" if loss <= least else number_text(loss, 3)


def steps_text(steps: float) -> str:
    """A number of steps to tolerance."""
    return "never" if steps == inf else f"{steps:,.0f}"


def decades_text(lane: LaneResult) -> str:
    """The width of a good range in decades."""
    return "none" if lane.tuned.good is None else f"{lane.tuned.decades:.2f}"


def lane_text(result: FairResult, lane: LaneResult) -> str:
    """All of a lane's numbers in sentences."""
    words = [
        f"{words}: lr {lr}{'' if beta == '–' else f', β {beta}'}, final loss {loss}, steps to tolerance {steps}."
        for words, (lr, beta, loss, steps) in (("Now", now_cells(result, lane)), ("Best", best_cells(result, lane)))
    ]
    good = lane.tuned.good
    width = "" if good is None else f" {number_text(good[0], 2)} to {number_text(good[1], 2)}, a factor of "
    ratio = "none." if good is None else f"{number_text(significant(good[1] / good[0], 2))}."
    return "\n".join((f"{lane.lane.name}", *words, f"Good range of lr:{width or ' '}{ratio}"))


def point_text(result: FairResult, lane: LaneResult, lr: float) -> str:
    """What a lane comes to at some lr, at its best β: Momentum at lr 2e-3: loss 3.1e-5, 412 steps to tolerance."""
    curve = lane.tuned.curve
    at = int(np.abs(np.log(curve.lrs) - np.log(lr)).argmin())
    loss = loss_text(float(curve.loss[0, at]), result.request.trial.least)
    steps = steps_text(float(curve.steps[0, at]))
    return f"{lane.lane.name} at lr {number_text(float(curve.lrs[at]), 3)}: loss {loss}, steps to tolerance {steps}"


def used_text(lanes: tuple[LaneResult, ...]) -> str:
    """What is said when lanes take their best settings over."""
    if len(lanes) > 1:
        return "every lane has its own best settings now"
    beta = lanes[0].tuned.beta
    more = "" if beta is None else f" and β {number_text(beta)}"
    return f"{lanes[0].lane.name} has lr {number_text(lanes[0].tuned.lr, 3)}{more} now"


def _cells(result: FairResult, lr: float, beta: float | None, loss: Array, steps: Array) -> Cells:
    least = result.request.trial.least
    momentum = "–" if beta is None else number_text(beta)
    return number_text(lr, 3), momentum, loss_text(float(np.median(loss)), least), steps_text(float(np.median(steps)))
