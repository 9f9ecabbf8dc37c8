"""Where the seeds of a lane end up in the long run, as theory has it: a cloud around a minimum."""

import numpy as np

from app.model.crowd.ellipse import Ellipse, region_of
from app.model.lane_run import LaneRun
from app.model.scene import Scene
from optim_core import Rule, theory
from optim_core.diagnosis.goal import Bowl, find_goal
from optim_core.rule import declared_numbers

LATE = 0.25
"""The last part of the run in which nothing may change: what changes has no long run."""


def stationary_region(scene: Scene, run: LaneRun, minimum: int) -> Ellipse | None:
    """The region of 90 % around that one of the surface's minima, exact on a quadratic with the curvature there.

    None without noise, where lr, β or the noise still change late, where the velocity is forgotten or the surface moves
    late, and where theory has none.
    """
    experiment = scene.experiment
    rule, noise = _late_rule(run.rule, experiment.steps), _late_noise(scene)
    if rule is None or not noise or _moves_late(scene):
        return None
    offset = np.zeros(2) if scene.offsets is None else scene.offsets[-1]
    pull = float(np.asarray(rule.decays()[0]).item())
    goal = find_goal(experiment.surface, np.array(experiment.surface.minima[minimum]), Bowl(pull, offset))
    if goal is None:
        return None
    with np.errstate(all="ignore"):
        xx, xy, yy = (float(part) for part in experiment.surface.hessian(*goal.point))
    hessian = np.array([[xx, xy], [xy, yy]])
    return region_of(goal.point + offset, theory.stationary_covariance(rule, hessian, noise, experiment.noise_kind))


def _late_rule(rule: Rule, steps: int) -> Rule | None:
    """The rule as it is late in a run of that length; None if it still changes then, or forgets its velocity."""
    count = _late_count(steps)
    if "beta" in declared_numbers(type(rule)) and any(step > steps - count for step in rule.restart_steps(steps)):
        return None
    if rule.is_steady:
        return rule
    late = rule.during(steps - count, count)
    if any(np.ptp(getattr(late, name)) for name in declared_numbers(type(rule))):
        return None
    return rule.during(steps - 1, 1)


def _late_noise(scene: Scene) -> float:
    """σ/√B late in the run; 0 without noise, or if it still changes then."""
    experiment = scene.experiment
    sigma = np.broadcast_to(experiment.noise_by_step, experiment.steps)
    late = sigma[-_late_count(experiment.steps) :]
    return 0.0 if np.ptp(late) else experiment.noise_at(-1)


def _moves_late(scene: Scene) -> bool:
    """Whether the surface stands elsewhere at the end than when the last part of the run began."""
    if scene.offsets is None:
        return False
    late = scene.offsets[-_late_count(scene.experiment.steps) :]
    return bool((late != late[-1]).any())


def _late_count(steps: int) -> int:
    """How many steps the last part has, of a run of so many."""
    return max(1, round(LATE * steps))
