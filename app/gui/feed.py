"""From an experiment to the scene that is shown: computed in slices, the newest wish first.

A slice of computing, then the event loop has its turn; what is there is handed on when it is finished, or when a
person has waited so long that an unfinished picture is better than none. Of a crowd the first seeds are handed on when
they have all their steps, and all seeds when they have.
"""

from time import perf_counter
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder

SLICE = 0.008
"""Seconds of computing at a time; then the window listens."""
FIRST = 0.016
"""Seconds after which a person sees what there is of a new experiment, finished or not: one frame, and one to paint.

What is all but finished by then is waited for: to paint twice would take longer.
"""
PATIENCE = 0.06
"""Seconds between two unfinished pictures of the same; longer where painting itself takes long."""
NOTHING = (-1, 0)
"""No step of no seed."""


class Painted(Protocol):
    """Who paints the scenes, and when it was done last (by `perf_counter`)."""

    is_painted: bool
    painted_at: float


class SceneFeed(QObject):
    """Turns to experiments one after the other and hands on their scenes."""

    scene_ready = Signal(object)
    """A Scene, whole or as far as computed."""

    def __init__(self, painted: Painted, experiment: Experiment, parent: QObject) -> None:
        super().__init__(parent)
        self._painted = painted
        self._builder = SceneBuilder()
        self._builder.begin(experiment)
        self._handed_at = 0.0
        self._handed = NOTHING
        self._wished_at: float | None = None
        self._turned_at = 0.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._compute)

    @property
    def is_done(self) -> bool:
        """Whether everything of the present experiment is computed and handed on."""
        return self._builder.done and not self._rest.isActive()

    @property
    def scene(self) -> Scene:
        """What there is by now."""
        return self._builder.scene()

    def turn_to(self, experiment: Experiment, *, coarse: bool = False) -> None:
        """Compute this experiment, or a `coarse` crowd of it, from now on; what was computed for another is dropped."""
        self._rest.stop()
        self._handed = NOTHING
        # Where one wish follows another before anything could be seen, a person has waited since the first of them.
        self._turned_at = perf_counter()
        self._wished_at = self._wished_at or self._turned_at
        self._builder.begin(experiment, coarse=coarse)
        self._compute()

    def stop(self) -> None:
        """Compute no more."""
        self._rest.stop()

    def whole(self, experiment: Experiment) -> Scene:
        """The scene with every step, computed to its end now if it is not yet."""
        return self._builder.build(experiment)

    def _compute(self) -> None:
        self._builder.advance(SLICE)
        known = self._builder.computed, self._builder.seeds_known
        if known != self._handed and (known[0] == self._builder.steps or self._is_overdue()):
            self._handed_at, self._handed, self._wished_at = perf_counter(), known, None
            self.scene_ready.emit(self.scene)
        if not self._builder.done:
            self._rest.start(0)

    def _still_needs(self) -> float:
        """Seconds until all steps are there, as it has gone so far."""
        taken = self._builder.computed
        return (perf_counter() - self._turned_at) * (self._builder.steps - taken) / max(1, taken)

    def _is_overdue(self) -> bool:
        """Whether a person has waited so long that an unfinished picture is better than none."""
        if not self._painted.is_painted:
            return False
        if self._wished_at is not None:
            return perf_counter() - self._wished_at > FIRST and self._still_needs() > SLICE
        painting_took = self._painted.painted_at - self._handed_at
        return perf_counter() - self._painted.painted_at > max(PATIENCE, 6 * painting_took)
