"""Carrying out the first fix of a diagnosis, as an edit like any other: it can be undone."""

from math import sqrt
from typing import cast

from app.model import edits
from app.model.experiment import MASTERS, Experiment
from app.model.parameters import parameters
from app.model.scheduling import set_restarts, set_schedule
from optim_core import Constant, Momentum
from optim_core.diagnosis import Fix


def apply_fix(experiment: Experiment, index: int, fix: Fix) -> Experiment:
    """Do for that lane what the fix says. Raises ValueError, as every edit, for what is not legal.

    lr and β become the lane's own, so that the other lanes stay as they are; the only lane of an experiment takes its
    masters along. Steps, noise and start are everybody's.
    """
    match fix.setting:
        case "lr" | "beta":
            return _set_lane(experiment, index, fix.setting, cast(float, fix.value))
        case "restart":
            restarts = {*experiment.lanes[index].rule.restarts, int(cast(float, fix.value))}
            return set_restarts(experiment, index, sorted(restarts))
        case "steps":
            return edits.set_run(experiment, "steps", cast(float, fix.value))
        case "noise":
            sigma = cast(float, fix.value) * sqrt(experiment.batch_size)
            return edits.set_run(experiment, "noise", sigma)
        case "schedule":
            return set_schedule(experiment, index, Constant())
        case "start":
            return edits.set_start(experiment, *cast(tuple[float, float], fix.value))
    raise ValueError(f"there is no way yet to set {fix.setting}")


def _set_lane(experiment: Experiment, index: int, name: str, value: float) -> Experiment:
    if name not in parameters(type(experiment.lanes[index].rule)):
        experiment = edits.set_rule(experiment, index, Momentum)
    if name in MASTERS and len(experiment.lanes) == 1 and experiment.lanes[index].linked:
        return edits.set_master(experiment, name, value)
    return edits.set_lane_parameter(experiment, index, name, value)
