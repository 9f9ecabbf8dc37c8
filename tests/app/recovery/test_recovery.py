"""Unsaved work outlives its process, belongs to one process at a time, and is never removed unasked."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import files
from app.errors import FaultError
from app.model import edits
from app.model.experiment import Experiment
from app.recovery.recovery import Found, Kept, orphans, recovery_folder
from app.sessions import Session
from app.sessions.opening import open_session
from tests.app.recovery.processes import keeper, kill, process

NOTHING = Found((), ())


def session(lr: float) -> Session:
    return Session(edits.set_master(Experiment(), "lr", lr), step=7, view="map")


@pytest.fixture
def kept() -> Iterator[Kept]:
    made = Kept()
    yield made
    made.close()


def names() -> list[str]:
    return sorted(path.suffix for path in recovery_folder().iterdir())


def session_file() -> Path:
    (found,) = recovery_folder().glob("*.ravine")
    return found


def lrs(found: Found) -> list[float]:
    """The learning rates of what was found, which is left again."""
    for orphan in found.orphans:
        orphan.release()
    return sorted(orphan.session.experiment.lr for orphan in found.orphans)


def test_nothing_is_written_before_there_is_something_to_keep(kept: Kept) -> None:
    kept.forget()
    assert orphans() == NOTHING
    assert not recovery_folder().exists()


def test_what_is_kept_is_an_ordinary_session_file_and_the_newest(kept: Kept) -> None:
    for lr in (0.25, 0.5):
        kept.keep(session(lr), None)
        assert open_session(session_file()) == session(lr)


def test_what_is_forgotten_is_gone_and_a_closed_window_leaves_nothing(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    kept.forget()
    assert ".ravine" not in names()
    kept.keep(session(0.25), None)
    kept.close()
    assert names() == []
    assert orphans() == NOTHING


def test_a_folder_that_was_emptied_meanwhile_is_begun_anew(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    for path in recovery_folder().iterdir():
        path.unlink()
    recovery_folder().rmdir()
    kept.keep(session(0.25), None)
    assert open_session(session_file()) == session(0.25)
    assert orphans() == NOTHING


@pytest.mark.parametrize("name", ["", "/some/where/ü βθ.ravine", "/new\nline.ravine", "/\udcff.ravine"])
def test_work_is_found_when_its_process_has_left_it_with_its_document_and_its_time(kept: Kept, name: str) -> None:
    document = Path(name) if name else None
    kept.keep(session(0.5), document)
    at = session_file().stat().st_mtime
    kept.leave()
    (orphan,) = orphans().orphans
    assert (orphan.session, orphan.document, orphan.kept_at) == (session(0.5), document, at)
    orphan.discard()
    assert names() == []


def test_work_that_goes_to_another_document_is_found_with_that(kept: Kept) -> None:
    for document in (None, Path("/a.ravine"), Path("/b.ravine")):
        kept.keep(session(0.5), document)
    kept.leave()
    (orphan,) = orphans().orphans
    assert orphan.document == Path("/b.ravine")
    orphan.discard()


def test_the_newest_comes_first(kept: Kept) -> None:
    for lr, at in ((0.25, 1000), (0.5, 3000), (0.125, 2000)):
        other = Kept()
        other.keep(session(lr), None)
        newest = max(recovery_folder().glob("*.ravine"), key=lambda path: path.stat().st_mtime)
        os.utime(newest, (at, at))
        other.leave()
    found = orphans().orphans
    assert [(orphan.session.experiment.lr, orphan.kept_at) for orphan in found] == [
        (0.5, 3000),
        (0.125, 2000),
        (0.25, 1000),
    ]
    for orphan in found:
        orphan.discard()


def test_a_killed_process_leaves_its_work_and_a_living_one_keeps_its_own(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    (first, first_words), (second, second_words) = keeper(0.25, "/a.ravine"), keeper(0.125)
    with process(first, *first_words) as one, process(second, *second_words) as other:
        assert lrs(orphans()) == []
        kill(one)
        assert lrs(orphans()) == [0.25]
        kill(other)
        assert lrs(orphans()) == [0.125, 0.25]
    for orphan in orphans().orphans:
        orphan.discard()
    assert orphans() == NOTHING
    assert open_session(session_file()) == session(0.5)


def test_of_two_that_start_only_one_is_offered_the_work(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    kept.leave()
    claiming = "from app.recovery.recovery import orphans\nfound = orphans()\nassert len(found.orphans) == 1"
    with process(claiming) as other:
        assert orphans() == NOTHING
        kill(other)
        assert lrs(orphans()) == [0.5]


def test_a_process_that_was_killed_with_nothing_unsaved_leaves_nothing(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    kept.forget()
    kept.leave()
    assert names() == [".document", ".lock"]
    assert orphans() == NOTHING
    assert names() == []


def test_work_without_its_lock_is_found_too(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    kept.leave()
    session_file().with_suffix(".lock").unlink()
    assert lrs(orphans()) == [0.5]


@pytest.mark.parametrize("data", [b"", b"{", b"\0" * 100, None])
def test_what_cannot_be_read_is_counted_and_stays(kept: Kept, data: bytes | None) -> None:
    kept.keep(session(0.5), None)
    kept.leave()
    path = session_file()
    if data is None:
        path.unlink()
        path.mkdir()
    else:
        path.write_bytes(data)
    for _ in range(2):
        found = orphans()
        assert found.orphans == ()
        assert [str(path) in reason for reason in found.unreadable] == [True]
    assert path.exists()


def test_what_a_killed_write_left_goes_with_the_rest(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    session_file().with_suffix(".part").write_bytes(b"torn")
    kept.leave()
    (orphan,) = orphans().orphans
    orphan.discard()
    assert names() == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failing_write_leaves_what_was_kept_before(kept: Kept, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    kept.keep(session(0.5), None)
    before = session_file().read_bytes()
    with monkeypatch.context() as broken:
        broken.setattr(files.os, call, fail)
        with pytest.raises(FaultError, match=r"^cannot write .*: no space left on the device$"):
            kept.keep(session(0.25), None)
    assert session_file().read_bytes() == before
    assert names() == [".document", ".lock", ".ravine"]
    kept.keep(session(0.25), None)
    assert open_session(session_file()) == session(0.25)


def test_a_place_where_nothing_can_be_kept_is_named(kept: Kept) -> None:
    recovery_folder().parent.mkdir(parents=True)
    recovery_folder().write_text("in the way")
    with pytest.raises(FaultError, match=r"^cannot keep unsaved changes in [^\n]+$"):
        kept.keep(session(0.5), None)
    assert orphans() == NOTHING


def test_a_session_that_no_file_can_hold_leaves_what_was_kept_before(kept: Kept) -> None:
    kept.keep(session(0.5), None)
    before = session_file().read_bytes()
    with pytest.raises(ValueError, match="step"):
        kept.keep(Session(Experiment(), step=-1), None)
    assert session_file().read_bytes() == before
