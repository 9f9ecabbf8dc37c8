"""How the picker's sheet is laid out: a head, the middle, a foot, and the widths at which all columns are whole."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.gui.widgets.surface_picker_detail import WIDTH as DETAIL
from app.gui.widgets.surface_picker_shelves import columns_in, width_of_columns

MARGIN = 16
EDGE, SCROLL_BAR = 8, 8
"""Widths left and right of the shelves."""
BORDER = 1
FILES = "A table (CSV, NPZ) or an image is a surface, too: drop the file on the window, or open it here"


def head(search: QWidget) -> QWidget:
    """What stands above."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(MARGIN, 12, MARGIN, 8)
    row.addWidget(search, 1)
    return made


def middle(nothing: QLabel, scroller: QScrollArea, detail: QWidget) -> QWidget:
    """The shelves, or that nothing is on them, and at the right what is known of one surface."""
    made = QWidget()
    # Opaque for Qt, which then leaves it alone while time plays on the surface below.
    made.setAutoFillBackground(True)
    catalogue = QVBoxLayout()
    catalogue.setContentsMargins(EDGE, 0, 0, 0)
    nothing.setContentsMargins(8, 4, 8, 0)
    catalogue.addWidget(nothing, 1, Qt.AlignmentFlag.AlignTop)
    catalogue.addWidget(scroller, 1)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addLayout(catalogue, 1)
    row.addWidget(detail)
    return made


def foot(formula: QWidget, file: QWidget) -> QFrame:
    """What stands below: a field to type in, and the way to files."""
    made = QFrame()
    made.setObjectName("picker_foot")
    column = QVBoxLayout(made)
    column.setContentsMargins(MARGIN, 12, MARGIN, 10)
    column.setSpacing(4)
    column.addWidget(formula)
    row = QHBoxLayout()
    note = QLabel(FILES)
    note.setObjectName("quiet")
    row.addWidget(note, 1)
    row.addWidget(file)
    column.addLayout(row)
    return made


def scroller_of(shelves: QWidget) -> QScrollArea:
    """What scrolls them."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(shelves)
    return made


def snapped(width: int) -> int:
    """The largest width of a sheet up to that one which the shelves fill with whole columns."""
    around = DETAIL + EDGE + SCROLL_BAR + 2 * BORDER
    return around + width_of_columns(columns_in(width - around))
