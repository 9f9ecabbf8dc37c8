"""What is to be seen of an experiment: paths and losses, recomputed only where something they depend on changed.

Example:

    builder = SceneBuilder()
    scene = builder.build(experiment)            # everything, for a file
    builder.begin(experiment)
    builder.advance(0.008)                       # a slice, for a window that must stay alive
    scene = builder.scene()                      # what is there by then
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from app.model.experiment import Experiment, Lane
from optim_core import Rule, Simulation
from optim_core.surroundings import offsets
from surfaces import Surface

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LaneRun:
    """One lane with all its seeds, as far as computed.

    `positions` and `velocities` (seeds, steps + 1, 2) and `loss` (seeds, steps + 1), NaN after divergence;
    `diverged_at` (seeds,), −1 where it did not. `on_surface` are the positions as seen from the surface, which differ
    where that has moved.
    """

    lane: Lane
    rule: Rule
    positions: Array
    velocities: Array
    on_surface: Array
    loss: Array
    diverged_at: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything to be drawn. `floor` is the loss of the deepest minimum, or None where there is none.

    `offsets` (steps + 1, 2) is where the surface stands at every step, None where it never moves.
    """

    experiment: Experiment
    runs: tuple[LaneRun, ...]
    computed: int
    floor: float | None
    offsets: Array | None

    @property
    def visible(self) -> tuple[LaneRun, ...]:
        """The lanes that are not hidden."""
        return tuple(run for run in self.runs if run.lane.visible)

    @property
    def is_whole(self) -> bool:
        """Whether every step has been computed."""
        return self.computed >= self.experiment.steps

    def offset_at(self, step: int) -> tuple[float, float]:
        """How far the surface has moved by that step."""
        if self.offsets is None:
            return 0.0, 0.0
        x, y = self.offsets[min(step, len(self.offsets) - 1)]
        return float(x), float(y)


class SceneBuilder:
    """Turns experiments into scenes; keeps the last computation and continues it in slices."""

    def __init__(self) -> None:
        self._experiment = Experiment()
        self._key: object = None
        self._walk: Walk | None = None

    @property
    def done(self) -> bool:
        """Whether the scene shows every step of the experiment."""
        return self._walk is not None and self._walk.simulation.done

    @property
    def computed(self) -> int:
        """How many steps have been taken."""
        return 0 if self._walk is None else self._walk.simulation.step

    def build(self, experiment: Experiment) -> Scene:
        """The whole scene at once."""
        self.begin(experiment)
        self.advance(float("inf"))
        return self.scene()

    def begin(self, experiment: Experiment) -> None:
        """Turn to this experiment; a computation that it does not share is dropped."""
        key = _what_paths_depend_on(experiment)
        if key != self._key:
            self._key, self._walk = key, Walk(experiment)
        self._experiment = experiment

    def advance(self, seconds: float) -> None:
        """Compute for about that long."""
        assert self._walk is not None, "begin first"
        self._walk.advance(seconds)

    def scene(self) -> Scene:
        """What has been computed so far."""
        assert self._walk is not None, "begin first"
        return self._walk.scene(self._experiment)


class Walk:
    """One simulation in progress, with the loss along it."""

    SLICE_POSITIONS = 30_000
    """Positions computed between two looks at the clock: about 2 ms for few runs, more for many."""

    def __init__(self, experiment: Experiment) -> None:
        self._surface: Surface = experiment.surface
        self._rules = experiment.rules
        self.simulation = Simulation(
            experiment.surface.bare_gradient,
            self._rules,
            start=experiment.start,
            steps=experiment.steps,
            noise=experiment.noise_by_step,
            batch_size=experiment.batch_size,
            seeds=range(experiment.seed, experiment.seed + experiment.seeds),
            noise_kind=experiment.noise_kind,
            moves=experiment.moves,
        )
        self._offsets = offsets(experiment.moves, 0, experiment.steps + 1) if experiment.moves else None
        self._slice = max(20, min(250, self.SLICE_POSITIONS // (len(self._rules) * experiment.seeds)))
        # Steps outermost, as in the positions themselves: the two are then read and written alongside.
        shape = (experiment.steps + 1, len(self._rules), experiment.seeds)
        self._loss = np.empty(shape).transpose(1, 2, 0)
        self._losses_known = 0

    def advance(self, seconds: float) -> None:
        """Take steps for about that long."""
        end = perf_counter() + seconds
        while not self.simulation.done and perf_counter() < end:
            self.simulation.advance(self._slice)
            self._know_losses()

    def scene(self, experiment: Experiment) -> Scene:
        """What has been computed so far."""
        self._know_losses()
        trajectory, loss = self.simulation.trajectory(), self._loss[..., : self._losses_known]
        positions = self._on_surface(trajectory.positions, slice(self._losses_known))
        runs = tuple(
            LaneRun(lane, rule, trajectory.positions[i], trajectory.velocities[i], positions[i], loss[i], ends)
            for i, (lane, rule, ends) in enumerate(
                zip(experiment.lanes, self._rules, trajectory.diverged_at, strict=True)
            )
        )
        return Scene(experiment, runs, self.simulation.step, loss_floor(self._surface), self._offsets)

    def _know_losses(self) -> None:
        """Compute the loss of the steps that are new, while their positions are still in the processor's cache."""
        new = slice(self._losses_known, self.simulation.step + 1)
        points = self._on_surface(self.simulation.trajectory().positions[:, :, new], new)
        self._loss[..., new] = self._surface.value(points[..., 0], points[..., 1])
        self._losses_known = new.stop

    def _on_surface(self, positions: Array, steps: slice) -> Array:
        """Positions (lanes, seeds, those steps, 2) as seen from the surface, wherever it stands."""
        return positions if self._offsets is None else positions - self._offsets[steps]


def loss_floor(surface: Surface) -> float | None:
    """The loss at the deepest minimum."""
    if not surface.minima:
        return None
    x, y = np.asarray(surface.minima[0])
    return float(surface.value(x, y))


def _what_paths_depend_on(experiment: Experiment) -> object:
    run = (experiment.noise, experiment.steps, experiment.batch_size, experiment.seeds, experiment.seed)
    around = (experiment.noise_kind, experiment.moves, [c for c in experiment.changes if c.name == "noise"])
    return experiment.surface, experiment.rules, experiment.start, run, around
