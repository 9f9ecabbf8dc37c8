import errno
import io
import os
import re
import resource
import stat
import subprocess
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from app import files
from app.errors import FaultError
from app.files import check_target, opened_whole, write_whole
from app.sessions.text import session_bytes
from tests.app.sessions.sessions import RICH

OLD, NEW = b"old and whole", b"new" * 100_000


class Failures:
    """Counts the calls that reach the disk, and lets one of them fail; a write may be a short one before it fails."""

    def __init__(self, failing: int, short: bool, error: int) -> None:
        self.calls: list[str] = []
        self.failing, self.short, self.error = failing, short, error

    def fails(self, call: str) -> bool:
        self.calls.append(call)
        return len(self.calls) == self.failing

    def raised(self) -> OSError:
        return OSError(self.error, "the words of the system")

    def wrapped(self, call: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **named: Any) -> Any:
            if self.fails(call):
                raise self.raised()
            return original(*args, **named)

        return counted

    def open(self, path: Path, mode: str) -> BinaryIO:
        if self.fails("open"):
            raise self.raised()
        return CountedWriter(self, path, mode.replace("b", ""))


class CountedFile(io.FileIO):
    """A real file whose calls are counted; the buffer before it writes what a short write left over."""

    def __init__(self, failures: Failures, path: Path, mode: str) -> None:
        super().__init__(path, mode)
        self.failures = failures

    def write(self, data: Any) -> int:
        if not self.failures.fails("write"):
            return super().write(data)
        written = super().write(memoryview(data)[: len(data) // 2])
        if not self.failures.short:
            raise self.failures.raised()
        # The next call is the one that fails, as on a disk that has become full.
        self.failures.short = False
        self.failures.failing += 1
        return written


class CountedWriter(io.BufferedWriter):
    """What `open` makes of such a file."""

    def __init__(self, failures: Failures, path: Path, mode: str) -> None:
        super().__init__(CountedFile(failures, path, mode))
        self.failures = failures

    def flush(self) -> None:
        super().flush()
        if not self.closed and self.failures.fails("flush"):
            raise self.failures.raised()


def with_failures(monkeypatch: pytest.MonkeyPatch, failures: Failures) -> None:
    monkeypatch.setattr(files, "open", failures.open, raising=False)
    for call in ("stat", "chmod", "fsync", "replace"):
        monkeypatch.setattr(files.os, call, failures.wrapped(call, getattr(os, call)))


def in_pieces(target: Path, data: bytes) -> None:
    with opened_whole(target) as file:
        for start in range(0, len(data), 40_000):
            file.write(data[start : start + 40_000])


SAVERS: dict[str, Callable[[Path, bytes], None]] = {
    "write_whole": write_whole,
    "opened_whole": in_pieces,
    "keep": lambda target, data: files.keep("the settings", target, data),
}
PAYLOADS = {"a session": session_bytes(RICH), "a large file": NEW}


@contextmanager
def largest_file(size: int):
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_a_new_file_has_the_bytes_and_the_usual_permissions(tmp_path: Path) -> None:
    write_whole(tmp_path / "figure.png", NEW)
    (tmp_path / "other").write_bytes(b"")
    assert (tmp_path / "figure.png").read_bytes() == NEW
    assert (tmp_path / "figure.png").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_an_existing_file_is_replaced_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "figure.png"
    target.write_bytes(OLD)
    target.chmod(0o640)
    write_whole(target, NEW)
    assert only_file(tmp_path).read_bytes() == NEW
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    link = tmp_path / "latest.png"
    link.symlink_to(Path("figures") / "first.png")
    for data in (OLD, NEW):
        write_whole(link, data)
        assert link.is_symlink()
        assert only_file(tmp_path / "figures").read_bytes() == data


def test_a_relative_name_means_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_whole(Path("figure.png"), NEW)
    assert only_file(tmp_path).read_bytes() == NEW


@pytest.mark.parametrize("name", ["ü βθ.png", "a b'c\".png", "-x.png", "x" * 251 + ".png", "new\nline.png"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    write_whole(tmp_path / name, NEW)
    assert only_file(tmp_path).name == name


@pytest.mark.parametrize("existing", [True, False], ids=["existing", "new"])
@pytest.mark.parametrize("short", [False, True], ids=["failing", "short"])
@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("saver", SAVERS)
def test_whichever_call_fails_the_old_file_stays_or_the_new_one_is_whole(
    tmp_path: Path, saver: str, payload: str, short: bool, existing: bool
) -> None:
    data, refused, failed = PAYLOADS[payload], set(), 0
    for number in range(1, 100):
        folder = tmp_path / str(number)
        folder.mkdir()
        failures = Failures(number, short, (errno.ENOSPC, errno.EIO)[number % 2])
        sentence = saved(folder, failures, SAVERS[saver], data, existing)
        if len(failures.calls) < failures.failing:
            break
        failed += 1
        if sentence:
            refused.add(failures.calls[failures.failing - 1])
            assert re.fullmatch(rf"cannot (write|keep .* in) {folder}(/it\.png)?: {CAUSES[failures.error]}", sentence)
            assert [path.read_bytes() for path in folder.iterdir()] == [OLD] * existing
        else:
            assert only_file(folder).read_bytes() == data
    assert sentence == "", "it succeeds in the end"
    assert only_file(folder).read_bytes() == data
    # Only the last call, which makes the name durable, may fail and yet the file is there.
    assert failures.calls[-2:] == ["replace", "fsync"]
    assert "fsync" in failures.calls[:-2]
    assert refused >= {"open", "write", "flush", "fsync", "replace"} | ({"chmod"} if existing else set())
    assert failed == len(failures.calls)


CAUSES = {errno.ENOSPC: "no space left on the device", errno.EIO: "the device failed"}


def saved(folder: Path, failures: Failures, save: Callable[[Path, bytes], None], data: bytes, existing: bool) -> str:
    """What is said when it fails; nothing if it does not."""
    target = folder / "it.png"
    if existing:
        target.write_bytes(OLD)
    with pytest.MonkeyPatch.context() as monkeypatch:
        with_failures(monkeypatch, failures)
        try:
            save(target, data)
        except FaultError as error:
            return str(error)
    return ""


def test_a_file_that_fails_as_it_is_closed_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class FailingClose(io.FileIO):
        def close(self) -> None:
            was_open = not self.closed
            super().close()
            if was_open:
                raise OSError(errno.EIO, "")

    (tmp_path / "it.png").write_bytes(OLD)
    monkeypatch.setattr(files, "open", lambda path, mode: FailingClose(path, "x"), raising=False)
    with pytest.raises(FaultError, match="it\\.png: the device failed"):
        write_whole(tmp_path / "it.png", NEW)
    assert only_file(tmp_path).read_bytes() == OLD


@pytest.mark.parametrize("saver", SAVERS)
def test_a_device_that_is_full_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, saver: str) -> None:
    def full(*_: object) -> BinaryIO:
        return io.BufferedWriter(io.FileIO("/dev/full", "w"))

    monkeypatch.setattr(files, "open", full, raising=False)
    for data in (b"a", *PAYLOADS.values()):
        with pytest.raises(FaultError, match=r"it\.png: no space left on the device"):
            SAVERS[saver](tmp_path / "it.png", data)
        assert not list(tmp_path.iterdir())


@contextmanager
def small_disk(folder: Path):
    """A disk of 64 KiB."""
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "ravine", folder], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a disk")
@pytest.mark.parametrize("saver", SAVERS)
def test_a_disk_that_is_full_keeps_the_old_file(tmp_path: Path, saver: str) -> None:
    old = session_bytes(RICH)
    with small_disk(tmp_path / "disk") as disk:
        write_whole(disk / "it.png", old)
        for left in (32 * 1024, 4096, 0):
            fill(disk, left)
            with pytest.raises(FaultError, match="it\\.png: no space left on the device"):
                SAVERS[saver](disk / "it.png", NEW)
            assert (disk / "it.png").read_bytes() == old
            assert sorted(path.name for path in disk.iterdir()) == ["filling", "it.png"]
        # Not even the same again has room beside itself.
        with pytest.raises(FaultError, match="it\\.png: no space left on the device"):
            SAVERS[saver](disk / "it.png", old)
        (disk / "filling").unlink()
        SAVERS[saver](disk / "it.png", old[:-1])
        assert only_file(disk).read_bytes() == old[:-1]


def fill(disk: Path, left: int) -> None:
    """Leave no more than so many bytes free."""
    free = os.statvfs(disk)
    with (disk / "filling").open("ab") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - left)))


