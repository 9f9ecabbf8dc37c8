"""What must hold after every event: no exception, no message, nothing printed, a legal experiment, no bare nan."""

import os
import re
import sys
import tempfile
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, thread_time
from typing import NamedTuple

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.gui.window import Window
from app.model.legal import checked_experiment
from app.sessions import Session
from app.sessions.text import read_session, session_bytes
from tests.app.gui.conftest import OFFSCREEN_CANNOT

LIMIT = 0.25
"""Seconds of the processor that the window may take for one event."""
# What a person typed is quoted, or a file's name.
WORDLESS = re.compile(r"(?<![\w.“/])(?<!/[-+−])[-+−]?(nan|inf|infinity)(?![\w”])", re.IGNORECASE)
ROUND_TRIP, READING = 50, 20
"""Every how many events an experiment is saved and read back, and the words on the screen are read."""


class Lap(NamedTuple):
    """The slowest handling of one event, in seconds of the window's thread and of the clock on the wall."""

    processor: float
    wall: float


class Stopwatch:
    """Measures one event's handlings; what happens in a nested event loop is measured apart and not counted twice."""

    def __init__(self) -> None:
        self._worst: list[Lap] = []
        self._began: list[tuple[float, float]] = []

    def begin(self) -> None:
        """An event comes."""
        self._worst.append(Lap(0.0, 0.0))
        self._began.append((thread_time(), perf_counter()))

    def lap(self) -> None:
        """It has been handled, or a turn of the event loop is over; another follows."""
        processor, wall = self._began[-1]
        lap = Lap(thread_time() - processor, perf_counter() - wall)
        self._worst[-1] = max(self._worst[-1], lap)
        self._began[-1] = thread_time(), perf_counter()

    def end(self) -> Lap:
        """All is quiet; the slowest."""
        self.lap()
        self._began.pop()
        if self._began:
            # What came in between was another event's: of the outer one the time before it is lost, and no more.
            self._began[-1] = thread_time(), perf_counter()
        return self._worst.pop()


class Watch:
    """Collects whatever is said of a fault."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115 it lives as long as this does

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Listen to exceptions, Qt's messages and all that is printed."""
        hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
        sys.excepthook = lambda kind, error, trace: self._on_exception("exception", kind, error, trace)
        sys.unraisablehook = lambda args: self._on_exception("unraisable", *args[:3])
        threading.excepthook = lambda args: self._on_exception("in a thread", *args[:3])
        before = qInstallMessageHandler(self._on_message)
        sys.stderr.flush()
        stderr = os.dup(2)
        os.dup2(self._printed.fileno(), 2)
        try:
            yield
        finally:
            sys.stderr.flush()
            os.dup2(stderr, 2)
            os.close(stderr)
            qInstallMessageHandler(before)
            sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
            self._printed.close()

    def look(self, window: Window, index: int) -> list[str]:
        """What is wrong after this event."""
        found, self.said = self.said, []
        found += self._read_printed()
        if not window._closed:
            found += _faults_of(window, index)
        return found

    def _read_printed(self) -> list[str]:
        if os.fstat(self._printed.fileno()).st_size == 0:
            return []
        self._printed.seek(0)
        text = self._printed.read().decode(errors="replace")
        self._printed.seek(0)
        self._printed.truncate()
        return [f"printed: {text[:2000]}"] if text else []

    def _on_exception(self, what: str, kind: object, error: object, trace: object) -> None:
        self.said.append(f"{what}: " + "".join(traceback.format_exception(kind, error, trace)))

    def _on_message(self, kind: QtMsgType, _: object, text: str) -> None:
        if not re.match(OFFSCREEN_CANNOT, text):
            self.said.append(f"Qt says ({kind.name}): {text}")


def _faults_of(window: Window, index: int) -> list[str]:
    found = [] if window.isVisible() else ["the window has gone"]
    try:
        checked_experiment(window.store.experiment)
        if index % ROUND_TRIP == 0:
            session = Session(window.store.experiment)
            if read_session(session_bytes(session)) != session:
                found.append("the experiment is another one when it is saved and read back")
    except ValueError as error:
        found.append(f"the experiment is not legal: {error}")
    return found + (wordless(window) if index % READING == 0 else [])


def wordless(window: Window) -> list[str]:
    """Numbers that are none, on the screen or for those who hear it."""
    own = " ".join([*(lane.name for lane in window.store.experiment.lanes), window.document.name]).lower()
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            for text in _texts(widget):
                bad = WORDLESS.search(text)
                if bad and bad[0].lower() not in own:
                    found.append(f"{type(widget).__name__} says {text!r}")
    return found


def _texts(widget: QWidget) -> list[str]:
    shown = [widget.text()] if isinstance(widget, (QLabel, QAbstractButton)) else []
    return [*shown, widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
