"""Minima to machine precision, for surfaces that know about where theirs lie but have no closed form for them.

Example:

    polished(surface, [(-3.0, -3.0), (3.0, -3.0)])    # the minima near the two guesses, the deepest first

Each guess walks downhill by Newton's method, all at once. What counts as a minimum is said by its width: a dent in
which a step of a 500th of the view leads further down already is none, so that a minimum which is just about to vanish
while a parameter moves is not one either.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from surfaces.surface import Array, Point, Surface, quiet

Flags = NDArray[np.bool_]

ROUNDS = 30
"""Newton's method takes fewer than ten from a good guess; the rest is for those that have to leave a slope first."""
ARRIVED = 1e-10
"""After a step that short, by the view, Newton's method is as exact as numbers are."""
STRIDE = 0.05
"""The longest step, by the view: a guess shall find its own minimum and not jump into another one's basin."""
NARROW = 1 / 500
"""What is narrower, by the view, is no minimum."""
SAME_HEIGHT = 9
"""Minima whose heights agree to so many decimals are equally deep, and keep the order of the guesses."""


def polished(surface: Surface, guesses: Iterable[Point]) -> tuple[Point, ...]:
    """The minima in the surface's view to which the guesses lead, each once, the deepest first.

    Guesses of equally deep minima give them in their own order. A guess that leads to none is passed over.
    """
    x, y = np.array(list(guesses), dtype=np.float64).reshape(-1, 2).T
    x, y, arrived = _downhill(surface, x, y)
    there = arrived & _inside(surface.view, x, y) & _is_lowest_around(surface, x, y)
    x, y = x[there], y[there]
    single = ~_is_there_already(surface, x, y)
    x, y = x[single], y[single]
    order = np.argsort(np.round(surface.value(x, y), SAME_HEIGHT), kind="stable")
    return tuple(zip(x[order].tolist(), y[order].tolist(), strict=True))


def _downhill(surface: Surface, x: Array, y: Array) -> tuple[Array, Array, Flags]:
    """Where the guesses end, and whether they have come to rest there."""
    extent = _extent(surface.view)
    arrived = np.zeros(x.shape, dtype=np.bool_)
    for _ in range(ROUNDS):
        dx, dy = _newton(surface, x, y)
        length = np.hypot(dx, dy)
        shortened = np.minimum(1.0, STRIDE * extent / np.maximum(length, 1e-300))
        x, y = x - shortened * dx, y - shortened * dy
        arrived = np.less_equal(length, ARRIVED * extent)
        if arrived.all():
            break
    return x, y, arrived


@quiet
def _newton(surface: Surface, x: Array, y: Array) -> tuple[Array, Array]:
    """|H|⁻¹∇f: Newton's step, which leads downhill where H has negative eigenvalues, too.

    |H| has H's eigenvectors, and the magnitudes of its eigenvalues. With s their sum and d = |det H| their product,
    Cayley and Hamilton have |H|² − s|H| + d = 0, hence |H| = (H² + d)/s, and |H|⁻¹ = (s − |H|)/d.
    """
    gx, gy = surface.gradient(x, y)
    xx, xy, yy = surface.hessian(x, y)
    product = np.abs(xx * yy - xy * xy)
    total = np.maximum(np.sqrt(xx * xx + yy * yy + 2.0 * (xy * xy + product)), 1e-300)
    ax = total - (xx * xx + xy * xy + product) / total
    ay = total - (yy * yy + xy * xy + product) / total
    across = -xy * (xx + yy) / total
    # Where a direction is all but flat, the step along it would have no bounds.
    scale = np.maximum(product, np.maximum(1e-12 * total * total, 1e-300))
    return (ax * gx + across * gy) / scale, (across * gx + ay * gy) / scale


def _is_lowest_around(surface: Surface, x: Array, y: Array) -> Flags:
    """Whether each point lies below all points of a small circle around it."""
    turn = np.linspace(0.0, 2.0 * np.pi, 24, endpoint=False)[:, np.newaxis]
    radius = _extent(surface.view) * NARROW
    around = surface.value(x + radius * np.cos(turn), y + radius * np.sin(turn))
    lower: Flags = np.all(surface.value(x, y) < around, axis=0)
    return lower


def _is_there_already(surface: Surface, x: Array, y: Array) -> Flags:
    """Whether a better guess, or an earlier one that is as good, has led to the same minimum."""
    height, place = surface.value(x, y), np.arange(len(x))
    is_near = np.hypot(x[:, np.newaxis] - x, y[:, np.newaxis] - y) < _extent(surface.view) * NARROW
    is_lower, is_level = height[:, np.newaxis] < height, height[:, np.newaxis] == height
    better = is_near & (is_lower | (is_level & (place[:, np.newaxis] < place)))
    there: Flags = np.any(better, axis=0)
    return there


def _inside(view: tuple[float, float, float, float], x: Array, y: Array) -> Flags:
    left, right, bottom, top = view
    inside: Flags = (left <= x) & (x <= right) & (bottom <= y) & (y <= top)
    return inside


def _extent(view: tuple[float, float, float, float]) -> float:
    """The shorter side of the view."""
    return min(view[1] - view[0], view[3] - view[2])
