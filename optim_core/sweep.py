"""Outcomes without paths: tens of thousands of settings at once, for maps.

Example:

    rule = Momentum.grid(lr=np.geomspace(1e-5, 1e-1, 256)[:, None], beta=np.linspace(0, 0.99, 256))
    outcomes = sweep(surface.gradient, rule, start=(-1.2, 1.0), steps=500, landscape=surface)
    outcomes.final, outcomes.diverged_at            # shapes (256, 256, 1, 2) and (256, 256, 1)
    outcomes.ending.verdict, outcomes.ending.loss   # both (256, 256, 1)
"""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.block import Result, Task, run_block
from optim_core.checks import check_run, spread_start
from optim_core.diagnosis.ending import Ending, joined
from optim_core.diagnosis.observed import Landscape
from optim_core.family import GradientFunction
from optim_core.parameter import Array
from optim_core.rule import Rule, declared_numbers
from optim_core.surroundings import Move, NoiseKind
from optim_core.timeline import with_arrays

BLOCK = 16384
"""Runs advanced together (measured): smaller ones stay in nearer caches, larger ones make threads wait less."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """How every run ended: `final` float64 (…, seeds, 2), NaN if it diverged; `diverged_at` int64 (…, seeds) or −1.

    The leading dimensions are those of the rule's broadcast fields. `ending` has a verdict and more of each run, if a
    landscape was given.
    """

    final: Array
    diverged_at: NDArray[np.int64]
    ending: Ending | None = None


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
    landscape: Landscape | None = None,
    checkpoint: Callable[[], None] | None = None,
) -> Outcomes:
    """Run a rule made by `Rule.grid` in every one of its settings, keeping only the outcomes.

    The same loop as `simulate`, so the same bits. `start` broadcasts to (…, seeds, 2). With the surface as `landscape`
    every run is judged. Blocks of settings go to `executor` when there is one: threads serve well, as NumPy releases
    the interpreter lock; processes, here or on other machines, want a gradient, a landscape and a checkpoint that can
    be pickled. `checkpoint` is called every few milliseconds in every block: what it raises ends all blocks and comes
    out. Raises ValueError as `Simulation` does.
    """
    check_run([rule], steps, noise, batch_size, seeds, moves)
    shape = np.broadcast_shapes(*(np.shape(getattr(rule, name)) for name in declared_numbers(type(rule))))
    starts = spread_start(start, (*shape, len(seeds))).reshape(2, -1, len(seeds))
    flat = with_arrays(rule, lambda value: np.broadcast_to(value, shape).reshape(-1))
    around = (noise, batch_size, NoiseKind(noise_kind), tuple(Move(*move) for move in moves))
    whole = Task(gradient, flat, starts, tuple(seeds), steps, around, landscape, checkpoint)
    # Every so-manieth setting: what runs long is spread evenly over the blocks.
    count = max(1, min(-(-starts[0].size // BLOCK), starts.shape[1]))
    blocks = [slice(first, None, count) for first in range(count)]
    tasks = [whole.cut(block) for block in blocks]
    results = [run_block(task) for task in tasks] if executor is None else _run_on(executor, tasks)
    return _put_together(results, blocks, (*shape, len(seeds)))


class _StoppedError(CancelledError):
    """Another block of the sweep failed."""


class _Guard:
    """The checkpoint of several blocks on threads: when one of them ends badly, so do the others.

    Other processes have a guard each, which knows of its own block alone.
    """

    def __init__(self, checkpoint: Callable[[], None] | None) -> None:
        self._checkpoint = checkpoint
        self.stopped = False

    def __call__(self) -> None:
        if self.stopped:
            raise _StoppedError
        try:
            if self._checkpoint is not None:
                self._checkpoint()
        except BaseException:
            self.stopped = True
            raise


def _run_on(executor: Executor, tasks: Sequence[Task]) -> list[Result]:
    """The results of the tasks. When this returns or raises, none of them is being worked on any more."""
    guard = _Guard(tasks[0].checkpoint)
    futures: list[Future[Result]] = []
    try:
        for task in tasks:
            # One by one: an executor may refuse one, and those before are at work by then.
            futures.append(executor.submit(run_block, task._replace(checkpoint=guard)))  # noqa: PERF401
        wait(futures, return_when=FIRST_EXCEPTION)
    finally:
        guard.stopped = True
        for future in futures:
            future.cancel()
        wait(futures)
    errors = [error for future in futures if not future.cancelled() and (error := future.exception())]
    if errors:
        raise next((error for error in errors if not isinstance(error, _StoppedError)), errors[0])
    return [future.result() for future in futures]


def _put_together(results: Sequence[Result], blocks: Sequence[slice], shape: tuple[int, ...]) -> Outcomes:
    """The results of the blocks, each at its lanes."""
    lanes = np.arange(prod(shape[:-1]))
    order = np.argsort(np.concatenate([lanes[block] for block in blocks]))
    final = np.concatenate([result.final.reshape(2, -1, shape[-1]) for result in results], axis=1)[:, order]
    ends = np.concatenate([result.diverged_at.reshape(-1, shape[-1]) for result in results])[order]
    endings = [result.ending.reshaped(-1, shape[-1]) for result in results if result.ending is not None]
    ending = joined(endings).taken(order).reshaped(*shape) if endings else None
    return Outcomes(np.moveaxis(final.reshape(2, *shape), 0, -1), ends.reshape(shape), ending)
