"""Files that one process has for itself: a lock, which the system takes back when the process ends, however it does.

Example:

    with locked(path) as file:      # BlockingIOError: another process has it
        file.write(data)
"""

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    FAR = 2**62
    """Where no byte of a file is: a locked one could not be read."""

    def lock(file: BinaryIO) -> None:
        """Lock it, or raise BlockingIOError if another process has."""
        file.seek(FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
        file.seek(0)

else:
    import fcntl

    def lock(file: BinaryIO) -> None:
        """Lock it, or raise BlockingIOError if another process has."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def locked(path: Path, permissions: int = 0o666) -> BinaryIO:
    """The file, made with these permissions where there is none: to be read and written, and ours until it is closed.

    Raises BlockingIOError if another process has it, and another OSError if there can be no such file.
    """
    while True:
        with ExitStack() as unless_ours:
            number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), permissions)
            file = unless_ours.enter_context(open(number, "r+b"))
            lock(file)
            # Its last owner may have removed it meanwhile, and the name is free, or another's.
            if is_at(file, path):
                unless_ours.pop_all()
                return file


def is_at(file: BinaryIO, path: Path) -> bool:
    """Whether an open file would still be found under that name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(path))
    except FileNotFoundError:
        return False
