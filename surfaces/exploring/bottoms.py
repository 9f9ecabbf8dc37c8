"""Walkers that stand still: which of them stand in a minimum."""

from typing import NamedTuple

import numpy as np

from surfaces.exploring.functions import Flags, Places
from surfaces.exploring.kinks import creep
from surfaces.exploring.newton import descend, eigenvalues, inside, polished, step
from surfaces.exploring.square import Square
from surfaces.surface import Array

SETTLED = 1e-7
"""A Newton step below this, in sides of the view, has arrived; at a kink it is never so short."""
EDGE = 1e-9
"""A minimum nearer to the edge of the view is not inside."""
CURVED = 1e-7
"""The lower eigenvalue, in units of the higher, of a minimum that needs no further test."""
RADII = np.array([1e-6, 1e-5, 1e-4, 1e-3])[:, np.newaxis, np.newaxis]
TURNS = np.linspace(0.0, 2.0 * np.pi, 32, endpoint=False)[:, np.newaxis]
"""The circles around a place, in sides of the view, on which nothing may be lower."""
DEFINED = 2
"""Circles, from the smallest, on which f must be a number."""
SHEER = 0.5
"""What rises by more of the last circle's height within the first is a pole or a jump."""
ROUNDING = 16.0 * np.finfo(np.float64).eps


class Bottoms(NamedTuple):
    """Places that stand in minima, their heights, and whether curvature alone says so."""

    u: Array
    v: Array
    height: Array
    is_bowl: Flags

    def take(self, places: Places | Flags) -> "Bottoms":
        """Some of them."""
        return Bottoms(self.u[places], self.v[places], self.height[places], self.is_bowl[places])


def bottoms(square: Square, u: Array, v: Array) -> tuple[Bottoms, float]:
    """The minima to which walkers from those places come, and the lowest height that any of them met inside."""
    u, v, height = descend(square, u, v)
    lowest = float(height[inside(u, v)].min(initial=np.inf))
    stays = inside(u, v, EDGE) & np.isfinite(height)
    u, v = polished(square, u[stays], v[stays])
    settled = np.hypot(*step(square.gradient(u, v), square.hessian(u, v), downhill=True)) < SETTLED
    if not settled.all():
        kinked = ~settled
        u[kinked], v[kinked], height = creep(square, u[kinked], v[kinked])
        lowest = min(lowest, float(height[inside(u[kinked], v[kinked])].min(initial=np.inf)))
    return _tested(square, u, v, settled), lowest


def _tested(square: Square, u: Array, v: Array, settled: Flags) -> Bottoms:
    """Those that are minima: settled in a bowl, or with nothing lower around and not everything level."""
    height = square.value(u, v)
    low, high = eigenvalues(square.hessian(u, v))
    is_bowl = settled & (low > CURVED * high)
    is_minimum = is_bowl.copy()
    if not is_bowl.all():
        is_minimum[~is_bowl] = _is_lowest_around(square, u[~is_bowl], v[~is_bowl], height[~is_bowl])
    return Bottoms(u, v, height, is_bowl).take(is_minimum & inside(u, v, EDGE) & np.isfinite(height))


def _is_lowest_around(square: Square, u: Array, v: Array, height: Array) -> Flags:
    around = square.value(u + RADII * np.cos(TURNS), v + RADII * np.sin(TURNS))
    highest = np.where(np.isfinite(around), np.abs(around), 0.0).max(axis=(0, 1))
    noise = ROUNDING * np.maximum(highest, np.abs(height))
    rise = around - height
    is_lowest = (rise >= -noise).all(axis=(0, 1)) & np.isfinite(around[:DEFINED]).all(axis=(0, 1))
    is_smooth = rise[0].mean(axis=0) <= SHEER * rise[-1].max(axis=0)
    is_minimum: Flags = is_lowest & is_smooth & (rise[-1].max(axis=0) > noise)
    return is_minimum
