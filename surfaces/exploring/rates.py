"""A learning rate for a function nobody has described, by trying: SGD, heavy ball and Nesterov at many rates at once.

With v ← βv + ∇f(θ − c·lr·βv) and θ ← θ − lr·v, SGD has β = 0, and c is 1 for Nesterov's look-ahead and 0 otherwise.
"""

from math import floor, log10, sqrt
from typing import NamedTuple

import numpy as np

from surfaces.exploring.functions import Flags, Functions, View
from surfaces.exploring.newton import eigenvalues
from surfaces.surface import Array, Point

STEPS = 1000
BETA = np.array([0.0, 0.9, 0.9])[:, np.newaxis, np.newaxis]
AHEAD = np.array([0.0, 0.0, 1.0])[:, np.newaxis, np.newaxis]
"""Of SGD, heavy ball and Nesterov."""
DECADES = 5
"""So far down a rate is sought."""
EDGE = sqrt(2.0)
"""A rate so many times as large must do as well: half an octave."""
STABLE = 2.0 * 1.9 / 2.8
"""The largest stable lr · curvature for Nesterov with β = 0.9, which is the least of the three."""
BESIDE = 0.005
"""A minimum, in sides of the view, its curvature is taken."""
OUTSIDE, FAR_OUTSIDE = 0.5, 1000.0
"""How far beyond the view a run may go, in its sides; without a minimum every run leaves it."""
STRIDE, SHORT_STRIDE = 0.05, 0.003
"""The longest first step of SGD, in sides of the view; shorter without a minimum, for runs to be seen."""
WATCH = 10
"""Steps from one look at where the runs are to the next."""
LATE = 0.9
"""From this part of the steps on a run must not rise any more …"""
RISE = 0.05
"""… above its lowest by more than this part of its descent."""
ARRIVES, MOVES = 0.2, 0.05
"""A good run ends below this part of the descent to the lowest, and goes at least this part of a side."""
USUAL = 0.1
"""Where nothing tells rates apart."""
LOWEST, HIGHEST = 1e-300, 1e9
"""No learning rate is smaller or larger."""


class Rate(NamedTuple):
    """A learning rate for one start: how many wishes it fulfils, 0 to 4, and how far the laziest rule then goes."""

    lr: float
    good: int
    reach: float

    def preference(self) -> tuple[int, float]:
        """Of two starts that do what is wished either will do; otherwise the one from where something moves."""
        return self.good, min(self.reach, MOVES)


class _Walk:
    """What becomes of each run, (rules, rates, starts): whether it keeps near, its reach in sides, its heights."""

    def __init__(self, functions: Functions, view: View, x: Array, y: Array, margin: float) -> None:
        self._value, self._view, self._margin, self._x, self._y = functions.value, view, margin, x.copy(), y.copy()
        self.first = self.last = self.lowest = self._value(x, y)
        self.stayed = np.ones(x.shape, dtype=bool)
        self.reach, self.rise = np.zeros_like(x), np.zeros_like(x)

    def look(self, x: Array, y: Array, *, late: bool) -> None:
        """See where all runs are."""
        x0, x1, y0, y1 = self._view
        self.last = self._value(x, y)
        self.lowest = np.fmin(self.lowest, self.last)
        away = np.maximum(np.abs(x - 0.5 * (x0 + x1)) / (x1 - x0), np.abs(y - 0.5 * (y0 + y1)) / (y1 - y0))
        self.stayed &= (away <= 0.5 + self._margin) & np.isfinite(self.last)
        gone = np.maximum(np.abs(x - self._x) / (x1 - x0), np.abs(y - self._y) / (y1 - y0))
        self.reach = np.fmax(self.reach, gone)
        if late:
            self.rise = np.fmax(self.rise, self.last - self.lowest)


