"""The paths from the start under the mouse, computed while the mouse rests: a frame's worth at a time."""

from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal

from app.model.experiment import Experiment
from app.model.pace import Pace
from app.model.polyline import finite_part
from optim_core import Simulation

Array = NDArray[np.float64]
MOST = 200
"""Steps between two looks at the clock."""
SECONDS = 0.006
"""Of every turn of the event loop."""


class Ghost(QObject):
    """One run a lane, from a start that nobody has chosen yet."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._aim: object = None
        self._simulation: Simulation | None = None
        self._pace: Pace
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._on_turn_timeout)

    @property
    def paths(self) -> tuple[Array, ...]:
        """What is known by now of each lane's path (n, 2); none where there is no ghost."""
        if self._simulation is None:
            return ()
        return tuple(finite_part(path[0]) for path in self._simulation.trajectory().positions)

    def haunt(self, experiment: Experiment, lanes: tuple[int, ...], start: tuple[float, float]) -> None:
        """Walk from there; a walk from elsewhere, or with other settings, is dropped."""
        aim = (experiment, lanes, start)
        if aim != self._aim:
            self._aim = aim
            self._simulation = _simulation(experiment, lanes, start)
            self._pace = Pace(experiment.surface, MOST)
            self._turn.start()

    def leave(self) -> None:
        """Be gone."""
        self._turn.stop()
        if self._aim is not None:
            self._aim = self._simulation = None
            self.changed.emit()

    def _on_turn_timeout(self) -> None:
        simulation, pace, now = self._simulation, self._pace, perf_counter()
        assert simulation is not None, "the timer runs only while there is a walk"
        end = now + SECONDS
        while not simulation.done and now < end:
            began = now
            simulation.advance(pace.steps)
            now = perf_counter()
            pace.learn(now - began)
        if simulation.done:
            self._turn.stop()
        self.changed.emit()


def _simulation(experiment: Experiment, lanes: tuple[int, ...], start: tuple[float, float]) -> Simulation:
    return Simulation(
        experiment.surface.bare_gradient,
        [experiment.rules[lane] for lane in lanes],
        start=start,
        steps=experiment.steps,
        noise=experiment.noise_by_step,
        batch_size=experiment.batch_size,
        seeds=(experiment.seed,),
        noise_kind=experiment.noise_kind,
        moves=experiment.moves,
    )
