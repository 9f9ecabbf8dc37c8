"""Pictures of the window's experiment: saved to a file or put on the clipboard, as they are on the screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import FaultError, UseError
from app.gui.export import figure_image, write_figure
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

SIZE = QSize(1680, 1260)
Shown = tuple[Scene, Theme, View, int]
"""What is on the screen: the whole scene, the theme, the rectangle in view and the step."""


class Pictures:
    """Takes what `shown` says is on the screen; `say` tells that it is done, or why not."""

    def __init__(self, window: QWidget, shown: Callable[[], Shown], say: Callable[[str], None]) -> None:
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
        scene, theme, view, step = self._shown()
        try:
            write_figure(target, scene, SIZE, theme, view=view, step=step)
        except (UseError, FaultError) as error:
            self._say(str(error))
        else:
            self._say(f"saved {target.name} in {target.parent}")

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        scene, theme, view, step = self._shown()
        QGuiApplication.clipboard().setImage(figure_image(scene, SIZE, theme, view=view, step=step))
        self._say("the picture is on the clipboard")
