"""How good settings are, by the median over seeds, and which of them is the best without luck."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from optim_core.parameter import Array

NEIGHBOURS = 1
"""So many settings to each side have a say in how good one is."""
APART = 3
"""So many settings lie from one spot of a grid to the next."""
Cell = tuple[int, int]


class Objective(StrEnum):
    """What makes one setting better than another; the other of the two decides between equals."""

    LOSS = "final loss"
    STEPS = "steps to tolerance"


@dataclass(frozen=True, eq=False)
class Scores:
    """How settings did, (m, n) of m values of β and n of lr, by the median over seeds.

    `lrs` (n,) and `betas` (m,) ascend; `betas` is (1,), NaN, where the rule kept its own or has none. `every_loss` and
    `every_steps` (m, n, seeds): loss above the minimum at the end, +inf where a run diverged, and steps to tolerance,
    +inf where it never got there.
    """

    lrs: Array
    betas: Array
    every_loss: Array
    every_steps: Array

    @cached_property
    def loss(self) -> Array:
        """The median final loss, (m, n): +inf where at least half of the seeds diverged."""
        return _median(self.every_loss)

    @cached_property
    def steps(self) -> Array:
        """The median number of steps to tolerance, (m, n): +inf where at least half of the seeds never got there."""
        return _median(self.every_steps)

    def best(self, objective: Objective) -> Cell:
        """Row and column of the best setting.

        A setting is as good as the median of itself and its neighbours, and no better than itself: where a run
        swings, the loss of one last step is low for some lr by luck.
        """
        return self._in_order(*self._ranked(objective))[0]

    def spots(self, objective: Objective, most: int) -> list[Cell]:
        """Row and column of settings that deserve a closer look, the best first, each by itself.

        Their neighbours have no say: on a coarse grid they are far away.
        """
        found: list[Cell] = []
        for row, column in self._in_order(*first_and_second(objective, self.loss, self.steps)):
            if all(max(abs(row - r), abs(column - c)) >= APART for r, c in found):
                found.append((row, column))
                if len(found) == most:
                    break
        return found

    def rank(self, at: Cell, objective: Objective) -> tuple[float, float]:
        """How good a setting is, less is better: what is compared, and what decides between equals."""
        first, second = self._ranked(objective)
        return float(first[at]), float(second[at])

    def _ranked(self, objective: Objective) -> tuple[Array, Array]:
        return first_and_second(objective, with_neighbours(self.loss), with_neighbours(self.steps))

    def _in_order(self, first: Array, second: Array) -> list[Cell]:
        order = np.lexsort((second.ravel(), first.ravel()))
        return [divmod(int(flat), len(self.lrs)) for flat in order]


def first_and_second(objective: Objective, loss: Any, steps: Any) -> tuple[Any, Any]:
    """What is compared, and what decides between equals."""
    return (loss, steps) if objective is Objective.LOSS else (steps, loss)


def with_neighbours(values: Array) -> Array:
    """Each of the values (m, n), or the median of those around it where that is worse."""
    reach = [min(NEIGHBOURS, length - 1) for length in values.shape]
    padded = np.pad(values, [(k, k) for k in reach], mode="edge")
    around = sliding_window_view(padded, [2 * k + 1 for k in reach])
    return np.maximum(values, np.median(around.reshape(*values.shape, -1), axis=-1))


def _median(values: Array) -> Array:
    """Over the last axis; the mean of two infinities is one."""
    found: Array = np.median(values, axis=-1)
    return found
