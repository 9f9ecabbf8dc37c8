"""Points at round numbers, where these are no worse: (3, 2), and not (3.0000000000000004, 2)."""

from math import floor, log10

import numpy as np

from surfaces.exploring.square import Square
from surfaces.surface import Array

DIGITS = 6
"""Of a round number, counted from the view's sides."""
ROUNDING = 16.0 * np.finfo(np.float64).eps


def rounded(square: Square, x: Array, y: Array) -> tuple[Array, Array]:
    """Minima at round x and y, or at one of both, where f is as low there and its slope as small."""
    round_x, round_y = (
        np.round(of, DIGITS - floor(log10(side))) for of, side in zip((x, y), square.sides, strict=True)
    )
    xs, ys = np.stack([round_x, round_x, x, x]), np.stack([round_y, y, round_y, y])
    heights, slopes = square.functions.value(xs, ys), np.hypot(*square.functions.gradient(xs, ys))
    no_worse = (heights <= heights[-1] + ROUNDING * np.abs(heights[-1])) & ~(slopes > slopes[-1])
    no_worse[-1] = True
    first, columns = no_worse.argmax(axis=0), np.arange(len(x))
    return xs[first, columns], ys[first, columns]
