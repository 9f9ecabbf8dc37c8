"""What a closed window must not leave: itself, its timers, threads, widgets, open files."""

import os
import threading

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from app.gui.window import Window
from tests.app.gui.hand import settle

PATIENCE = 5.0
"""Seconds in which a thread that has been told to end has ended."""


def close_for_good(window: Window) -> list[str]:
    """Close a window, whatever has not been saved, and delete it; what still works, or lives on."""
    window.document.leave()
    window.close()
    settle()
    return dispose(window)


def dispose(window: Window) -> list[str]:
    """Delete a closed window; what still works, or lives on."""
    timers = window.findChildren(QTimer)
    running = [timer for timer in timers if timer.isActive() and not (timer.isSingleShot() and timer.interval())]
    faults = [f"a timer of the closed window still runs: {timer.parent()}" for timer in running]
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    if shiboken6.isValid(window):
        faults.append("the closed window lives on")
    return faults + [f"a timer lives on: {timer}" for timer in timers if shiboken6.isValid(timer)]


def threads_left() -> list[str]:
    """Threads that should have ended."""
    own = [thread for thread in threading.enumerate() if thread.name.startswith("ravine")]
    for thread in own:
        thread.join(PATIENCE)
    return [f"a thread lives on: {thread.name}" for thread in own if thread.is_alive()]


def widgets() -> int:
    """How many top-level widgets there are, seen or not."""
    return len(QApplication.topLevelWidgets())


def open_files() -> int:
    """How many file descriptors the process has."""
    return len(os.listdir("/proc/self/fd"))
