"""The one holder of the current experiment, with undo; everybody else asks it and listens."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.model.experiment import Experiment
from app.model.legal import checked_experiment

Edit = Callable[[Experiment], Experiment]
MOST_UNDO = 500


class Store(QObject):
    """Applies pure edits; tells of the result at most once per turn of the event loop."""

    changed = Signal(object)
    """The new Experiment."""

    def __init__(self, experiment: Experiment, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiment = experiment
        self._undo: list[Experiment] = []
        self._redo: list[Experiment] = []
        self._before_gesture: Experiment | None = None
        self._announce = QTimer(self)
        self._announce.setSingleShot(True)
        self._announce.setInterval(0)
        self._announce.timeout.connect(self._on_announce_timeout)

    @property
    def experiment(self) -> Experiment:
        """What is wanted now."""
        return self._experiment

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to bring back."""
        return bool(self._redo)

    @property
    def is_in_gesture(self) -> bool:
        """Whether a hand is in the middle of a drag."""
        return self._before_gesture is not None

    @property
    def is_pending(self) -> bool:
        """Whether there is a change that has not been told yet."""
        return self._announce.isActive()

    def apply(self, edit: Edit) -> None:
        """Change the experiment; within a gesture all changes are one step of undo. Passes on an edit's ValueError."""
        # What could not be saved is not made.
        after = checked_experiment(edit(self._experiment))
        if after == self._experiment:
            return
        if self._before_gesture is None:
            self._remember(self._experiment)
        self._become(after)

    def begin_gesture(self) -> None:
        """A drag begins: what changes until `end_gesture` is one step."""
        if self._before_gesture is None:
            self._before_gesture = self._experiment

    def end_gesture(self) -> None:
        """The drag is over."""
        before, self._before_gesture = self._before_gesture, None
        if before is not None and before != self._experiment:
            self._remember(before)
            self._announce.start()

    def undo(self) -> None:
        """Take the last step back; a drag in progress ends first, and what the hand does from there is another."""
        self._walk(self._undo, self._redo)

    def redo(self) -> None:
        """Bring back what was undone last; a drag in progress is cut in two as by `undo`."""
        self._walk(self._redo, self._undo)

    def reset(self, experiment: Experiment) -> None:
        """Begin anew with another experiment: nothing is left to undo, and it is told even if it is the same."""
        self._undo.clear()
        self._redo.clear()
        self._before_gesture = None
        self._become(experiment)

    def flush(self) -> None:
        """Tell of a change now, not at the end of this turn of the event loop."""
        if self.is_pending:
            self._announce.stop()
            self._on_announce_timeout()

    def _walk(self, source: list[Experiment], other: list[Experiment]) -> None:
        held = self.is_in_gesture
        self.end_gesture()
        if source:
            other.append(self._experiment)
            self._become(source.pop())
        if held:
            self.begin_gesture()

    def _remember(self, before: Experiment) -> None:
        self._undo.append(before)
        del self._undo[:-MOST_UNDO]
        self._redo.clear()

    def _become(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._announce.start()

    def _on_announce_timeout(self) -> None:
        self.changed.emit(self._experiment)
