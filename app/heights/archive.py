"""A grid in an NPZ file: arrays named x, y and f (or z, loss, height, heights, value), perhaps a path.

Each array's header is read by itself and its size checked before its numbers are; Python objects are never read.
"""

import re
import zlib
from io import BytesIO
from math import prod
from typing import IO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np

from app.errors import on_a_line
from app.heights.samples import Array, Samples, name_of_heights
from surfaces.sampled import MOST_POINTS, MOST_SIDE

MAGIC = b"PK"
"""How such a file begins."""
_MEMBER = b"PK\x01\x02"
"""What stands in it once for each member, in its list of them."""
_MOST_MEMBERS = 10_000
"""Others may stand in it, but each costs memory."""
_MOST_NUMBERS = max(MOST_SIDE**2, 64 * MOST_POINTS)
"""Of an array that is read; a path may have more columns than x and y."""
_LENGTHS = {np.lib.format.magic(1, 0): 2, np.lib.format.magic(2, 0): 4, np.lib.format.magic(3, 0): 4}
"""How an array begins in each version of the format, and in how many bytes the header's length stands behind that."""
_HEADER = re.compile(
    rb"\{\s*'descr':\s*'(?P<kind>[^']{1,40})',\s*'fortran_order':\s*(?P<turned>True|False),"
    rb"\s*'shape':\s*\((?P<shape>[\d,\s]{0,100})\),?\s*\}\s*"
)
_NUMBERS = re.compile(r"[<>=|](?:f[248]|[iu][1248])")
"""Kinds of real numbers, in either order of bytes."""
_ENCRYPTED = 1
"""A member's flag."""
_PATH = "path"
_SHOWN = 40
"""Letters of a name that stand in a sentence."""


class _Header(NamedTuple):
    """What an array's header says."""

    kind: np.dtype[np.generic]
    shape: tuple[int, ...]
    turned: bool


def archive_samples(data: bytes) -> Samples:
    """What the file holds. Raises ValueError with one sentence if it is no grid."""
    if data.count(_MEMBER) > _MOST_MEMBERS:
        raise ValueError(f"it has more than {_MOST_MEMBERS:,} members")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return _samples(archive)
    except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise ValueError(f"it is no whole NPZ file: {on_a_line(str(error), 80)}") from error


def _samples(archive: ZipFile) -> Samples:
    members = {info.filename.removesuffix(".npy"): info for info in archive.infolist()}
    for name in ("x", "y"):
        if name not in members:
            raise ValueError(f"it has no array {name}; it has {_listed(list(members))}")
    heights = name_of_heights(members)
    x, y, f = (_array(archive, name, members[name]) for name in ("x", "y", heights))
    for name, knots in (("x", x), ("y", y)):
        if knots.ndim == 2:
            raise ValueError(f"{name} has two dimensions: save one row of x, x[0], and one column of y, y[:, 0]")
    path = _array(archive, _PATH, members[_PATH]) if _PATH in members else None
    if path is not None and path.ndim == 2:
        path = path[:, :2]
    return Samples(x, y, f, path)


def _listed(names: list[str]) -> str:
    return on_a_line(", ".join(names[:8]) or "none", 2 * _SHOWN)


def _array(archive: ZipFile, name: str, info: ZipInfo) -> Array:
    if info.flag_bits & _ENCRYPTED:
        raise ValueError(f"{name} is encrypted")
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise ValueError(f"{name} is compressed in a way that NumPy does not use")
    with archive.open(info) as member:
        header = _header(name, member)
        size = prod(header.shape) * header.kind.itemsize
        data = member.read(size + 1)
    if len(data) != size:
        raise ValueError(f"{name} is {'longer' if len(data) > size else 'shorter'} than its header says")
    numbers = np.frombuffer(data, header.kind).reshape(header.shape, order="F" if header.turned else "C")
    return numbers.astype(np.float64)


def _header(name: str, member: IO[bytes]) -> _Header:
    """What NumPy writes in front of an array: see `numpy.lib.format`."""
    width = _LENGTHS.get(member.read(8))
    if width is None:
        raise ValueError(f"{name} is no array in NumPy's format")
    length = member.read(width)
    found = _HEADER.fullmatch(member.read(min(int.from_bytes(length, "little"), 2**16)))
    if not found:
        raise ValueError(f"{name} has a header that says no plain array of numbers")
    kind = found["kind"].decode("latin-1")
    if not _NUMBERS.fullmatch(kind):
        what = "Python objects, which are never read" if "O" in kind else on_a_line(kind, _SHOWN)
        raise ValueError(f"{name} holds {what}, and must hold real numbers")
    shape = tuple(int(length) for length in re.findall(rb"\d+", found["shape"]))
    if not 1 <= len(shape) <= 2:
        raise ValueError(f"{name} has {len(shape)} dimensions, and must have 1 (x and y) or 2")
    if not 0 < prod(shape) <= _MOST_NUMBERS:
        much = f"{_MOST_NUMBERS:,} numbers are the most of an array: thin it" if prod(shape) else "holds nothing"
        raise ValueError(f"{name} has the shape {shape}, and {much}")
    return _Header(np.dtype(kind), shape, found["turned"] == b"True")
