"""A lock on an open file, which the system takes back when the process ends, however it does."""

import sys
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

else:
    import fcntl

    def lock(file: BinaryIO) -> None:
        """Lock it, or raise BlockingIOError if another process has."""
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
