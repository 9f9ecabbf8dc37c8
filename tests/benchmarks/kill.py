"""What is lost when the program is killed while a person changes things: how old the oldest lost change is.

By hand: python -m tests.benchmarks.kill [N]

N runs (500 without one) of the real window, offscreen, in a process of its own, each with an empty folder for what it
keeps. It changes the experiment every 20 ms and tells of each change; at a random moment, 0.3 to 3 s after the first
one, it is killed with SIGKILL. Then another process looks at what is left: whether it can be read, whether it is
offered, and when the first change was made that is not in it. The work of one second may be lost, and no more.
"""

import os
import random
import selectors
import signal
import struct
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

RUNS = 500
AT_ONCE = 8
"""Processes that are changed and killed at the same time: most of the time each of them waits."""
EVERY = 20
"""Milliseconds between two changes."""
EARLIEST, LATEST = 0.3, 3.0
"""Seconds from the first change to the end."""
MOST_LOST = 1.0
"""Seconds."""
CHANGE = struct.Struct("=dd")
"""How a change is told: when, by a clock that all processes share, and the learning rate that was set."""


@dataclass
class Run:
    """One process, from its start to what is found after its end."""

    number: int
    pid: int
    pipe: int
    folder: Path
    life: float
    ends_at: float = float("inf")
    told: bytes = b""
    killed_at: float = 0.0

    @property
    def changes(self) -> list[tuple[float, float]]:
        """When each was made, and its learning rate."""
        whole = len(self.told) // CHANGE.size * CHANGE.size
        return list(CHANGE.iter_unpack(self.told[:whole]))


@dataclass(frozen=True)
class Outcome:
    """What was left: `lost` is the age of the oldest change that is not in it, in seconds, 0 if all are."""

    unreadable: int
    offered: bool
    lost: float


def main():
    print_report(list(outcomes(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)))


def print_report(found):
    late = [outcome for outcome in found if outcome.lost > MOST_LOST]
    print(f"{'runs':>12} {'unreadable':>12} {'not offered':>12} {'too old':>12} {'worst age':>12}")
    figures = (
        len(found),
        sum(outcome.unreadable for outcome in found),
        sum(not outcome.offered for outcome in found),
        len(late),
    )
    print(*(f"{figure:>12}" for figure in figures), f"{max(outcome.lost for outcome in found):>10.3f} s")


def outcomes(runs: int) -> Iterator[Outcome]:
    """Kill so many, several at a time."""
    # What a fork takes over need not be imported again each time. Nothing here begins a thread or an application.
    import app.gui.window  # noqa: F401

    dice = random.Random(0)
    with tempfile.TemporaryDirectory(prefix="ravine-kill-") as folder, selectors.DefaultSelector() as selector:
        alive: list[Run] = []
        begun = 0
        while begun < runs or alive:
            while begun < runs and len(alive) < AT_ONCE:
                alive.append(start(begun, Path(folder) / str(begun), dice.uniform(EARLIEST, LATEST)))
                selector.register(alive[-1].pipe, selectors.EVENT_READ, alive[-1])
                begun += 1
            listen(selector, min(run.ends_at for run in alive) - time.monotonic())
            for run in [run for run in alive if run.ends_at <= time.monotonic()]:
                alive.remove(run)
                selector.unregister(run.pipe)
                yield end(run)


def listen(selector, patience: float) -> None:
    """Hear what is told until one has to end."""
    for key, _ in selector.select(min(max(patience, 0.0), 60.0)):
        run, news = key.data, os.read(key.fd, 65536)
        if not news:
            raise RuntimeError(f"run {run.number} ended by itself")
        if not run.told:
            run.ends_at = CHANGE.unpack_from(news)[0] + run.life
        run.told += news


def start(number: int, folder: Path, life: float) -> Run:
    """A process that changes things until it is killed."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(read)
            live(folder, write)
        except BaseException:
            traceback.print_exc()
        os._exit(1)
    os.close(write)
    return Run(number, pid, read, folder, life)


def live(folder: Path, pipe: int) -> None:
    """Work in a window as a person does who never saves."""
    for what in ("CONFIG", "STATE"):
        os.environ[f"XDG_{what}_HOME"] = str(folder / what.lower())
    from PySide6.QtCore import QTimer

    from app.gui.application import make_application
    from app.gui.window import Window
    from app.model import edits
    from app.model.experiment import Experiment

    application = make_application([], offscreen=True)
    window = Window(Experiment())
    lrs = iter(range(1, 10**6))

    def change() -> None:
        lr = next(lrs) * 1e-6
        window.store.apply(lambda experiment: edits.set_master(experiment, "lr", lr))
        os.write(pipe, CHANGE.pack(time.monotonic(), lr))

    hand = QTimer()
    hand.timeout.connect(change)
    hand.start(EVERY)
    application.exec()


def end(run: Run) -> Outcome:
    """Kill it, and look at what it leaves."""
    run.killed_at = time.monotonic()
    os.kill(run.pid, signal.SIGKILL)
    os.waitpid(run.pid, 0)
    while news := os.read(run.pipe, 65536):
        run.told += news
    os.close(run.pipe)
    return found_after(run)


def found_after(run: Run) -> Outcome:
    """What the next start would find."""
    from app.recovery.recovery import orphans

    os.environ["XDG_STATE_HOME"] = str(run.folder / "state")
    found = orphans()
    kept = 0.0
    for orphan in found.orphans:
        kept = orphan.session.experiment.lr
        orphan.release()
    lost = [run.killed_at - at for at, lr in run.changes if lr > kept]
    return Outcome(len(found.unreadable), len(found.orphans) == 1, max(lost, default=0.0))


if __name__ == "__main__":
    main()
