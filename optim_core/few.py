"""Few runs of heavy ball, SGD or Nesterov's method, each stepped in Python's own numbers: the same bits, sooner.

An operation of NumPy takes some 400 ns for one run as for a hundred; one of Python's floats takes 25. So a step of
three runs on Rosenbrock takes 2 µs here instead of 8, and from some 13 to 16 runs on arrays are sooner (measured). The
gradient must be one that can be taken at a point; what a step does is said by `HeavyBallFamily.update`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

import numpy as np

from optim_core.family import is_one, is_zero
from optim_core.parameter import Array
from optim_core.timeline import Settings, changes

FEW = 12
"""Up to so many runs are stepped one by one (measured)."""

PointFunction = Callable[[float, float], tuple[float, float]]
EveryStep = Array | list[None]
"""What a run meets at each of some steps, (steps, 2, runs) or (steps, 2, 1), or nothing."""


def step_through(
    gradient: PointFunction,
    settings: Settings,
    disturbance: Sequence[EveryStep],
    before: tuple[Array, Array],
    after: tuple[Array, Array],
) -> None:
    """Step all runs of a heavy ball from `before`, θ and v (2, runs), through `after`, both (steps, 2, runs)."""
    for run in range(before[0].shape[1]):
        (x, y), (vx, vy) = (part[:, run].tolist() for part in before)
        moments = zip(*_settings_of(run, settings), *_disturbance_of(run, disturbance), strict=False)
        walked = _walk(gradient, x, y, vx, vy, moments)
        for part, along_x, along_y in zip(after, walked[::2], walked[1::2], strict=True):
            part[:, 0, run], part[:, 1, run] = along_x, along_y


def _settings_of(run: int, settings: Settings) -> Iterator[Iterable[Any]]:
    """lr, β, reach, gain, λ and lr·λ of every step, None where there is nothing to multiply."""
    lr, beta, reach, gain, _ = settings.family
    values: tuple[Any, ...] = lr, beta, None if is_zero(reach) else reach, None if is_one(gain) else gain
    for value in (*values, *settings.decays()):
        if changes(value):
            yield value[:, 0, run].tolist()
        else:
            yield repeat(value.item(0, run) if isinstance(value, np.ndarray) else value)


def _disturbance_of(run: int, disturbance: Sequence[EveryStep]) -> Iterator[Iterable[Any]]:
    for part in disturbance:
        for axis in (0, 1):
            yield part[:, axis, run % part.shape[2]].tolist() if isinstance(part, np.ndarray) else part


def _walk(
    gradient: PointFunction, x: float, y: float, vx: float, vy: float, moments: Iterable[Any]
) -> tuple[list[float], ...]:
    """x, y and the velocity after every step, step by step as the arrays of `Batch` have it."""
    trace: tuple[list[float], ...] = [], [], [], []
    xs, ys, vxs, vys = trace
    for lr, beta, reach, gain, decay, shrink, px, py, sx, sy in moments:
        vx *= beta
        vy *= beta
        ahead_x, ahead_y = (x, y) if reach is None else (x - reach * vx, y - reach * vy)
        gx, gy = gradient(ahead_x, ahead_y) if sx is None else gradient(ahead_x + sx, ahead_y + sy)
        if decay is not None:
            gx += decay * ahead_x
            gy += decay * ahead_y
        if px is not None:
            gx += px
            gy += py
        if gain is not None:
            gx *= gain
            gy *= gain
        vx += gx
        vy += gy
        was_x, was_y = x, y
        x -= vx * lr
        y -= vy * lr
        if shrink is not None:
            x -= shrink * was_x
            y -= shrink * was_y
        xs.append(x)
        ys.append(y)
        vxs.append(vx)
        vys.append(vy)
    return trace
