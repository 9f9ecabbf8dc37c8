"""How far long work is, for a person at a terminal: one line on stderr that is written again and again.

In a pipe nothing is said.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from shutil import get_terminal_size
from time import perf_counter

from app.model.numbers import number_text

CLEAR = "\r\x1b[K"
PAUSE = 0.1
"""Seconds between two times that a share is shown: more often would cost time and nobody could read it."""


class TerminalLine:
    """The line; `shows` is whether there is a terminal to see it."""

    def __init__(self) -> None:
        self.shows = sys.stderr is not None and sys.stderr.isatty()

    def say(self, text: str, end: str = "") -> None:
        """Show this instead of what was there before; with a line break at its end it stays."""
        if self.shows:
            # A terminal may be closed before the work ends, which is none the worse for it.
            with suppress(OSError):
                # In one piece, so that a sentence about a stop does not come in between.
                sys.stderr.write(f"{CLEAR}{text[: get_terminal_size().columns - 1]}{end}")
                sys.stderr.flush()

    def clear(self) -> None:
        """Take it away."""
        self.say("")


class ShareLine:
    """A terminal line that says what share of some work is done, and how long the rest will take."""

    def __init__(self, name: str, clock: Callable[[], float] = perf_counter) -> None:
        self._name, self._clock, self._line = name, clock, TerminalLine()
        self._began, self._next = clock(), 0.0
        self._line.say(f"{name}: computing")

    def __call__(self, share: float) -> None:
        """Show that this share is done."""
        self.show(share, f"{share:.0%}")

    def show(self, share: float, done: str) -> None:
        """Show the same in words of one's own."""
        now = self._clock()
        if share <= 0 or now < self._next:
            return
        self._next = now + PAUSE
        left = (now - self._began) * (1 - share) / share
        self._line.say(f"{self._name}: {done}, about {seconds_text(left)} left")

    def end(self, text: str) -> None:
        """Let this stay in its place."""
        self._line.say(text, end="\n")

    def clear(self) -> None:
        """Take the line away."""
        self._line.clear()


@contextmanager
def share_line(name: str) -> Iterator[ShareLine]:
    """The line for as long as the work takes."""
    line = ShareLine(name)
    try:
        yield line
    finally:
        line.clear()


def seconds_text(seconds: float) -> str:
    """4 s, 3 min or 2.5 h."""
    if seconds < 120:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 7200 else f"{number_text(seconds / 3600, 2)} h"
