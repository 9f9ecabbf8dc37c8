"""Descent where there are kinks, by sampling gradients (Burke, Lewis and Overton, SIAM J. Optim. 15, 2005).

Around a kink gradients disagree. The shortest vector in the convex hull of those of a small circle points up on both
sides of the kink; a hull that has 0 in it says that no way within the circle leads down, and the circle shrinks. Along
a bent kink such ways are short, so that Newton's step along the line where both sides are equal is tried as well.
"""

from typing import NamedTuple

import numpy as np

from surfaces.exploring.functions import Places
from surfaces.exploring.square import Square
from surfaces.surface import Array

ROUNDS = 48
SAMPLES = 8
WIDEST, NARROWEST = 2.0**-7, 2.0**-46
"""Radii of the circle, in sides of the view."""
SHRINK = 0.125
STRIDES = np.array([64.0, 8.0, 1.0, 0.25])[:, np.newaxis]
"""Steps that are tried, in radii."""
GOLDEN = np.pi * (3.0 - np.sqrt(5.0))
"""Turns the circle from round to round, so that no direction is favoured."""
FIRST, SECOND = np.triu_indices(SAMPLES, k=1)


class _Side(NamedTuple):
    """What a kink's sides would be at each walker, by second-order models of samples on them: (2, walkers) each."""

    height: Array
    gu: Array
    gv: Array
    uu: Array
    uv: Array
    vv: Array


class _Samples(NamedTuple):
    """Where each walker looked around, from where it stands, and the gradients there: (samples, walkers) each."""

    du: Array
    dv: Array
    gu: Array
    gv: Array

    def take(self, rows: Places) -> "_Samples":
        """For each walker those of its samples: rows (any, walkers)."""
        return _Samples(*(np.take_along_axis(of, rows, axis=0) for of in self))


class _Hull(NamedTuple):
    """The shortest vector of the hull of each walker's gradients: between which samples it lies, and how far."""

    gu: Array
    gv: Array
    rows: Places
    share: Array


def creep(square: Square, u: Array, v: Array) -> tuple[Array, Array, Array]:
    """Lead walkers down over kinks, each until its circle is a point: u, v and f."""
    height, radius, columns = square.value(u, v), np.full_like(u, WIDEST), np.arange(len(u))
    for number in range(ROUNDS):
        around = _look(square, u, v, radius, number * GOLDEN)
        us, vs = _ways(square, u, v, radius, around)
        heights = square.value(us, vs)
        best = heights.argmin(axis=0)
        moves = heights[best, columns] < height
        u, v, height = (np.where(moves, new[best, columns], old) for new, old in ((us, u), (vs, v), (heights, height)))
        radius = np.where(moves, radius, SHRINK * radius)
        if (radius < NARROWEST).all():
            break
    return u, v, height


def _look(square: Square, u: Array, v: Array, radius: Array, turn: float) -> _Samples:
    """Gradients on each walker's circle; an undefined one is taken for 0, which lets the circle shrink."""
    angles = turn + np.arange(SAMPLES)[:, np.newaxis] * (2.0 * np.pi / SAMPLES)
    du, dv = radius * np.cos(angles), radius * np.sin(angles)
    gu, gv = square.gradient(u + du, v + dv)
    known = np.isfinite(gu) & np.isfinite(gv)
    return _Samples(du, dv, np.where(known, gu, 0.0), np.where(known, gv, 0.0))


def _hull(around: _Samples) -> _Hull:
    """The shortest vector lies on a segment between two samples, or is 0 if the hull surrounds it."""
    u, v = around.gu[FIRST], around.gv[FIRST]
    du, dv = around.gu[SECOND] - u, around.gv[SECOND] - v
    square = du * du + dv * dv
    share = np.clip(np.where(square > 0.0, -(u * du + v * dv) / square, 0.0), 0.0, 1.0)
    u, v = u + share * du, v + share * dv
    best, columns = (u * u + v * v).argmin(axis=0), np.arange(u.shape[1])
    u, v, share = u[best, columns], v[best, columns], share[best, columns]
    surrounds = (around.gu * u + around.gv * v).min(axis=0) < 0.5 * (u * u + v * v)
    rows = np.stack([FIRST[best], SECOND[best]])
    return _Hull(np.where(surrounds, 0.0, u), np.where(surrounds, 0.0, v), rows, share)


def _ways(square: Square, u: Array, v: Array, radius: Array, around: _Samples) -> tuple[Array, Array]:
    """Where each walker might step: some strides against the hull's vector, and Newton's step along the kink."""
    hull = _hull(around)
    stride = STRIDES * radius / np.hypot(hull.gu, hull.gv)
    du, dv = _along(_sides(square, u, v, around.take(hull.rows)), hull.share)
    return np.vstack([u - stride * hull.gu, u + du]), np.vstack([v - stride * hull.gv, v + dv])


def _sides(square: Square, u: Array, v: Array, seen: _Samples) -> _Side:
    du, dv, gu, gv = seen
    uu, uv, vv = square.hessian(u + du, v + dv)
    # The gradient at the walker is the sample's, taken back over the way between them; and so is the height.
    gu, gv = gu - uu * du - uv * dv, gv - uv * du - vv * dv
    height = square.value(u + du, v + dv) - gu * du - gv * dv - 0.5 * (uu * du * du + vv * dv * dv) - uv * du * dv
    return _Side(height, gu, gv, uu, uv, vv)


def _along(sides: _Side, share: Array) -> tuple[Array, Array]:
    """To where both sides are equally high, n·d + c = 0, and on along that line to where their mixture is lowest."""
    rise, nu, nv = (of[1] - of[0] for of in sides[:3])
    mixed = _Side(*(of[0] + share * (of[1] - of[0]) for of in sides))
    across = -rise / (nu * nu + nv * nv)
    du, dv = across * nu, across * nv
    slope = nu * (mixed.gv + mixed.uv * du + mixed.vv * dv) - nv * (mixed.gu + mixed.uu * du + mixed.uv * dv)
    bend = nv * nv * mixed.uu - 2.0 * nu * nv * mixed.uv + nu * nu * mixed.vv
    ahead = np.where(slope == 0.0, 0.0, -slope / np.abs(bend))
    return du - ahead * nv, dv + ahead * nu
