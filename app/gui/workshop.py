"""Work that takes longer than a frame, done beside the window: the newest wish first, and never in a hand's way.

A job is a frozen value that yields better and better results. It runs in a thread of its own, its blocks on a few
more, and asks at every checkpoint whether it is still wanted. While a hand drags, all of it stands still.

Example:

    workshop = Workshop(window)
    workshop.result_ready.connect(show)              # show(job, result), again and again until the best one is there
    workshop.turn_to((job, other))                   # what was wanted before and is not any more is dropped
"""

import os
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, ThreadPoolExecutor
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from app.model.job import Job

WORKERS = max(2, min(8, os.cpu_count() or 2))
REST = 150
"""Milliseconds without a move after which a hand is taken to rest."""
NICENESS = 10
"""How far the workers stand behind the window, where the system lets threads differ."""


class News(NamedTuple):
    """What a shift tells: another result of a job, that the job is finished, or why it cannot be done.

    No job means that the whole shift is over.
    """

    job: Job[object] | None = None
    result: object = None
    finished: bool = False
    failure: str = ""


class Workshop(QObject):
    """Computes the jobs it is turned to, each a stage in turn, and hands on their results.

    The last `remembered` finished jobs are not computed again.
    """

    result_ready = Signal(object, object)
    """A job that is wanted, and its newest result."""
    failed = Signal(str)
    """Why a job could not be done, in a sentence."""
    busy_changed = Signal(bool)
    _told = Signal(object, object)

    def __init__(self, parent: QObject, remembered: int = 0) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self._finished: OrderedDict[Job[object], object] = OrderedDict()
        self._newest: dict[Job[object], object] = {}
        self._jobs: tuple[Job[object], ...] = ()
        self._shift: Shift | None = None
        self._foreman: ThreadPoolExecutor | None = None
        self._workers: ThreadPoolExecutor | None = None
        self._hand_rests = threading.Event()
        self._hand_rests.set()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._hand_rests.set)
        self._told.connect(self._on_told)

    @property
    def is_busy(self) -> bool:
        """Whether something that is wanted is still being computed."""
        return self._shift is not None

    def turn_to(self, jobs: tuple[Job[object], ...]) -> None:
        """Compute these from now on; what is finished already is handed on again at once."""
        if jobs == self._jobs:
            return
        self._drop()
        self._jobs = jobs
        known = [(job, self._finished[job]) for job in jobs if job in self._finished]
        self._begin(tuple(job for job in jobs if job not in self._finished))
        for job, result in known:
            self._finished.move_to_end(job)
            self.result_ready.emit(job, result)

    def hold(self) -> None:
        """A hand moves: stand still until it rests."""
        if self.is_busy:
            self._hand_rests.clear()
            self._rest.start()

    def stop(self) -> None:
        """Drop everything, and let no thread live on."""
        self._drop()
        self._jobs = ()
        for pool in (self._foreman, self._workers):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        self._foreman = self._workers = None

    def _begin(self, jobs: tuple[Job[object], ...]) -> None:
        if not jobs:
            return
        # The threads are made when there is work for the first time.
        self._workers = self._workers or ThreadPoolExecutor(WORKERS, "ravine-worker", initializer=_stand_back)
        self._foreman = self._foreman or ThreadPoolExecutor(1, "ravine-foreman", initializer=_stand_back)
        self._shift = Shift(jobs, self._hand_rests, self._told.emit)
        self._foreman.submit(self._shift.work, self._workers)
        self.busy_changed.emit(True)

    def _drop(self) -> None:
        self._rest.stop()
        if self._shift is not None:
            self._shift.cancel()
            self._end()
        # Who waits for the hand must learn that he is not wanted any more.
        self._hand_rests.set()

    def _end(self) -> None:
        self._shift = None
        self._newest = {}
        self.busy_changed.emit(False)

    def _on_told(self, shift: "Shift", news: News) -> None:
        if shift is not self._shift:
            return
        if news.failure:
            self.failed.emit(news.failure)
        elif news.job is None:
            self._end()
        elif news.finished:
            self._remember(news.job)
        else:
            self._newest[news.job] = news.result
            self.result_ready.emit(news.job, news.result)

    def _remember(self, job: Job[object]) -> None:
        self._finished[job] = self._newest.pop(job, None)
        while len(self._finished) > self._remembered:
            self._finished.popitem(last=False)


class Shift:
    """Some jobs on the way, in a thread that is not the window's."""

    def __init__(
        self, jobs: tuple[Job[object], ...], hand_rests: threading.Event, tell: Callable[["Shift", News], None]
    ) -> None:
        self._jobs = jobs
        self._hand_rests = hand_rests
        self._tell = tell
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """It is not wanted any more."""
        self._cancelled.set()

    def work(self, workers: Executor) -> None:
        """Do a stage of each job in turn, until all are finished."""
        try:
            self._work(deque((job, job.results(workers, self._checkpoint)) for job in self._jobs))
        except CancelledError:
            return
        except Exception as error:  # A thread has nobody else to tell.
            self._tell(self, News(failure=f"that could not be computed: {type(error).__name__}: {error}"))
        self._tell(self, News())

    def _work(self, running: deque[tuple[Job[object], Iterator[object]]]) -> None:
        while running:
            job, results = running.popleft()
            for result in results:
                self._checkpoint()
                self._tell(self, News(job, result))
                running.append((job, results))
                break
            else:
                self._tell(self, News(job, finished=True))

    def _checkpoint(self) -> None:
        if not self._cancelled.is_set():
            self._hand_rests.wait()
        if self._cancelled.is_set():
            raise CancelledError


def _stand_back() -> None:
    """Let the window's thread come first where both want the processor."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)
