"""A session as one line of text that can be mailed, pasted and kept in a figure.

It is "ravine:" and the session's JSON, compressed by zlib and written in the URL-safe letters of base64.
"""

import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error

from app.sessions.schema import MOST_BYTES
from app.sessions.session import Session
from app.sessions.text import compact_bytes, read_session
from surfaces.packing import inflated

PREFIX = "ravine:"
MOST_LETTERS = MOST_BYTES
"""Of a share string: the packed heights of a surface from a file take as many letters in it as in a session."""
_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def share_text(session: Session) -> str:
    """The session in one line. Raises ValueError with one sentence if it could not be read again."""
    data = urlsafe_b64encode(zlib.compress(compact_bytes(session), level=9))
    text = PREFIX + data.decode("ascii").rstrip("=")
    _check_length(text)
    return text


def is_share(text: str) -> bool:
    """Whether a text claims to be one."""
    return text[:MOST_LETTERS].lstrip().startswith(PREFIX)


def read_share(text: str) -> Session:
    """The session in the text; spaces and line breaks do not matter. Raises ValueError with one sentence."""
    if not is_share(text):
        raise ValueError(f"it does not begin with {PREFIX}")
    _check_length(text)
    letters = "".join(text.split()).removeprefix(PREFIX)
    if not _LETTERS.issuperset(letters):
        raise ValueError("it has characters that no share string has")
    try:
        return read_session(inflated(urlsafe_b64decode(letters + "=" * (-len(letters) % 4)), MOST_BYTES))
    except (Error, zlib.error) as error:
        raise ValueError("it was cut or altered") from error


def _check_length(text: str) -> None:
    if len(text) > MOST_LETTERS:
        raise ValueError(f"it has {len(text):,} characters, and {MOST_LETTERS:,} are the most of a share string")