def rates_for(functions: Functions, view: View, starts: Array, minima: tuple[Point, ...], lowest: float) -> list[Rate]:
    """For each start (starts, 2) the largest of 1, 2, 5 × 10ⁿ with which three rules keep near the view for STEPS.

    It is half an octave below the edge, and the next smaller one does as well; SGD's first step is not too long to be
    followed, and all of `minima` are stable. `lowest` is the lowest height in the view.
    """
    caps = _caps(functions, view, starts, minima)
    ladder = _ladder(float(caps.max()))
    lr = np.concatenate([ladder, EDGE * ladder])
    walk = _walk(functions, view, starts, lr, OUTSIDE if minima else FAR_OUTSIDE)
    settles = walk.stayed & (walk.rise <= RISE * (walk.first - walk.lowest)) & (walk.reach >= MOVES)
    descends = walk.stayed & (walk.last <= walk.first)
    arrives = walk.last - lowest <= ARRIVES * (walk.first - lowest)
    wishes = (settles & arrives, settles, descends, walk.stayed)
    return [
        _rate(ladder, cap, walk.reach[:, :, start].min(axis=0), [wish[:, :, start] for wish in wishes])
        for start, cap in enumerate(caps)
    ]


def _rate(ladder: Array, cap: float, reach: Array, wishes: list[Flags]) -> Rate:
    """The choice for one start, from which of (rules, rates) fulfil each wish, the most wished first.

    The rates are the ladder, and the same half an octave higher.
    """
    for good, wish in zip(range(len(wishes), 0, -1), wishes, strict=True):
        rungs = wish.all(axis=0).reshape(2, -1).all(axis=0) & (ladder <= cap)
        rungs[1:] &= rungs[:-1]
        if rungs.any():
            rung = int(np.flatnonzero(rungs)[-1])
            return Rate(float(ladder[rung]), good, float(reach[rung]))
    return Rate(float(ladder[0]), 0, 0.0)


def _caps(functions: Functions, view: View, starts: Array, minima: tuple[Point, ...]) -> Array:
    """The highest rate for each start: by the length of the first step, and by the curvature at the minima."""
    side = min(view[1] - view[0], view[3] - view[2])
    slope = np.hypot(*functions.gradient(*starts.T))
    caps = (STRIDE if minima else SHORT_STRIDE) * side / slope
    if minima:
        caps = np.fmin(caps, STABLE / EDGE / max(_steepest(functions, side, np.array(minima)), LOWEST))
    return np.clip(np.where(np.isfinite(caps), caps, USUAL), LOWEST, HIGHEST)


def _steepest(functions: Functions, side: float, minima: Array) -> float:
    """The largest curvature at any minimum; just beside each, since a kink's own is without bounds. 0 if none has."""
    u, v = side * BESIDE * np.array([[1.0, 0.0, -1.0, 0.0], [0.0, 1.0, 0.0, -1.0]])[:, :, np.newaxis]
    steep = eigenvalues(functions.hessian(minima[:, 0] + u, minima[:, 1] + v))[1]
    return float(np.where(np.isfinite(steep), steep, 0.0).min(axis=0).max(initial=0.0))


def _ladder(top: float) -> Array:
    """1, 2 and 5 × 10ⁿ up to there."""
    power = floor(log10(top))
    rungs = [float(f"{m}e{n}") for n in range(power - DECADES, power + 1) for m in (1, 2, 5)]
    return np.array([rung for rung in rungs if rung <= top])


def _walk(functions: Functions, view: View, starts: Array, lr: Array, margin: float) -> _Walk:
    """Take all steps with all rules, rates and starts, looking at every tenth."""
    shape = (len(BETA), len(lr), len(starts))
    beta, ahead, rate = (
        np.broadcast_to(of, shape).copy() for of in (BETA, AHEAD * lr[:, np.newaxis], lr[:, np.newaxis])
    )
    x, y = (np.broadcast_to(of, shape).copy() for of in starts.T)
    vx, vy, walk = np.zeros(shape), np.zeros(shape), _Walk(functions, view, x, y, margin)
    for number in range(1, STEPS + 1):
        vx *= beta
        vy *= beta
        # What Nesterov looks from is θ − lr·βv.
        gx, gy = functions.gradient(x - ahead * vx, y - ahead * vy)
        vx += gx
        vy += gy
        x -= rate * vx
        y -= rate * vy
        if number % WATCH == 0:
            walk.look(x, y, late=number > LATE * STEPS)
    return walk
