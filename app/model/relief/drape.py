"""Lines of the plan laid on the solid, and what of them is to be seen."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.polyline import pieces_within, thinned
from app.model.relief.horizon import Sight
from app.model.relief.relief import Relief

Array = NDArray[np.float64]
GRAIN = 1 / 1500
"""Sides of the square within which the points of a line are one."""
SIDE = 1 / 150
"""No straight part of a line that lies on the surface is longer."""
MOST = 12_000
"""Parts of a line that goes to and fro; of a longer one they are longer."""
GLIMPSE = 3.0
"""Pixels: a line that is hidden for so short a way only touches a ridge, and is drawn on."""
SEEN, HIDDEN, NONE = 0, 1, 2
"""What becomes of a side of a line; the last is none, and only leads from one piece to the next."""


class Parts(NamedTuple):
    """Pieces of a line, each (points, 2) in pixels: those that are to be seen, and those that something hides."""

    seen: list[Array]
    hidden: list[Array]


def draped(relief: Relief, points: Array) -> list[Array]:
    """A polyline of the plan (n, 2) as pieces (m, 3) of u, v and w, as far as it lies within the view."""
    pieces = [thinned(piece, GRAIN) for piece in pieces_within(relief.places(points), (0.0, 1.0, 0.0, 1.0))]
    if not pieces:
        return []
    line, joints = _joined(pieces)
    lengths = _lengths(line)
    lengths[joints] = 0.0
    longest = max(SIDE, float(lengths.sum()) / MOST)
    counts = np.maximum(np.ceil(lengths / longest), 1).astype(np.intp)
    return np.split(lifted(relief, _divided(line, counts)), np.cumsum(counts)[joints])


def lifted(relief: Relief, places: Array) -> Array:
    """Places u and v (n, 2) with the height w that the surface has there, (n, 3)."""
    return np.column_stack((places, relief.at(places[:, 0], places[:, 1])))


def _joined(pieces: list[Array]) -> tuple[Array, NDArray[np.intp]]:
    """All pieces as one line, and which of its sides only lead from one to the next.

    A line that leaves the view at every step has a thousand of them: NumPy takes them at once.
    """
    return np.concatenate(pieces), np.cumsum([len(piece) for piece in pieces])[:-1] - 1


def _lengths(line: Array) -> Array:
    lengths: Array = np.hypot(*np.diff(line, axis=0).T)
    return lengths


def _divided(line: Array, counts: NDArray[np.intp]) -> Array:
    """The same line with each side in so many parts."""
    firsts = np.cumsum(counts) - counts
    share = (np.arange(counts.sum()) - np.repeat(firsts, counts)) / np.repeat(counts, counts)
    begin, way = np.repeat(line[:-1], counts, axis=0), np.repeat(np.diff(line, axis=0), counts, axis=0)
    return np.vstack((begin + share[:, np.newaxis] * way, line[-1:]))


def parted(sight: Sight, pieces: list[Array]) -> Parts:
    """The pieces (m, 3) of a line on the picture, cut where it comes into sight and where it goes."""
    parts = Parts([], [])
    if not pieces:
        return parts
    line, joints = _joined(pieces)
    pixels, points = sight.camera.pixels(line), sight.horizon.hides(line)
    sides = np.where(points[:-1] & points[1:], HIDDEN, SEEN)
    sides[joints] = NONE
    sides = _without_glimpses(sides, _lengths(pixels))
    for begin, end in pairwise((*_changes(sides), len(sides))):
        if sides[begin] != NONE:
            (parts.hidden if sides[begin] else parts.seen).append(pixels[begin : end + 1])
    return parts


def _without_glimpses(sides: NDArray[np.int_], lengths: Array) -> NDArray[np.int_]:
    """The sides of a line, those seen that lie in stretches of hidden ones that are hardly longer than a pixel."""
    changes = _changes(sides)
    is_short = np.add.reduceat(lengths, changes) <= GLIMPSE
    is_glimpse = np.repeat(is_short, np.diff((*changes, len(sides)))) & (sides == HIDDEN)
    return np.where(is_glimpse, SEEN, sides)


def _changes(sides: NDArray[np.int_]) -> list[int]:
    """Where stretches of equal sides begin."""
    return [0, *(np.flatnonzero(np.diff(sides)) + 1).tolist()]
