"""The QApplication: typeface, error net, signals, and the start of the window."""

import gc
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget

from app import crash, plain_imports  # noqa: F401 (before all that is imported here and later)
from app.errors import FaultError
from app.gui.document import Document
from app.gui.faults import FaultNet, report_uncaught
from app.gui.first_picture import FirstPicture
from app.gui.painting.style import font
from app.gui.signals import SignalWatch
from app.sessions import Session
from app.startup import use_utf8

if TYPE_CHECKING:
    from app.lessons.lesson import Lesson

ASSETS = Path(__file__).parents[1] / "assets"
TYPEFACES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf")


def make_application(argv: list[str], *, offscreen: bool) -> QApplication:
    """The one QApplication, with the program's own typeface; `offscreen` needs no display."""
    use_utf8()
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
            data = (ASSETS / name).read_bytes()
        except OSError as error:
            raise FaultError(f"the typeface {name} is missing from the program; install Ravine again") from error
        if QFontDatabase.addApplicationFontFromData(QByteArray(data)) < 0:
            raise FaultError(f"the typeface {name} is damaged; install Ravine again")


def run_window(session: Session, source: Path | None = None, lesson: "Lesson | None" = None) -> int:
    """Open the window on a session, and the file that holds it, or at a lesson, and stay; the exit code."""
    from app.gui.window import Window

    window = Window(session.experiment)
    if source is not None or session != Session(session.experiment):
        window.document.begin(session, source)
    window.show()
    if lesson is not None:
        window.open_lesson(lesson)
    return stay(window, window.document, window.notice.say)


def stay(window: QWidget, document: Document, say: Callable[[str], None]) -> int:
    """Serve the window until it is closed, and keep its work safe from errors and signals; the exit code."""
    application = QApplication.instance()
    assert isinstance(application, QApplication), "make_application first"
    crash.watch_faults()
    net = FaultNet(document.keep, application)
    net.told.connect(say)
    sys.excepthook = net.catch
    threading.excepthook = net.catch_of_thread
    watch = SignalWatch(partial(leave, document), document.keep_at_once, application)
    FirstPicture(window, partial(_begin, document, window))
    code = application.exec()
    watch.stop()
    net.stop()
    return code


def _begin(document: Document, window: QWidget) -> None:
    """What comes right after the first picture, and need not be there for it."""
    # All that was made so far stays to the end: the collector shall not walk through it while a hand waits.
    gc.freeze()
    gc.enable()
    from app.gui.recovery_offer import offer_recovery

    offer_recovery(document, window)


def leave(document: Document) -> None:
    """Close everything without a question, and end the event loops, those of dialogs and menus too."""
    try:
        document.leave()
    finally:
        QApplication.closeAllWindows()
        QApplication.exit()
