"""A window to work with, and nothing left behind: no exception, no message, no widget, no thread."""

import gc
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.gui.application import make_application
from app.gui.widgets.question import Answer
from app.gui.window import Window
from app.model.experiment import Experiment
from tests.app.gui.hand import Hand, settle
from tests.endurance import leftovers

HERE = Path(__file__).parent
OFFSCREEN_CANNOT = r"^This plugin does not support (raise\(\)|grabbing the keyboard|propagateSizeHints\(\))$"
"""What Qt's offscreen platform says of every dialog, menu and window with a smallest size."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_CANNOT))


@pytest.fixture(scope="session")
def qapp() -> Iterator[QApplication]:
    """The program's own application: its typeface, its style, without a display."""
    shared = QApplication.instance()
    if isinstance(shared, QApplication):
        # Tests of another folder, which share this fixture, came first.
        yield shared
        return
    application = make_application(["ravine"], offscreen=True)
    # What all tests share is no test's to leave behind: to look through it after each of them took a tenth of a second.
    gc.collect()
    gc.freeze()
    yield application
    # Left to the end of the interpreter, it would be taken apart after its thread and complain.
    application.shutdown()


@pytest.fixture(autouse=True)
def _silence(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Whatever the program prints in a test with Qt is a fault: it has nobody to say it to."""
    yield
    out, err = capfd.readouterr()
    assert [line for line in (out + err).splitlines() if not re.match(OFFSCREEN_CANNOT, line)] == []


@pytest.fixture(autouse=True)
def _nothing_left(qtbot: QtBot) -> Iterator[None]:
    """All widgets, timers and threads that a test began are gone when it ends."""
    before = set(threading.enumerate())
    # What those before have put into caches is looked through once, and not after each of the thousands that follow;
    # what they have left besides is garbage only now that they are over.
    gc.collect()
    gc.freeze()
    yield
    QToolTip.hideText()
    settle()
    gc.collect()
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == []
    assert set(threading.enumerate()) <= before
    assert QThreadPool.globalInstance().activeThreadCount() == 0


def dispose(window: Window) -> None:
    """Close a window for good, whatever has not been saved."""
    with patch("app.gui.widgets.question.ask_to_save", return_value=Answer.DISCARD):
        window.close()
    settle()
    assert leftovers.dispose(window) == []


@pytest.fixture
def window(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Window]:
    """The window as it opens, playing; for a test that wants it `still` it never plays."""
    opened = Window(Experiment())
    if "still" in request.fixturenames:
        opened.playhead.pause()
        opened.playhead.seek(0)
    opened.show()
    qtbot.waitExposed(opened)
    settle()
    yield opened
    if shiboken6.isValid(opened):
        dispose(opened)


@pytest.fixture
def still(qtbot: QtBot, window: Window) -> Window:
    """The window with time standing still at the first step, and everything there."""
    qtbot.waitUntil(lambda: window.is_settled)
    return window


@pytest.fixture
def hand(window: Window) -> Hand:
    """A hand on the window's mouse and keyboard, which comes from elsewhere.

    A press where another test pressed last would be the second half of a double click.
    """
    QTest.mouseMove(window.windowHandle(), QPoint(1, 1))
    return Hand(window)
