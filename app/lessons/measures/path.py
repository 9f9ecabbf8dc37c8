"""Measures of one lane's path: of its first seed, where there are several."""

from math import inf
from typing import Any

import numpy as np

from app.lessons.measures.directions import direction
from app.lessons.measures.measure import UnanswerableError
from app.lessons.measures.watched import Array, Watched
from app.lessons.terms import plain_name
from app.model.moment import moment_at
from app.model.step_sizes import step_sizes
from optim_core.diagnosis import local_curvature

ROUNDING = 1e-9
"""Steps that are a smaller share of the longest one say nothing."""
AXES = ("x", "y")
END: Any = None
"""A step that stands for the last finite one."""


def loss(watched: Watched, *, step: int = END) -> float:
    """The loss at that step, or at the end."""
    return float(watched.losses[watched.at(step)])


def loss_with(watched: Watched, *, name: str, value: float) -> float:
    """The loss of the end on a surface whose parameter `name` has that value."""
    try:
        other = watched.surface.bent(**{name: value})
    except ValueError:
        raise UnanswerableError(f"the surface has no {name} of {value:g}") from None
    x, y = watched.path[watched.last]
    return float(other.value(x, y))


def distance(watched: Watched, *, step: int = END) -> float:
    """The distance to the nearest minimum at that step, or at the end."""
    if not watched.surface.minima:
        raise UnanswerableError("the surface has no minimum")
    away = watched.path[watched.at(step)] - np.asarray(watched.surface.minima)
    return float(np.hypot(away[:, 0], away[:, 1]).min())


def minimum(watched: Watched) -> float:
    """Which minimum is the nearest at the end: 1 is the surface's first."""
    return float(watched.end_distances[0].argmin() + 1) if np.isfinite(watched.end_distances[0]).all() else inf


def x(watched: Watched, *, step: int = END) -> float:
    """The x of that step, or of the end."""
    return float(watched.path[watched.at(step), 0])


def y(watched: Watched, *, step: int = END) -> float:
    """The y of that step, or of the end."""
    return float(watched.path[watched.at(step), 1])


def diverged_at(watched: Watched) -> float:
    """The step at which the run left all numbers."""
    bad = int(watched.run.diverged_at[0])
    return float(bad) if bad >= 0 else inf


def peak_loss(watched: Watched, *, after: int = 0) -> float:
    """The highest loss from that step on; infinite where the run left all numbers."""
    if watched.last < watched.experiment.steps:
        return inf
    return float(watched.losses[watched.at(after) :].max())


def first_below(watched: Watched, *, loss: float) -> float:
    """The first step at which the loss is below that."""
    return _first(watched.losses < loss)


def first_beyond(watched: Watched, *, along: str, value: float) -> float:
    """The first step at which the position along a direction is beyond ± that value."""
    return _first(np.abs(_along(watched, watched.path, along)) > value)


def gradient(watched: Watched, *, along: str, step: int = 0) -> float:
    """How steep the surface is along a direction at that step, without its sign."""
    x, y = watched.path[watched.at(step)]
    return abs(float(direction(watched.surface, along) @ np.array(watched.surface.gradient(x, y))))


def curvature(watched: Watched, *, step: int = 0) -> float:
    """The largest curvature of the surface at the place of that step."""
    return local_curvature(watched.surface, watched.path[watched.at(step)]).stiff


def moved(watched: Watched, *, along: str, step: int) -> float:
    """How far the update from that step on went along a direction, with its sign."""
    steps = _along(watched, _steps(watched), along)
    if step >= len(steps):
        raise UnanswerableError(f"{watched.run.lane.name} does not reach step {step + 1:,}")
    return float(steps[step])


def step_size(watched: Watched, *, along: str, step: int) -> float:
    """How far the lane's rule goes along x or y for the same slope, in the update from that step on."""
    if along not in AXES:
        raise UnanswerableError(f"step sizes are known along {' and '.join(AXES)} alone")
    sizes = step_sizes(moment_at(watched.scene, watched.index, watched.at(step)))
    return float(sizes[AXES.index(along)])


def travelled(watched: Watched, *, along: str) -> float:
    """The length of all steps along a direction, to and fro."""
    return float(np.abs(_along(watched, _steps(watched), along)).sum())


def turns(watched: Watched, *, along: str) -> float:
    """How often the steps change their sign along a direction; those below 1e-9 of the longest are rounding."""
    steps = _along(watched, _steps(watched), along)
    steps = steps[np.abs(steps) > ROUNDING * np.abs(steps).max(initial=0.0)]
    return float(np.count_nonzero(steps[1:] * steps[:-1] < 0.0))


def growth(watched: Watched, *, along: str, step: int) -> float:
    """What the position along a direction is multiplied by in the update from that step on."""
    places = _along(watched, watched.path, along)
    before, after = places[watched.at(step)], places[watched.at(step + 1)]
    return float(abs(after / before)) if before else inf


def path_gap(watched: Watched, *, other: str) -> float:
    """How far this lane and another are apart, at most, over all steps that both reach."""
    names = [plain_name(run.lane.name) for run in watched.scene.runs]
    if other not in names:
        raise UnanswerableError(f"there is no lane {other}")
    second = Watched(watched.scene, names.index(other))
    both = slice(min(watched.last, second.last) + 1)
    away = watched.run.positions[0][both] - second.run.positions[0][both]
    return float(np.hypot(away[:, 0], away[:, 1]).max())


def _steps(watched: Watched) -> Array:
    return np.diff(watched.run.positions[0][: watched.last + 1], axis=0)


def _along(watched: Watched, vectors: Array, along: str) -> Array:
    way: Array = vectors @ direction(watched.surface, along)
    return way


def _first(found: np.ndarray) -> float:
    return float(found.argmax()) if found.any() else inf
