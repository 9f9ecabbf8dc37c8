"""Few runs, each stepped in Python's own numbers: the same bits as arrays have, sooner.

An operation of NumPy takes some 400 ns for one run as for a hundred; one of Python's floats takes 25. So a step of
three heavy balls on Rosenbrock takes 3 µs here instead of 8, and from some 13 to 16 runs on arrays are sooner
(measured); three of Adam take 5 instead of 20. The gradient must be one that can be taken at a point. What a step does
is said by `HeavyBallFamily.update`, whose look-ahead asks for the gradient in the middle of a step, or by a family's
own `coordinate`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Any

import numpy as np

from optim_core.family import CoordinateFamily, Family, is_one, is_zero
from optim_core.momentum import HeavyBallFamily
from optim_core.parameter import Array
from optim_core.timeline import Settings, changes

FEW = 12
"""Up to so many heavy balls are stepped one by one (measured) …"""
FEW_BY_COORDINATE = 7
"""… and runs of a family that calls its `coordinate` twice a step."""

PointFunction = Callable[[float, float], tuple[float, float]]
EveryStep = Array | list[None]
"""What a run meets at each of some steps, (steps, 2, runs) or (steps, 2, 1), or nothing."""
Trace = list[tuple[float, ...]]
"""Of one coordinate of a run after every step: its position and the rows of its state."""


def can_step(family: Family, runs: int) -> bool:
    """Whether so many runs of that family are sooner stepped here."""
    if isinstance(family, HeavyBallFamily):
        return runs <= FEW
    return runs <= FEW_BY_COORDINATE and isinstance(family, CoordinateFamily)


def step_through(
    gradient: PointFunction,
    settings: Settings,
    disturbance: Sequence[EveryStep],
    before: tuple[Array, Array],
    after: tuple[Array, Array],
) -> None:
    """Step all runs from `before`, θ (2, runs) and their state, through `after`, both with the steps in front."""
    is_heavy_ball = isinstance(settings.family, HeavyBallFamily)
    walk = _heavy_balls if is_heavy_ball else _coordinates
    for run in range(before[0].shape[1]):
        walk(gradient, settings, run, _disturbance_of(run, disturbance), before, after)


def _disturbance_of(run: int, disturbance: Sequence[EveryStep]) -> Iterator[Iterable[Any]]:
    for part in disturbance:
        for axis in (0, 1):
            yield part[:, axis, run % part.shape[2]].tolist() if isinstance(part, np.ndarray) else part


def _each(value: Any, run: int) -> Iterable[Any]:
    """A setting of one run in every step."""
    if changes(value):
        each: list[float] = value[:, 0, run].tolist()
        return each
    return repeat(value.item(0, run) if isinstance(value, np.ndarray) else value)


def _coordinates(
    gradient: PointFunction,
    settings: Settings,
    run: int,
    disturbance: Iterable[Iterable[Any]],
    before: tuple[Array, Array],
    after: tuple[Array, Array],
) -> None:
    family: CoordinateFamily = settings.family
    coefficients = zip(*(_each(value, run) for value in settings.family), strict=False)
    moments = zip(coefficients, *(_each(value, run) for value in settings.decays()), *disturbance, strict=False)
    (theta, state), (path, states) = before, after
    x, y = ((theta.item(axis, run), *state[:, axis, run].tolist()) for axis in (0, 1))
    for axis, trace in enumerate(_walk_coordinates(gradient, family.coordinate, x, y, moments)):
        along = np.fromiter(chain.from_iterable(trace), np.float64).reshape(len(trace), -1)
        path[:, axis, run], states[:, :, axis, run] = along[:, 0], along[:, 1:]


def _walk_coordinates(
    gradient: PointFunction,
    step: Callable[..., tuple[float, ...]],
    x: tuple[float, ...],
    y: tuple[float, ...],
    moments: Iterable[Any],
) -> tuple[Trace, Trace]:
    xs: Trace = []
    ys: Trace = []
    for coefficients, decay, shrink, px, py, sx, sy in moments:
        at_x, at_y = x[0], y[0]
        gx, gy = gradient(at_x, at_y) if sx is None else gradient(at_x + sx, at_y + sy)
        if decay is not None:
            gx += decay * at_x
            gy += decay * at_y
        if px is not None:
            gx += px
            gy += py
        x, y = step(x, gx, coefficients), step(y, gy, coefficients)
        if shrink is not None:
            x, y = (x[0] - shrink * at_x, *x[1:]), (y[0] - shrink * at_y, *y[1:])
        xs.append(x)
        ys.append(y)
    return xs, ys


def _heavy_balls(
    gradient: PointFunction,
    settings: Settings,
    run: int,
    disturbance: Iterable[Iterable[Any]],
    before: tuple[Array, Array],
    after: tuple[Array, Array],
) -> None:
    lr, beta, reach, gain, _ = settings.family
    # None where there is nothing to multiply.
    values = lr, beta, None if is_zero(reach) else reach, None if is_one(gain) else gain, *settings.decays()
    moments = zip(*(_each(value, run) for value in values), *disturbance, strict=False)
    (x, y), (vx, vy) = (part[:, run].tolist() for part in before)
    walked = _walk_heavy_ball(gradient, x, y, vx, vy, moments)
    for part, along_x, along_y in zip(after, walked[::2], walked[1::2], strict=True):
        part[:, 0, run], part[:, 1, run] = along_x, along_y


def _walk_heavy_ball(
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
