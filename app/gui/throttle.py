"""Words that follow a dragging hand at the pace an eye reads; the picture has the time of the frames between."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Throttle(QObject):
    """Calls an action at once; while a hand drags at most every so many milliseconds, the last call never lost."""

    def __init__(self, action: Callable[[], None], milliseconds: int, parent: QObject) -> None:
        super().__init__(parent)
        self._action = action
        self._is_owed = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(milliseconds)
        self._pause.timeout.connect(self.flush)

    def call(self, *, dragging: bool) -> None:
        """Call the action, now or when its turn comes."""
        if dragging and self._pause.isActive():
            self._is_owed = True
            return
        self._is_owed = False
        self._action()
        if dragging:
            self._pause.start()

    def flush(self) -> None:
        """Call the action now if a call is owed."""
        if self._is_owed:
            self._is_owed = False
            self._action()

    def stop(self) -> None:
        """Owe nothing any more."""
        self._is_owed = False
        self._pause.stop()
