"""Files written whole or not at all: a reader meets the old file or the new one, never half of either.

The bytes go to a temporary file in the same folder, which takes the target's name in one move once they are on disk.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from app.errors import FaultError

_WORDS = {
    errno.ENOSPC: "no space left on the device",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EACCES: "permission denied",
    errno.EPERM: "permission denied",
    errno.EROFS: "the file system is read-only",
    errno.EIO: "the device failed",
    errno.ENOENT: "there is no such folder, make it first",
    errno.ENOTDIR: "a part of the path is a file and not a folder",
    errno.EISDIR: "it is a folder, give the name of a file",
    errno.ELOOP: "its symbolic links go round in circles",
    errno.ENAMETOOLONG: "the name is too long",
}
NO_FILE = "it is a device or a pipe and not a file"


def write_whole(target: Path, data: bytes) -> None:
    """Put `data` into `target`; a symbolic link is followed and kept, an existing file keeps its permissions.

    Raises FaultError with one sentence, and then leaves everything as it was.
    """
    with opened_whole(target) as file:
        file.write(data)


def keep(what: str, target: Path, data: bytes) -> None:
    """The same for a file of the program's own, whose folder is made where there is none; `what` is in the sentence."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FaultError(f"cannot keep {what} in {target.parent}: {cause(error)}") from error
    write_whole(target, data)


@contextmanager
def opened_whole(target: Path, temporary: str | None = None) -> Iterator[BinaryIO]:
    """As `write_whole`, for what is too large to be bytes: a file to write into, which becomes the target at the end.

    It has the name `temporary` meanwhile, in the target's folder, or one that nothing else has. One that a process left
    behind when it was killed under that name is removed first; so only one process at a time may use it.
    """
    with _explained(target):
        place, mode = _place(target)
        # The name is short and its own, since the target's may already be as long as a name can be.
        meanwhile = place.with_name(temporary or f".ravine-{os.urandom(8).hex()}.part")
        if temporary is not None:
            meanwhile.unlink(missing_ok=True)
        with _replacing(place, mode, meanwhile) as file:
            yield file


def read_start(source: Path, most: int) -> bytes:
    """The first bytes of a file. Raises OSError where none is, for a device or a pipe too: it might never end."""
    with open(source, "rb", opener=_without_waiting) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError(errno.EINVAL, NO_FILE)
        return file.read(most)


def check_target(target: Path) -> None:
    """Raise the FaultError that can be foreseen, before work is spent on what to write."""
    with _explained(target):
        place, _ = _place(target)
        if not os.access(place.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, "")


def cause(error: OSError) -> str:
    """Why the system refused, in words that fit into a sentence."""
    return _WORDS.get(error.errno or 0, (error.strerror or type(error).__name__).lower())


def _without_waiting(path: str, flags: int) -> int:
    """A pipe has a writer who may never come."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


@contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FaultError(f"cannot write {target}: {cause(error)}") from error


def _place(target: Path) -> tuple[Path, int | None]:
    """Where the bytes really go, and the permissions of the file that is there now, if one is."""
    try:
        return _found_place(target)
    except ValueError as error:
        raise FaultError(f"cannot write {str(target)!r}: no file can have that name") from error


def _found_place(target: Path) -> tuple[Path, int | None]:
    place = Path(os.path.realpath(target))
    if not stat.S_ISDIR(place.parent.stat().st_mode):
        raise NotADirectoryError(errno.ENOTDIR, "")
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        return place, None
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not stat.S_ISREG(mode):
        # A move would replace the device itself, and writing to a pipe waits for a reader who may never come.
        raise OSError(errno.EINVAL, NO_FILE)
    if not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    return place, stat.S_IMODE(mode)


@contextmanager
def _replacing(place: Path, mode: int | None, temporary: Path) -> Iterator[BinaryIO]:
    try:
        with open(temporary, "xb") as file:
            if mode is not None:
                os.chmod(temporary, mode)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    # The file has its name already; this only lets the name outlast a failure of the power.
    with suppress(OSError):
        _settle(place.parent)


def _settle(folder: Path) -> None:
    """Let the names in a folder be on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
