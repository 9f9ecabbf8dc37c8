"""How fast a run really moves: what its distance to the minimum is multiplied by per step, around a step."""

import numpy as np
from numpy.typing import NDArray

from app.model.lane_run import LaneRun
from app.model.moment import last_step
from app.model.scene import Scene
from optim_core import Rule

Array = NDArray[np.float64]
HALF_WINDOW = 50
"""So many steps before and after the present one are looked at."""
FEWEST = 8
"""Below so many usable steps there is nothing to measure."""
ROUNDING = 1e-13
"""Distances below this share of the numbers that they are differences of are rounding."""


def measured_rate(scene: Scene, index: int, step: int) -> float | None:
    """The factor per step of a lane's first seed within 50 steps around `step`; None where too little can be measured.

    The distance to the nearest minimum, if the surface has one and no weight decay moves it; else the length of the
    steps, which on a quadratic has the same factor. It is the geometric mean of the shrinkage from each step to the
    next, weighted as least squares do: the slope of the straight line through the logarithms, which a swing that the
    window cuts off bends less than the two ends alone would. Steps from before or after a move of the surface, and
    what is so small that it is rounding, are left out.
    """
    run = scene.runs[index]
    now = last_step(run, step)
    steps = _window(scene, run, now)
    sizes = _sizes(scene, run, steps, now)
    usable = sizes > 0.0
    if usable.sum() < FEWEST:
        return None
    at, logs = np.flatnonzero(usable).astype(np.float64), np.log(sizes[usable])
    at -= at.mean()
    return float(np.exp((at @ logs) / (at @ at)))


def _window(scene: Scene, run: LaneRun, now: int) -> slice:
    """The steps around the present one at which the surface stands where it stands now."""
    first, last = max(0, now - HALF_WINDOW), last_step(run, now + HALF_WINDOW)
    if scene.offsets is not None:
        moved = (scene.offsets[first : last + 1] != scene.offsets[now]).any(axis=1)
        before, after = np.flatnonzero(moved[: now - first]), np.flatnonzero(moved[now - first :])
        last = now + int(after[0]) - 1 if len(after) else last
        first = first + int(before[-1]) + 1 if len(before) else first
    return slice(first, last + 1)


def _sizes(scene: Scene, run: LaneRun, steps: slice, now: int) -> Array:
    """What shrinks or grows, at each of the steps; 0 where it is not to be counted."""
    path = run.seen(slice(1))[0]
    minima = np.asarray(scene.experiment.surface.minima)
    # A run that diverges may be farther away than numbers go.
    with np.errstate(all="ignore"):
        if len(minima) and not _decays(run.rule):
            goal = minima[np.hypot(*(minima - path[now]).T).argmin()]
            away, least = path[steps] - goal, ROUNDING * float(np.hypot(*goal))
        else:
            away, least = np.diff(path[steps], axis=0), ROUNDING * float(np.hypot(*path[now]))
        sizes: Array = np.hypot(away[:, 0], away[:, 1])
    return np.where((sizes > least) & np.isfinite(sizes), sizes, 0.0)


def _decays(rule: Rule) -> bool:
    return bool(rule.weight_decay) or any(change.name == "weight_decay" for change in rule.changes)
