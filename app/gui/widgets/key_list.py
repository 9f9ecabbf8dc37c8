"""The list of keys, on `?`."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

KEYS = (
    ("Space", "Play, pause"),
    ("← →", "One step back, forward"),
    ("Home, End", "To the start, to the end"),
    ("L", "Loop"),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo, redo (a whole drag is one step)"),
    ("Ctrl+N, Ctrl+O", "New, open (or drop a session, a figure or heights)"),
    ("Ctrl+S, Ctrl+Shift+S", "Save, save as"),
    ("Ctrl+E", "Export pictures, animations, data"),
    ("Ctrl+C", "Copy the picture"),
    ("Ctrl+Shift+C, Ctrl+V", "Copy, paste the experiment as text"),
    ("P", "Pick another surface, or type one"),
    ("S", "Knobs replay the whole path, or steer from here"),
    ("A", "Arrows at the present step"),
    ("F", "Show the whole surface"),
    ("E", "Same scale for x and y"),
    ("T", "Light or dark"),
    ("F1", "Lessons"),
    ("1, 2, 3, 4, 5", "Path, map, crowd, compare, 3-D"),
    ("F11", "Full screen"),
    ("F2, Del", "Rename, remove the focused lane"),
    ("?", "This list"),
    ("Mouse on the surface", "Click places the start, drag moves it or the view,\nwheel zooms, double click fits"),
)


class KeyList(QDialog):
    """Closes with Escape."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, meaning) in enumerate(KEYS):
            name = QLabel(keys)
            name.setObjectName("lane_name")
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(QLabel(meaning), row, 1)
