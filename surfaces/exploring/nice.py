"""Numbers that people choose: 1, 2, 2.5 and 5 × 10ⁿ, and multiples of them."""

from math import ceil, floor, log10

import numpy as np

from surfaces.exploring.functions import View
from surfaces.surface import Array

PARTS = 12
"""Steps of a nice number into which a side of a view falls, at most, before it is widened."""


def nice_step(wanted: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not below the wanted one."""
    power = 10.0 ** floor(log10(wanted))
    return next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= wanted * (1.0 - 1e-9))


def nice_view(view: View) -> View:
    """The view with its ends moved outwards to multiples of a nice step."""
    x0, x1, y0, y1 = view
    return *_nice_ends(x0, x1), *_nice_ends(y0, y1)


def nice_places(low: float, high: float, parts: int) -> Array:
    """Multiples of a nice step between two ends, about as many as wanted and at least one."""
    step = nice_step((high - low) / parts)
    places = step * np.arange(ceil(low / step), floor(high / step) + 1, dtype=np.float64)
    return _plain(places, step) if len(places) else np.array([0.5 * (low + high)])


def _nice_ends(low: float, high: float) -> tuple[float, float]:
    step = nice_step((high - low) / PARTS)
    # An end that rounding alone put beyond a multiple stays there.
    ends = step * np.array([floor(low / step + 1e-6), ceil(high / step - 1e-6)], dtype=np.float64)
    first, last = _plain(ends, step).tolist()
    return first, last


def _plain(places: Array, step: float) -> Array:
    """0.3 and not 0.30000000000000004."""
    return np.round(places, max(0, 2 - floor(log10(step)))) + 0.0
