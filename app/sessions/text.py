"""A session as the text of a file: JSON in a fixed format, read strictly.

Example:

    read_session(session_bytes(session)) == session         # every float to its last bit
"""

import json
from codecs import BOM_UTF8
from typing import Any

import msgspec

from app.errors import on_a_line
from app.sessions.reading import session_of
from app.sessions.refusals import LONGEST, refusal
from app.sessions.schema import FORMAT, MOST_BYTES, VERSION, Head, SessionRecord
from app.sessions.session import Session, checked_session
from app.sessions.writing import record_of


def session_bytes(session: Session) -> bytes:
    """The whole file, in UTF-8, indented. Raises ValueError with one sentence if it could not be opened again."""
    data = msgspec.json.format(compact_bytes(session), indent=2) + b"\n"
    _check_size(data)
    return data


def compact_bytes(session: Session) -> bytes:
    """The same without any space. Raises ValueError with one sentence if it could not be opened again."""
    data = msgspec.json.encode(record_of(checked_session(session)))
    _check_size(data)
    return data


def read_session(data: bytes) -> Session:
    """The session that a file holds. Raises ValueError with one sentence if it holds none."""
    _check_size(data)
    if data.startswith(BOM_UTF8):
        raise ValueError("it begins with a byte order mark; save it as UTF-8 without one")
    try:
        _check_head(data)
        record = msgspec.json.decode(data, type=SessionRecord)
        json.loads(data, object_pairs_hook=_check_twins)
    except msgspec.MsgspecError as error:
        raise ValueError(refusal(error)) from error
    except UnicodeDecodeError as error:
        raise ValueError("its text is not UTF-8") from error
    except RecursionError as error:
        raise ValueError("its lists are nested too deeply") from error
    return session_of(record)


def _check_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise ValueError(f"it has {len(data):,} bytes, and {MOST_BYTES:,} are the most of a session")


def _check_head(data: bytes) -> None:
    """Raise ValueError if it is another format, or a version that is not yet known."""
    try:
        head = msgspec.json.decode(data, type=Head)
    except msgspec.ValidationError as error:
        raise ValueError("it is JSON, but no Ravine session") from error
    if head.format != FORMAT:
        raise ValueError("it is JSON, but no Ravine session")
    if head.version > VERSION:
        raise ValueError(
            f"it is a session of version {head.version}, and this Ravine reads up to {VERSION}; take a newer Ravine"
        )
    if head.version < 1:
        raise ValueError("version must be 1 or more")


def _check_twins(pairs: list[tuple[str, Any]]) -> None:
    """Refuse an object that says one thing twice: msgspec would take the last without a word."""
    names = set()
    for name, _ in pairs:
        if name in names:
            raise ValueError(on_a_line(f"{name!r} is given twice in one object", LONGEST))
        names.add(name)
