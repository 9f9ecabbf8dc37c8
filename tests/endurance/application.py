"""The one QApplication of a part that is run by hand, with settings of its own."""

import gc
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch


@contextmanager
def own_application() -> Iterator[None]:
    """Qt without a display; nothing of the person who runs it is read or written."""
    with tempfile.TemporaryDirectory(prefix="ravine-endurance-") as folder:
        own = {f"XDG_{what}_HOME": str(Path(folder) / what) for what in ("CONFIG", "STATE", "DATA", "CACHE")}
        with patch.dict(os.environ, own | {"HOME": folder, "QT_QPA_PLATFORM": "offscreen"}):
            import pyqtgraph

            from app.gui.application import make_application

            # It would connect a function of its own to the application, for which PySide starts a timer when there is
            # no thread any more; at the end of the interpreter it is called without that, too.
            pyqtgraph._cleanupConnected = True
            application = make_application(["ravine"], offscreen=True)
            yield
            # Or pyqtgraph complains of windows that are still there: PySide lets go of them in the event loop.
            application.processEvents()
            gc.collect()
            application.shutdown()
