"""Which files a person had open last, kept in a small file beside the settings."""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec

from app.files import keep
from app.model.settings import settings_path

MOST = 10
LARGEST_FILE = 100_000
"""Bytes of a file with so many paths, each as long as a path can be, and room to spare."""


@dataclass(frozen=True)
class Recent:
    """Their absolute paths, the most recent first."""

    files: tuple[str, ...] = ()

    def with_file(self, path: Path) -> "Recent":
        """The same with this one first. A name that is no text cannot be kept, and is passed over."""
        name = os.path.abspath(path)
        if not _is_text(name):
            return self
        return Recent((name, *(other for other in self.files if other != name))[:MOST])

    @property
    def existing(self) -> tuple[Path, ...]:
        """Those that are still there."""
        return tuple(Path(name) for name in self.files if os.path.isfile(name))


def recent_path() -> Path:
    """Where they are kept."""
    return settings_path().with_name("recent.json")


def load_recent() -> Recent:
    """What was kept, or nothing where nothing is, or nothing that makes sense."""
    try:
        with open(recent_path(), "rb") as file:
            found = msgspec.json.decode(file.read(LARGEST_FILE + 1), type=Recent)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return Recent()
    sensible = len(found.files) <= MOST and all(os.path.isabs(name) for name in found.files)
    return Recent(tuple(dict.fromkeys(found.files))) if sensible else Recent()


def save_recent(recent: Recent) -> None:
    """Keep them. Raises FaultError if they cannot be written."""
    keep("the recent files", recent_path(), msgspec.json.encode(recent))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
