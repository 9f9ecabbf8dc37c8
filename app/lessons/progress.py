"""Which lessons a person has done, kept in a small file beside the settings."""

from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from app.files import keep
from app.model.settings import settings_path

MOST = 1000
"""Keys of the longest list that is taken for one the program wrote."""
LONGEST_KEY = 60
LARGEST_FILE = 200_000
"""Bytes of a file with so many keys, and room to spare."""


@dataclass(frozen=True)
class Progress:
    """The keys of the lessons that were done, in the order in which they were."""

    done: tuple[str, ...] = ()

    def with_done(self, key: str) -> "Progress":
        """The same with one lesson more."""
        return self if key in self.done else replace(self, done=(*self.done, key))


def progress_path() -> Path:
    """Where it is kept."""
    return settings_path().with_name("lessons.json")


def load_progress() -> Progress:
    """What was kept, or nothing done where nothing is, or nothing that makes sense."""
    try:
        with open(progress_path(), "rb") as file:
            data = file.read(LARGEST_FILE + 1)
        found = msgspec.json.decode(data, type=Progress)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return Progress()
    sensible = len(found.done) <= MOST and all(0 < len(key) <= LONGEST_KEY for key in found.done)
    return Progress(tuple(dict.fromkeys(found.done))) if sensible else Progress()


def save_progress(progress: Progress) -> None:
    """Keep it. Raises FaultError if it cannot be written."""
    keep("the progress", progress_path(), msgspec.json.encode(progress))
