"""Time that a run gives out itself, so that the same seed meets the same window on any machine.

The program's clocks stand still but for a little at each look, its timers go round when the run says that time passes,
and what is done beside the window (maps, crowds, files of heights, exports) gets on when the run says so.
Timers without an interval are the event loop's own and stay as they are.
"""

import importlib
import pkgutil
import queue
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

import pyqtgraph as pg
import shiboken6
from PySide6 import QtCore

import app.gui
import app.gui.workshop
import app.gui.writing
from app.gui.window import Window
from app.model.experiment import Experiment
from app.model.fair.request import FairRequest

A_LOOK = 0.002
"""Seconds that pass with each look at the clock, so that a slice of work ends after a few pieces."""
PATIENCE = 120
"""Seconds to wait for a thread to get on, on a busy machine."""
LARGEST_PICTURE, MOST_FRAMES, MOST_ROWS = 1_000_000, 30, 100_000
"""Of exports that are written to their end; larger ones are cancelled."""
MOST_TUNED = 5_000
"""Rows of an experiment that is tuned for a comparison, on a formula of a tenth; more take minutes, and are dropped
before they begin."""


class Clock:
    """Called, it tells the time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waiting: dict[StandingTimer, float] = {}

    def __call__(self) -> float:
        self.now += A_LOOK
        return self.now

    def advance(self, milliseconds: int) -> None:
        """Let time pass: each timer that is due by then goes off once, as the late ones of a busy program do."""
        self.now += milliseconds / 1000
        due = sorted(
            (when, place, timer) for place, (timer, when) in enumerate(self.waiting.items()) if when <= self.now
        )
        for _, _, timer in due:
            if timer in self.waiting and shiboken6.isValid(timer):
                timer.go_off()
            elif not shiboken6.isValid(timer):
                self.waiting.pop(timer, None)


CLOCK = Clock()


class StandingTimer(QtCore.QTimer):
    """A timer that goes off when `CLOCK` says so."""

    def start(self, milliseconds: int | None = None) -> None:
        if milliseconds is not None:
            self.setInterval(milliseconds)
        if self.interval() == 0:
            super().start()
            return
        # Anew at the end of the row: those that are due together go off in the order in which they were started.
        CLOCK.waiting.pop(self, None)
        CLOCK.waiting[self] = CLOCK.now + self.interval() / 1000

    def stop(self) -> None:
        CLOCK.waiting.pop(self, None)
        super().stop()

    def isActive(self) -> bool:  # noqa: N802
        return self in CLOCK.waiting or super().isActive()

    def go_off(self) -> None:
        if self.isSingleShot():
            self.stop()
        else:
            self.start()
        self.timeout.emit()


class HeldShift(app.gui.workshop.Shift):
    """Works while it is waited for, and keeps its news until they are asked for."""

    alive: ClassVar[weakref.WeakSet["HeldShift"]] = weakref.WeakSet()

    def __init__(self, jobs: object, hand_rests: threading.Event, tell: object) -> None:
        self.alive.add(self)
        self.news: queue.SimpleQueue[app.gui.workshop.News] = queue.SimpleQueue()
        self.may_work = threading.Event()
        super().__init__(jobs, hand_rests, lambda _, news: self.news.put(news))

    @property
    def is_small(self) -> bool:
        return all(not isinstance(job, FairRequest) or _tuned(job.experiment) <= MOST_TUNED for job in self._jobs)

    def cancel(self) -> None:
        super().cancel()
        self.may_work.set()

    def _checkpoint(self) -> None:
        self.may_work.wait()
        super()._checkpoint()


class HeldWriting(app.gui.writing.Writing):
    """Writes when it is waited for."""

    @property
    def has_begun(self) -> bool:
        return self._thread.ident is not None

    @property
    def is_small(self) -> bool:
        subject, paper, motion = self._work
        width, height = paper.pixels
        rows = _rows(subject.session.experiment)
        return width * height <= LARGEST_PICTURE and motion.frames <= MOST_FRAMES and rows <= MOST_ROWS

    def start(self) -> None:
        """Not yet."""

    def join(self) -> None:
        if not self.has_begun:
            super().start()
        super().join()


def _rows(experiment: Experiment) -> int:
    return len(experiment.lanes) * experiment.steps * experiment.seeds


def _tuned(experiment: Experiment) -> int:
    return _rows(experiment) * (10 if experiment.surface.minima_are_found else 1)


def bring_news(window: Window) -> int:
    """Let all that is done beside the window get on by one piece, and tell of it; how much there was to tell."""
    told = 0
    for workshop in window.findChildren(app.gui.workshop.Workshop):
        shift = workshop._shift
        if shift is not None and shift.is_small and workshop._hand_rests.is_set():
            shift.may_work.set()
            news = shift.news.get(timeout=PATIENCE)
            shift.may_work.clear()
            workshop._on_told(shift, news)
            told += 1
    for writing in window.findChildren(HeldWriting):
        if not writing.has_begun:
            if not writing.is_small:
                writing.cancel()
            writing.join()
            told += 1
    return told


@contextmanager
def standing_time() -> Iterator[None]:
    """Put the program's clocks, timers and workers into the hands of the run."""
    for module in pkgutil.walk_packages(app.gui.__path__, "app.gui."):
        importlib.import_module(module.name)
    own = {"perf_counter": (time.perf_counter, CLOCK), "QTimer": (QtCore.QTimer, StandingTimer)}
    own |= {"Shift": (app.gui.workshop.Shift, HeldShift), "Writing": (app.gui.writing.Writing, HeldWriting)}
    undo = [change for name, (real, ours) in own.items() for change in _replace(name, real, ours)]
    CLOCK.waiting.clear()
    CLOCK.now = 1000.0
    # It would swallow moves of the mouse that come soon after one another on the clock on the wall.
    rate = pg.getConfigOption("mouseRateLimit")
    pg.setConfigOption("mouseRateLimit", 0)
    try:
        yield
    finally:
        for shift in list(HeldShift.alive):
            # Where a run has failed, nobody has closed its window.
            shift.cancel()
        pg.setConfigOption("mouseRateLimit", rate)
        for put_back in undo:
            put_back()


def _replace(name: str, real: object, ours: object) -> Iterator[Callable[[], None]]:
    for module in [
        module for key, module in sys.modules.items() if key.startswith(("app.", "pyqtgraph.GraphicsScene"))
    ]:
        if vars(module).get(name) is real:
            setattr(module, name, ours)
            yield lambda module=module: setattr(module, name, real)
