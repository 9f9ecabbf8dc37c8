"""The reveal of a lesson: computed from the run at hand, in slices, with a bar and a way to stop it."""

import re

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.gui.widgets.lesson_sheet import mark_property, wide_button, words
from app.lessons.lesson import Lesson
from app.lessons.reveal import Reveal
from app.model.experiment import Experiment

SLICE = 0.008
"""Seconds of computing at a time; then the window listens."""
STALE = "Computed before your last change."
BAR = 1000
TIE = "\N{NO-BREAK SPACE}"
_LOOSE = re.compile(" = |× | (?=%|GB)")


class RevealBox(QWidget):
    """Asks whether to reveal, computes, and shows the lines; says so when the experiment is another one by then."""

    revealed = Signal(object)
    """The place of the right choice, or None."""

    def __init__(self, lesson: Lesson) -> None:
        super().__init__()
        self._lesson = lesson
        self._experiment = lesson.setup
        self._is_allowed = False
        self._reveal: Reveal | None = None
        self._of: Experiment | None = None
        self._shown_of: Experiment | None = None
        self._next_slice = QTimer(self)
        self._next_slice.setSingleShot(True)
        self._next_slice.setInterval(0)
        self.stale = words(STALE, "lesson_stale")
        self.button = wide_button("Reveal")
        self.bar = _progress_bar()
        self.cancel = wide_button("Cancel")
        self.heading = words("What the run shows", "heading")
        self.outcome = words("", "lesson_answer")
        self._lay_out()
        self._connect()
        self._show_state()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.button)
        buttons.addWidget(self.bar, 1)
        buttons.addWidget(self.cancel)
        buttons.addStretch(0)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.heading)
        column.addWidget(self.outcome)
        column.addLayout(self._lines)
        column.addWidget(self.stale)
        column.addLayout(buttons)

    def _connect(self) -> None:
        self.button.clicked.connect(self.start)
        self.cancel.clicked.connect(self.stop)
        self._next_slice.timeout.connect(self._advance)

    @property
    def is_shown(self) -> bool:
        """Whether the lines of a reveal are there, fresh or not."""
        return self._shown_of is not None

    @property
    def is_computing(self) -> bool:
        """Whether a reveal is on its way."""
        return self._reveal is not None

    def allow(self) -> None:
        """Offer the reveal: the question was answered."""
        self._is_allowed = True
        self._show_state()

    def show_experiment(self, experiment: Experiment) -> None:
        """Know what is on the screen now."""
        self._experiment = experiment
        self._show_state()

    def show_outcome(self, text: str, verdict: str) -> None:
        """Say above the lines what became of the person's answer."""
        self.outcome.setText(text)
        mark_property(self.outcome, "verdict", verdict)
        self._show_state()

    def start(self) -> None:
        """Compute the reveal of the present experiment."""
        self._reveal, self._of = Reveal(self._lesson, self._experiment), self._experiment
        self._advance()

    def stop(self) -> None:
        """Compute no more; what was revealed before stays."""
        self._next_slice.stop()
        self._reveal = None
        self._show_state()

    def _advance(self) -> None:
        assert self._reveal is not None, "start first"
        self._reveal.advance(SLICE)
        self.bar.setValue(round(self._reveal.progress * BAR))
        if self._reveal.done:
            self._finish(self._reveal)
        else:
            self._next_slice.start()
            self._show_state()

    def _finish(self, reveal: Reveal) -> None:
        self._show_lines(reveal.lines)
        self._shown_of = self._of
        self.stop()
        self.revealed.emit(reveal.right_choice)

    def _show_lines(self, lines: tuple[str, ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for line in lines:
            label = words(_kept_together(line), "lesson_line")
            self._lines.addWidget(label)
            # At once, and not in the event loop's next turn: whoever scrolls here must know how high it is.
            label.show()

    def _show_state(self) -> None:
        is_stale = self.is_shown and self._shown_of != self._experiment
        self.heading.setVisible(self.is_shown)
        self.outcome.setVisible(self.is_shown and bool(self.outcome.text()))
        self.stale.setVisible(is_stale)
        self.button.setText("Reveal again" if self.is_shown else "Reveal")
        self.button.setVisible(not self.is_computing and (is_stale or not self.is_shown))
        self.button.setEnabled(self._is_allowed)
        for widget in (self.bar, self.cancel):
            widget.setVisible(self.is_computing)


def _kept_together(line: str) -> str:
    """The line with signs and units tied to their numbers: none ends with “β =”, none begins with “%”."""
    return _LOOSE.sub(lambda found: found[0].replace(" ", TIE), line)


def _progress_bar() -> QProgressBar:
    bar = QProgressBar()
    bar.setObjectName("lesson_bar")
    bar.setAccessibleName("Computing")
    bar.setTextVisible(False)
    bar.setRange(0, BAR)
    return bar
