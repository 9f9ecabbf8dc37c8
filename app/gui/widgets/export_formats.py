"""The formats that a file can have, in three rows: pictures, animations, data; and what the chosen one is good for."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton

from app.gui.widgets.export_form import FIELDS, Form
from app.model.export_words import GOOD_FOR
from app.model.formats import FORMATS, Format, Kind

ROWS = {"Picture": Kind.FIGURE, "Animation": Kind.ANIMATION, "Data": Kind.DATA}
NOTE_LINES = 2


class FormatChoice(Form):
    """One Tab stop; arrow keys go through all formats. Emits the suffix that a person wants."""

    value_wanted = Signal(str)

    def __init__(self, video_obstacle: str) -> None:
        super().__init__()
        self.segments: dict[str, QPushButton] = {}
        # One group for the three rows: of all formats one is chosen.
        self._group = QButtonGroup(self)
        self._note = QLabel()
        self._note.setObjectName("quiet")
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        for name, kind in ROWS.items():
            self.add_row(name, self._pill(name, [known for known in FORMATS if known.kind is kind]))
        self.add_wide("", self._note)
        if video_obstacle:
            self.segments[".mp4"].setEnabled(False)
            self.segments[".mp4"].setToolTip(video_obstacle)

    def _pill(self, name: str, formats: list[Format]) -> QFrame:
        pill = QFrame()
        pill.setObjectName("pill")
        row = QHBoxLayout(pill)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for known in formats:
            row.addWidget(self._segment(name, known))
        return pill

    def _segment(self, name: str, known: Format) -> QPushButton:
        segment = QPushButton(known.title)
        segment.setObjectName("segment")
        segment.setCheckable(True)
        segment.setToolTip(GOOD_FOR[known.suffix])
        segment.setAccessibleName(f"{name}: {known.title}")
        segment.clicked.connect(partial(self.value_wanted.emit, known.suffix))
        self._group.addButton(segment)
        self.segments[known.suffix] = segment
        return segment

    def show_value(self, suffix: str) -> None:
        """Show which it is, and what it is good for."""
        if any(segment.hasFocus() for segment in self.segments.values()):
            self.segments[suffix].setFocus()
        for other, segment in self.segments.items():
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == suffix else Qt.FocusPolicy.NoFocus)
        self.segments[suffix].setChecked(True)
        self._note.setText(GOOD_FOR[suffix])
        self._note.setFixedSize(FIELDS, NOTE_LINES * self._note.fontMetrics().lineSpacing())
