"""Comparisons to test with: real ones, kept for all tests, and ones with the numbers of a test's own."""

from dataclasses import replace
from functools import cache

import numpy as np

import surfaces
from app.model import edits
from app.model.experiment import Experiment
from app.model.fair import FairRequest, FairResult, fair_request
from optim_core.tuning import Objective


def short(steps: int = 60) -> Experiment:
    """The default lanes on the ravine, for few steps."""
    return edits.set_run(edits.choose_surface(Experiment(), surfaces.get("ravine")), "steps", steps)


def noisy() -> Experiment:
    return edits.set_run(short(), "noise", 0.5)


def answered(request: FairRequest | None) -> FairResult:
    assert request is not None
    *_, last = request.results(None, lambda: None)
    return last


@cache
def result_of(experiment: Experiment, objective: Objective = Objective.LOSS, tunes_beta: bool = True) -> FairResult:
    return answered(fair_request(experiment, objective, tunes_beta=tunes_beta))


def with_losses(result: FairResult, now, best) -> FairResult:
    """The same result with other losses, (lanes, seeds), and as many steps."""
    lanes = []
    for lane, mine, its in zip(result.lanes, np.asarray(now, float), np.asarray(best, float), strict=True):
        tuned = replace(lane.tuned, every_loss=its, every_steps=its, loss=float(np.median(its)))
        lanes.append(replace(lane, loss=mine, steps=mine, tuned=tuned))
    return replace(result, lanes=tuple(lanes))
