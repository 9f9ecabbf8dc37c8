"""A file that somebody names, read no further than it may be long; what is wrong with it is said in one sentence.

Example:

    read_named(path, 4 * 1024 * 1024 + 1, "cannot open")   # FaultError: cannot open a.ravine: there is no such file
"""

import errno
from pathlib import Path

from app.errors import FaultError
from app.files import cause, read_start

ENDLESS = (errno.EISDIR, errno.EINVAL)
"""How the system, and `read_start`, refuse what is no file."""


def read_named(path: Path, most: int, wish: str) -> bytes:
    """The file, or its first `most` bytes.

    Raises ValueError, with the reason alone, for what can be no file, and FaultError, with the sentence that `wish`
    begins, for one that cannot be read.
    """
    try:
        return read_start(path, most)
    except FileNotFoundError as error:
        raise FaultError(f"{wish} {named(path)}: there is no such file") from error
    except OSError as error:
        if error.errno in ENDLESS:
            raise ValueError("it is a folder, a pipe or a device, and not a file") from error
        raise FaultError(f"{wish} {named(path)}: {cause(error)}") from error
    except ValueError as error:
        raise ValueError("no file can have that name") from error


def named(path: Path) -> str:
    """The path as it can stand in a sentence, on one line."""
    return str(path) if str(path).isprintable() else repr(str(path))


def check_length(data: bytes, most: int, what: str) -> None:
    """Raise ValueError if there is more of it than that."""
    if len(data) > most:
        raise ValueError(f"it has more than {most // 1024**2} MiB, the most of a {what}")
