"""What is to be seen of an experiment: paths and losses, recomputed only where something they depend on changed.

Example:

    builder = SceneBuilder()
    scene = builder.build(experiment)            # everything, for a file
    builder.begin(experiment)
    builder.advance(0.008)                       # a slice, for a window that must stay alive
    scene = builder.scene()                      # what is there by then
    builder.begin(experiment, coarse=True)       # of many seeds some, while a hand drags
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from app.model.experiment import Experiment
from app.model.landmarks import loss_floor
from app.model.lane_run import LaneRun
from app.model.walk import Crowd, Paths, Walk

Array = NDArray[np.float64]
COARSE_SEEDS = 200
"""So many seeds of a crowd are computed first, and alone while a hand drags."""
COARSE_POINTS = 600_000
"""Of long runs fewer: about so many positions of all lanes together."""


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
    def seeds_known(self) -> int:
        """Of how many seeds there are paths: of a crowd at first and while a hand drags only some, the first ones."""
        return next((len(run.positions) for run in self.runs), 0)

    @property
    def is_whole(self) -> bool:
        """Whether every step of the seeds that are known has been computed."""
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
        self._first: Walk | None = None
        self._crowd: Crowd | None = None
        self._coarse = False

    @property
    def done(self) -> bool:
        """Whether the scene shows every step of the experiment, and every seed that is wanted."""
        return self._knows_first and (self._coarse or self._knows_all)

    @property
    def steps(self) -> int:
        """How many there are to be taken."""
        return self._experiment.steps

    @property
    def computed(self) -> int:
        """How many have been taken, of the seeds that are known."""
        return 0 if self._first is None else self._first.step

    @property
    def seeds_known(self) -> int:
        """Of how many seeds the scene has paths."""
        return self._experiment.seeds if self._knows_all else _first_seeds(self._experiment)

    def build(self, experiment: Experiment) -> Scene:
        """The whole scene at once."""
        self.begin(experiment)
        self.advance(float("inf"))
        return self.scene()

    def begin(self, experiment: Experiment, *, coarse: bool = False) -> None:
        """Turn to this experiment, or to some seeds of it; a computation that it does not share is dropped."""
        key = _what_paths_depend_on(experiment)
        first = _first_seeds(experiment)
        if (key, first) != self._key:
            self._key, self._crowd = (key, first), None
            self._first = Walk(experiment, range(first), Paths.blank(experiment, first), keep_velocities=1)
        if self._crowd is not None and self._experiment.seeds != experiment.seeds:
            self._crowd = None
        self._experiment, self._coarse = experiment, coarse

    def advance(self, seconds: float) -> None:
        """Compute for about that long."""
        end = perf_counter() + seconds
        while not self.done and perf_counter() < end:
            self._advance()

    def scene(self) -> Scene:
        """What has been computed so far."""
        first, experiment = self._begun, self._experiment
        paths = self._crowd.paths if self._crowd is not None and self._crowd.done else first.paths
        known, kept = slice(first.step + 1), first.trajectory
        offsets = None if first.offsets is None else first.offsets[known]
        runs = tuple(
            LaneRun(
                lane=lane,
                rule=rule,
                positions=paths.positions[i, :, known],
                velocities=kept.velocities[i],
                loss=paths.loss[i, :, known],
                diverged_at=paths.diverged_at[i].copy(),
                memory=kept.memories[i][:, 0],
                scale=_of_first_seed(kept.scales[i]),
                offsets=offsets,
            )
            for i, (lane, rule) in enumerate(zip(experiment.lanes, experiment.rules, strict=True))
        )
        return Scene(experiment, runs, first.step, loss_floor(experiment.surface), first.offsets)

    def _advance(self) -> None:
        if not self._knows_first:
            self._begun.advance()
        elif self._crowd is None:
            self._crowd = Crowd(self._experiment, self._begun)
        else:
            self._crowd.advance()

    @property
    def _begun(self) -> Walk:
        assert self._first is not None, "begin first"
        return self._first

    @property
    def _knows_first(self) -> bool:
        return self._first is not None and self._first.done

    @property
    def _knows_all(self) -> bool:
        if self._crowd is None:
            return self._knows_first and _first_seeds(self._experiment) == self._experiment.seeds
        return self._crowd.done


def _of_first_seed(scales: Array | None) -> Array | None:
    return None if scales is None else scales[0]


def _first_seeds(experiment: Experiment) -> int:
    """How many seeds are computed first."""
    least = COARSE_POINTS // (len(experiment.lanes) * experiment.steps)
    return min(experiment.seeds, COARSE_SEEDS, max(1, least))


def _what_paths_depend_on(experiment: Experiment) -> object:
    """All but the number of seeds."""
    run = (experiment.noise, experiment.steps, experiment.batch_size, experiment.seed)
    around = (experiment.noise_kind, experiment.moves, experiment.noise_changes)
    return experiment.surface, experiment.rules, experiment.start, run, around
