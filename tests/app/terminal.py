"""The program from outside, as a person at a terminal meets it: the lines that it shows, and what ends it."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which something is taken to hang."""
LOOK = 0.02
"""Seconds between two looks for what happens in silence."""
COMMAND = (sys.executable, "-P", "-W", "error", "-m", "app")
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


class Program:
    """`ravine` with these words in a session of its own, whose stderr is a terminal."""

    def __init__(self, *words: str, folder: Path) -> None:
        self._terminal, theirs = os.openpty()
        # Whoever runs the tests in the background may ignore Ctrl+C, and what begins here would inherit that.
        usual = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = subprocess.Popen(
                [*COMMAND, *words], cwd=folder, env=ENVIRONMENT, stdout=theirs, stderr=theirs, start_new_session=True
            )
        finally:
            signal.signal(signal.SIGINT, usual)
        os.close(theirs)
        self.shown = b""

    def until(self, happened: Callable[[], object]) -> None:
        """Wait for something that it does not show."""
        process = os.pidfd_open(self.process.pid)
        while not happened():
            assert not select.select([process], [], [], LOOK)[0], self.end()
        os.close(process)

    def told(self, number: signal.Signals) -> None:
        """Send a signal to it and all that it has begun, as a terminal does."""
        os.killpg(self.process.pid, number)

    def end(self) -> tuple[int, str]:
        """Its exit code, and all that it has shown."""
        while self.read():
            pass
        os.close(self._terminal)
        return self.process.wait(PATIENCE), self.shown.decode().replace("\r\n", "\n")

    def read(self) -> bytes:
        """More of what it shows; nothing at the end."""
        assert select.select([self._terminal], [], [], PATIENCE)[0], self.shown.decode()
        read = b""
        # A terminal that nobody writes to any more is a failed device.
        with suppress(OSError):
            read = os.read(self._terminal, 65536)
        self.shown += read
        return read


def quietly(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The same in a pipe, to its end."""
    return subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
