"""Outcomes without paths: tens of thousands of settings at once, for maps.

Example:

    rule = Momentum.grid(lr=np.geomspace(1e-5, 1e-1, 256)[:, None], beta=np.linspace(0, 0.99, 256))
    outcomes = sweep(surface.gradient, rule, start=(-1.2, 1.0), steps=500)
    outcomes.final, outcomes.diverged_at            # shapes (256, 256, 1, 2) and (256, 256, 1)
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.checks import check_run, spread_start
from optim_core.family import GradientFunction
from optim_core.loop import Batch
from optim_core.parameter import Array
from optim_core.rule import Rule, declared_numbers
from optim_core.surroundings import Move, NoiseKind, Surroundings
from optim_core.timeline import Timeline

BLOCK = 32768
"""Runs advanced together (measured): smaller ones stay in nearer caches, larger ones make threads wait less."""
SLICE = 8
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
    noise: ArrayLike = 0.0,
    batch_size: float = 1,
    seeds: Sequence[int] = (0,),
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN,
    moves: Sequence[Move] = (),
    executor: Executor | None = None,
) -> Outcomes:
    """Run a rule made by `Rule.grid` in every one of its settings, keeping only the outcomes.

    The same loop as `simulate`, so the same bits. `start` broadcasts to (…, seeds, 2). Blocks of settings are mapped
    over `executor` when there is one (NumPy releases the interpreter lock, so threads do). Raises ValueError as
    `Simulation` does.
    """
    check_run([rule], steps, noise, batch_size, seeds, moves)
    shape = np.broadcast_shapes(*(np.shape(getattr(rule, name)) for name in declared_numbers(type(rule))))
    starts = spread_start(start, (*shape, len(seeds))).reshape(2, -1, len(seeds))
    settings = _Settings(rule, shape, starts, seeds, steps, (noise, batch_size, noise_kind, moves))
    lanes_per_block = max(1, BLOCK // len(seeds))
    lanes = [slice(at, at + lanes_per_block) for at in range(0, starts.shape[1], lanes_per_block)]
    mapped: Callable[..., object] = map if executor is None else executor.map
    blocks: list[Batch] = list(mapped(partial(_run_block, gradient, settings), lanes))  # type: ignore[call-overload]
    final = np.empty((2, starts[0].size))
    ends = np.empty(starts[0].size, dtype=np.int64)
    for at, block in zip(lanes, blocks, strict=True):
        runs = slice(at.start * len(seeds), at.stop * len(seeds))
        final[:, runs], ends[runs] = block.present(), block.diverged_at
    outcome = (*shape, len(seeds))
    return Outcomes(np.moveaxis(final.reshape(2, *outcome), 0, -1), ends.reshape(outcome))


class _Settings(NamedTuple):
    """What all blocks of a sweep share; the starts are those of all lanes."""

    rule: Rule
    shape: tuple[int, ...]
    starts: Array
    seeds: Sequence[int]
    steps: int
    around: tuple[ArrayLike, float, NoiseKind, Sequence[Move]]


def _run_block(gradient: GradientFunction, sweep: _Settings, lanes: slice) -> Batch:
    timeline = Timeline([sweep.rule], len(sweep.seeds), sweep.steps, sweep.shape, lanes)
    batch = Batch(gradient, timeline, sweep.starts[:, lanes])
    surroundings = Surroundings(sweep.seeds, sweep.steps, *sweep.around)
    path = np.empty((min(SLICE, sweep.steps), *batch.theta.shape))
    for done in range(0, sweep.steps, SLICE):
        now = min(SLICE, sweep.steps - done)
        batch.advance(path[:now], surroundings.take(now))
    return batch