def test_an_interruption_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "figure.png").write_bytes(OLD)
    monkeypatch.setattr(files.os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "figure.png", NEW)
    assert only_file(tmp_path).read_bytes() == OLD


def test_a_file_that_may_not_grow_is_refused_whole(tmp_path: Path) -> None:
    (tmp_path / "figure.png").write_bytes(OLD)
    with largest_file(1000), pytest.raises(FaultError, match="larger than is allowed"):
        write_whole(tmp_path / "figure.png", NEW)
    assert only_file(tmp_path).read_bytes() == OLD


def a_folder(folder: Path) -> Path:
    (folder / "figure.png").mkdir()
    return folder / "figure.png"


def a_missing_folder(folder: Path) -> Path:
    return folder / "missing" / "figure.png"


def a_file_as_folder(folder: Path) -> Path:
    (folder / "file").write_bytes(OLD)
    return folder / "file" / "figure.png"


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "figure.png")
    return folder / "figure.png"


def a_link_to_itself(folder: Path) -> Path:
    (folder / "figure.png").symlink_to("figure.png")
    return folder / "figure.png"


def a_link_to_a_full_device(folder: Path) -> Path:
    (folder / "figure.png").symlink_to("/dev/full")
    return folder / "figure.png"


def too_long_a_name(folder: Path) -> Path:
    return folder / ("x" * 300 + ".png")


