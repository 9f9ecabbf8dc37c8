"""The lessons at the window's left side: a list, a page for the lesson that is chosen, and the calculators."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from app.errors import FaultError, UseError
from app.gui.widgets.calculators import CalculatorSheet
from app.gui.widgets.lesson_list import LessonList
from app.gui.widgets.lesson_page import LessonPage
from app.gui.widgets.lesson_sheet import WIDTH
from app.lessons.lesson import Heading, Lesson
from app.lessons.library import headings, read_lesson
from app.lessons.library import lesson as built_in
from app.lessons.progress import PROGRESS, load_progress, save_progress
from app.model.calculators import Calculator
from app.model.experiment import Experiment
from app.model.kept_file import put_aside
from app.model.scene import Scene
from app.model.theme import Theme


class LessonPanel(QFrame):
    """Shows lessons and calculators; emits edits (functions from Experiment to Experiment) and what else is wanted."""

    edit_wanted = Signal(object)
    closed = Signal()
    file_wanted = Signal()
    """A person wants to choose a file; `open_file` takes it."""
    said = Signal(str)
    """One sentence for a notice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("panel")
        self.setFixedWidth(WIDTH)
        self._theme = theme
        self._headings: dict[str, Heading] = {heading.key: heading for heading in headings()}
        self._taken: dict[str, Lesson] = {}
        self._damage = put_aside(PROGRESS)
        self._progress = load_progress()
        self._scene: Scene | None = None
        self.page: LessonPage | None = None
        self.calculators: dict[type[Calculator], CalculatorSheet] = {}
        self.list = LessonList(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 1, 0)
        whole.addWidget(self._stack)
        self._connect()
        self._show_progress()

    def _connect(self) -> None:
        self.list.left.connect(self._on_list_left)
        self.list.file_wanted.connect(self.file_wanted)
        self.list.lesson_wanted.connect(self.open_lesson)
        self.list.calculator_wanted.connect(self.open_calculator)

    def open_lesson(self, key: str) -> None:
        """Set a lesson up and show its page."""
        if key in self._headings:
            self._open(self._taken.get(key) or built_in(key))
        else:
            self.said.emit(f"there is no lesson {key!r} here; open its file first")

    def open_file(self, path: Path) -> None:
        """Open a lesson from a file, and keep it in the list; what is wrong with it is said."""
        try:
            lesson = read_lesson(path)
        except (UseError, FaultError) as error:
            self.said.emit(str(error))
        else:
            self.take(lesson)

    def take(self, lesson: Lesson) -> None:
        """Keep a lesson in the list, and open it."""
        self._taken[lesson.key], self._headings[lesson.key] = lesson, lesson.heading
        self._show_progress()
        self._open(lesson)

    def open_calculator(self, kind: type[Calculator]) -> None:
        """Show a calculator, with what was typed into it last."""
        if kind not in self.calculators:
            sheet = CalculatorSheet(kind())
            sheet.left.connect(self.show_list)
            self.calculators[kind] = sheet
            self._stack.addWidget(sheet)
        self._turn_to(self.calculators[kind])

    def show_list(self) -> None:
        """Back to the list, where one was in it."""
        left = self._stack.currentWidget()
        self._turn_to(self.list)
        if isinstance(left, LessonPage):
            self.list.focus_on(left.lesson.key)
        elif isinstance(left, CalculatorSheet):
            self.list.focus_on(left.kind)
        self._drop_page()

    def show_experiment(self, experiment: Experiment) -> None:
        """Know what is wanted now."""
        if self.page is not None:
            self.page.show_experiment(experiment)

    def show_scene(self, scene: Scene) -> None:
        """Know what is drawn now; a panel that is put away looks at it when it is back."""
        self._scene = scene
        if self.isVisible():
            self._look_at_scene()

    def _look_at_scene(self) -> None:
        if self.page is not None and self._scene is not None:
            self.page.show_scene(self._scene)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.list.set_theme(theme)
        if self.page is not None:
            self.page.set_theme(theme)

    def stop(self) -> None:
        """Compute no more."""
        if self.page is not None:
            self.page.stop()

    def _open(self, lesson: Lesson) -> None:
        self._drop_page()
        after = self._headings.get(lesson.next_key or "")
        self.page = LessonPage(lesson, after, self._theme)
        self.page.edit_wanted.connect(self.edit_wanted)
        self.page.left.connect(self.show_list)
        self.page.next_wanted.connect(self.open_lesson)
        self.page.seen.connect(self._on_page_seen)
        self._stack.addWidget(self.page)
        self._turn_to(self.page)
        self.page.want_setup()

    def _turn_to(self, sheet: QWidget) -> None:
        self._stack.setCurrentWidget(sheet)
        # The sheet itself, which shows no frame and leaves keys such as Space to the window.
        sheet.setFocus()

    def _drop_page(self) -> None:
        page, self.page = self.page, None
        if page is not None:
            page.stop()
            self._stack.removeWidget(page)
            page.deleteLater()

    def _show_progress(self) -> None:
        self.list.show_lessons(tuple(self._headings.values()), self._progress.done)

    def _on_list_left(self) -> None:
        self.stop()
        self.closed.emit()

    def _on_page_seen(self, key: str) -> None:
        self._progress = self._progress.with_done(key)
        self._show_progress()
        try:
            save_progress(self._progress)
        except FaultError as error:
            self.said.emit(str(error))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._damage:
            self.said.emit(self._damage)
            self._damage = ""
        if not event.spontaneous():
            self._stack.currentWidget().setFocus()
            self._look_at_scene()

    def hideEvent(self, event: QHideEvent) -> None:
        # A panel that is put away computes nothing; one in a window that is only minimized goes on.
        if not event.spontaneous():
            self.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self._stack.currentWidget() is self.list:
            self._on_list_left()
        else:
            self.show_list()
