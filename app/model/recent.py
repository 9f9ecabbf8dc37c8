"""Which files a person had open last, kept in a small file beside the settings."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.model.kept_file import KeptFile

MOST = 10


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


def _makes_sense(found: Recent) -> bool:
    return len(found.files) <= MOST and all(os.path.isabs(name) for name in found.files)


RECENT = KeptFile("the recent files", "recent.json", Recent, _makes_sense)


def load_recent() -> Recent:
    """What was kept, or nothing where nothing is, or nothing that makes sense."""
    return Recent(tuple(dict.fromkeys(RECENT.load().files)))


def save_recent(recent: Recent) -> None:
    """Keep them. Raises FaultError if they cannot be written."""
    RECENT.save(recent)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
