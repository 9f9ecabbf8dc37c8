"""How large a piece of the plane has something to show: squares around the origin, from ±0.0005 to ±5,000,000."""

from collections.abc import Callable, Iterator
from functools import cache
from math import isfinite
from typing import NamedTuple

import numpy as np

from surfaces.exploring.functions import Functions
from surfaces.exploring.minima import NODES, minima_of
from surfaces.exploring.square import Sample, Square, sample
from surfaces.surface import Array, Point

HALF = 5.0
"""Of the side of the square that is looked at first."""
SMALLEST, LARGEST = -4, 6
"""Powers of ten by which it is shrunk and widened."""
DEFINED = 0.02
"""Part of a square that is defined if there is something to see."""
ROUGH = 0.3
"""From node to node a function that the grid follows changes as its slopes say, but for this part."""
ROUNDING = 64.0 * np.finfo(np.float64).eps
DEEPER, WORTH = 1e-3, 0.05
"""Lower by these parts of a square's heights is deeper than it, and worth going there if it has no minimum."""


class Look(NamedTuple):
    """A square of half side 5 × 10^power around the origin, and the minima in it."""

    power: int
    square: Square
    grid: Sample
    minima: tuple[Point, ...]

    @property
    def lowest(self) -> float:
        """The lowest height that is known of the square."""
        on_grid = float(self.grid.heights.min())
        if not self.minima:
            return on_grid
        x, y = np.array(self.minima[0])
        return min(on_grid, float(self.square.functions.value(x, y)))

    def is_below(self, other: "Look", part: float = DEEPER) -> bool:
        """Whether something here is lower than all of the other's square, by that part of its heights."""
        return not isfinite(other.lowest) or self.lowest < other.lowest - part * other.grid.spread


def best_look(functions: Functions) -> Look:
    """The square that shows most: of ordinary size if possible.

    It is larger or smaller where the function is undefined or nothing but waves, or has no minimum in a square of
    ordinary size and has some in that one; or if one ten times as large has a deeper minimum, and the next has not.
    """

    @cache
    def at(power: int) -> Look:
        half = HALF * 10.0**power
        square = Square(functions, (-half, half, -half, half))
        grid = sample(square, NODES)
        return Look(power, square, grid, minima_of(square, grid))

    first = at(_first_power(functions))
    found = next((look for look in _others(functions, at, first) if look.minima and look.is_below(first, WORTH)), first)
    return _with_what_is_deeper(functions, at, found)


def _others(functions: Functions, at: Callable[[int], Look], first: Look) -> Iterator[Look]:
    """Larger squares as long as they are smooth, and some smaller ones."""
    if first.minima:
        return
    for power in range(first.power + 1, LARGEST + 1):
        if _is_rough(functions, power):
            break
        yield at(power)
    yield from (at(power) for power in range(first.power - 1, max(first.power - 3, SMALLEST) - 1, -1))


def _with_what_is_deeper(functions: Functions, at: Callable[[int], Look], found: Look) -> Look:
    """The next larger square, if a minimum in it is deeper, and nothing in the one after it deeper still."""
    power = found.power
    if not found.minima or power + 2 > LARGEST or any(_is_rough(functions, power + more) for more in (1, 2)):
        return found
    wider = at(power + 1)
    return wider if wider.minima and wider.is_below(found) and not at(power + 2).is_below(wider) else found


def _first_power(functions: Functions) -> int:
    """The power of the ordinary square, or of the nearest that is defined, and smooth from node to node."""
    powers = (*range(LARGEST + 1), *range(-1, SMALLEST - 1, -1))
    power = next((power for power in powers if _is_defined(functions, power)), 0)
    while power > SMALLEST and _is_rough(functions, power):
        power -= 1
    return power


def _coarse(functions: Functions, power: int) -> tuple[Square, Array, Array]:
    half = HALF * 10.0**power
    square = Square(functions, (-half, half, -half, half))
    # Not the middle, where so much is 0.
    ticks = np.linspace(0.0, 1.0, NODES)[1:-1:4]
    u, v = np.meshgrid(ticks, ticks)
    return square, u, v


def _is_defined(functions: Functions, power: int) -> bool:
    square, u, v = _coarse(functions, power)
    return bool(np.isfinite(square.value(u, v)).mean() > DEFINED)


def _is_rough(functions: Functions, power: int) -> bool:
    """Whether most steps from node to node differ from what the slopes at both nodes promise, along either axis."""
    square, u, v = _coarse(functions, power)
    cell = 1.0 / (NODES - 1)
    here, slopes = square.value(u, v), square.gradient(u, v)
    for axis, (du, dv) in enumerate(((cell, 0.0), (0.0, cell))):
        change = square.value(u + du, v + dv) - here
        promised = 0.5 * cell * (slopes[axis] + square.gradient(u + du, v + dv)[axis])
        doubt = np.abs(change - promised) > ROUGH * (np.abs(change) + np.abs(promised))
        # What is level between steps is smooth, and so is what rounding alone makes rough.
        doubt &= (promised != 0.0) & (np.abs(change) > ROUNDING * np.abs(here))
        if doubt.mean() > 0.5:
            return True
    return False
