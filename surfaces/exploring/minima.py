"""The minima of a function nobody has described, within a view.

Every node of a grid that is no higher than its neighbours sends a walker down. What they find is merged: a valley
whose floor is level counts once, by the place nearest to the middle of the view, and level land not at all.
"""

from collections.abc import Iterable

import numpy as np

from surfaces.exploring.bottoms import bottoms
from surfaces.exploring.functions import Functions, View
from surfaces.exploring.merging import apart, in_order, one_per_valley
from surfaces.exploring.newton import inside
from surfaces.exploring.rounding import rounded
from surfaces.exploring.square import Sample, Square, sample
from surfaces.slopes import silent
from surfaces.surface import Array, Point

NODES = 97
"""Of the grid, along each side: odd, so that the middle and the quarters of a view are nodes."""
MOST = 128
"""Minima that are kept, the deepest: enough for an egg box of eleven by eleven."""
MOST_WALKERS = 256
SAME = 1e-9
"""Differences of height below this, in units of the view's, are none."""


@silent
def find_minima(functions: Functions, view: View, near: Iterable[Point] = ()) -> tuple[Point, ...]:
    """The local minima inside a view, the deepest first and of equal ones the left; at most MOST.

    `near` are places from which to search as well. Empty where f gets lower within the view than at all of them: at
    its edge, at a pole, on level land or at the edge of where it is defined. A minimum may be missed if it is so
    shallow that something lower is nearer than two nodes of the grid.
    """
    square = Square(functions, view)
    return minima_of(square, sample(square, NODES), near)


def minima_of(square: Square, grid: Sample, near: Iterable[Point] = ()) -> tuple[Point, ...]:
    """The same of a square that has been sampled."""
    spread = grid.spread
    found, lowest = bottoms(square, *_walkers(square, grid, near))
    lowest = min(lowest, float(grid.heights.min()))
    if not len(found.u) or lowest < found.height.min() - SAME * spread:
        return ()
    found = one_per_valley(square, apart(in_order(found, SAME * spread)), spread)
    x, y = rounded(square, *square.at(found.u[:MOST], found.v[:MOST]))
    return tuple(zip(x.tolist(), y.tolist(), strict=True))


def _walkers(square: Square, grid: Sample, near: Iterable[Point]) -> tuple[Array, Array]:
    u, v = grid.lows()
    known = np.array([*near], dtype=np.float64).reshape(-1, 2)
    known_u, known_v = square.place(known[:, 0], known[:, 1])
    stays = inside(known_u, known_v)
    return (
        np.concatenate([known_u[stays], u[:MOST_WALKERS]]),
        np.concatenate([known_v[stays], v[:MOST_WALKERS]]),
    )
