"""Taking over what a comparison found, as an edit like any other: it can be undone."""

from collections.abc import Iterable

from app.model import edits
from app.model.experiment import Experiment
from app.model.fair.lane import LaneResult


def use_best(experiment: Experiment, lanes: Iterable[LaneResult]) -> Experiment:
    """Give each of these lanes its own best lr, and β where that was tuned, for the whole run: it is linked no more."""
    for found in lanes:
        if found.place >= len(experiment.lanes):
            continue
        experiment = edits.set_lane_parameter(experiment, found.place, "lr", found.tuned.lr)
        if found.tuned.beta is not None:
            experiment = edits.set_lane_parameter(experiment, found.place, "beta", found.tuned.beta)
    return experiment


def is_used(found: LaneResult) -> bool:
    """Whether a lane has its best settings already."""
    rule, tuned = found.lane.rule, found.tuned
    values = edits.vars_of(rule)
    best = {"lr": tuned.lr} if tuned.beta is None else {"lr": tuned.lr, "beta": tuned.beta}
    return all(values[name] == value for name, value in best.items()) and not any(c.name in best for c in rule.changes)
