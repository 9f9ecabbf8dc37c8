"""Gradient noise, drawn per (seed, step) and never per lane.

Every lane of a seed meets the same draws, a longer run extends a shorter one, and no hyper-parameter changes a draw:
two lanes of one seed differ by their settings alone.
"""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Protocol

import numpy as np

from optim_core.parameter import Array

MOST_REMEMBERED = 1_000_000
"""Draws of one run (seeds × steps) that are kept for the next: 16 MB. While a hand drags lr or β they are the same."""
MOST_KEPT = 4_000_000
"""Draws that are kept altogether: 64 MB, enough for 10,000 seeds of 300 steps in chunks."""
AHEAD = 40_000
"""So many draws of them are made at a time, or more, which takes some milliseconds: each step alone would be dear."""
TOGETHER = 64
"""Seeds whose draws are put in step order at a time, while they are in the nearest cache."""


class NoiseSource(Protocol):
    """Where draws come from, in step order."""

    def take(self, steps: int) -> Array:
        """The draws of the next `steps` steps, shape (steps, 2, seeds)."""
        ...


def noise_source(seeds: Sequence[int], steps: int) -> NoiseSource:
    """The draws of a run of so many steps: from memory if it is not too long, else drawn as they are taken."""
    if len(seeds) * steps > MOST_REMEMBERED:
        return NoiseStream(seeds)
    return NoiseReplay(_memory.draws(tuple(seeds), steps))


class NoiseReplay:
    """Draws that are shared with other runs, from step 0 on."""

    def __init__(self, draws: "SharedDraws") -> None:
        self._draws = draws
        self._step = 0

    def take(self, steps: int) -> Array:
        first, self._step = self._step, self._step + steps
        return self._draws.up_to(self._step)[first:]


class NoiseStream:
    """Standard normal draws in step order, one independent stream a seed."""

    def __init__(self, seeds: Sequence[int]) -> None:
        self._streams = [np.random.Generator(np.random.PCG64(seed)) for seed in seeds]

    def take(self, steps: int) -> Array:
        draws = np.empty((steps, 2, len(self._streams)))
        for first in range(0, len(self._streams), TOGETHER):
            streams = self._streams[first : first + TOGETHER]
            rows = np.empty((len(streams), steps, 2))
            for row, stream in zip(rows, streams, strict=True):
                stream.standard_normal(out=row)
            draws[:, :, first : first + TOGETHER] = rows.transpose(1, 2, 0)
        return draws


class SharedDraws:
    """The draws of some seeds, drawn once, and not long before a run comes to them. Threads may share them."""

    def __init__(self, seeds: Sequence[int], steps: int) -> None:
        self._stream: NoiseStream | None = NoiseStream(seeds)
        self._draws = np.empty((steps, 2, len(seeds)))
        self._known = 0
        self._lock = Lock()

    def up_to(self, step: int) -> Array:
        """The draws of the steps before that one, (step, 2, seeds), read-only."""
        with self._lock:
            if step > self._known:
                self._draw(step)
        draws = self._draws[:step]
        draws.setflags(write=False)
        return draws

    def _draw(self, step: int) -> None:
        steps, _, seeds = self._draws.shape
        if self._stream is None:
            return
        known = min(steps, max(step, self._known + AHEAD // seeds))
        self._draws[self._known : known] = self._stream.take(known - self._known)
        self._known = known
        if known == steps:
            # Thousands of streams weigh more than draws, and have nothing left to do.
            self._stream = None


class NoiseMemory:
    """Draws that were used, those used longest ago forgotten when there are more than `most`. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[tuple[tuple[int, ...], int], SharedDraws] = OrderedDict()
        self._lock = Lock()

    def draws(self, seeds: tuple[int, ...], steps: int) -> SharedDraws:
        """The draws of those seeds in a run of so many steps."""
        key = (seeds, steps)
        with self._lock:
            found = self._kept.pop(key, None)
            if found is None:
                found = SharedDraws(seeds, steps)
                self._size += len(seeds) * steps
            self._kept[key] = found
            while self._size > self._most and len(self._kept) > 1:
                (gone, length), _ = self._kept.popitem(last=False)
                self._size -= len(gone) * length
        return found


_memory = NoiseMemory(MOST_KEPT)
