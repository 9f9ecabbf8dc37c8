"""What of a document is on the disk: in which file, what that holds, and whether another program wrote it since."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import FaultError, UseError
from app.model.experiment import Experiment

if TYPE_CHECKING:
    from app.recovery.recovery import Orphan

UNTITLED = "Untitled"

HEAD = 4096
"""Bytes that tell a figure from a session file."""
Stamp = tuple[int, int, int]
"""What changes when another program writes a file: its number, its size, and when it was written, in ns since 1970."""


@dataclass(frozen=True)
class Saved:
    """A document as its file has it: `experiment` is None where nobody knows, `path` where there is no file yet."""

    experiment: Experiment | None
    path: Path | None = None
    name: str = UNTITLED
    stamp: Stamp | None = None


def saved_in(path: Path, experiment: Experiment) -> Saved:
    """A document that has just been read from that file, or written into it."""
    return Saved(experiment, path, path.stem, stamp_of(path))


def saved_before(orphan: "Orphan") -> Saved:
    """What is in the document of what was left; it has no stamp if it was written since: saving then asks."""
    path = orphan.document
    if path is None:
        return Saved(None)
    from app.sessions.opening import open_session

    stamp = stamp_of(path)
    try:
        experiment = open_session(path).experiment
    except (UseError, FaultError):
        return Saved(None, path, path.stem)
    return Saved(experiment, path, path.stem, stamp if stamp and stamp[2] <= orphan.kept_at * 1e9 else None)


def stamp_of(path: Path) -> Stamp | None:
    """None if there is no such file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def is_figure(path: Path) -> bool:
    """Whether it is a figure by what is in it, or cannot be read, so that no session may be written over it."""
    from app.sessions.figures import figure_suffix

    try:
        with open(path, "rb") as file:
            return figure_suffix(file.read(HEAD)) is not None
    except OSError:
        return True
