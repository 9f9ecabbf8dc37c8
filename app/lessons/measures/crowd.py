"""Measures over all seeds of a lane; a seed that diverged counts as infinitely far away."""

from math import inf

import numpy as np

from app.lessons.measures.directions import direction
from app.lessons.measures.measure import UnanswerableError
from app.lessons.measures.watched import Array, Watched


def median_distance(watched: Watched) -> float:
    """The median over seeds of the end's distance to the nearest minimum."""
    return _median(watched.end_distances.min(axis=1))


def nearest_distance(watched: Watched) -> float:
    """The distance of the luckiest seed's end."""
    return float(watched.end_distances.min())


def farthest_distance(watched: Watched) -> float:
    """The distance of the unluckiest seed's end."""
    return float(watched.end_distances.min(axis=1).max())


def median_loss(watched: Watched) -> float:
    """The median over seeds of the last loss."""
    return _median(np.nan_to_num(watched.run.loss[:, -1], nan=np.inf, posinf=np.inf))


def spread(watched: Watched) -> float:
    """How far the ends of all seeds lie from their mean: the root of the mean square."""
    away = watched.ends - watched.ends.mean(axis=0)
    size = float(np.sqrt((away**2).sum(axis=1).mean()))
    return size if size == size else inf


def share_in(watched: Watched, *, minimum: int) -> float:
    """The share of seeds that end nearest to that minimum: 1 is the surface's first."""
    if not 1 <= minimum <= len(watched.surface.minima):
        raise UnanswerableError(f"the surface has no minimum {minimum}")
    reached = np.isfinite(watched.end_distances).all(axis=1)
    nearest = watched.end_distances.argmin(axis=1) == minimum - 1
    return float((nearest & reached).mean())


def median_first_beyond(watched: Watched, *, along: str, value: float) -> float:
    """The median over seeds of the first step at which the position along a direction is beyond ± that value."""
    places: Array = np.abs(watched.run.on_surface @ direction(watched.surface, along))
    beyond = places > value
    return _median(np.where(beyond.any(axis=1), beyond.argmax(axis=1), np.inf))


def _median(values: Array) -> float:
    """The median; of an even number the upper of the two in the middle, so that one infinity spoils nothing."""
    return float(np.sort(values)[len(values) // 2])
