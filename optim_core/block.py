"""A block of a sweep: many settings of one rule advanced together, and only how they end is kept.

Runs that have left all numbers leave the block, so that no more work is done for them.
"""

from collections.abc import Callable, Sequence
from math import sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.diagnosis.ending import Ending, ending_of
from optim_core.diagnosis.ending_common import Common
from optim_core.diagnosis.ending_forms import forms_of
from optim_core.diagnosis.ending_watch import SLICE, Watch
from optim_core.diagnosis.observed import Landscape
from optim_core.family import GradientFunction
from optim_core.loop import Batch
from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import Move, NoiseKind, Surroundings, offsets
from optim_core.timeline import Timeline, with_arrays

GONE = 8
"""Lanes are let go when so much of the block, one in so many, has ended: each time, all others are copied."""


class Task(NamedTuple):
    """What a block needs to know: plain values, so that another process can do it.

    The rule's numbers are single or arrays (lanes,), and `starts` is (2, lanes, seeds). `around` is noise, batch size,
    kind of noise and moves. Without a landscape nothing is judged.
    """

    gradient: GradientFunction
    rule: Rule
    starts: Array
    seeds: Sequence[int]
    steps: int
    around: tuple[ArrayLike, float, NoiseKind, Sequence[Move]]
    landscape: Landscape | None = None
    checkpoint: Callable[[], None] | None = None

    def cut(self, lanes: slice) -> "Task":
        """The same for some of the lanes."""
        return self._replace(rule=with_arrays(self.rule, lambda value: value[lanes]), starts=self.starts[:, lanes])


class Result(NamedTuple):
    """How the runs of a block ended: (2, runs), (runs,), and each array (runs,)."""

    final: Array
    diverged_at: NDArray[np.int64]
    ending: Ending | None


def run_block(task: Task) -> Result:
    """Run it. What its checkpoint raises comes out."""
    checkpoint = task.checkpoint or _go_on
    with np.errstate(all="ignore"):
        block = _Block(task)
        for first in range(0, task.steps, SLICE):
            checkpoint()
            block.advance(min(SLICE, task.steps - first))
            checkpoint()
            block.look()
            if not block.lanes.size:
                break
        return block.result()


def _go_on() -> None:
    """What is asked where nobody wants to stop a block."""


class _Block:
    """The lanes of a task that still run, and what is known of those that left."""

    def __init__(self, task: Task) -> None:
        _, lanes, self._seeds = task.starts.shape
        runs = lanes * self._seeds
        self.lanes = np.arange(lanes)
        self._step = self._taken = 0
        self._batch = Batch(task.gradient, Timeline([task.rule], self._seeds, task.steps, (lanes,)), task.starts)
        self._surroundings = Surroundings(task.seeds, task.steps, *task.around)
        self._watch = None if task.landscape is None else _watch(task, task.landscape)
        self._trace = self._new_trace()
        ending = None if self._watch is None else Ending.of_ended(self._watch.runs)
        self._known = Result(np.full((2, runs), np.nan), np.full(runs, -1), ending)

    def advance(self, steps: int) -> None:
        """Take so many steps, at most `SLICE`."""
        self._taken, self._step = steps, self._step + steps
        path = self._trace[2 : 2 + steps]
        if self._watch is None or self._batch.shows_theta:
            self._batch.advance(path, self._surroundings.take(steps))
            return
        states = np.empty((steps, *self._batch.state.shape))
        self._batch.advance(path, self._surroundings.take(steps), states)
        self._batch.show(path, states)

    def look(self) -> None:
        """Take notice of the steps just taken."""
        trace = self._trace[: 2 + self._taken]
        if self._watch is not None:
            self._watch.look(self._step + 1 - self._taken, trace, self._batch.diverged_at)
        ended = self._batch.diverged_at.reshape(-1, self._seeds).min(axis=1, initial=self._step) >= 0
        if np.count_nonzero(ended) * GONE > ended.size:
            self._let_go(ended, trace[-2:])
        else:
            trace[:2] = trace[-2:]

    def result(self) -> Result:
        """How all ended."""
        runs = self._runs(self.lanes)
        self._known.final[:, runs], self._known.diverged_at[runs] = self._batch.present(), self._batch.diverged_at
        if self._watch is not None and self._known.ending is not None:
            self._known.ending.put(runs, ending_of(self._watch))
        return self._known

    def _let_go(self, ended: NDArray[np.bool_], before: Array) -> None:
        """Write down how some lanes ended, and go on with the others, of whom the last two positions are known."""
        gone, going = self._runs(self.lanes[ended]), np.flatnonzero(~ended)
        left, staying = self._runs(np.flatnonzero(ended)), self._runs(going)
        self._known.diverged_at[gone] = self._batch.diverged_at[left]
        self._batch.keep(going)
        self.lanes = self.lanes[going]
        if self._watch is not None and self._known.ending is not None:
            self._known.ending.put(gone, Ending.of_ended(self._watch.runs.taken(left)))
            self._watch.keep(staying)
        self._trace = self._new_trace()
        self._trace[:2] = before.take(staying, axis=2)

    def _new_trace(self) -> Array:
        """Memory for a slice and the two positions before, which are the present one for now."""
        trace = np.empty((2 + SLICE, *self._batch.theta.shape))
        trace[:2] = self._batch.theta
        return trace

    def _runs(self, lanes: NDArray[np.intp]) -> NDArray[np.intp]:
        runs: NDArray[np.intp] = lanes[:, np.newaxis] * self._seeds + np.arange(self._seeds)
        return runs.ravel()


def _watch(task: Task, landscape: Landscape) -> Watch:
    noise, batch_size, kind, moves = task.around
    _, lanes, seeds = task.starts.shape
    last = float(np.asarray(noise).reshape(-1)[-1:].sum()) / sqrt(batch_size)
    where = offsets(moves, 0, task.steps + 1) if moves else None
    forms = forms_of(task.rule, lanes, task.steps).taken(np.arange(lanes).repeat(seeds))
    return Watch(Common(landscape, task.steps, last, kind, where), forms, task.starts.reshape(2, -1))
