"""The list of lessons: what there is, what is done, a file of one's own, and the calculators at the end."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.gui.widgets.lesson_sheet import Sheet, words
from app.gui.widgets.lesson_tile import Mark, Sign, Tile
from app.lessons.lesson import Heading
from app.model.calculators import CALCULATORS, Calculator
from app.model.theme import Theme

NUMBER_WIDTH = 24


class LessonList(Sheet):
    """Emits what a person chooses."""

    lesson_wanted = Signal(str)
    """The key of a lesson."""
    calculator_wanted = Signal(object)
    """A class of `CALCULATORS`."""
    file_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__("Lessons", "Close the lessons", first=True)
        self._theme = theme
        self._shown: tuple[Heading, ...] = ()
        self.rows: dict[str, Tile] = {}
        self.marks: dict[str, Mark] = {}
        self.file = Tile(_labels("Open a lesson file…", "A lesson that somebody wrote."), left=_number("+"))
        self.calculators = {kind: Tile(_labels(kind.title, kind.summary)) for kind in CALCULATORS}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.column.setContentsMargins(8, 8, 8, 8)
        self.column.setSpacing(0)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.column.addLayout(self._rows)
        self.column.addWidget(self.file)
        heading = self.add_heading("Calculators")
        heading.setContentsMargins(8, 8, 8, 4)
        for row in self.calculators.values():
            self.column.addWidget(row)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.file.clicked.connect(self.file_wanted)
        for kind, row in self.calculators.items():
            row.clicked.connect(partial(self.calculator_wanted.emit, kind))

    def show_lessons(self, lessons: tuple[Heading, ...], done: Sequence[str]) -> None:
        """Show these lessons, ticked where they are done."""
        if lessons != self._shown:
            self._shown = lessons
            self._rebuild()
        for lesson in lessons:
            is_done = lesson.key in done
            self.marks[lesson.key].show_sign(Sign.DONE if is_done else Sign.NOTHING)
            self.rows[lesson.key].setAccessibleName(f"{lesson.title}, done" if is_done else lesson.title)

    def focus_on(self, entry: str | type[Calculator]) -> None:
        """Put the focus on a lesson, by its key, or on a calculator."""
        row = self.rows[entry] if isinstance(entry, str) else self.calculators[entry]
        row.setFocus()
        self.scroller.ensureWidgetVisible(row)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        for mark in self.marks.values():
            mark.set_theme(theme)

    def _rebuild(self) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.marks = {lesson.key: Mark(Sign.NOTHING, self._theme) for lesson in self._shown}
        self.rows = {lesson.key: self._row(lesson) for lesson in self._shown}
        for row in self.rows.values():
            self._rows.addWidget(row)
        # Widgets made later come last for the Tab key, wherever they stand.
        for before, after in pairwise((*self.rows.values(), self.file, *self.calculators.values())):
            self.setTabOrder(before, after)

    def _row(self, lesson: Heading) -> Tile:
        labels = _labels(lesson.title, lesson.summary)
        row = Tile(labels, left=_number(lesson.number), right=self.marks[lesson.key])
        row.clicked.connect(partial(self.lesson_wanted.emit, lesson.key))
        return row


def _labels(title: str, summary: str) -> list[QLabel]:
    return [words(title), words(summary, "quiet")]


def _number(text: str) -> QLabel:
    number = QLabel(text)
    number.setObjectName("quiet")
    number.setTextFormat(Qt.TextFormat.PlainText)
    number.setMinimumWidth(NUMBER_WIDTH)
    number.setAlignment(Qt.AlignmentFlag.AlignRight)
    return number
