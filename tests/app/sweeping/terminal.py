"""A sweep from outside, as a person at a terminal meets it: the lines that it shows, and what ends it."""

import os
import re
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0
"""Seconds after which something is taken to hang."""
DONE = re.compile(rb"\x1b\[K(\d+) of \d+ blocks, about")
"""How many blocks there are, in a line of progress."""


class Sweep:
    """`ravine sweep` with these words in a session of its own, whose stderr is a terminal."""

    def __init__(self, *words: str, folder: Path) -> None:
        self._terminal, theirs = os.openpty()
        command = [sys.executable, "-P", "-W", "error", "-m", "app", "sweep", *words]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        # Whoever runs the tests in the background may ignore Ctrl+C, and what begins here would inherit that.
        usual = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            self.process = subprocess.Popen(
                command, cwd=folder, env=environment, stdout=theirs, stderr=theirs, start_new_session=True
            )
        finally:
            signal.signal(signal.SIGINT, usual)
        os.close(theirs)
        self.shown = b""

    def until(self, blocks: int) -> None:
        """Read on until it shows that so many blocks are there."""
        while not any(int(done) >= blocks for done in DONE.findall(self.shown)):
            assert self.read(), self.shown.decode()

    def children(self) -> list[int]:
        """The numbers of the processes that it has begun."""
        thread = self.process.pid
        return [int(child) for child in Path(f"/proc/{thread}/task/{thread}/children").read_text().split()]

    def killed(self, blocks: int) -> None:
        """End it as hard as a process can be ended once so many blocks are there, and see that its children end too."""
        self.until(blocks)
        children = [os.pidfd_open(child) for child in self.children()]
        self.process.kill()
        self.end()
        for child in children:
            assert select.select([child], [], [], PATIENCE)[0], "a worker lives on without its parent"
            os.close(child)

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
        [sys.executable, "-P", "-W", "error", "-m", "app", "sweep", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
