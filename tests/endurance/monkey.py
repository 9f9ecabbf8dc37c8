"""The monkey: a run of random events on the real window, each followed by a look at everything that must hold.

A run is a seed and a number of events, and the same at each time: see `standing_time`.

Example:

    report = run(seed=3, events=1000)
    assert report.faults == []
"""

import gc
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TextIO

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QThreadPool, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip

from app.gui.window import Window
from app.model.experiment import Experiment
from tests.endurance.census import Census
from tests.endurance.folder import Folder
from tests.endurance.hand import RandomHand
from tests.endurance.leftovers import dispose, threads_left
from tests.endurance.standing_time import CLOCK, standing_time
from tests.endurance.watch import LIMIT, Lap, Stopwatch, Watch

MOST_TURNS = 12
"""Of the event loop after an event; what is not done by then goes on while the next ones come."""
DEEPEST = 5
"""Menus and dialogs over one another, before all of them are closed."""
LAST = 20
"""Events that are told of where something went wrong."""


@dataclass
class Report:
    """What a run found."""

    seed: int
    events: int = 0
    faults: list[str] = field(default_factory=list)
    slow: list[tuple[float, float, int, str]] = field(default_factory=list)
    """Of events over the limit: seconds of the processor, seconds on the wall, which, and what it was."""
    kinds: dict[str, Lap] = field(default_factory=dict)
    """The slowest event of each kind."""
    seen: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    experiment: Experiment | None = None
    words: list[str] = field(default_factory=list)


class Monkey:
    """Makes the events of one run."""

    def __init__(self, seed: int, folder: Folder, random: Random, log: TextIO | None) -> None:
        self.report = Report(seed)
        self._random = random
        self._census = Census()
        self._watch = Watch()
        self._stopwatch = Stopwatch()
        self._log = log
        self._levels: list[int] = []
        """How many event loops ran when each of the events began that are not over yet."""
        self._is_standing_by = False
        self._most = 0
        self._hand = RandomHand(random, folder, self._census, self._say, self._turn)
        self._window: Window

    def run(self, events: int) -> Report:
        """So many events, or as many as there are until something goes wrong."""
        report, self._most = self.report, events
        with self._watch.watching():
            self._open()
            while report.events < events and not report.faults:
                self._event()
            if not report.faults:
                self._leave()
        report.seen, report.reached = self._census.seen, self._census.reached
        report.experiment = self._window.store.experiment if shiboken6.isValid(self._window) else None
        return report

    def _open(self) -> None:
        self._window = self._hand.window = Window(Experiment())
        self._window.resize(1024, 640)
        self._stopwatch.begin()
        self._window.show()
        self._settle()
        self._stopwatch.end()

    def _event(self) -> None:
        """One event, and whatever it opens and waits for."""
        report = self.report
        report.events += 1
        index = report.events
        self._levels.append(QThread.currentThread().loopLevel())
        self._stopwatch.begin()
        self._stand_by()
        try:
            if len(self._levels) > DEEPEST:
                self._say("escape from all of it")
                self._hand.stop()
            else:
                self._hand.act()
            words = report.words[-1]
            self._settle()
        finally:
            lap = self._stopwatch.end()
            self._levels.pop()
        self._take_time(lap, index, words)
        report.faults += self._watch.look(self._window, index)
        if self._window._closed and not self._levels and not report.faults:
            self._open_again()

    def _stand_by(self) -> None:
        """Be there in the event loop that an event may open and wait in, as questions and menus do."""
        if not self._is_standing_by:
            self._is_standing_by = True
            # A timer and not QTimer.singleShot, which posts an event: one that posts itself again is served for ever.
            # And each time another, because one that is being served does not go off.
            timer = QTimer(QApplication.instance())
            timer.setSingleShot(True)
            timer.timeout.connect(self._within)
            timer.timeout.connect(timer.deleteLater)
            timer.start(0)

    def _within(self) -> None:
        self._is_standing_by = False
        if not self._levels:
            return
        if QThread.currentThread().loopLevel() > self._levels[-1]:
            if self.report.events < self._most and not self.report.faults:
                self._event()
            else:
                self._hand.stop()
        self._stand_by()

    def _settle(self) -> None:
        for _ in range(MOST_TURNS):
            self._turn()
            if self._window._closed or self._window.is_painted:
                break
        self._turn()

    def _turn(self) -> None:
        """One turn of the event loop, measured apart."""
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._stopwatch.lap()

    def _take_time(self, lap: Lap, index: int, words: str) -> None:
        kind = " ".join(words.split()[:2])
        self.report.kinds[kind] = max(lap, self.report.kinds.get(kind, lap))
        if lap.processor > LIMIT:
            self.report.slow.append((lap.processor, lap.wall, index, words))

    def _open_again(self) -> None:
        self.report.faults += dispose(self._window)
        self._census.forget_widgets()
        self._open()

    def _leave(self) -> None:
        """Close the window, and look whether anything is left."""
        self._stopwatch.begin()
        self._hand.stop()
        self._window.document.leave()
        self._window.close()
        self._turn()
        report = self.report
        report.faults += self._watch.look(self._window, 1)
        report.faults += dispose(self._window) + threads_left()
        QToolTip.hideText()
        self._turn()
        left = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        report.faults += [f"left open: {widget}" for widget in left]
        report.faults += [f"a timer still runs: {timer}" for timer in CLOCK.waiting if shiboken6.isValid(timer)]
        if QThreadPool.globalInstance().activeThreadCount():
            report.faults.append("Qt's threads still work")

    def _say(self, words: str) -> None:
        self.report.words.append(words)
        if self._log is not None:
            print(self.report.events, words, file=self._log, flush=True)


def run(seed: int, events: int, log: TextIO | None = None) -> Report:
    """Make a run in a folder of its own; there must be an application."""
    random = Random(seed)
    is_quitting = QApplication.quitOnLastWindowClosed()
    with tempfile.TemporaryDirectory(prefix="ravine-monkey-") as path:
        folder = Folder(Path(path), random)
        with folder.at_home(), standing_time():
            QApplication.setQuitOnLastWindowClosed(False)
            gc.collect()
            gc.freeze()
            try:
                return Monkey(seed, folder, random, log).run(events)
            finally:
                # Left to the end of the process, what was put there is deleted when Python is gone, and that crashes.
                QGuiApplication.clipboard().clear()
                QApplication.setQuitOnLastWindowClosed(is_quitting)


def story(report: Report) -> str:
    """What a person needs to see it again."""
    lines = [f"seed {report.seed}, event {report.events}: {len(report.faults)} faults", *report.faults]
    lines += ["", "the last events:", *report.words[-LAST:], ""]
    return "\n".join([*lines, f"again: python -m tests.endurance monkey --seed {report.seed} --events {report.events}"])
