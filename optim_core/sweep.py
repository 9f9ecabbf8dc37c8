"""Outcomes without paths: tens of thousands of settings at once, for maps.

Example:

    rule = Momentum.grid(lr=np.geomspace(1e-5, 1e-1, 256)[:, None], beta=np.linspace(0, 0.99, 256))
    outcomes = sweep(surface.gradient, rule, start=(-1.2, 1.0), steps=500)
    outcomes.final, outcomes.diverged_at            # shapes (256, 256, 1, 2) and (256, 256, 1)
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, fields
from functools import partial
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.checks import check_run, spread_start
from optim_core.loop import Batch, scaled_draws, spread
from optim_core.noise import NoiseStream
from optim_core.rule import Array, GradientFunction, Rule

BLOCK = 4096
"""Runs advanced together: few enough that all their arrays stay in a core's cache (measured)."""
SLICE = 16
"""Steps between two looks for runs that went bad; the steps of a slice are kept until then."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """How every run ended: `final` float64 (…, seeds, 2), NaN if it diverged; `diverged_at` int64 (…, seeds) or −1.

    The leading dimensions are those of the rule's broadcast fields.
    """

    final: Array
    diverged_at: NDArray[np.int64]


def sweep(
    gradient: GradientFunction,
    rule: Rule,
    *,
    start: ArrayLike,
    steps: int,
    noise: float = 0.0,
    batch_size: float = 1,
    seeds: Sequence[int] = (0,),
    executor: Executor | None = None,
) -> Outcomes:
    """Run a rule made by `Rule.grid` in every one of its settings, keeping only the outcomes.

    The same loop as `simulate`, so the same bits. `start` broadcasts to (…, seeds, 2). Blocks of settings are mapped
    over `executor` when there is one (NumPy releases the interpreter lock, so threads do). Raises ValueError as
    `Simulation` does.
    """
    check_run([rule], steps, noise, batch_size, seeds)
    shape = np.broadcast_shapes(*(np.shape(value) for value in vars(rule).values()))
    starts = spread_start(start, (*shape, len(seeds))).reshape(2, -1, len(seeds))
    settings = rule.grid(**_flat_fields(rule, shape))
    lanes_per_block = max(1, BLOCK // len(seeds))
    lanes = [slice(at, at + lanes_per_block) for at in range(0, starts.shape[1], lanes_per_block)]
    run = partial(_run_block, gradient, settings, starts, steps, noise / sqrt(batch_size), tuple(seeds))
    mapped: Callable[..., object] = map if executor is None else executor.map
    blocks: list[Batch] = list(mapped(run, lanes))  # type: ignore[call-overload]
    if not blocks:
        return Outcomes(np.empty((*shape, len(seeds), 2)), np.empty((*shape, len(seeds)), dtype=np.int64))
    final = np.concatenate([block.theta for block in blocks], axis=1).T.reshape(*shape, len(seeds), 2)
    ends = np.concatenate([block.diverged_at for block in blocks]).reshape(*shape, len(seeds))
    return Outcomes(np.ascontiguousarray(final), ends)


def _flat_fields(rule: Rule, shape: tuple[int, ...]) -> dict[str, Array]:
    names = (declared.name for declared in fields(rule))
    return {name: np.broadcast_to(v, shape).reshape(-1) for name, v in zip(names, vars(rule).values(), strict=True)}


def _run_block(
    gradient: GradientFunction,
    settings: Rule,
    starts: Array,
    steps: int,
    scale: float,
    seeds: tuple[int, ...],
    lanes: slice,
) -> Batch:
    theta = starts[:, lanes].reshape(2, -1).copy()
    count = theta.shape[1] // len(seeds)
    rule = settings.grid(**{name: value[lanes] for name, value in vars(settings).items()})
    coefficients = (np.broadcast_to(c, count) for c in rule.family())  # type: ignore[attr-defined]
    family = type(rule.family())(*(spread(c, count, len(seeds)) for c in coefficients))
    decay = spread(np.asarray(rule.weight_decay), count, len(seeds))
    batch = Batch(gradient, family, decay, theta, len(seeds))
    noise = NoiseStream(seeds) if scale > 0 else None
    path = np.empty((min(SLICE, steps), *theta.shape))
    for done in range(0, steps, SLICE):
        now = min(SLICE, steps - done)
        batch.advance(path[:now], done + 1, scaled_draws(noise, now, scale))
    return batch
