"""What a picture of a function must contain: its minima, and other places where it is level, if they can be seen."""

import numpy as np

from surfaces.exploring.functions import Flags
from surfaces.exploring.looks import Look
from surfaces.exploring.newton import inside, stationary
from surfaces.exploring.square import Square
from surfaces.surface import Array

STARTS = 15
"""Along each side, from which level places are sought."""
STEPS = 16
LONGEST = 0.25
"""Of a step, in sides of the view."""
FAR = 100.0
"""A lone place outside is no further, in sides of the view."""
SETTLED = 1e-9
RING = 0.05
"""Around a level place, in sides of the view, something must rise or fall …"""
VISIBLE = 0.005
"""… by this part of the place's height above the lowest."""
TURNS = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)[:, np.newaxis]
DIGITS = 4


def landmarks(look: Look) -> Array:
    """(places, 2): minima and visible level places of a square, in x and y; if there is none, a lone one outside."""
    level = _level_places(look, LONGEST)
    found = np.concatenate([np.array(look.minima, dtype=np.float64).reshape(-1, 2), level])
    u, v = look.square.place(*found.T)
    lowest = float(look.grid.heights.min())
    found = found[inside(u, v) & _is_visible(look.square, u, v, lowest)]
    return _distinct(found, min(look.square.sides)) if len(found) else _lone_place(look)


def _level_places(look: Look, longest: float) -> Array:
    """Where Newton's method comes to from all over the square, with steps no longer than that."""
    ticks = (np.arange(STARTS) + 0.5) / STARTS
    start_u, start_v = (of.ravel() for of in np.meshgrid(ticks, ticks))
    u, v, length = stationary(look.square, start_u, start_v, STEPS, longest)
    settled = length < SETTLED
    return np.stack(look.square.at(u[settled], v[settled]), axis=1)


def _lone_place(look: Look) -> Array:
    """The level place, not too far outside the square, to which all long steps lead."""
    found = _level_places(look, np.inf)
    found = _distinct(found[(np.abs(found) < FAR * max(look.square.sides)).all(axis=1)], min(look.square.sides))
    return found[:1] if len(found) == 1 else found[:0]


def _is_visible(square: Square, u: Array, v: Array, lowest: float) -> Flags:
    height = square.value(u, v)
    around = square.value(u + RING * np.cos(TURNS), v + RING * np.sin(TURNS))
    change = np.abs(around - height)
    change = np.where(np.isfinite(change), change, 0.0).max(axis=0)
    is_visible: Flags = np.isfinite(height) & (change > 0.0) & (change >= VISIBLE * (height - lowest))
    return is_visible


def _distinct(places: Array, side: float) -> Array:
    _, firsts = np.unique(np.round(places / side, DIGITS), axis=0, return_index=True)
    return places[np.sort(firsts)]
