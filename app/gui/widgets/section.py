"""How a part of a panel begins: its heading, with a button at the right where there is something to add."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

ABOVE = 10
"""Pixels between a section and the one before it."""


class Heading(QWidget):
    """A section's title."""

    def __init__(self, title: str, button: QToolButton | None = None, above: int = ABOVE) -> None:
        super().__init__()
        self._label = QLabel(title)
        self._label.setObjectName("heading")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, above, 0, 2)
        row.addWidget(self._label, 1)
        if button is not None:
            row.addWidget(button)

    def show_title(self, title: str) -> None:
        """Say something else."""
        self._label.setText(title)
