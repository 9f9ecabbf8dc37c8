"""Other processes of the program, which keep unsaved work and end without a word."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[3]


@contextmanager
def process(code: str, *words: str) -> Iterator["subprocess.Popen[str]"]:
    """Python in a process of its own, which has run the code and printed "ready", until it is killed."""
    script = code + "\nprint('ready', flush=True)\nimport sys; sys.stdin.readline()"
    pipe = subprocess.PIPE
    started = subprocess.Popen(
        [sys.executable, "-c", script, *words],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=pipe,
        stdout=pipe,
        text=True,
    )
    try:
        assert started.stdout is not None
        assert started.stdout.readline() == "ready\n"
        yield started
    finally:
        kill(started)
        for stream in (started.stdin, started.stdout):
            if stream is not None:
                stream.close()


def kill(started: "subprocess.Popen[str]") -> None:
    """End it as a crash would."""
    started.send_signal(signal.SIGKILL)
    started.wait(60)


def keeper(lr: float, document: Path | str = "") -> tuple[str, Sequence[str]]:
    """The code of a process that keeps an experiment with this learning rate."""
    code = """
import sys
from pathlib import Path
from app.model import edits
from app.model.experiment import Experiment
from app.recovery.recovery import Kept
from app.sessions import Session
kept = Kept()
document = Path(sys.argv[2]) if sys.argv[2] else None
kept.keep(Session(edits.set_master(Experiment(), "lr", float(sys.argv[1]))), document)
"""
    return code, (repr(lr), str(document))
