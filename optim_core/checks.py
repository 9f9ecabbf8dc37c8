"""What is asked of the arguments of a run; every refusal is a ValueError of one sentence."""

import reprlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from optim_core.parameter import Array, is_whole, numbers
from optim_core.rule import Rule, declared_numbers
from optim_core.surroundings import Move


def check_run(
    rules: Sequence[Rule],
    steps: int,
    noise: ArrayLike,
    batch_size: float,
    seeds: Sequence[int],
    moves: Sequence[Move],
) -> None:
    """Raise ValueError for a run that makes no sense."""
    if not rules:
        raise ValueError("a run needs at least one rule")
    if not is_whole(steps) or steps < 0:
        raise ValueError(f"steps must be a whole number, 0 or more, not {reprlib.repr(steps)}")
    _check_noise(noise, steps)
    if not 1 <= _number(batch_size) < np.inf:
        raise ValueError(f"batch_size must be 1 or more and finite, not {reprlib.repr(batch_size)}")
    if not len(seeds) or not all(is_whole(seed) and seed >= 0 for seed in seeds):
        raise ValueError("seeds must be one or more whole numbers, each 0 or more")
    for move in moves:
        _check_move(move)


def check_lanes(rules: Sequence[Rule]) -> None:
    """Raise ValueError for a lane that stands for many runs: those are for `optim_core.sweep`."""
    for rule in rules:
        for name in declared_numbers(type(rule)):
            if not isinstance(getattr(rule, name), float):
                raise ValueError(f"{rule.key}: a lane's {name} must be one number, not an array; sweep takes arrays")


def spread_start(start: ArrayLike, shape: tuple[int, ...]) -> Array:
    """The start of every run, (2, *shape), for runs of that shape (…, seeds)."""
    points = numbers(start)
    if not np.isfinite(points).all():
        raise ValueError("start must be made of finite numbers")
    try:
        return np.moveaxis(np.broadcast_to(points, (*shape, 2)), -1, 0)
    except ValueError:
        raise ValueError(f"start must broadcast to the shape {(*shape, 2)}, not have {points.shape}") from None


def _check_noise(noise: ArrayLike, steps: int) -> None:
    found = numbers(noise)
    bad = ~((found >= 0) & (found < np.inf))
    if bad.any():
        first = found[bad].item(0) if found.ndim else reprlib.repr(noise)
        raise ValueError(f"noise must be 0 or more and finite, not {first}")
    if found.shape not in ((), (steps,)):
        raise ValueError(f"noise must be one number, or one for each of the {steps} steps, not of shape {found.shape}")


def _check_move(move: Any) -> None:
    if not _is_move(move):
        raise ValueError("a move must be (step, dx, dy): a whole number, 0 or more, and two finite numbers")


def _is_move(move: Any) -> bool:
    if not isinstance(move, tuple | list) or len(move) != 3:
        return False
    step, way = move[0], numbers(move[1:])
    return is_whole(step) and step >= 0 and way.shape == (2,) and bool(np.isfinite(way).all())


def _number(value: Any) -> float:
    found = numbers(value)
    return float(found) if found.ndim == 0 else float("nan")
