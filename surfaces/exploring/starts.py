"""Starts from which a walk is instructive: high, with a slope, at some distance from the minimum, off its axes."""

import numpy as np

from surfaces.exploring.functions import Functions, View
from surfaces.exploring.nice import nice_places
from surfaces.exploring.square import Square
from surfaces.surface import Array, Point

MARGIN = 0.1
"""Of the view, in its sides, where no start lies."""
PARTS = 32
"""Places along each side, about."""
HIGH = 0.55
"""The part of all places that is below the best start."""
AWAY = 0.5
"""The best distance from the nearest minimum, in sides of the view …"""
FEW = 4
"""… of the deepest ones."""
SLOPE = 0.5
"""Across the view a good slope descends by this part of the height above the lowest, or more."""
SLANT = 0.1
"""The lesser part of a good slope, in units of the whole: a walk along an axis shows little."""
CLEAR = 0.05
"""Of any minimum, in sides of the view."""
WEIGHTS = np.array([1.0, 1.5, 1.0, 2.0, 0.5, 0.1])
"""Of height, distance, nearness to any minimum, slope, slant, and standing at the right."""


def starts_for(functions: Functions, view: View, minima: tuple[Point, ...], lowest: float) -> Array:
    """(starts, 2): at most four, the best first, each from another quarter of the view.

    If f is nowhere defined, the middle of the view.
    """
    square = Square(functions, view)
    x, y = (of.ravel() for of in np.meshgrid(*(_places(low, high) for low, high in (view[:2], view[2:]))))
    u, v = square.place(x, y)
    slopes = square.gradient(u, v)
    height = square.value(u, v)
    known = np.isfinite(height) & np.isfinite(slopes[0]) & np.isfinite(slopes[1])
    if not known.any():
        return np.array([[0.5 * (view[0] + view[1]), 0.5 * (view[2] + view[3])]])
    u, v, x, y, height, gu, gv = (of[known] for of in (u, v, x, y, height, *slopes))
    order = np.argsort(_faults(square, u, v, height - lowest, (gu, gv), minima), kind="stable")
    quarter = 2 * (u[order] > 0.5) + (v[order] > 0.5)
    _, firsts = np.unique(quarter, return_index=True)
    best = order[np.sort(firsts)]
    return np.stack([x[best], y[best]], axis=1)


def _places(low: float, high: float) -> Array:
    room = MARGIN * (high - low)
    return nice_places(low + room, high - room, PARTS)


def _faults(
    square: Square, u: Array, v: Array, above: Array, slopes: tuple[Array, Array], minima: tuple[Point, ...]
) -> Array:
    """How much speaks against each place."""
    rank = np.argsort(np.argsort(above, kind="stable"), kind="stable") / len(above)
    steepness = np.hypot(*slopes)
    slant = np.minimum(*np.abs(slopes)) / np.where(steepness > 0.0, steepness, 1.0)
    away = np.full((1, len(u)), AWAY)
    if minima:
        minima_u, minima_v = square.place(*np.array(minima).T)
        away = np.hypot(u - minima_u[:, np.newaxis], v - minima_v[:, np.newaxis])
    faults = (
        np.abs(rank - HIGH),
        np.abs(away[:FEW].min(axis=0) - AWAY),
        np.clip(1.0 - away.min(axis=0) / CLEAR, 0.0, 1.0),
        np.clip(1.0 - steepness / (SLOPE * np.maximum(above, np.finfo(np.float64).tiny)), 0.0, 1.0),
        np.clip(1.0 - slant / SLANT, 0.0, 1.0),
        u,
    )
    weighed: Array = WEIGHTS @ np.stack(faults)
    return weighed
