"""How a file with data begins, and how large it will be, without writing all of it."""

import struct
from abc import abstractmethod
from collections.abc import Callable
from io import SEEK_SET, BytesIO, RawIOBase
from typing import Any, BinaryIO, NamedTuple, cast

from numpy.lib.format import read_array_header_1_0, read_magic

from app.errors import CancelledError
from app.model.export_words import shape_text
from app.model.scene import Scene
from app.trajectories.write import write_data

ENOUGH = 16_000
"""Bytes that are more than anybody reads here."""
MEMBER = b"PK\x03\x04"
"""What begins a member of an archive; NAME bytes later, its name, and then its array."""
NAME = 30
HEAD = 1024
"""Bytes in which the member's name and its array's header are."""


class Beginning(NamedTuple):
    """The first lines, or what is in an archive; `size` is about how many bytes the whole file has."""

    text: str
    size: int


def beginning(scene: Scene, suffix: str, checkpoint: Callable[[], None]) -> Beginning:
    """How that file begins; `checkpoint` raises something if nobody wants to know any more."""
    sink = _Members() if suffix == ".npz" else _FirstLines()
    share = 1.0

    def report(done: float) -> None:
        nonlocal share
        checkpoint()
        share = done
        if sink.has_enough:
            raise CancelledError

    try:
        write_data(cast(BinaryIO, sink), suffix, scene, report)
    except CancelledError:
        return Beginning(sink.text, round(sink.count / share))
    return Beginning(sink.text, sink.count)


class _Sink(RawIOBase):
    """A file that counts its bytes and keeps few of them."""

    def __init__(self) -> None:
        self.count = 0
        self._place = 0

    @property
    @abstractmethod
    def has_enough(self) -> bool:
        """Whether the rest is not worth writing."""

    @property
    @abstractmethod
    def text(self) -> str:
        """What a person sees of it."""

    @abstractmethod
    def keep(self, place: int, data: bytes) -> None:
        """Look at what begins there."""

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._place

    def seek(self, place: int, whence: int = SEEK_SET) -> int:
        assert whence == SEEK_SET, "nobody asks for more"
        self._place = place
        return place

    def write(self, data: Any) -> int:
        length = memoryview(data).nbytes
        self.keep(self._place, bytes(memoryview(data)[:ENOUGH]))
        self._place += length
        self.count = max(self.count, self._place)
        return length


class _FirstLines(_Sink):
    """Of text the beginning."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = b""

    @property
    def has_enough(self) -> bool:
        return len(self._lines) >= ENOUGH

    @property
    def text(self) -> str:
        # The end may lie within a letter.
        return self._lines.decode(errors="ignore")

    def keep(self, place: int, data: bytes) -> None:  # noqa: ARG002
        if not self.has_enough:
            self._lines += data


class _Members(_Sink):
    """Of an archive the name, the kind of numbers and the shape of each array; its size takes all of it to know."""

    def __init__(self) -> None:
        super().__init__()
        self._heads: dict[int, bytearray] = {}
        self._begun = 0

    @property
    def has_enough(self) -> bool:
        return False

    @property
    def text(self) -> str:
        return "\n".join(_member_text(head) for head in self._heads.values())

    def keep(self, place: int, data: bytes) -> None:
        # A member's first bytes are written again when its size is known.
        if data.startswith(MEMBER):
            self._begun = place
        offset = place - self._begun
        if offset < HEAD:
            head = self._heads.setdefault(self._begun, bytearray())
            head[offset : offset + len(data)] = data


def _member_text(head: bytearray) -> str:
    """An array in a line: positions  float64  3 × 1 × 1,001 × 2. The format is that of PKWARE's APPNOTE, 4.3.7."""
    name_length, extra_length = struct.unpack("<HH", head[NAME - 4 : NAME])
    name = head[NAME : NAME + name_length].decode().removesuffix(".npy")
    array = BytesIO(head[NAME + name_length + extra_length :])
    read_magic(array)
    shape, _, dtype = read_array_header_1_0(array)
    return f"{name}\t{'text' if dtype.kind == 'U' else dtype.name}\t{shape_text(shape)}"
