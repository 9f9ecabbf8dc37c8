"""Whole paths: several rules walk from one start, and every step is kept.

Example:

    from optim_core import SGD, Momentum, simulate
    t = simulate(surface.gradient, [SGD(lr=1e-3), Momentum(lr=1e-3, beta=0.9)], start=(-1.2, 1.0), steps=1000)
    t.positions[1, 0]        # the momentum lane's path, shape (1001, 2)
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from optim_core.checks import check_lanes, check_run, spread_start
from optim_core.family import GradientFunction
from optim_core.loop import Batch
from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import Disturbance, Move, NoiseKind, Surroundings
from optim_core.timeline import Timeline
from optim_core.trajectory import Ledger, Trajectory

PIECE = 65_536
"""Positions that are computed before they are recorded: 1 MB, while they are in the processor's cache."""


class Simulation:
    """A run that can be advanced in slices, so that a window stays alive while it computes.

    `gradient(x, y) -> (gx, gy)` works elementwise on float64 arrays; if it also has `at_point`, for two Python floats
    (`optim_core.family.PointGradient`), few runs take a quarter of the time. `start` broadcasts to (lanes, seeds, 2).
    Every step meets noise of standard deviation `noise`/√`batch_size` in each coordinate, of its gradient or, with
    jitter, of the point where that is taken; `noise` is a number or one for each step. `moves` shift the surface.
    `keep_velocities` is of how many seeds, the first ones, velocities and memories are kept; None is all. Positions
    are recorded in `into`, float64 (lanes, seeds, steps + 1, 2), if that is given.
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
        keep_velocities: int | None = None,
        into: Array | None = None,
    ) -> None:
        check_run(rules, steps, noise, batch_size, seeds, moves)
        check_lanes(rules)
        shape = (len(rules), len(seeds))
        self.steps = steps
        self.step = 0
        self._surroundings = Surroundings(seeds, steps, noise, batch_size, noise_kind, moves)
        self._kept = slice(_checked_count(keep_velocities))
        # Steps outermost: each is written where all its runs stand side by side.
        self._positions = np.empty((steps + 1, 2, *shape)) if into is None else _checked_memory(into, shape, steps)
        kept = len(range(shape[1])[self._kept])
        self._velocities = np.empty((steps + 1, 2, shape[0], kept))
        self._parties = [
            _Party(gradient, lanes, [rules[lane] for lane in lanes], spread_start(start, shape)[:, lanes], steps, kept)
            for lanes in _lanes_by_family(rules)
        ]
        self._piece = max(1, PIECE // (shape[0] * shape[1]))
        for party in self._parties:
            self._record(slice(1), party, party.batch.theta[np.newaxis], party.batch.state[np.newaxis])

    @property
    def done(self) -> bool:
        """Whether the last step has been taken."""
        return self.step >= self.steps

    def advance(self, steps: int | None = None) -> None:
        """Take that many more steps, or all that are left."""
        end = self.steps if steps is None else min(self.step + steps, self.steps)
        while self.step < end:
            new = slice(self.step + 1, 1 + min(self.step + self._piece, end))
            disturbance = self._surroundings.take(new.stop - new.start)
            for party in self._parties:
                self._record(new, party, *party.advance(new.stop - new.start, disturbance))
            self.step = new.stop - 1

    def trajectory(self) -> Trajectory:
        """All steps taken so far: a view of the simulation's own memory, but for the steps at which runs ended."""
        known = slice(self.step + 1)
        positions, velocities = (part[known].transpose(2, 3, 0, 1) for part in (self._positions, self._velocities))
        diverged_at = np.empty(positions.shape[:2], dtype=np.int64)
        kept: dict[int, tuple[Array, Array | None]] = {}
        for party in self._parties:
            diverged_at[party.lanes] = party.batch.diverged_at.reshape(len(party.lanes), -1)
            kept |= {lane: party.ledger.of(place, velocities[lane]) for place, lane in enumerate(party.lanes)}
        memories, scales = zip(*(kept[lane] for lane in range(len(positions))), strict=True)
        return Trajectory(positions, velocities, diverged_at, memories, scales)

    def _record(self, new: slice, party: "_Party", path: Array, states: Array) -> None:
        """Put a party's path (steps, 2, runs) and its velocities into the memory of all lanes."""
        seen = (len(path), 2, len(party.lanes), -1)
        for place, lane in enumerate(party.lanes):
            self._positions[new, :, lane] = path.reshape(seen)[:, :, place]
        if self._velocities.size:
            velocities = party.family.velocity(states).reshape(seen)
            for place, lane in enumerate(party.lanes):
                self._velocities[new, :, lane] = velocities[:, :, place, self._kept]
            party.ledger.record(new, states)


class _Party:
    """The lanes of one family with all their seeds, which walk as one batch."""

    def __init__(
        self, gradient: GradientFunction, lanes: list[int], rules: list[Rule], starts: Array, steps: int, kept: int
    ) -> None:
        timeline = Timeline(rules, starts.shape[-1], steps)
        self.lanes = lanes
        self.batch = Batch(gradient, timeline, starts)
        # How a state is read does not depend on the step.
        self.family = timeline.family(0, 1)
        self.ledger = Ledger(self.family, rules, self.batch.state, steps, kept)

    def advance(self, steps: int, disturbance: Disturbance) -> tuple[Array, Array]:
        """The path of the next steps (steps, 2, runs), and the states along it."""
        path = np.empty((steps, *self.batch.theta.shape))
        states = np.empty((steps, *self.batch.state.shape))
        self.batch.advance(path, disturbance, states)
        self.batch.show(path, states)
        return path, states


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


def _checked_count(keep_velocities: int | None) -> int | None:
    if keep_velocities is not None and keep_velocities < 0:
        raise ValueError(f"keep_velocities must be 0 or more, or None, not {keep_velocities}")
    return keep_velocities


def _checked_memory(into: Array, shape: tuple[int, int], steps: int) -> Array:
    """The array as (steps + 1, 2, lanes, seeds)."""
    if into.shape != (*shape, steps + 1, 2) or into.dtype != np.float64:
        raise ValueError(f"into must be float64 of shape {(*shape, steps + 1, 2)}, not {into.dtype} {into.shape}")
    return into.transpose(2, 3, 0, 1)
