"""Pictures of what the window shows: saved to a file or put on the clipboard, each when all of it is computed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import FaultError, UseError
from app.gui.export import Paint, picture_image, write_picture

SIZE = QSize(1680, 1260)
GLANCE = 40
"""Milliseconds between two looks at whether all is computed."""


class Pictures:
    """Takes what `shown` says paints what is on the screen, as soon as `is_ready`; `shown` raises UseError for nothing.

    `say` tells that it is done or waited for, or why it cannot be done.
    """

    def __init__(
        self, window: QWidget, shown: Callable[[], Paint], is_ready: Callable[[], bool], say: Callable[[str], None]
    ) -> None:
        self._window = window
        self._shown = shown
        self._is_ready = is_ready
        self._say = say
        self._waiting: list[Callable[[], str]] = []
        self._glance = QTimer(window)
        self._glance.setInterval(GLANCE)
        self._glance.timeout.connect(self._on_glance_timeout)

    def export(self) -> None:
        """Ask where, and save the picture."""
        wanted, _ = QFileDialog.getSaveFileName(
            self._window, "Save picture", str(Path.home() / "ravine.png"), "Pictures (*.png *.svg *.pdf)"
        )
        if wanted:
            self.save(Path(wanted))

    def save(self, target: Path) -> None:
        """Save the picture there."""
        target = target if target.suffix else target.with_suffix(".png")
        self._when_ready(partial(self._save, target), f"saving {target.name} as soon as all of it is computed")

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        self._when_ready(self._copy, "copying the picture as soon as all of it is computed")

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._glance.stop()
        self._waiting.clear()

    def _when_ready(self, action: Callable[[], str], promise: str) -> None:
        if self._is_ready():
            self._do(action)
            return
        self._say(promise)
        if action not in self._waiting:
            self._waiting.append(action)
        self._glance.start()

    def _do(self, action: Callable[[], str]) -> None:
        try:
            self._say(action())
        except (UseError, FaultError) as error:
            self._say(str(error))

    def _save(self, target: Path) -> str:
        write_picture(target, SIZE, self._shown())
        return f"saved {target.name} in {target.parent}"

    def _copy(self) -> str:
        QGuiApplication.clipboard().setImage(picture_image(SIZE, self._shown()))
        return "the picture is on the clipboard"

    def _on_glance_timeout(self) -> None:
        if self._is_ready():
            waiting, self._waiting = self._waiting, []
            self._glance.stop()
            for action in waiting:
                self._do(action)
