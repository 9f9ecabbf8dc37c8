"""The walks of an experiment in progress: positions and losses of some of its seeds, or of all, a part at a time.

Of many seeds the first ones are walked alone, so that there is soon something to be seen, and then all the others,
some hundred together: each part is small enough for the processor's caches, and all write into one memory.
"""

from dataclasses import dataclass
from functools import cached_property
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from app.model.experiment import Experiment
from app.model.pace import Pace
from optim_core import Simulation, Trajectory
from optim_core.surroundings import offsets

Array = NDArray[np.float64]
TOGETHER = 500
"""Seeds of a crowd that walk side by side (measured)."""
FRESH_POSITIONS = 250_000
"""Positions of a crowd whose memory is touched at a time: where that is the first time, it takes some milliseconds."""
SLICE_POSITIONS = 30_000
"""Positions computed between two looks at the clock: about 2 ms for few runs, more for many."""
FEWEST, MOST = 20, 250
"""Steps of a slice."""


@dataclass(frozen=True, eq=False)
class Paths:
    """Memory for all lanes: `positions` (lanes, seeds, steps + 1, 2) and `loss` (lanes, seeds, steps + 1).

    `diverged_at` (lanes, seeds) is −1 as long as a run is well.
    """

    positions: Array
    loss: Array
    diverged_at: NDArray[np.int64]

    @classmethod
    def blank(cls, experiment: Experiment, seeds: int) -> "Paths":
        """For so many seeds of an experiment; nothing is known yet."""
        # Steps outermost, as they are computed; of one step, all seeds side by side, as charts look at them.
        shape = (experiment.steps + 1, len(experiment.lanes), seeds)
        positions = np.empty((shape[0], 2, *shape[1:])).transpose(2, 3, 0, 1)
        return cls(positions, np.empty(shape).transpose(1, 2, 0), np.full(shape[1:], -1, dtype=np.int64))

    def of(self, seeds: slice) -> "Paths":
        """The memory of some seeds."""
        return Paths(self.positions[:, seeds], self.loss[:, seeds], self.diverged_at[:, seeds])

    def take(self, other: "Paths", steps: slice) -> None:
        """Copy what another one knows of the same seeds at some steps."""
        self.positions[:, :, steps], self.loss[..., steps] = other.positions[:, :, steps], other.loss[..., steps]
        self.diverged_at[:] = other.diverged_at


class Walk:
    """One simulation in progress, of those places among the experiment's seeds, with the loss along it."""

    def __init__(self, experiment: Experiment, seeds: range, paths: Paths, keep_velocities: int = 0) -> None:
        self._experiment = experiment
        self.paths = paths
        self._simulation = Simulation(
            experiment.surface.bare_gradient,
            experiment.rules,
            start=experiment.start,
            steps=experiment.steps,
            noise=experiment.noise_by_step,
            batch_size=experiment.batch_size,
            seeds=range(experiment.seed + seeds.start, experiment.seed + seeds.stop),
            noise_kind=experiment.noise_kind,
            moves=experiment.moves,
            keep_velocities=keep_velocities,
            into=paths.positions,
        )
        runs = len(experiment.rules) * len(seeds)
        self._pace = Pace(experiment.surface, max(FEWEST, min(MOST, SLICE_POSITIONS // runs)))
        self._know_losses(slice(1))

    @property
    def done(self) -> bool:
        """Whether all steps have been taken."""
        return self._simulation.done

    @property
    def step(self) -> int:
        """How many steps have been taken."""
        return self._simulation.step

    @property
    def trajectory(self) -> Trajectory:
        """All that is kept so far; velocities, memories and scales of `keep_velocities` seeds."""
        return self._simulation.trajectory()

    @cached_property
    def offsets(self) -> Array | None:
        """Where the surface stands at every step, (steps + 1, 2); None where it never moves."""
        moves = self._experiment.moves
        return offsets(moves, 0, self._experiment.steps + 1) if moves else None

    def advance(self) -> None:
        """Take some steps."""
        first, began = self.step + 1, perf_counter()
        self._simulation.advance(self._pace.steps)
        self._know_losses(slice(first, self.step + 1))
        self.paths.diverged_at[:] = self.trajectory.diverged_at
        self._pace.learn(perf_counter() - began)

    def _know_losses(self, new: slice) -> None:
        """Compute the loss of the steps that are new, while their positions are still in the processor's cache."""
        points = self.paths.positions[:, :, new]
        if self.offsets is not None:
            points = points - self.offsets[new]
        self.paths.loss[..., new] = self._experiment.surface.value(points[..., 0], points[..., 1])


class Crowd:
    """The walks of all seeds, of which a first walk knows some."""

    def __init__(self, experiment: Experiment, first: Walk) -> None:
        self._experiment = experiment
        self._first = first
        self.paths = Paths.blank(experiment, experiment.seeds)
        self._steps_taken = 0
        self._known: int = first.paths.diverged_at.shape[1]
        self._walk: Walk | None = None

    @property
    def done(self) -> bool:
        """Whether all steps of all seeds have been taken."""
        return self._known >= self._experiment.seeds

    def advance(self) -> None:
        """Take some steps of some seeds."""
        if self._steps_taken <= self._experiment.steps:
            self._take_over()
            return
        seeds = range(self._known, min(self._known + TOGETHER, self._experiment.seeds))
        if self._walk is None:
            self._walk = Walk(self._experiment, seeds, self.paths.of(slice(seeds.start, seeds.stop)))
        self._walk.advance()
        if self._walk.done:
            self._known, self._walk = seeds.stop, None

    def _take_over(self) -> None:
        """Copy some steps of the first walk."""
        count = max(1, FRESH_POSITIONS // (len(self._experiment.rules) * self._experiment.seeds))
        steps = slice(self._steps_taken, self._steps_taken + count)
        self.paths.of(slice(self._known)).take(self._first.paths, steps)
        self._steps_taken = steps.stop
