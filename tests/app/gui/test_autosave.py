"""Unsaved changes are kept within a second of the first one, beside the window's thread, and go when they are saved."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from app.gui import autosave as module
from app.gui.autosave import AT_ONCE, DELAY, Autosave
from app.model import edits
from app.model.experiment import Experiment
from app.recovery.recovery import Kept, orphans, recovery_folder
from app.sessions import Session
from tests.app.gui.plain import full_disk, lr_in


class Desk(QObject):
    """Something that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.lr = 0.5
        self.asked = 0
        self.autosave = Autosave(self.present, self)
        self.said: list[str] = []
        self.autosave.said.connect(self.said.append)

    def present(self) -> Session:
        self.asked += 1
        return Session(edits.set_master(Experiment(), "lr", self.lr))

    @property
    def clock(self) -> QTimer:
        (found,) = self.autosave.findChildren(QTimer)
        return found

    def change(self, lr: float) -> None:
        self.lr = lr
        self.autosave.keep_soon(None)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.autosave.stop(keep=False)
    shiboken6.delete(made)


def kept_lrs() -> list[float]:
    return [lr_in(path) for path in recovery_folder().glob("*.ravine")]


def test_the_clock_leaves_time_to_write_within_a_second(desk: Desk, qtbot: QtBot) -> None:
    assert DELAY <= 700
    assert AT_ONCE < 300
    desk.change(0.25)
    assert (desk.clock.interval(), desk.clock.isSingleShot()) == (AT_ONCE, True)
    qtbot.waitUntil(lambda: desk.asked == 1)
    assert (desk.clock.interval(), desk.clock.isActive()) == (DELAY, True)


def test_the_clock_goes_round_however_many_changes_follow(desk: Desk, qtbot: QtBot) -> None:
    drag = QTimer(desk)
    drag.timeout.connect(lambda: desk.change(desk.lr + 1e-6))
    drag.start(10)
    # A clock that every change starts again would never end while the drag goes on.
    for times in (1, 2):
        qtbot.waitUntil(lambda times=times: desk.asked == times, timeout=20_000)
    drag.stop()
    assert desk.autosave.flush()
    assert kept_lrs() == [desk.lr]


def test_the_first_change_is_kept_at_once_and_the_last_one_not_forgotten(desk: Desk, qtbot: QtBot) -> None:
    desk.change(0.25)
    qtbot.waitUntil(lambda: kept_lrs() == [0.25])
    desk.change(0.125)
    assert kept_lrs() == [0.25]
    qtbot.waitUntil(lambda: kept_lrs() == [0.125], timeout=20_000)
    qtbot.waitUntil(lambda: not desk.clock.isActive(), timeout=20_000)
    assert desk.asked == 2


def test_a_slow_disk_is_waited_for_in_another_thread_and_the_newest_wins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end, began = threading.Event(), threading.Event()
    written: list[float] = []
    threads: set[threading.Thread] = set()
    real = Kept.keep

    def slow(kept: Kept, session: Session, document: Path | None) -> None:
        threads.add(threading.current_thread())
        written.append(session.experiment.lr)
        began.set()
        assert may_end.wait(60)
        real(kept, session, document)

    monkeypatch.setattr(Kept, "keep", slow)
    monkeypatch.setattr(module, "PATIENCE", 0.01)
    desk.change(0.25)
    assert not desk.autosave.flush()
    assert began.wait(60)
    for lr in (0.125, 0.0625, 0.75):
        desk.change(lr)
        assert not desk.autosave.flush()
    may_end.set()
    monkeypatch.setattr(module, "PATIENCE", 60)
    assert desk.autosave.flush()
    assert set(written) == {0.25, 0.75}
    assert kept_lrs() == [0.75]
    assert len(threads) == 1
    assert threading.main_thread() not in threads


def test_flush_writes_now_and_only_if_there_is_something(desk: Desk) -> None:
    assert desk.autosave.flush()
    assert desk.asked == 0
    desk.change(0.25)
    assert desk.autosave.flush()
    assert kept_lrs() == [0.25]
    assert not desk.clock.isActive()


def test_what_is_saved_is_forgotten(desk: Desk, qtbot: QtBot) -> None:
    desk.change(0.25)
    desk.autosave.flush()
    desk.change(0.125)
    desk.autosave.forget()
    assert not desk.clock.isActive()
    qtbot.waitUntil(lambda: kept_lrs() == [])


def test_a_failure_is_said_once_until_it_works_again(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DELAY", 1)
    with monkeypatch.context() as broken:
        full_disk(broken)
        desk.change(0.25)
        # It tries again by itself.
        qtbot.waitUntil(lambda: desk.asked >= 3)
        qtbot.waitUntil(lambda: len(desk.said) > 0)
    assert len(desk.said) == 1
    assert "no space left on the device" in desk.said[0]
    qtbot.waitUntil(lambda: kept_lrs() == [0.25])
    qtbot.waitUntil(lambda: not desk.clock.isActive())
    with monkeypatch.context() as broken:
        full_disk(broken)
        desk.change(0.125)
        qtbot.waitUntil(lambda: len(desk.said) == 2)
        assert kept_lrs() == [0.25]
    qtbot.waitUntil(lambda: kept_lrs() == [0.125])


def test_what_no_file_can_hold_is_said_too(desk: Desk, qtbot: QtBot) -> None:
    desk.autosave._present = lambda: Session(Experiment(), step=-1)
    desk.autosave.keep_soon(None)
    assert not desk.autosave.flush()
    qtbot.waitUntil(lambda: len(desk.said) == 1)
    assert desk.said[0].startswith("cannot keep unsaved changes: ")
    desk.autosave.forget()


def test_any_thread_may_keep_what_the_window_cannot(desk: Desk) -> None:
    session = desk.present()
    asked: list[bool] = []
    thread = threading.Thread(target=lambda: asked.append(desk.autosave.keep_now(session, Path("/a.ravine"))))
    thread.start()
    thread.join()
    assert (asked, kept_lrs()) == ([True], [0.5])


@pytest.mark.parametrize("keep", [True, False])
def test_the_end_leaves_work_to_the_next_start_only_if_it_should(desk: Desk, keep: bool) -> None:
    desk.change(0.25)
    desk.autosave.flush()
    desk.autosave.stop(keep=keep)
    found = orphans().orphans
    assert [orphan.session.experiment.lr for orphan in found] == ([0.25] if keep else [])
    for orphan in found:
        orphan.discard()


def test_nothing_kept_is_nothing_to_stop(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Kept, "keep", None)
    desk.autosave.forget()
    desk.autosave.stop(keep=True)
    assert not recovery_folder().exists()


def test_a_change_that_comes_after_the_end_is_no_fault(desk: Desk) -> None:
    desk.change(0.25)
    assert desk.autosave.flush()
    desk.autosave.stop(keep=True)
    desk.change(0.125)
    assert not desk.clock.isActive()
    assert desk.autosave.flush()
    assert not desk.autosave.keep_now(desk.present(), None)
    assert kept_lrs() == [0.25]