def a_name_with_a_null(folder: Path) -> Path:
    return folder / "a\0b.png"


ODDITIES = {
    a_folder: "it is a folder",
    a_missing_folder: "no such folder",
    a_file_as_folder: "is a file and not a folder",
    a_pipe: "a device or a pipe",
    a_link_to_itself: "round in circles",
    a_link_to_a_full_device: "a device or a pipe",
    too_long_a_name: "too long",
    a_name_with_a_null: "no file can have that name",
}


@pytest.mark.parametrize("write", [lambda target: write_whole(target, NEW), check_target], ids=["write", "check"])
@pytest.mark.parametrize("oddity", ODDITIES)
def test_an_odd_target_is_refused_in_one_sentence(
    tmp_path: Path, oddity: Callable[[Path], Path], write: Callable[[Path], None]
) -> None:
    target = oddity(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(FaultError, match=ODDITIES[oddity]) as caught:
        write(target)
    assert "\n" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("write", [lambda target: write_whole(target, NEW), check_target], ids=["write", "check"])
def test_what_is_read_only_stays_as_it_is(tmp_path: Path, write: Callable[[Path], None]) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for target in (folder / "old.png", folder / "new.png"):
        (folder / "old.png").write_bytes(OLD)
        (folder / "old.png").chmod(0o444)
        folder.chmod(0o555 if target.name == "new.png" else 0o755)
        with pytest.raises(FaultError, match="permission denied"):
            write(target)
        folder.chmod(0o755)
        assert only_file(folder).read_bytes() == OLD
        (folder / "old.png").unlink()


def test_a_target_that_can_be_written_passes_and_is_not_touched(tmp_path: Path) -> None:
    check_target(tmp_path / "figure.png")
    assert not list(tmp_path.iterdir())


def test_a_file_may_be_written_in_pieces(tmp_path: Path) -> None:
    (tmp_path / "large.npz").write_bytes(OLD)
    with opened_whole(tmp_path / "large.npz") as file:
        for piece in (NEW, OLD):
            file.write(piece)
        assert (tmp_path / "large.npz").read_bytes() == OLD
    assert only_file(tmp_path).read_bytes() == NEW + OLD


def test_a_name_of_its_own_meanwhile_is_taken_over_from_the_dead(tmp_path: Path) -> None:
    (tmp_path / "large.new").write_bytes(OLD)
    with opened_whole(tmp_path / "large.npz", "large.new") as file:
        assert only_file(tmp_path).name == "large.new"
        file.write(NEW)
    assert only_file(tmp_path).read_bytes() == NEW


def test_whatever_ends_the_writing_leaves_everything_as_it_was(tmp_path: Path) -> None:
    def fail(file: BinaryIO) -> None:
        file.write(NEW)
        raise ValueError("of its own")

    (tmp_path / "large.npz").write_bytes(OLD)
    with pytest.raises(ValueError, match="of its own"), opened_whole(tmp_path / "large.npz") as file:
        fail(file)
    assert only_file(tmp_path).read_bytes() == OLD
