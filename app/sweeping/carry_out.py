"""A sweep from its plan to its file: what the last time left, the work, the file, and what is said if it stops."""

import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from app.errors import FaultError
from app.files import opened_whole
from app.stopping import StopSignal, stopping_at_signals
from app.sweeping.columns import RUN_SIZE
from app.sweeping.journal import Journal, open_journal
from app.sweeping.npz import write_npz
from app.sweeping.plan import Plan
from app.sweeping.progress import Progress, blocks_text, bytes_text
from app.sweeping.run import run_sweep
from app.sweeping.table import write_csv
from app.sweeping.workers import Crew

ROW_SIZE = 200
"""Bytes of a row in CSV, about."""
Writer = Callable[[Journal, BinaryIO], None]
WRITERS: dict[str, tuple[Writer, Callable[[Plan], int]]] = {
    ".npz": (write_npz, lambda plan: RUN_SIZE * plan.elements),
    ".csv": (write_csv, lambda plan: ROW_SIZE * plan.runs),
}
"""By the target's suffix: what writes it, and how many bytes that will be, about."""


class Stopped(Exception):  # noqa: N818
    """A signal ended the work; `code` is what shells expect then, and the sentence says how to go on."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


def carry_out(target: Path, plan: Plan, crew: AbstractContextManager[Crew], *, fresh: bool = False) -> None:
    """Compute what is missing, and write the file once all is there.

    Raises FaultError or, after Ctrl+C and its like, Stopped; what is done by then is kept beside the target, and the
    same sweep goes on from there.
    """
    write, size = WRITERS[target.suffix.lower()]
    place = Path(os.path.realpath(target)) if target.is_symlink() else target
    with open_journal(place, plan, fresh=fresh) as journal:
        try:
            with stopping_at_signals():
                _check_room(place, journal, size(plan))
                _work(place, journal, crew, write, size(plan))
        except StopSignal as stop:
            raise Stopped(_with_kept("stopped", journal), stop.code) from stop
        except FaultError as error:
            raise FaultError(_with_kept(str(error), journal)) from error


def _work(place: Path, journal: Journal, crew: AbstractContextManager[Crew], write: Writer, size: int) -> None:
    progress = Progress(journal, size)
    try:
        with crew as (executor, ahead, name):
            run_sweep(journal.plan, executor, journal, partial(progress.show, name), ahead=ahead)
        progress.write(place.name)
        # The lock of the journal makes the name ours.
        with opened_whole(place, f"{place.name}.new") as file:
            write(journal, file)
        journal.discard()
        progress.end(place.stat().st_size)
    except BaseException:
        progress.clear()
        raise


def _with_kept(sentence: str, journal: Journal) -> str:
    """The sentence, and how to go on; nothing is left behind of a sweep that has not begun."""
    if not journal.kept:
        journal.discard()
        return sentence
    return f"{sentence}; {blocks_text(journal)} are kept in {journal.path}, and the same command goes on from there"


def _check_room(place: Path, journal: Journal, size: int) -> None:
    """Raise FaultError if the disk is too small for the file, of so many bytes, and the journal."""
    needed = journal.size - RUN_SIZE * journal.runs + size
    free = shutil.disk_usage(place.parent).free
    if needed > free:
        raise FaultError(
            f"the sweep needs about {bytes_text(needed)} in {place.parent}, where {bytes_text(free)} are free; "
            "make room, or take a smaller grid"
        )
