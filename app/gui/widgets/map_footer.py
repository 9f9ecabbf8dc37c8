"""The lines below the map: what its cells say, and how far it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.gui.widgets.readout import Readout
from app.model.theme import Theme

LINES = 2
PROGRESS_WIDTH = 130


class MapFooter(QWidget):
    """Shows a line a map, and progress at the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.lines = tuple(Readout(Qt.AlignmentFlag.AlignLeft, theme) for _ in range(LINES))
        self.progress = Readout(Qt.AlignmentFlag.AlignRight, theme, PROGRESS_WIDTH)
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 0, 4, 0)
        grid.setSpacing(2)
        for row, line in enumerate(self.lines):
            grid.addWidget(line, row, 0)
        grid.addWidget(self.progress, 0, 1)
        self.show_lines(())
        self.show_progress("")

    def show_lines(self, texts: Sequence[str]) -> None:
        """Show these; the first line keeps its room when it is empty."""
        for place, line in enumerate(self.lines):
            line.show_text(texts[place] if place < len(texts) else "")
            # A narrow panel has no room for all of a line.
            line.setToolTip(line.text())
            line.setVisible(place == 0 or place < len(texts))

    def show_progress(self, text: str) -> None:
        """Show this at the right, or leave the room to the lines."""
        self.progress.show_text(text)
        self.progress.setVisible(bool(text))

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for part in (*self.lines, self.progress):
            part.set_theme(theme)
