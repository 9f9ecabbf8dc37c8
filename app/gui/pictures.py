"""Pictures of what the window shows: saved to a file or put on the clipboard."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import FaultError, UseError
from app.gui.export import Paint, picture_image, write_picture

SIZE = QSize(1680, 1260)


class Pictures:
    """Takes what `shown` says paints what is on the screen; `say` tells that it is done, or why not."""

    def __init__(self, window: QWidget, shown: Callable[[], Paint], say: Callable[[str], None]) -> None:
        self._window = window
        self._shown = shown
        self._say = say

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
        try:
            write_picture(target, SIZE, self._shown())
        except (UseError, FaultError) as error:
            self._say(str(error))
        else:
            self._say(f"saved {target.name} in {target.parent}")

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(picture_image(SIZE, self._shown()))
        self._say("the picture is on the clipboard")
