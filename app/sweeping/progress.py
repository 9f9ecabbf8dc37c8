"""What a sweep says while it runs: how large it is, how far it is and how long it will take. Nothing in a pipe."""

from time import perf_counter

from app.model.numbers import number_text
from app.progress import TerminalLine, seconds_text
from app.sweeping.journal import Journal
from app.sweeping.plan import Plan


class Progress:
    """The lines of one sweep on stderr; `size` are the bytes of the file that it becomes."""

    def __init__(self, journal: Journal, size: int) -> None:
        self._journal = journal
        self._line = TerminalLine()
        self._began = perf_counter()
        self._before = journal.runs
        self._line.say(f"{size_text(journal.plan)}, about {bytes_text(size)} of outcomes", end="\n")
        if self._before:
            self._line.say(f"{blocks_text(journal)} are there already", end="\n")

    def show(self, crew: str) -> None:
        """Say how far it is, and who is at work; to be called after every block."""
        if not self._line.shows:
            return
        runs, seconds = self._journal.runs - self._before, perf_counter() - self._began
        left = (self._journal.plan.runs - self._journal.runs) * seconds / runs
        pace = runs * self._journal.plan.steps / seconds
        self._line.say(
            f"{blocks_text(self._journal)}, about {seconds_text(left)} left on {crew}, "
            f"{number_text(pace, 2)} run-steps a second"
        )

    def write(self, name: str) -> None:
        """Say that the file is being written."""
        self._line.say(f"writing {name}")

    def end(self, size: int) -> None:
        """Say what has been made."""
        self._line.say(f"{bytes_text(size)} written after {seconds_text(perf_counter() - self._began)}", end="\n")

    def clear(self) -> None:
        """Take the last line away."""
        self._line.clear()


def size_text(plan: Plan) -> str:
    """65,536 runs × 500 steps = 3.3e7 run-steps."""
    total = number_text(plan.runs * plan.steps, 2)
    return f"{plan.runs:,} runs × {plan.steps:,} steps = {total} run-steps"


def blocks_text(journal: Journal) -> str:
    """12 of 64 blocks."""
    return f"{len(journal.kept):,} of {len(journal.plan.spans):,} blocks"


def bytes_text(size: float) -> str:
    """2.3 MB."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{number_text(size, 3)} {unit}"
        size /= 1000
    return f"{number_text(size, 3)} GB"
