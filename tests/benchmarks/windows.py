"""What benchmarks with a window share: folders of their own, a beginning in peace, and an end without questions."""

import os
import tempfile
import warnings
from contextlib import contextmanager

SIZE = (1280, 800)
LARGE = (3840, 2160)
LAYOUTS = 50
"""Turns of the event loop in which what has come finds its place."""


def own_folders():
    """Keep nothing where the person's own settings and unsaved changes are."""
    for what in ("CONFIG", "STATE"):
        os.environ[f"XDG_{what}_HOME"] = tempfile.mkdtemp(prefix="ravine-benchmark-")


@contextmanager
def application():
    """Qt for as long as it is entered."""
    from app.gui.application import make_application

    made = make_application([], offscreen=True)
    # WORKAROUND: pyqtgraph says so at the end of the program of a view that is gone already.
    warnings.filterwarnings("ignore", "Failed to disconnect", RuntimeWarning)
    yield
    made.shutdown()


def opened(experiment, size=SIZE):
    """A window at the last step of the experiment, which stands still."""
    from PySide6.QtWidgets import QApplication

    from app.gui.window import Window

    window = Window(experiment)
    window.resize(*size)
    window.show()
    window.scrub(experiment.steps)
    for _ in range(LAYOUTS):
        QApplication.processEvents()
    return window


def close(window):
    """Close the window, whatever has not been saved."""
    window.document.leave()
    window.close()


def delete(window):
    """Close it for ever."""
    from PySide6.QtCore import QCoreApplication, QEvent

    close(window)
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
