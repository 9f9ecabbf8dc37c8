"""A view of a function nobody has described: its landmarks with some room around, where it is defined."""

from math import inf, sqrt

import numpy as np

from surfaces.exploring.functions import Flags, View
from surfaces.exploring.landmarks import landmarks
from surfaces.exploring.looks import Look
from surfaces.exploring.nice import nice_view
from surfaces.exploring.square import Square, sample
from surfaces.surface import Array, Point

USUAL, SMALL = 4.0, 1.5
"""Half sides of a view that nothing else asks for, and of the smallest whose function goes on growing outside."""
ROOM, ROOM_OF_FEW, FEW = 1.5, 2.0, 3
"""Half a view's side in halves of the landmarks' extent; few of them get more."""
THIN, SQUARISH = 0.2, 0.75
"""If the landmarks' extent along one axis is so much below the other's, the view's side is this part of the other."""
BENDS = 5.0
"""Half a view's side, in distances over which the curvature at a lone minimum changes by its own size."""
LEVELS_OFF = 2.0
"""If f rises by less than this factor from a narrow view's edge to the usual one's, it is level outside."""
STRETCHED = 30.0
"""A bowl may be so many times longer than wide before the view is stretched as well."""
TURNS = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
RADII = 2.0 ** -np.arange(0.0, 24.0, 0.5)[:, np.newaxis]
GRID = 65
SHRINKS = 0.95
"""A view shrinks to where the function is defined if that is less than this of a side."""


def view_of(look: Look) -> View:
    """The rectangle worth seeing, with ends at nice numbers."""
    places = landmarks(look)
    if not len(places):
        half = USUAL * 10.0**look.power
        rectangle: View = (-half, half, -half, half)
    elif np.ptp(places, axis=0).max() < 1e-3 * min(look.square.sides):
        rectangle = _around_one(look, (float(places[0, 0]), float(places[0, 1])))
    else:
        rectangle = _around_several(look.square.view, places)
    return nice_view(_defined(Square(look.square.functions, rectangle)))


def _around_several(box: View, places: Array) -> View:
    """The landmarks with room around, but no more than the box in which they were found."""
    middle, extent = 0.5 * (places.min(axis=0) + places.max(axis=0)), 0.5 * np.ptp(places, axis=0)
    half = extent * (ROOM_OF_FEW if len(places) <= FEW else ROOM)
    half = np.where(extent < THIN * extent[::-1], SQUARISH * half[::-1], half)
    (x, y), (across, up) = middle.tolist(), half.tolist()
    return max(x - across, box[0]), min(x + across, box[1]), max(y - up, box[2]), min(y + up, box[3])


def _around_one(look: Look, centre: Point) -> View:
    (x, y), half = centre, _half_around(look, centre)
    across, up = half, half
    xx, _, yy = (float(of) for of in look.square.functions.hessian(*np.array(centre)))
    if 0.0 < xx < inf and 0.0 < yy < inf:
        across, up = _stretched(half, xx, yy)
    return x - across, x + across, y - up, y + up


def _stretched(half: float, xx: float, yy: float) -> Point:
    """Both half sides; of a very long bowl the one along which curvature is of ordinary size stays."""
    longer = sqrt(yy / xx)
    excess = max(longer / STRETCHED, 1.0) * min(longer * STRETCHED, 1.0)
    if abs(np.log(xx)) <= abs(np.log(yy)):
        return half, half / excess
    return half * excess, half


def _half_around(look: Look, centre: Point) -> float:
    """Half a side: the usual one, or less or more as the ground around a lone landmark bends."""
    usual = USUAL * 10.0 ** min(look.power, 0)
    bend = BENDS * _bend(look, centre, USUAL * 10.0**look.power)
    if bend == inf:
        return usual
    half = float(np.clip(bend, SMALL * 10.0 ** min(look.power, 0), USUAL * 10.0**look.power))
    if bend < half and _rise(look, centre, half) < LEVELS_OFF * _rise(look, centre, bend):
        return bend
    return half


def _bend(look: Look, centre: Point, widest: float) -> float:
    """The distance from a landmark over which the Hessian changes by its own size; ∞ if it nowhere does, or has none.

    It does so in a quarter of all directions; found to a factor of √2.
    """
    hessian = look.square.functions.hessian
    here = np.array(hessian(*np.array(centre)), dtype=np.float64)[:, np.newaxis, np.newaxis]
    radii = widest * RADII
    there = np.array(hessian(centre[0] + radii * np.cos(TURNS), centre[1] + radii * np.sin(TURNS)))
    change = np.quantile(np.linalg.norm(there - here, axis=0), 0.75, axis=1)
    bends = radii[change >= np.linalg.norm(here), 0]
    return float(bends.min()) if 0.0 < np.linalg.norm(here) < inf and len(bends) else inf


def _rise(look: Look, centre: Point, radius: float) -> float:
    """How high f stands above a landmark in the median over a circle around it."""
    x, y = np.array(centre)
    around = look.square.functions.value(x + radius * np.cos(TURNS), y + radius * np.sin(TURNS))
    return float(np.median(around) - look.square.functions.value(x, y))


def _defined(square: Square) -> View:
    """The part of a view where the function is defined, if it is clearly smaller."""
    known = np.isfinite(sample(square, GRID).heights)
    ends = [*_ends(np.any(known, axis=0)), *_ends(np.any(known, axis=1))]
    x, y = square.at(np.array(ends[:2]), np.array(ends[2:]))
    return float(x[0]), float(x[1]), float(y[0]), float(y[1])


def _ends(known: Flags) -> Point:
    """Between which shares of a side there are numbers; all of it, if nearly everywhere or hardly anywhere."""
    places = np.flatnonzero(known) / (len(known) - 1)
    if not len(places) or not 2.5 / len(known) < np.ptp(places) < SHRINKS:
        return 0.0, 1.0
    return float(places[0]), float(places[-1])
