"""The bytes of a file that somebody names, no more of them than they may be."""

import stat
from pathlib import Path

from app.errors import FaultError
from app.files import cause

MOST_BYTES = 64 * 1024 * 1024
"""Of a file: several times what the largest grid takes in any format."""


def bytes_of(path: Path) -> bytes:
    """The whole file. Raises FaultError if it cannot be read, ValueError if it is none or too large; both name it."""
    try:
        # A pipe would wait for its writer, and a device has no end.
        data = _head(path) if stat.S_ISREG(path.stat().st_mode) else None
    except FileNotFoundError as error:
        raise FaultError(f"{start(path)}: there is no such file") from error
    except OSError as error:
        raise FaultError(f"{start(path)}: {cause(error)}") from error
    except ValueError as error:
        raise ValueError(f"{start(path)}: no file can have that name") from error
    if data is None:
        raise ValueError(f"{start(path)}: it is a folder, a pipe or a device, and not a file")
    if len(data) > MOST_BYTES:
        raise ValueError(f"{start(path)}: it has more than {MOST_BYTES // 1024**2} MiB, the most of a surface's file")
    return data


def _head(path: Path) -> bytes:
    """The file, or a little more of it than may be."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def start(path: Path) -> str:
    """How a sentence begins that says what is wrong with the file."""
    return f"cannot read heights from {path if str(path).isprintable() else repr(str(path))}"
