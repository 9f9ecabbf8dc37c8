"""Opening what somebody names: a session file, or a figure that carries a session, told apart by what is in it."""

import stat
from codecs import BOM_UTF8
from pathlib import Path

from app.errors import FaultError, UseError
from app.files import cause
from app.model.formats import Kind, suffixes
from app.sessions.figures import carried, figure_suffix
from app.sessions.schema import MOST_BYTES
from app.sessions.session import Session
from app.sessions.text import read_session

MOST_FIGURE_BYTES = 128 * 1024 * 1024
"""Of the largest figure that is opened: several times that of the largest which can be exported."""
_HEAD = 4096
"""Bytes that tell what a file is, any white space in front of an SVG included."""


def open_session(path: Path) -> Session:
    """The session in a file. Raises UseError if it holds none, FaultError if it cannot be read; both name the file."""
    data = _read(path)
    try:
        return _session(data)
    except ValueError as error:
        raise UseError(f"cannot open {_named(path)}: {error}") from error


def _session(data: bytes) -> Session:
    if figure_suffix(data) is not None:
        return carried(data)
    if not data.strip():
        raise ValueError("it is empty")
    if not data.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
        *others, last = suffixes(Kind.FIGURE, Kind.SESSION)
        raise ValueError(f"it is no {', '.join(others)} or {last} file, and nothing else holds an experiment")
    return read_session(data)


def _read(path: Path) -> bytes:
    try:
        # A pipe would wait for its writer, and a device has no end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise UseError(f"cannot open {_named(path)}: it is a folder, a pipe or a device, and not a file")
        return _bounded(path)
    except FileNotFoundError as error:
        raise FaultError(f"cannot open {_named(path)}: there is no such file") from error
    except OSError as error:
        raise FaultError(f"cannot open {_named(path)}: {cause(error)}") from error
    except ValueError as error:
        raise UseError(f"cannot open {_named(path)}: no file can have that name") from error


def _bounded(path: Path) -> bytes:
    """The whole file, if it is no larger than its kind may be."""
    with path.open("rb") as file:
        most = MOST_BYTES if figure_suffix(file.read(_HEAD)) is None else MOST_FIGURE_BYTES
        file.seek(0)
        data = file.read(most + 1)
    if len(data) > most:
        what = "session" if most == MOST_BYTES else "figure"
        raise UseError(f"cannot open {_named(path)}: it has more than {most // 1024**2} MiB, the most of a {what}")
    return data


def _named(path: Path) -> str:
    """The path as it can stand in a sentence, on one line."""
    return str(path) if str(path).isprintable() else repr(str(path))
