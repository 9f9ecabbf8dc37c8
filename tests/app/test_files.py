import errno
import io
import os
import resource
import stat
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from app import files
from app.errors import FaultError, UseError
from app.files import check_figure_suffix, check_target, opened_whole, write_whole

OLD, NEW = b"old and whole", b"new" * 100_000


class FailingFile(io.FileIO):
    """A real file of which one method fails."""

    def __init__(self, path: Path, failing: str) -> None:
        super().__init__(path, "x")
        self.failing = failing

    def write(self, data: bytes) -> int:
        super().write(data[: len(data) // 2])
        return self._fail("write") or len(data)

    def flush(self) -> None:
        self._fail("flush")

    def close(self) -> None:
        super().close()
        self._fail("close")

    def _fail(self, call: str) -> None:
        if call == self.failing:
            self.failing = ""
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def failing_open(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    monkeypatch.setattr(files, "open", lambda path, mode: FailingFile(path, call), raising=False)


def failing_os(monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "the words of the system")

    monkeypatch.setattr(files.os, call, fail)


FAILURES: dict[str, Callable[[pytest.MonkeyPatch, str], None]] = {
    "write": failing_open,
    "flush": failing_open,
    "close": failing_open,
    "fsync": failing_os,
    "chmod": failing_os,
    "replace": failing_os,
}


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


# Only an existing file has permissions to keep.
@pytest.mark.parametrize(("call", "existing"), [(c, e) for c in FAILURES for e in (True, False) if e or c != "chmod"])
def test_a_failing_call_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, existing: bool
) -> None:
    target = tmp_path / "figure.png"
    if existing:
        target.write_bytes(OLD)
    FAILURES[call](monkeypatch, call)
    with pytest.raises(FaultError, match=r"^cannot write .*figure\.png: (no space left|the device failed)"):
        write_whole(target, NEW)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [OLD] * existing


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


@pytest.mark.parametrize("name", ["a.png", "a.SVG", "a.b.Pdf"])
def test_known_suffixes(name: str) -> None:
    assert check_figure_suffix(Path(name)) == "." + name.rsplit(".")[-1].lower()


@pytest.mark.parametrize("name", ["a.gif", "a", ".png", "a.", "png", ""])
def test_unknown_suffixes(name: str) -> None:
    with pytest.raises(UseError, match=r"ends in \.png, \.svg or \.pdf"):
        check_figure_suffix(Path(name))


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
