"""What a sweep has computed so far, in one file beside the one it will become.

The file `out.npz.part` holds the set-up's fingerprint, one checksum for each block, and then the columns, each with a
place for every run. A block's checksum is written after its runs, and a block counts only if its runs fit: what was
torn by the end of the process or of the power, or damaged since, is computed again. So nothing waits for the disk.
The process that holds the file's lock owns it; the system takes the lock back when that process ends, however it does.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

from app.errors import FaultError, UseError
from app.files import cause
from app.lock import locked
from app.sweeping.columns import COLUMNS, RUN_SIZE, Column
from app.sweeping.plan import Plan, Span
from app.sweeping.setup import fingerprint

MAGIC = b"ravine sweep 1\n\0"
CHECKSUM = 16
"""Bytes of a block's checksum."""
CHUNK = 2**22
"""Bytes read at once."""


class Journal:
    """The blocks of a plan that are there, in an open file that is locked; see `open_journal`."""

    def __init__(self, path: Path, file: BinaryIO, plan: Plan) -> None:
        self.path = path
        self.plan = plan
        self._file = file
        self._seal = MAGIC + fingerprint(plan)
        self._begins = _begins(len(self._seal) + CHECKSUM * len(plan.spans), plan.runs)
        self.kept: set[int] = set()
        """The numbers of the blocks that are there."""
        self.runs = 0
        """How many runs they have."""

    @property
    def size(self) -> int:
        """Bytes of the file when all blocks are there."""
        return len(self._seal) + CHECKSUM * len(self.plan.spans) + RUN_SIZE * self.plan.runs

    def begin(self, *, fresh: bool) -> None:
        """Take up what is in the file, or begin it. Raises UseError if that is something else."""
        with self._explained():
            self._begin(self._get(0, len(self._seal)), fresh=fresh)

    def _begin(self, found: bytes, *, fresh: bool) -> None:
        if not found.startswith(MAGIC[: len(found)]):
            raise UseError(f"{self.path} is in the way, and no part of a sweep; move it elsewhere")
        # With less than a whole seal, as a full disk leaves it, nothing has been kept.
        is_begun = len(found) == len(self._seal)
        if found == self._seal and not fresh:
            for number in filter(self._is_whole, range(len(self.plan.spans))):
                self._count(number)
        elif is_begun and not fresh:
            raise UseError(
                f"{self.path} is a part of another sweep; go on with that one, or say --fresh yes to begin anew"
            )
        else:
            self._file.truncate(0)
            self._put(0, self._seal)
            self._file.flush()

    def keep(self, number: int, columns: Sequence[bytes]) -> None:
        """Add a block: the bytes of all columns."""
        span = self.plan.spans[number]
        with self._explained():
            for column, begin, data in zip(COLUMNS, self._begins, columns, strict=True):
                self._put(begin + column.size * span.first, data)
            self._put(self._checksum_place(number), _checksum(number, columns))
            self._file.flush()
        self._count(number)

    def read(self, column: Column, first: int, last: int) -> Iterator[bytes]:
        """The bytes of a column from run `first` to `last` (not included), piece by piece, in whole runs."""
        begin = self._begins[COLUMNS.index(column)]
        step = CHUNK // column.size
        for at in range(first, last, step):
            with self._explained():
                data = self._get(begin + column.size * at, column.size * (min(at + step, last) - at))
            yield data

    def discard(self) -> None:
        """Remove the file: the sweep has become what it was to be, or nothing."""
        with self._explained():
            self.path.unlink(missing_ok=True)
        self.kept.clear()

    def _count(self, number: int) -> None:
        span = self.plan.spans[number]
        self.kept.add(number)
        self.runs += span.last - span.first

    def _is_whole(self, number: int) -> bool:
        span = self.plan.spans[number]
        written = self._get(self._checksum_place(number), CHECKSUM)
        if not any(written):
            return False
        pairs = zip(COLUMNS, self._begins, strict=True)
        return written == _checksum(number, [self._part(column, begin, span) for column, begin in pairs])

    def _part(self, column: Column, begin: int, span: Span) -> bytes:
        return self._get(begin + column.size * span.first, column.size * (span.last - span.first))

    def _checksum_place(self, number: int) -> int:
        return len(self._seal) + CHECKSUM * number

    def _get(self, place: int, size: int) -> bytes:
        self._file.seek(place)
        return self._file.read(size)

    def _put(self, place: int, data: bytes) -> None:
        self._file.seek(place)
        self._file.write(data)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FaultError(f"cannot keep the sweep in {self.path}: {cause(error)}") from error


@contextmanager
def open_journal(target: Path, plan: Plan, *, fresh: bool = False) -> Iterator[Journal]:
    """The journal of a sweep that is to become `target`, this process's alone. Raises FaultError if it cannot be."""
    path = target.with_name(f"{target.name}.part")
    file = _opened(path)
    try:
        journal = Journal(path, file, plan)
        journal.begin(fresh=fresh)
        yield journal
    finally:
        # What could not be written has been said already.
        with suppress(OSError):
            file.close()


def _opened(path: Path) -> BinaryIO:
    """The file, made where there is none, and locked."""
    try:
        return locked(path)
    except BlockingIOError as error:
        raise FaultError(f"another process is at work on {path}; wait for it, or take another file") from error
    except OSError as error:
        raise FaultError(f"cannot keep the sweep in {path}: {cause(error)}") from error


def _begins(first: int, runs: int) -> list[int]:
    """Where each column begins."""
    begins = [first]
    for column in COLUMNS[:-1]:
        begins.append(begins[-1] + column.size * runs)
    return begins


def _checksum(number: int, columns: Sequence[bytes]) -> bytes:
    state = blake2b(number.to_bytes(8, "little"), digest_size=CHECKSUM)
    for data in columns:
        state.update(data)
    return state.digest()
