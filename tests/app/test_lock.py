"""A file is one process's at a time, and never one that has lost its name."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from app import lock as locks
from app.lock import is_at, locked


def test_a_file_is_made_and_then_taken_up(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with locked(path, 0o600) as file:
        file.write(b"mine")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with locked(path) as file:
        assert file.read() == b"mine"


def test_it_is_ours_until_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    another = (
        "import sys; from pathlib import Path; from app.lock import locked\n"
        "try: locked(Path(sys.argv[1]))\n"
        "except BlockingIOError: sys.exit(7)"
    )
    with locked(path), pytest.raises(BlockingIOError):
        locked(path)
    with locked(path):
        assert subprocess.run([sys.executable, "-c", another, str(path)], check=False).returncode == 7
    locked(path).close()


def test_one_that_its_owner_just_removed_is_not_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between opening and locking its owner removes it: the name is then free, or another's."""
    path, real, rivals = tmp_path / "a.lock", locks.lock, [1, 2]

    def late(file) -> None:
        if rivals:
            rivals.pop()
            path.unlink()
        real(file)

    monkeypatch.setattr(locks, "lock", late)
    with locked(path) as file:
        assert rivals == []
        assert is_at(file, path)


def test_a_file_is_not_at_a_name_that_is_free_or_anothers(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    with locked(path) as file:
        path.unlink()
        assert not is_at(file, path)
        path.write_bytes(b"")
        assert not is_at(file, path)


def test_what_can_be_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "nowhere" / "a.lock", tmp_path / "pipe"):
        with pytest.raises(OSError, match=r"."):
            locked(path)
