"""What a simulation keeps of its runs, and how it is handed out."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim_core.family import Family
from optim_core.parameter import Array
from optim_core.rule import Rule


@dataclass(frozen=True, eq=False)
class Trajectory:
    """What happened: every position of every run, the velocity that led there, and where a run ended.

    `positions` and `velocities` are float64 of shape (lanes, seeds, steps + 1, 2); step 0 is the start, at rest, and a
    run is NaN from its first bad step on. A velocity is the rule's own: θ moves by −lr·v, or −v with lr inside.
    `diverged_at` is int64 of shape (lanes, seeds): that step, or −1.

    `memories` has an array for each lane, (memories, seeds, steps + 1, 2), in the order of its rule's `memory`. So has
    `scales`, (seeds, steps + 1, 2): by what lr was multiplied in each coordinate on the way to each step, NaN at step
    0; None for a rule that takes the same lr in all. A `Simulation` that keeps the velocities of some seeds alone has
    memories and scales of these.
    """

    positions: Array
    velocities: Array
    diverged_at: NDArray[np.int64]
    memories: tuple[Array, ...]
    scales: tuple[Array | None, ...]


class Ledger:
    """What the lanes of one family remember at every step, and their scales, of the first `seeds` seeds."""

    def __init__(self, family: Family, rules: Sequence[Rule], state: Array, steps: int, seeds: int) -> None:
        states = state[np.newaxis]
        velocity, remembered, scale = family.velocity(states), family.remembered(states), family.scale(states)
        self._family = family
        self._seeds = seeds
        self._counts = [len(rule.memory) for rule in rules]
        shape = (2, len(rules), seeds)
        # What is the velocity and nothing else is recorded as that already.
        is_velocity = remembered.shape[1] == 1 and np.shares_memory(remembered, velocity)
        self._memories = None if is_velocity else np.empty((steps + 1, remembered.shape[1], *shape))
        self._scales = None if scale is None else np.empty((steps + 1, *shape))

    def record(self, new: slice, states: Array) -> None:
        """Write down the states (steps, *state) of those steps."""
        if self._memories is not None:
            self._memories[new] = self._kept(self._family.remembered(states))
        scale = self._family.scale(states)
        if self._scales is not None and scale is not None:
            # Nothing led to the start.
            self._scales[new] = self._kept(scale) if new.start else np.nan

    def of(self, lane: int, velocities: Array) -> tuple[Array, Array | None]:
        """A lane's memories (memories, seeds, steps + 1, 2) and scales (seeds, steps + 1, 2) or None.

        In the steps of its `velocities` (seeds, steps + 1, 2): views, of these where they are the memory.
        """
        count, known = self._counts[lane], velocities.shape[1]
        scales = None if self._scales is None else self._scales[:known, :, lane].transpose(2, 0, 1)
        if self._memories is None:
            return velocities[np.newaxis][:count], scales
        return self._memories[:known, :count, :, lane].transpose(1, 3, 0, 2), scales

    def _kept(self, values: Array) -> Array:
        """Of (…, runs) those seeds that are kept, (…, lanes, seeds)."""
        lanes = len(self._counts)
        return values.reshape(*values.shape[:-1], lanes, values.shape[-1] // lanes)[..., : self._seeds]
