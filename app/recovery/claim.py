"""The files of one window's unsaved work, which belong to the process that holds their lock.

`<name>.ravine` is an ordinary session file, `<name>.document` has the path of the document that it belongs to, or
nothing, and `<name>.lock` is held as long as the process lives: the system takes the lock back however it ends.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from app.errors import FaultError
from app.files import cause, opened_whole
from app.lock import is_at, locked

OWNER_ONLY = 0o600
"""Permissions of a lock."""
LONGEST_PATH = 40_000
"""Bytes of a path that is taken for one that the program wrote: a little more than Windows allows."""


class Claim:
    """These files, as long as they are this process's; see `claim`."""

    def __init__(self, folder: Path, name: str, file: BinaryIO) -> None:
        self.session = folder / f"{name}.ravine"
        self._document = folder / f"{name}.document"
        self._lock = _lock_path(folder, name)
        self._meanwhile = f"{name}.part"
        self._file = file

    @property
    def is_held(self) -> bool:
        """Whether the files would still be found: a person may have emptied the folder."""
        return is_at(self._file, self._lock)

    @property
    def document(self) -> Path | None:
        """The document that the session belongs to, if it has one."""
        try:
            with open(self._document, "rb") as file:
                data = file.read(LONGEST_PATH)
        except OSError:
            return None
        return Path(os.fsdecode(data)) if data and b"\0" not in data else None

    def write(self, data: bytes, document: Path | None) -> None:
        """Put a session in, and whose it is. Raises FaultError, and then what was there before stays."""
        if not self._document.exists() or document != self.document:
            self._put(self._document, b"" if document is None else os.fsencode(document))
        self._put(self.session, data)

    def empty(self) -> None:
        """Take the session out. Raises FaultError if it cannot be."""
        try:
            self.session.unlink(missing_ok=True)
        except OSError as error:
            raise FaultError(f"cannot remove {self.session}: {cause(error)}") from error

    def remove(self) -> None:
        """Let nothing of it stay. Raises FaultError, and then the session is still there."""
        self.empty()
        for path in (self._document, self.session.with_name(self._meanwhile)):
            with suppress(OSError):
                path.unlink()
        if sys.platform == "win32":
            self.release()  # What is open cannot be removed there; elsewhere what is closed may be another's already.
        with suppress(OSError):
            self._lock.unlink()
        self.release()

    def release(self) -> None:
        """Leave the files to whoever comes next."""
        self._file.close()

    def _put(self, target: Path, data: bytes) -> None:
        # A name of its own, so that what a killed process leaves of it is found again.
        with opened_whole(target, self._meanwhile) as file:
            file.write(data)


def claim(folder: Path, name: str) -> Claim | None:
    """Make these files this process's own, or None if they are another's. Raises OSError if there can be no lock."""
    try:
        return Claim(folder, name, locked(_lock_path(folder, name), OWNER_ONLY))
    except BlockingIOError:
        return None


def _lock_path(folder: Path, name: str) -> Path:
    return folder / f"{name}.lock"
