"""Minima in order, and each of them once."""

import numpy as np

from surfaces.exploring.bottoms import Bottoms
from surfaces.exploring.functions import Flags, Places
from surfaces.exploring.newton import LONGEST, stationary
from surfaces.exploring.square import Square
from surfaces.surface import Array

ONE_PLACE = 1e-6
"""Minima nearer to each other, in sides of the view, are one."""
REACH = 0.3
"""Places on a level floor may be of one valley if so near, in sides of the view."""
LEVEL = 1e-6
"""The floor between them rises by no more, in units of the view's heights."""
SHARES = np.array([0.29, 0.5, 0.83])[:, np.newaxis]
"""Where the floor between two places is looked at: not where a row of equal minima would all have one."""
STEPS = 3
"""Of Newton, from there to the floor."""
DIGITS = 6
"""By which places are put in order."""


def in_order(found: Bottoms, tolerance: float) -> Bottoms:
    """The deepest first; those of one height from left to right, then upwards."""
    found = found.take(np.argsort(found.height, kind="stable"))
    stair = np.cumsum(np.diff(found.height, prepend=found.height[0]) > tolerance)
    return found.take(np.lexsort((np.round(found.v, DIGITS), np.round(found.u, DIGITS), stair)))


def apart(found: Bottoms) -> Bottoms:
    """One of all that stand in one place."""
    _, firsts = np.unique(_labels(_distances(found) < ONE_PLACE), return_index=True)
    return found.take(firsts)


def one_per_valley(square: Square, found: Bottoms, spread: float) -> Bottoms:
    """One of all that stand on one level floor: the one nearest to the middle of the view.

    Valleys grow together: their places are linked with the nearest of others, if there is a floor in between, until
    none can be any more.
    """
    labels, linked = np.arange(len(found.u)), np.eye(len(found.u), dtype=bool)
    while True:
        one, other = _pairs(found, labels, LEVEL * spread)
        one, other = (of[_is_one_floor(square, found, one, other, spread)] for of in (one, other))
        if not len(one):
            return found.take(_nearest_to_middle(found, labels))
        linked[one, other] = linked[other, one] = True
        labels = _labels(linked)


def _pairs(found: Bottoms, labels: Places, level: float) -> tuple[Places, Places]:
    """Each place that is in no bowl, with the nearest in reach that is of another valley and as high."""
    away, height = _distances(found), found.height
    away[(labels == labels[:, np.newaxis]) | (np.abs(height - height[:, np.newaxis]) > level)] = np.inf
    away[found.is_bowl | found.is_bowl[:, np.newaxis]] = np.inf
    nearest = away.argmin(axis=1)
    one = np.flatnonzero(away[np.arange(len(labels)), nearest] < REACH)
    return one, nearest[one]


def _is_one_floor(square: Square, found: Bottoms, one: Places, other: Places, spread: float) -> Flags:
    """Whether between two places there is a floor as low as they are."""
    u, v = (of[one] + SHARES * (of[other] - of[one]) for of in (found.u, found.v))
    onto_u, onto_v, _ = stationary(square, u, v, STEPS, LONGEST)
    between = np.fmin(square.value(u, v), square.value(onto_u, onto_v))
    highest = np.maximum(found.height[one], found.height[other]) + LEVEL * spread
    return np.asarray((between <= highest).all(axis=0))


def _nearest_to_middle(found: Bottoms, labels: Places) -> Places:
    """One place of each valley, in the order in which they stand."""
    off = np.round(np.hypot(found.u - 0.5, found.v - 0.5), DIGITS)
    order = np.lexsort((off, labels))
    _, firsts = np.unique(labels[order], return_index=True)
    return np.sort(order[firsts])


def _distances(found: Bottoms) -> Array:
    return np.hypot(found.u[:, np.newaxis] - found.u, found.v[:, np.newaxis] - found.v)


def _labels(linked: Flags) -> Places:
    """For each the first of all that are linked with it, directly or through others."""
    count = len(linked)
    labels = np.arange(count)
    while True:
        nearer = np.where(linked, labels, count).min(axis=1)
        nearer = nearer[nearer]
        if (nearer == labels).all():
            return labels
        labels = nearer
