"""The last net for errors inside: each is said in one line, kept in the crash log, and told to the person once."""

import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app import crash

Fault = tuple[type[BaseException], str, int | None]
"""What makes two errors the same one: kind, file and line."""


def report_uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Say what is wrong in one line, and in full under `python -X dev`.

    Qt would print an exception from a slot and go on in silence.
    """
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    if sys.flags.dev_mode:
        traceback.print_exception(kind, error, trace)
        return
    where = traceback.extract_tb(trace)[-1] if trace else None
    place = f" ({where.name}, line {where.lineno})" if where else ""
    words = " ".join(str(error).split())
    print(f"ravine: something went wrong inside: {kind.__name__}: {words}{place}", file=sys.stderr)


class FaultNet(QObject):
    """Reports errors while a window is open; `keep` puts unsaved work in safety and says whether that worked."""

    told = Signal(str)
    """A sentence for the person, once for each fault."""
    _came = Signal(object, object, object)

    def __init__(self, keep: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._times: Counter[Fault] = Counter()
        self._is_at_it = False
        self._came.connect(self.catch)

    def catch_of_thread(self, fault: threading.ExceptHookArgs) -> None:
        """As `threading.excepthook`: the window's thread takes care of it, which alone may look at the window."""
        if not issubclass(fault.exc_type, SystemExit):
            self._came.emit(fault.exc_type, fault.exc_value, fault.exc_traceback)

    def catch(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """As `sys.excepthook`. Never raises, whatever goes wrong on the way."""
        with suppress(Exception):
            report_uncaught(kind, error, trace)
        if self._is_at_it or issubclass(kind, KeyboardInterrupt):
            return
        self._is_at_it = True
        try:
            with suppress(Exception):
                self._take_care(kind, error, trace)
        finally:
            self._is_at_it = False

    def stop(self) -> None:
        """The window is closed: keep how often faults came again."""
        for (kind, file, line), times in self._times.items():
            if times > 1:
                crash.note(f"{kind.__name__} in {file}, line {line}, came {times} times")

    def _take_care(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        where = traceback.extract_tb(trace)[-1] if trace else None
        fault = (kind, where.filename if where else "", where.lineno if where else None)
        self._times[fault] += 1
        if self._times[fault] > 1:
            return
        details = f"; details are in {crash.crash_log()}" if crash.record(kind, error, trace) else ""
        state = "Your experiment is kept" if self._is_kept() else "Your experiment could not be kept; save it elsewhere"
        self.told.emit(f"Something went wrong inside ({kind.__name__}). {state}{details}.")

    def _is_kept(self) -> bool:
        try:
            return self._keep()
        except Exception as second:
            crash.record(type(second), second, second.__traceback__)
            return False
