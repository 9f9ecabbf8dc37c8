"""How the export dialog's left column is built: rows with a label at their left, in groups with air between them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

LABEL, FIELDS = 76, 244
"""Pixels of the labels, and of what stands beside them."""
ROW = 26
"""Pixels of a row's height."""
LINE, GAP = 8, 16
"""Pixels between two rows, and between two groups."""


class Form(QWidget):
    """A group of rows."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(LINE)
        self._grid.setColumnMinimumWidth(0, LABEL)
        self._grid.setColumnMinimumWidth(1, FIELDS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def add_row(self, label: str, *parts: QWidget) -> None:
        """Put these beside each other, at the left."""
        row = QHBoxLayout()
        row.setSpacing(LINE)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        place = self._add_label(label)
        self._grid.addLayout(row, place, 1)

    def add_wide(self, label: str, part: QWidget) -> None:
        """Give all of the row to one."""
        self._grid.addWidget(part, self._add_label(label), 1)

    def _add_label(self, text: str) -> int:
        place = self._grid.rowCount()
        label = quiet(text)
        label.setFixedHeight(ROW)
        self._grid.addWidget(label, place, 0, Qt.AlignmentFlag.AlignTop)
        return place


def quiet(text: str = "") -> QLabel:
    """A few words beside a field."""
    label = QLabel(text)
    label.setObjectName("export_label")
    return label
