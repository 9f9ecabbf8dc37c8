"""Opening what somebody names: a session file, or a figure that carries a session, told apart by what is in it."""

from codecs import BOM_UTF8
from pathlib import Path

from app.errors import UseError, either
from app.model.formats import Kind, suffixes
from app.named_file import check_length, named, read_named
from app.sessions.figures import carried, figure_suffix
from app.sessions.schema import MOST_BYTES
from app.sessions.session import Session
from app.sessions.text import read_session

MOST_FIGURE_BYTES = 128 * 1024 * 1024
"""Of the largest figure that is opened: several times that of the largest which can be exported."""
_HEAD = 4096
"""Bytes that tell what a file is, any white space in front of an SVG included."""
_WISH = "cannot open"


def open_session(path: Path) -> Session:
    """The session in a file. Raises UseError if it holds none, FaultError if it cannot be read; both name the file."""
    try:
        return _session(_bounded(path))
    except ValueError as error:
        raise UseError(f"{_WISH} {named(path)}: {error}") from error


def _bounded(path: Path) -> bytes:
    """The whole file, if it is no larger than its kind may be."""
    is_figure = figure_suffix(read_named(path, _HEAD, _WISH)) is not None
    most, what = (MOST_FIGURE_BYTES, "figure") if is_figure else (MOST_BYTES, "session")
    data = read_named(path, most + 1, _WISH)
    check_length(data, most, what)
    return data


def _session(data: bytes) -> Session:
    if figure_suffix(data) is not None:
        return carried(data)
    if not data.strip():
        raise ValueError("it is empty")
    if not data.removeprefix(BOM_UTF8).lstrip().startswith(b"{"):
        carriers = either(suffixes(Kind.FIGURE, Kind.SESSION))
        raise ValueError(f"it is no {carriers} file, and nothing else holds an experiment")
    return read_session(data)
