"""Whole paths: several rules walk from one start, and every step is kept.

Example:

    from optim_core import SGD, Momentum, simulate
    t = simulate(surface.gradient, [SGD(lr=1e-3), Momentum(lr=1e-3, beta=0.9)], start=(-1.2, 1.0), steps=1000)
    t.positions[1, 0]        # the momentum lane's path, shape (1001, 2)
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optim_core.checks import check_lanes, check_run, spread_start
from optim_core.family import GradientFunction
from optim_core.loop import Batch
from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import Move, NoiseKind, Surroundings
from optim_core.timeline import Timeline


@dataclass(frozen=True, eq=False)
class Trajectory:
    """What happened: every position of every run, the velocity that led there, and where a run ended.

    `positions` and `velocities` are float64 of shape (lanes, seeds, steps + 1, 2); step 0 is the start, at rest, and a
    run is NaN from its first bad step on. A velocity is the rule's own v: θ moves by −lr·v, or −v with lr inside.
    `diverged_at` is int64 of shape (lanes, seeds): that step, or −1.
    """

    positions: Array
    velocities: Array
    diverged_at: NDArray[np.int64]


class Simulation:
    """A run that can be advanced in slices, so that a window stays alive while it computes.

    `gradient(x, y) -> (gx, gy)` works elementwise on float64 arrays. `start` broadcasts to (lanes, seeds, 2).
    Every step meets noise of standard deviation `noise`/√`batch_size` in each coordinate, of its gradient or, with
    jitter, of the point where that is taken; `noise` is a number or one for each step. `moves` shift the surface.
    Raises ValueError for counts, noise, batch sizes, seeds, starts, moves or lanes that make no sense.
    """

    def __init__(
        self,
        gradient: GradientFunction,
        rules: Sequence[Rule],
        *,
        start: ArrayLike,
        steps: int,
        noise: ArrayLike = 0.0,
        batch_size: float = 1,
        seeds: Sequence[int] = (0,),
        noise_kind: NoiseKind = NoiseKind.GAUSSIAN,
        moves: Sequence[Move] = (),
    ) -> None:
        check_run(rules, steps, noise, batch_size, seeds, moves)
        check_lanes(rules)
        self.steps = steps
        self.step = 0
        self._seeds = len(seeds)
        self._surroundings = Surroundings(seeds, steps, noise, batch_size, noise_kind, moves)
        starts = spread_start(start, (len(rules), len(seeds)))
        self._groups = _lanes_by_family(rules)
        timelines = [Timeline([rules[lane] for lane in lanes], len(seeds), steps) for lanes in self._groups]
        # How a state is read does not depend on the step.
        self._families = [timeline.family(0, 1) for timeline in timelines]
        self._batches = [
            Batch(gradient, timeline, starts[:, lanes]) for timeline, lanes in zip(timelines, self._groups, strict=True)
        ]
        self._paths = [np.empty((steps + 1, *batch.theta.shape)) for batch in self._batches]
        self._states = [np.empty((steps + 1, *batch.state.shape)) for batch in self._batches]
        for path, states, batch in zip(self._paths, self._states, self._batches, strict=True):
            path[0], states[0] = batch.theta, batch.state

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
        disturbance = self._surroundings.take(count)
        new = slice(self.step + 1, self.step + 1 + count)
        for path, states, batch in zip(self._paths, self._states, self._batches, strict=True):
            batch.advance(path[new], disturbance, states[new])
            batch.show(path[new], states[new])
        self.step += count

    def trajectory(self) -> Trajectory:
        """All steps taken so far. A view of the simulation's own memory where all lanes are of one family."""
        known = slice(self.step + 1)
        paths = [self._by_lane(path[known]) for path in self._paths]
        velocities = [
            self._by_lane(family.velocity(states[known]))
            for family, states in zip(self._families, self._states, strict=True)
        ]
        ends = [batch.diverged_at.reshape(-1, self._seeds) for batch in self._batches]
        if len(paths) == 1:
            return Trajectory(paths[0], velocities[0], ends[0].copy())
        order = np.argsort(np.concatenate(self._groups))
        together = [np.concatenate(parts)[order] for parts in (paths, velocities)]
        return Trajectory(together[0], together[1], np.concatenate(ends)[order])

    def _by_lane(self, path: Array) -> Array:
        """(steps + 1, 2, runs) seen as (lanes, seeds, steps + 1, 2)."""
        return path.reshape(len(path), 2, -1, self._seeds).transpose(2, 3, 0, 1)


def simulate(
    gradient: GradientFunction,
    rules: Sequence[Rule],
    *,
    start: ArrayLike,
    steps: int,
    noise: ArrayLike = 0.0,
    batch_size: float = 1,
    seeds: Sequence[int] = (0,),
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN,
    moves: Sequence[Move] = (),
) -> Trajectory:
    """Run every rule from `start` for `steps` steps with every seed; see `Simulation` for the arguments."""
    simulation = Simulation(
        gradient,
        rules,
        start=start,
        steps=steps,
        noise=noise,
        batch_size=batch_size,
        seeds=seeds,
        noise_kind=noise_kind,
        moves=moves,
    )
    simulation.advance()
    return simulation.trajectory()


def _lanes_by_family(rules: Sequence[Rule]) -> list[list[int]]:
    """Lane numbers grouped by the class of their family, in order of first appearance."""
    groups: dict[type, list[int]] = {}
    for lane, rule in enumerate(rules):
        groups.setdefault(type(rule.family()), []).append(lane)
    return list(groups.values())
