"""An export on its way, in a thread of its own: it tells how far it is, can be cancelled, and leaves nothing then."""

import threading
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from app.errors import CancelledError, FaultError, UseError
from app.files import check_target
from app.gui.output import Subject, write_output
from app.model.motion import Motion
from app.model.paper import Paper

PAUSE = 0.05
"""Seconds between two times that a share is told: more often, nobody could see it."""


class Writing(QObject):
    """Writes one file."""

    progressed = Signal(float)
    """The share that is done."""
    ended = Signal(str)
    """It is over, and why it failed in a sentence; empty if it did not, or if it `was_cancelled`."""

    def __init__(self, parent: QObject, target: Path, subject: Subject, paper: Paper, motion: Motion) -> None:
        super().__init__(parent)
        self.target = target
        self._work = subject, paper, motion
        self.was_cancelled = False
        self._cancelled = threading.Event()
        self._told_at = 0.0
        self._thread = threading.Thread(target=self._write, name="ravine-export")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def cancel(self) -> None:
        """It is not wanted any more; it ends as soon as it asks."""
        self._cancelled.set()

    def join(self) -> None:
        """Wait for its end."""
        self._thread.join()

    def _write(self) -> None:
        self.ended.emit(self._failure())

    def _failure(self) -> str:
        subject, paper, motion = self._work
        try:
            check_target(self.target)
            write_output(self.target, subject, paper, motion, self._report)
        except CancelledError:
            self.was_cancelled = True
            return ""
        except (UseError, FaultError) as error:
            return str(error)
        except Exception as error:  # A thread has nobody else to tell.
            return f"{self.target.name} could not be written: {type(error).__name__}: {error}"
        return ""

    def _report(self, share: float) -> None:
        """Pass on how far it is; called in the thread, from which no widget may be touched."""
        if self._cancelled.is_set():
            raise CancelledError
        now = perf_counter()
        if now - self._told_at >= PAUSE:
            self._told_at = now
            self.progressed.emit(share)
