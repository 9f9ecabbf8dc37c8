"""One lane of a scene, as measures look at it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from app.lessons.measures.measure import UnanswerableError
from app.model.experiment import Experiment
from app.model.lane_run import LaneRun
from app.model.scene import Scene
from app.model.verdicts import observed
from optim_core.diagnosis import Diagnosis, diagnose
from surfaces import Surface

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Watched:
    """Lane `index` of a scene that has been computed to its end; positions are as seen from the surface."""

    scene: Scene
    index: int

    @property
    def experiment(self) -> Experiment:
        """What was run."""
        return self.scene.experiment

    @property
    def surface(self) -> Surface:
        """What it walked on."""
        return self.experiment.surface

    @property
    def run(self) -> LaneRun:
        """The lane with all its seeds."""
        return self.scene.runs[self.index]

    @property
    def path(self) -> Array:
        """The first seed's positions (steps + 1, 2)."""
        path: Array = self.run.seen(slice(1))[0]
        return path

    @property
    def losses(self) -> Array:
        """The first seed's losses (steps + 1,)."""
        losses: Array = self.run.loss[0]
        return losses

    @property
    def last(self) -> int:
        """The first seed's last finite position."""
        bad = int(self.run.diverged_at[0])
        return self.experiment.steps if bad < 0 else max(bad - 1, 0)

    def at(self, step: int | None) -> int:
        """That step, or the last finite one for None; raises UnanswerableError where the run does not reach it."""
        if step is None:
            return self.last
        if step > self.last:
            raise UnanswerableError(f"{self.run.lane.name} does not reach step {step:,}")
        return step

    @cached_property
    def ends(self) -> Array:
        """Every seed's last position (seeds, 2), NaN where it diverged."""
        ends: Array = self.run.seen(steps=slice(-1, None))[:, 0]
        return ends

    @cached_property
    def end_distances(self) -> Array:
        """From every seed's end to each minimum, (seeds, minima), infinite where it diverged."""
        if not self.surface.minima:
            raise UnanswerableError("the surface has no minimum")
        away = self.ends[:, np.newaxis] - np.asarray(self.surface.minima)
        return np.asarray(np.nan_to_num(np.hypot(away[..., 0], away[..., 1]), nan=np.inf, posinf=np.inf))

    @cached_property
    def diagnosis(self) -> Diagnosis:
        """How the program judges the first seed."""
        return diagnose(observed(self.scene, self.index), self.surface)
