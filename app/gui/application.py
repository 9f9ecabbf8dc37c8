"""The QApplication: typeface, error net, signals, and the start of the window."""

import gc
import signal
import socket
import sys
import traceback
from importlib.resources import files
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from app.errors import FaultError
from app.gui.painting.style import font
from app.model.experiment import Experiment

if TYPE_CHECKING:
    from app.lessons.lesson import Lesson

TYPEFACES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")


def make_application(argv: list[str], *, offscreen: bool) -> QApplication:
    """The one QApplication, with the program's own typeface; `offscreen` needs no display."""
    platform = ["-platform", "offscreen"] if offscreen else []
    application = QApplication([*(argv or ["ravine"]), *platform])
    application.setApplicationName("ravine")
    application.setApplicationDisplayName("Ravine")
    application.setDesktopFileName("ravine")
    application.setStyle("Fusion")
    load_typeface()
    application.setFont(font(13))
    sys.excepthook = report_uncaught
    return application


def load_typeface() -> None:
    """Make the shipped typeface known. Raises FaultError if it is missing: text would be boxes."""
    for name in TYPEFACES:
        try:
            data = files("app").joinpath("assets", name).read_bytes()
        except OSError as error:
            raise FaultError(f"the typeface {name} is missing from the program; install Ravine again") from error
        if QFontDatabase.addApplicationFontFromData(QByteArray(data)) < 0:
            raise FaultError(f"the typeface {name} is damaged; install Ravine again")


def report_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The last net: Qt would print an exception from a slot and go on in silence.

    What is wrong is said in one line, and in full under `python -X dev`.
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


class SignalWatch(QObject):
    """Lets SIGINT, SIGTERM and SIGHUP end the event loop, which Python code alone would never notice."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno())
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), lambda *_: None)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_notifier_activated)

    def _on_notifier_activated(self) -> None:
        self._read.recv(16)
        QApplication.closeAllWindows()
        QApplication.quit()


def run_window(experiment: Experiment, lesson: "Lesson | None" = None) -> int:
    """Open the window on an experiment, or at a lesson, and stay until it is closed; the exit code."""
    from app.gui.window import Window

    application = QApplication.instance()
    assert isinstance(application, QApplication), "make_application first"
    SignalWatch(application)
    window = Window(experiment)
    window.show()
    if lesson is not None:
        window.open_lesson(lesson)
    # All that was made so far stays to the end: the collector shall not walk through it while a hand waits.
    QTimer.singleShot(0, gc.freeze)
    return application.exec()
