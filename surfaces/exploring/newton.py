"""Newton's method on many walkers at once, in a unit square.

A step is −w(H)g, where w acts on the Hessian's eigenvalues λ: 1/|λ| leads down on any ground, 1/λ to whatever
stationary point is near. On two dimensions w(H) is the straight line between its two values:
w(H) = w₁ + (w₂ − w₁)/(λ₂ − λ₁)·(H − λ₁), and no eigenvector is needed.
"""

import numpy as np

from surfaces.exploring.functions import Flags
from surfaces.exploring.square import Square
from surfaces.surface import Array

MOST_STEPS = 48
LONGEST = 0.1
"""Of a step, in sides of the view."""
TRIALS = np.array([1.0, 3.0, 0.5, 0.125, 1.0 / 64.0])[:, np.newaxis]
"""Multiples of a step that are tried at once: 3 arrives at the minimum of x⁴, ½ at a kink's, the others help uphill."""
ARRIVED = 1e-14
"""A step below this, in sides of the view, is none."""
SINGULAR = 1e-13
"""An eigenvalue so far below the other counts as this much of it."""
POLISHING = 4

Pair = tuple[Array, Array]
Triple = tuple[Array, Array, Array]


def eigenvalues(hessian: Triple) -> Pair:
    """The lower and the higher of each."""
    xx, xy, yy = hessian
    mean, radius = 0.5 * (xx + yy), np.hypot(0.5 * (xx - yy), xy)
    return mean - radius, mean + radius


def step(gradient: Pair, hessian: Triple, *, downhill: bool) -> Pair:
    """Newton's step: down, with the eigenvalues' sizes, or to the stationary point of the local paraboloid."""
    (gx, gy), (xx, xy, yy) = gradient, hessian
    low, high = eigenvalues(hessian)
    least = SINGULAR * np.maximum(np.abs(low), np.abs(high))
    of_low, of_high = (1.0 / np.where(np.abs(of) < least, least, np.abs(of) if downhill else of) for of in (low, high))
    slope = np.where(high > low, (of_high - of_low) / (high - low), 0.0)
    du = -(of_low * gx + slope * ((xx - low) * gx + xy * gy))
    dv = -(of_low * gy + slope * (xy * gx + (yy - low) * gy))
    # Where there is no slope there is no step, though the land may be as flat as 0/0.
    slopes = (gx != 0.0) | (gy != 0.0)
    return np.where(slopes, du, 0.0), np.where(slopes, dv, 0.0)


def shortened(du: Array, dv: Array, longest: float) -> Pair:
    """The same step, no longer than that."""
    factor = np.minimum(1.0, longest / np.hypot(du, dv))
    return du * factor, dv * factor


def inside(u: Array, v: Array, margin: float = 0.0) -> Flags:
    """Which walkers are in the square, and not nearer to its edge than the margin."""
    return (np.abs(u - 0.5) <= 0.5 - margin) & (np.abs(v - 0.5) <= 0.5 - margin)


def descend(square: Square, u: Array, v: Array) -> Triple:
    """Lead walkers down until none moves any more: u, v and f of each; one that leaves the square stops there."""
    at, going = np.stack([u, v, square.value(u, v)]), np.arange(len(u))
    for _ in range(MOST_STEPS):
        ahead, length = _best_step(square, at[0, going], at[1, going])
        moves = (ahead[2] < at[2, going]) & inside(*at[:2, going])
        # Who does not move would not the next time: most have arrived long before the last one.
        going = going[moves]
        at[:, going] = ahead[:, moves]
        if not (length[moves] > ARRIVED).any():
            break
    return at[0], at[1], at[2]


def _best_step(square: Square, u: Array, v: Array) -> tuple[Array, Array]:
    """Of the steps that are tried, where the best leads and how high that is, (3, walkers), and how long one is."""
    ahead = step(square.gradient(u, v), square.hessian(u, v), downhill=True)
    du, dv = shortened(*ahead, LONGEST)
    us, vs = u + TRIALS * du, v + TRIALS * dv
    tried = np.stack([us, vs, square.value(us, vs)])
    return tried[:, tried[2].argmin(axis=0), np.arange(len(u))], np.hypot(du, dv)


def polished(square: Square, u: Array, v: Array) -> Pair:
    """Take plain Newton steps while the gradient shrinks: heights tell a minimum to half the digits, slopes to all."""
    gradient = square.gradient(u, v)
    for _ in range(POLISHING):
        du, dv = step(gradient, square.hessian(u, v), downhill=True)
        after = square.gradient(u + du, v + dv)
        better = np.hypot(*after) < np.hypot(*gradient)
        better &= np.hypot(du, dv) < LONGEST
        u, v = np.where(better, u + du, u), np.where(better, v + dv, v)
        gradient = np.where(better, after[0], gradient[0]), np.where(better, after[1], gradient[1])
        if not better.any():
            break
    return u, v


def stationary(square: Square, u: Array, v: Array, steps: int, longest: float = np.inf) -> Triple:
    """Lead walkers to where the gradient vanishes, up or down: u, v and the length of the last step."""
    length = np.full_like(u, np.inf)
    for _ in range(steps):
        ahead = step(square.gradient(u, v), square.hessian(u, v), downhill=False)
        du, dv = shortened(*ahead, longest)
        u, v, length = u + du, v + dv, np.hypot(*ahead)
        if (length < ARRIVED).all():
            break
    return u, v, length
