"""Whole paths: several rules walk from one start, and every step is kept.

Example:

    from optim_core import SGD, Momentum, simulate
    t = simulate(surface.gradient, [SGD(lr=1e-3), Momentum(lr=1e-3, beta=0.9)], start=(-1.2, 1.0), steps=1000)
    t.positions[1, 0]        # the momentum lane's path, shape (1001, 2)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.checks import check_lanes, check_run, spread_start
from optim_core.loop import Batch, make_batch, scaled_draws
from optim_core.noise import noise_source
from optim_core.rule import Array, GradientFunction, Rule


@dataclass(frozen=True, eq=False)
class Trajectory:
    """What happened: every position of every run, and where a run ended.

    `positions` is float64 of shape (lanes, seeds, steps + 1, 2); step 0 is the start, and a run is NaN from its first
    bad step on. `diverged_at` is int64 of shape (lanes, seeds): that step, or −1.
    """

    positions: Array
    diverged_at: NDArray[np.int64]


class Simulation:
    """A run that can be advanced in slices, so that a window stays alive while it computes.

    `gradient(x, y) -> (gx, gy)` works elementwise on float64 arrays. `start` broadcasts to (lanes, seeds, 2).
    Every step's gradient gets Gaussian noise of standard deviation `noise`/√`batch_size` in each coordinate.
    Raises ValueError for counts, noise, batch sizes, seeds, starts or lanes that make no sense.
    """

    def __init__(
        self,
        gradient: GradientFunction,
        rules: Sequence[Rule],
        *,
        start: ArrayLike,
        steps: int,
        noise: float = 0.0,
        batch_size: float = 1,
        seeds: Sequence[int] = (0,),
    ) -> None:
        check_run(rules, steps, noise, batch_size, seeds)
        check_lanes(rules)
        self.steps = steps
        self.step = 0
        self._seeds = len(seeds)
        self._scale = noise / sqrt(batch_size)
        self._noise = noise_source(seeds, steps) if noise > 0 else None
        starts = spread_start(start, (len(rules), len(seeds)))
        self._groups = _lanes_by_family(rules)
        self._batches = [_batch(gradient, [rules[lane] for lane in lanes], starts[:, lanes]) for lanes in self._groups]
        self._paths = [np.empty((steps + 1, *batch.theta.shape)) for batch in self._batches]
        for path, batch in zip(self._paths, self._batches, strict=True):
            path[0] = batch.theta

    @property
    def done(self) -> bool:
        """Whether the last step has been taken."""
        return self.step >= self.steps

    def advance(self, steps: int | None = None) -> None:
        """Take that many more steps, or all that are left."""
        left = self.steps - self.step
        count = left if steps is None else min(steps, left)
        if count <= 0:
            return
        draws = scaled_draws(self._noise, count, self._scale)
        first = self.step + 1
        for path, batch in zip(self._paths, self._batches, strict=True):
            batch.advance(path[first : first + count], first, draws)
        self.step += count

    def trajectory(self) -> Trajectory:
        """All steps taken so far. A view of the simulation's own memory where all lanes are of one family."""
        pieces = [self._by_lane(path[: self.step + 1]) for path in self._paths]
        ends = [batch.diverged_at.reshape(-1, self._seeds) for batch in self._batches]
        if len(pieces) == 1:
            return Trajectory(pieces[0], ends[0].copy())
        order = np.argsort(np.concatenate(self._groups))
        return Trajectory(np.concatenate(pieces)[order], np.concatenate(ends)[order])

    def _by_lane(self, path: Array) -> Array:
        """(steps + 1, 2, runs) seen as (lanes, seeds, steps + 1, 2)."""
        return path.reshape(len(path), 2, -1, self._seeds).transpose(2, 3, 0, 1)


def simulate(
    gradient: GradientFunction,
    rules: Sequence[Rule],
    *,
    start: ArrayLike,
    steps: int,
    noise: float = 0.0,
    batch_size: float = 1,
    seeds: Sequence[int] = (0,),
) -> Trajectory:
    """Run every rule from `start` for `steps` steps with every seed; see `Simulation` for the arguments."""
    simulation = Simulation(gradient, rules, start=start, steps=steps, noise=noise, batch_size=batch_size, seeds=seeds)
    simulation.advance()
    return simulation.trajectory()


def _batch(gradient: GradientFunction, rules: Sequence[Rule], starts: Array) -> Batch:
    """The batch of those rules, all of one kind of family."""
    families: list[Any] = [rule.family() for rule in rules]
    rows = [(*family, rule.weight_decay) for family, rule in zip(families, rules, strict=True)]
    return make_batch(gradient, type(families[0]), zip(*rows, strict=True), starts)


def _lanes_by_family(rules: Sequence[Rule]) -> list[list[int]]:
    """Lane numbers grouped by the class of their family, in order of first appearance."""
    groups: dict[type, list[int]] = {}
    for lane, rule in enumerate(rules):
        groups.setdefault(type(rule.family()), []).append(lane)
    return list(groups.values())
