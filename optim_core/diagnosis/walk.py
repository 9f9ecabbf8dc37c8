"""A run as a sequence of points: what can be said of it without knowing the surface's shape."""

from functools import cached_property
from math import hypot
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.observed import Observed
from optim_core.parameter import Array

Flags: TypeAlias = NDArray[np.bool_]
Box: TypeAlias = tuple[float, float, float, float]


class Walk:
    """One run, seen from the frame of its surface: where that moves, the path moves the other way."""

    def __init__(self, observed: Observed, view: Box) -> None:
        self._view = view
        steps = len(observed.losses) - 1
        self.ended = 0 <= observed.diverged_at <= steps
        """Whether it left all numbers."""
        self.last = max(observed.diverged_at - 1, 0) if self.ended else steps
        """The last step that is finite."""
        self.quarter = max(1, self.last // 4)
        """The length of the run's tail, upon which verdicts look."""
        kept = slice(self.last + 1)
        self.positions = observed.positions[kept]
        self.losses = observed.losses[kept]
        self.offsets = None if observed.offsets is None else observed.offsets[kept]
        self.path = self.positions if self.offsets is None else self.positions - self.offsets

    @cached_property
    def moves(self) -> tuple[int, ...]:
        """The steps at which the surface moved."""
        if self.offsets is None:
            return ()
        moved = (self.offsets[1:] != self.offsets[:-1]).any(axis=1)
        return tuple((np.flatnonzero(moved) + 1).tolist())

    @cached_property
    def strides(self) -> Array:
        """The steps as vectors, (last, 2)."""
        return self.positions[1:] - self.positions[:-1]

    @cached_property
    def reversals(self) -> Flags:
        """Whether a step goes against the one before, (last − 1,)."""
        x, y = self.strides[:, 0], self.strides[:, 1]
        against: Flags = x[1:] * x[:-1] + y[1:] * y[:-1] < 0.0
        return against

    @property
    def loss_rises(self) -> int:
        """The steps after which the loss is higher."""
        return int(np.count_nonzero(self.losses[1:] > self.losses[:-1]))

    @cached_property
    def fell(self) -> bool:
        """Whether the loss is lower than at the start, as far as it is a number."""
        known = self.losses[~np.isnan(self.losses)]
        return len(known) > 0 and bool(known[-1] < known[0])

    @cached_property
    def seen(self) -> Flags:
        """Which positions lie within the view, (last + 1,)."""
        left, right, bottom, top = self._view
        x, y = self.positions[:, 0], self.positions[:, 1]
        inside: Flags = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
        return inside

    @property
    def has_gone(self) -> bool:
        """Whether it began within the view and is outside at the end."""
        return self._is_seen(0) and (self.ended or not self._is_seen(-1))

    def _is_seen(self, step: int) -> bool:
        left, right, bottom, top = self._view
        x, y = self.positions[step].tolist()
        return bool(left <= x <= right and bottom <= y <= top)

    @property
    def span(self) -> float:
        """The diagonal of the view."""
        left, right, bottom, top = self._view
        return hypot(right - left, top - bottom)

    def moved(self, since: int) -> float:
        """How far the end is from where the run was at a step, both averaged over a few steps."""
        width = max(1, self.last // 20)
        then = self.path[max(0, since - width // 2) :][:width]
        dx, dy = (self.path[-width:].sum(axis=0) - then.sum(axis=0)) / width
        return hypot(dx, dy)

    @cached_property
    def late_way(self) -> float:
        """How far the second half led."""
        return self.moved(self.last // 2)

    def walked(self, steps: int) -> float:
        """How long the way of the last steps was."""
        strides = self.strides[-steps:]
        return float(np.hypot(strides[:, 0], strides[:, 1]).sum())
