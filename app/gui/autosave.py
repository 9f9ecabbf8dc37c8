"""Keeps unsaved changes where the next start finds them, should this one end before they are saved.

The first change is kept at once: should it be what ends the program, it is not lost. Those that follow are kept
together, each time the clock has gone round, and none of them starts it anew; so a long drag is kept on its way, too.
"""

from collections.abc import Callable
from concurrent.futures import TimeoutError as OverdueError
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.errors import FaultError
from app.recovery.writer import Writer
from app.sessions import Session

AT_ONCE = 50
"""Milliseconds from the first change until it is written: a person sees it before."""
DELAY = 400
"""Milliseconds between two times of writing: even on a busy machine, with the writing, less than a second."""
PATIENCE = 0.5
"""Seconds to wait for the disk where the process is about to end."""


class Autosave(QObject):
    """Keeps what `present` gives, when it is told that something changed."""

    said = Signal(str)
    """Why it cannot; once, until it can again."""
    _told = Signal(str)

    def __init__(self, present: Callable[[], Session], parent: QObject) -> None:
        super().__init__(parent)
        self._present = present
        self._document: Path | None = None
        self._is_wanted = False
        self._is_behind = False
        self._has_failed = False
        self._is_stopped = False
        self._writer = Writer(self._told.emit)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setTimerType(Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._on_clock_timeout)
        self._told.connect(self._on_told)

    def keep_soon(self, document: Path | None) -> None:
        """There are changes that are not saved in this document, or in none."""
        if self._is_stopped:
            return
        self._document = document
        self._is_wanted = self._is_behind = True
        if not self._clock.isActive():
            self._clock.start(AT_ONCE)

    def forget(self) -> None:
        """All changes are saved, or not wanted."""
        self._clock.stop()
        if self._is_wanted:
            self._is_wanted = self._is_behind = False
            self._writer.forget()

    def flush(self) -> bool:
        """Keep what there is now, and wait until it is on the disk; whether it is, or nothing had to be."""
        if not self._is_wanted:
            return True
        self._clock.stop()
        return self.keep_now(self._present(), self._document)

    def keep_now(self, session: Session, document: Path | None) -> bool:
        """Keep this one and wait until it is on the disk; any thread may ask, even while the window's stands still."""
        if self._is_stopped:
            return False
        try:
            return self._writer.keep(session, document).result(PATIENCE)
        except OverdueError:
            return False

    def stop(self, *, keep: bool) -> None:
        """The window is closed: leave unsaved changes to the next start, or forget them."""
        self._clock.stop()
        self._is_wanted, self._is_stopped = False, True
        try:
            self._writer.stop(keep=keep)
        except FaultError as error:
            self.said.emit(str(error))

    def _on_clock_timeout(self) -> None:
        if self._is_behind:
            self._is_behind = False
            self._writer.keep(self._present(), self._document)
            self._clock.start(DELAY)

    def _on_told(self, reason: str) -> None:
        if reason and not self._has_failed:
            self.said.emit(reason)
        self._has_failed = bool(reason)
        if reason and self._is_wanted:
            self._is_behind = True
            if not self._clock.isActive():
                self._clock.start(DELAY)
