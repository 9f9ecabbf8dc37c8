"""Numbers as a line of text and back, each bit kept: base64 of zlib of little-endian float64.

Whatever the text claims, no more is unpacked than was asked for.
"""

import zlib
from base64 import b64decode, b64encode
from binascii import Error
from typing import NamedTuple

import numpy as np

from surfaces.surface import Array

KIND = np.dtype("<f8")
"""Of the numbers that are packed, on every machine."""
_GROWTH, _SLACK = 1e-3, 1024
"""By what share, and by how many bytes besides, zlib may enlarge what it cannot make smaller; both are generous."""


class PackedGrid(NamedTuple):
    """A `surfaces.grid.Grid` in plain values, for files; `heights` and `path` are packed, and "" is no path."""

    name: str
    origin: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    heights: str
    path: str = ""


def packed(data: bytes) -> str:
    """The bytes of float64 numbers as text."""
    return b64encode(zlib.compress(data)).decode("ascii")


def unpacked(what: str, text: str, most: int, width: int) -> Array:
    """The numbers in the text as rows of that width, at most `most` of them.

    Raises ValueError with one sentence, which begins with `what`, if they are not such numbers.
    """
    row = width * KIND.itemsize
    if len(text) * 3 // 4 > most * row * (1 + _GROWTH) + _SLACK:
        raise ValueError(f"{what}: {len(text):,} characters are more than {most:,} × {width} packed numbers can have")
    try:
        data = inflated(b64decode(text, validate=True), most * row)
    except (Error, ValueError, zlib.error) as error:
        raise ValueError(f"{what}: the packed numbers were cut or altered") from error
    if len(data) > most * row or len(data) % row:
        raise ValueError(f"{what}: the packed numbers are not at most {most:,} whole rows of {width}")
    return np.frombuffer(data, KIND).reshape(-1, width)


def inflated(data: bytes, most: int) -> bytes:
    """What zlib made these bytes of, and never more of it than one byte beyond `most`.

    Raises zlib.error if they are cut, or followed by something else.
    """
    reader = zlib.decompressobj()
    found = reader.decompress(data, most + 1)
    if len(found) <= most and (not reader.eof or reader.unused_data):
        raise zlib.error("cut, or followed by something else")
    return found
