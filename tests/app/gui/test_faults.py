"""The last net: every error is said, logged and told once, and nothing that goes wrong on the way makes it worse."""

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app import crash
from app.gui import faults
from app.gui.faults import FaultNet


class Desk(QObject):
    """Keeps its work, and hears."""

    def __init__(self) -> None:
        super().__init__()
        self.keeps = 0
        self.works = True
        self.net = FaultNet(self.keep, self)
        self.told: list[str] = []
        self.net.told.connect(self.told.append)

    def keep(self) -> bool:
        self.keeps += 1
        self.kept_in = threading.current_thread()
        return self.works


@pytest.fixture
def desk(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    made = Desk()
    yield made
    shiboken6.delete(made)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would be printed on stderr."""
    lines: list[str] = []
    monkeypatch.setattr(faults, "report_uncaught", lambda kind, *_: lines.append(kind.__name__))
    return lines


def fail(kind: type[Exception] = ZeroDivisionError) -> None:
    raise kind("by zero")


def fail_elsewhere() -> None:
    raise ZeroDivisionError("by zero")


def caught(action, *words: object) -> tuple:
    try:
        action(*words)
    except Exception as error:
        return type(error), error, error.__traceback__
    raise AssertionError


def entries() -> int:
    return crash.crash_log().read_text().count("Traceback (most recent call last):")


def test_an_error_is_said_logged_and_told_and_the_work_is_kept(desk: Desk, said: list[str]) -> None:
    desk.net.catch(*caught(fail))
    log = crash.crash_log()
    assert desk.told == [
        f"Something went wrong inside (ZeroDivisionError). Your experiment is kept; details are in {log}."
    ]
    assert (desk.keeps, said, entries()) == (1, ["ZeroDivisionError"], 1)


def test_the_same_one_again_is_counted(desk: Desk, said: list[str]) -> None:
    for _ in range(50):
        desk.net.catch(*caught(fail))
    assert (len(desk.told), desk.keeps, entries(), len(said)) == (1, 1, 1, 50)
    desk.net.catch(*caught(fail, TypeError))
    desk.net.catch(*caught(fail_elsewhere))
    assert (len(desk.told), desk.keeps, entries()) == (3, 3, 3)
    desk.net.stop()
    text = crash.crash_log().read_text()
    assert text.count(" times") == 1
    assert text.rstrip().endswith("came 50 times")


def test_work_that_could_not_be_kept_is_told(desk: Desk, said: list[str]) -> None:
    desk.works = False
    desk.net.catch(*caught(fail))
    assert "Your experiment could not be kept; save it elsewhere" in desk.told[0]


def test_without_a_log_there_are_no_details(desk: Desk, said: list[str]) -> None:
    crash.crash_log().mkdir(parents=True)
    desk.net.catch(*caught(fail))
    assert desk.told == ["Something went wrong inside (ZeroDivisionError). Your experiment is kept."]


def test_an_error_while_reporting_ends_there(desk: Desk, said: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def keep() -> bool:
        # As Qt would, for an error in a slot that is called meanwhile.
        desk.net.catch(*caught(fail_elsewhere))
        raise RuntimeError("second")

    monkeypatch.setattr(desk.net, "_keep", keep)
    desk.net.catch(*caught(fail))
    assert said == ["ZeroDivisionError", "ZeroDivisionError"]
    assert len(desk.told) == 1
    assert "could not be kept" in desk.told[0]
    assert "RuntimeError: second" in crash.crash_log().read_text()


def test_where_nothing_can_be_printed_the_rest_is_still_done(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(faults, "report_uncaught", full)
    desk.net.catch(*caught(fail))
    assert (len(desk.told), desk.keeps) == (1, 1)


def test_ctrl_c_is_no_error(desk: Desk, said: list[str]) -> None:
    desk.net.catch(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (desk.told, desk.keeps, crash.crash_log().exists()) == ([], 0, False)


@pytest.mark.parametrize(("kind", "keeps"), [(ZeroDivisionError, 1), (SystemExit, 0)])
def test_a_fault_of_a_thread_is_taken_care_of_in_the_windows_own(
    desk: Desk, qtbot: QtBot, said: list[str], monkeypatch: pytest.MonkeyPatch, kind, keeps: int
) -> None:
    monkeypatch.setattr(threading, "excepthook", desk.net.catch_of_thread)
    thread = threading.Thread(target=fail, args=(kind,))
    thread.start()
    thread.join()
    assert desk.keeps == 0
    qtbot.wait(1)
    assert (desk.keeps, len(said), len(desk.told)) == (keeps, keeps, keeps)
    assert keeps == 0 or desk.kept_in is threading.main_thread()
