"""A disk of which the n-th call fails, so that whatever writes files can be tried with every one of its calls."""

import errno
import io
import os
import re
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app import files
from app.errors import FaultError

MOST_CALLS = 1000
"""No saver that a test tries needs as many."""


class Disk:
    """Counts calls; that of number `failing` fails with that error, or, without one, writes half of what it should."""

    def __init__(self, failing: int, error: int | None = errno.EIO) -> None:
        self.calls: list[str] = []
        self._failing = failing
        self._error = error

    def call(self, name: str) -> bool:
        """Count a call; whether it is the one."""
        if name == "fsync" and self.calls[-1:] == ["replace"]:
            # That of the folder: the file has its name already, and nobody is told.
            return False
        self.calls.append(name)
        return len(self.calls) == self._failing

    def fail(self) -> None:
        if self._error is not None:
            raise OSError(self._error, os.strerror(self._error))

    def counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """The function, as one that such a disk has."""

        def call(*words: object) -> Any:
            if self.call(name):
                self.fail()
            return real(*words)

        return call

    def opened(self, path: Path, mode: str) -> io.BufferedWriter:
        return io.BufferedWriter(_File(self, path, mode.replace("b", "")))


class _File(io.FileIO):
    """A real file on that disk. To seek in it asks nothing of the disk."""

    def __init__(self, disk: Disk, path: Path, mode: str) -> None:
        self._disk = disk
        super().__init__(path, mode)

    def write(self, data: Any) -> int:
        if not self._disk.call("write"):
            return super().write(data)
        written = super().write(bytes(data)[: (len(data) + 1) // 2])
        self._disk.fail()
        return written

    def close(self) -> None:
        if self.closed:
            return
        super().close()
        if self._disk.call("close"):
            self._disk.fail()


@contextmanager
def faulty_disk(monkeypatch: pytest.MonkeyPatch, failing: int, error: int | None = errno.EIO):
    """What `app.files` writes goes to such a disk; None as the error is a write of half of the bytes."""
    disk = Disk(failing, error)
    with monkeypatch.context() as patch:
        patch.setattr(files, "open", disk.counted("open", disk.opened), raising=False)
        for name in ("chmod", "fsync", "replace"):
            patch.setattr(files.os, name, disk.counted(name, vars(os)[name]))
        yield disk


def assert_every_failure_is_harmless(
    monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], object], target: Path, before: bytes | None
) -> list[str]:
    """Let the first, second, … call fail until none is left; every time the folder stays as it was. Gives the calls."""
    folder = target.parent
    for failing in range(1, MOST_CALLS):
        for path in folder.iterdir():
            path.unlink()
        if before is not None:
            target.write_bytes(before)
        with faulty_disk(monkeypatch, failing) as disk:
            if _saves(save, target):
                assert len(disk.calls) < failing, f"{disk.calls[failing - 1]} failed, and nobody was told"
                assert [path.name for path in folder.iterdir()] == [target.name]
                return disk.calls
        assert [path.read_bytes() for path in folder.iterdir()] == [before] * (before is not None), disk.calls[-1]
    raise AssertionError(f"more than {MOST_CALLS} calls")


def _saves(save: Callable[[Path], object], target: Path) -> bool:
    try:
        save(target)
    except FaultError as error:
        said = str(error)
    else:
        return True
    assert re.fullmatch(rf"[^\n]*{re.escape(str(target))}: the device failed", said)
    return False
