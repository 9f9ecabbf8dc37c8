"""Signals that ask the program to end, heard whatever the window is doing."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from PySide6.QtCore import QObject, Signal

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""Those of them that the system has."""
GRACE = 0.75
"""Seconds in which the window may leave by itself; with what is done then, the process ends within one."""


class SignalWatch(QObject):
    """Calls `leave` in the window's thread when the first signal comes, and ends the process if that is no use.

    A thread hears of signals even while Python computes and a native dialog or menu has the event loop. If the window
    has not left in time, the thread calls `last_resort` and ends the process with the code that shells expect.
    """

    _came = Signal()

    def __init__(self, leave: Callable[[], None], last_resort: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._leave = leave
        self._last_resort = last_resort
        self._has_come = False
        self._has_left = False
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        self._came.connect(self._on_came)
        self._thread = Thread(target=self._listen, name="ravine-signals", daemon=True)
        self._usual = self._take_over()
        self._thread.start()

    def stop(self) -> None:
        """Listen no more; but once a signal has come, the process will end in time, whatever still happens."""
        if self._has_come:
            return
        signal.set_wakeup_fd(-1)
        for number, handler in self._usual.items():
            signal.signal(number, handler)
        self._write.close()
        self._thread.join()
        self._read.close()

    def _take_over(self) -> dict[int, Any]:
        """Let signals pass by Python; SIGHUP stays ignored where nohup says so. What was there before.

        A shell lets what it starts behind an & ignore Ctrl+C. A SIGINT that comes nevertheless is meant for the window.
        """
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
        usual = {number: signal.getsignal(number) for number in numbers}
        kept = getattr(signal, "SIGHUP", None)
        heard = {number: handler or signal.SIG_DFL for number, handler in usual.items()}
        if heard.get(kept) == signal.SIG_IGN:
            del heard[kept]
        for number in heard:
            signal.signal(number, lambda *_: None)
        return heard

    def _listen(self) -> None:
        number = 0
        while number not in self._usual:
            came = self._read.recv(1)
            if not came:
                return
            number = came[0]
        self._has_come = True
        self._came.emit()
        time.sleep(GRACE)
        with suppress(Exception):
            if not self._has_left:
                self._last_resort()
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
        os._exit(128 + number)

    def _on_came(self) -> None:
        self._leave()
        self._has_left = True
