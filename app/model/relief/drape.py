"""Lines of the plan laid on the solid, and what of them is to be seen."""

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


class Parts(NamedTuple):
    """Pieces of a line, each (points, 2) in pixels: those that are to be seen, and those that something hides."""

    seen: list[Array]
    hidden: list[Array]


def draped(relief: Relief, points: Array) -> list[Array]:
    """A polyline of the plan (n, 2) as pieces (m, 3) of u, v and w, as far as it lies within the view."""
    pieces = [thinned(piece, GRAIN) for piece in pieces_within(relief.places(points), (0.0, 1.0, 0.0, 1.0))]
    longest = max(SIDE, sum(float(_lengths(piece).sum()) for piece in pieces) / MOST)
    return [lifted(relief, _divided(piece, longest)) for piece in pieces]


def lifted(relief: Relief, places: Array) -> Array:
    """Places u and v (n, 2) with the height w that the surface has there, (n, 3)."""
    return np.column_stack((places, relief.at(places[:, 0], places[:, 1])))


def _lengths(piece: Array) -> Array:
    lengths: Array = np.hypot(*np.diff(piece, axis=0).T)
    return lengths


def _divided(piece: Array, longest: float) -> Array:
    """The same line with points so close to each other."""
    counts = np.maximum(np.ceil(_lengths(piece) / longest), 1).astype(np.intp)
    firsts = np.cumsum(counts) - counts
    share = (np.arange(counts.sum()) - np.repeat(firsts, counts)) / np.repeat(counts, counts)
    begin, way = np.repeat(piece[:-1], counts, axis=0), np.repeat(np.diff(piece, axis=0), counts, axis=0)
    return np.vstack((begin + share[:, np.newaxis] * way, piece[-1:]))


def parted(sight: Sight, pieces: list[Array]) -> Parts:
    """The pieces (m, 3) of a line on the picture, cut where it comes into sight and where it goes."""
    parts = Parts([], [])
    for piece in pieces:
        pixels = sight.camera.pixels(piece)
        points = sight.horizon.hides(piece)
        sides = _without_glimpses(points[:-1] & points[1:], _lengths(pixels))
        cuts = np.flatnonzero(np.diff(sides)) + 1
        for begin, end in zip((0, *cuts), (*cuts, len(sides)), strict=True):
            if end > begin:
                (parts.hidden if sides[begin] else parts.seen).append(pixels[begin : end + 1])
    return parts


def _without_glimpses(hidden: NDArray[np.bool_], lengths: Array) -> NDArray[np.bool_]:
    """Which sides of a line are hidden, without stretches of hidden ones that are hardly longer than a pixel."""
    cuts = np.concatenate(([0], np.flatnonzero(np.diff(hidden)) + 1))
    if not len(hidden):
        return hidden
    counts = np.diff(np.concatenate((cuts, [len(hidden)])))
    return hidden & np.repeat(np.add.reduceat(lengths, cuts) > GLIMPSE, counts)
