"""A sweep from outside, as a person at a terminal meets it: the blocks that it shows, and what kills it."""

import os
import re
import select
import subprocess
from pathlib import Path

from tests.app import terminal
from tests.app.terminal import PATIENCE, Program

DONE = re.compile(rb"\x1b\[K(\d+) of \d+ blocks, about")
"""How many blocks there are, in a line of progress."""


class Sweep(Program):
    """`ravine sweep` with these words in a session of its own, whose stderr is a terminal."""

    def __init__(self, *words: str, folder: Path) -> None:
        super().__init__("sweep", *words, folder=folder)

    def reach(self, blocks: int) -> None:
        """Read on until it shows that so many blocks are there."""
        while not any(int(done) >= blocks for done in DONE.findall(self.shown)):
            assert self.read(), self.shown.decode()

    def children(self) -> list[int]:
        """The numbers of the processes that it has begun."""
        thread = self.process.pid
        return [int(child) for child in Path(f"/proc/{thread}/task/{thread}/children").read_text().split()]

    def killed(self, blocks: int) -> None:
        """End it as hard as a process can be ended once so many blocks are there, and see that its children end too."""
        self.reach(blocks)
        children = [os.pidfd_open(child) for child in self.children()]
        self.process.kill()
        self.end()
        for child in children:
            assert select.select([child], [], [], PATIENCE)[0], "a worker lives on without its parent"
            os.close(child)


def quietly(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The same in a pipe, to its end."""
    return terminal.quietly("sweep", *words, folder=folder)
