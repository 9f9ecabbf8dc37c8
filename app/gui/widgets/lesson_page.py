"""One lesson: set it up, answer a question, do something, and see what the run says.

Of its buttons the one that comes next stands out.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout

from app.gui.painting.style import font
from app.gui.widgets.lesson_choices import Choices
from app.gui.widgets.lesson_reveal import RevealBox
from app.gui.widgets.lesson_sheet import MARGIN, WIDTH, Sheet, mark_property, wide_button, words
from app.gui.widgets.lesson_tile import Mark, Sign
from app.lessons.lesson import Heading, Lesson
from app.lessons.task import is_task_done
from app.model.experiment import Experiment
from app.model.scene import Scene
from app.model.theme import Theme

REST_MS = 120
"""How long a hand must rest before it is looked whether the task is done."""


class LessonPage(Sheet):
    """Shows a lesson and emits what a person wants."""

    edit_wanted = Signal(object)
    """A function from Experiment to Experiment."""
    next_wanted = Signal(str)
    """The key of a lesson."""
    seen = Signal(str)
    """The key of this lesson, when its reveal is there."""

    def __init__(self, lesson: Lesson, after: Heading | None, theme: Theme) -> None:
        super().__init__(lesson.title, "Back to the lessons")
        self.lesson = lesson
        self._after = after
        self._scene: Scene | None = None
        self._experiment = lesson.setup
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self.set_up = wide_button("Set up")
        self.set_up.setToolTip("Begin again with this lesson's experiment; undo brings back yours")
        self.choices = Choices(lesson.choices, theme)
        self.task_mark = Mark(Sign.OPEN, theme)
        self.task = words(lesson.task)
        self.reveal = RevealBox(lesson)
        self.suggestion = words(lesson.suggestion)
        self.next = wide_button("All lessons" if after is None else f"Next: {_shortened(after.title)}")
        self.next.setToolTip(after.summary if after is not None else "")
        self.next.setAccessibleName(f"Next: {after.title}" if after is not None else "All lessons")
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        self.column.addWidget(words(self.lesson.text))
        self.column.addWidget(self.set_up, 0, left)
        self.add_heading("Question")
        self.column.addWidget(words(self.lesson.question))
        self.column.addWidget(self.choices)
        self.add_heading("To do")
        task = QHBoxLayout()
        task.setContentsMargins(8, 0, 8, 0)
        task.setSpacing(8)
        task.addWidget(self.task_mark, 0, Qt.AlignmentFlag.AlignTop)
        task.addWidget(self.task, 1)
        self.column.addLayout(task)
        self.column.addSpacing(8)
        self.column.addWidget(self.reveal)
        self.outlook = self.add_heading("What next")
        self.column.addWidget(self.suggestion)
        self.column.addWidget(self.next, 0, left)
        self.column.addStretch(1)

    def _connect(self) -> None:
        self.set_up.clicked.connect(self.want_setup)
        self.choices.chosen.connect(self._on_choices_chosen)
        self.reveal.revealed.connect(self._on_reveal_revealed)
        self.next.clicked.connect(self._on_next_clicked)
        self._rest.timeout.connect(self._on_rest_timeout)

    @property
    def is_task_done(self) -> bool:
        """Whether the task is ticked."""
        return self.task_mark.sign is Sign.DONE

    def want_setup(self) -> None:
        """Ask for the lesson's experiment, with the task to be done anew."""
        setup = self.lesson.setup
        # From now on scenes of another experiment are not what the task is about.
        self._experiment = setup
        self._show_task(Sign.OPEN)
        self.edit_wanted.emit(lambda _: setup)

    def show_experiment(self, experiment: Experiment) -> None:
        """Know what is wanted now."""
        self._experiment = experiment
        self.reveal.show_experiment(experiment)

    def show_scene(self, scene: Scene) -> None:
        """Look whether the task is done, once the hand rests."""
        if not self.is_task_done and scene.is_whole:
            self._scene = scene
            self._rest.start()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.choices.set_theme(theme)
        self.task_mark.set_theme(theme)

    def stop(self) -> None:
        """Compute no more."""
        self._rest.stop()
        self._scene = None
        self.reveal.stop()

    def _show_task(self, sign: Sign) -> None:
        self.task_mark.show_sign(sign)
        self.task.setAccessibleName(f"{self.lesson.task}{' Done.' if sign is Sign.DONE else ''}")

    def _show_state(self) -> None:
        """Show the end where it is reached, and let the button stand out that comes next."""
        for widget in (self.outlook, self.suggestion, self.next):
            widget.setVisible(self.reveal.is_shown)
        primary = self.next if self.reveal.is_shown else self.reveal.button if self.choices.is_chosen else self.set_up
        for button in (self.set_up, self.reveal.button, self.next):
            mark_property(button, "primary", "yes" if button is primary else "")

    def _on_choices_chosen(self) -> None:
        self.reveal.allow()
        self._show_state()

    def _on_reveal_revealed(self, right: int | None) -> None:
        self.choices.mark_right(right)
        self.reveal.show_outcome(*self.choices.outcome(right))
        self._show_state()
        self.show_whole(self.reveal.heading, self.next)
        self.seen.emit(self.lesson.key)

    def _on_next_clicked(self) -> None:
        if self._after is None:
            self.left.emit()
        else:
            self.next_wanted.emit(self._after.key)

    def _on_rest_timeout(self) -> None:
        scene, self._scene = self._scene, None
        assert scene is not None, "a scene started the timer"
        if scene.experiment == self._experiment and is_task_done(self.lesson, scene.experiment, scene):
            self._show_task(Sign.DONE)


def _shortened(title: str) -> str:
    """A title that fits into a button."""
    return QFontMetrics(font(13)).elidedText(title, Qt.TextElideMode.ElideRight, WIDTH - 7 * MARGIN)
