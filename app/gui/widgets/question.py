"""What a person is asked before something could be lost: one function for each question.

Escape is the answer that changes nothing. What comes from files is shown as plain text.
"""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

WIDTH = 380
"""Pixels in which a sentence is broken into lines."""
AROUND = 32
"""Pixels of them beside a choice in a list: its frame, and a bar to scroll."""
MOST_ROWS = 8
"""Of a list that is shown without scrolling."""
LONGEST_NAME = 60
"""Letters of a name in a title."""


class Answer(Enum):
    """Each by the words on its button."""

    SAVE = "Save"
    DISCARD = "Don't save"
    CANCEL = "Cancel"
    REPLACE = "Replace"
    OVERWRITE = "Overwrite"
    SAVE_AS = "Save as…"
    RECOVER = "Recover"
    THROW_AWAY = "Discard"
    LATER = "Later"


_PLACES = {
    Answer.DISCARD: QDialogButtonBox.ButtonRole.DestructiveRole,
    Answer.THROW_AWAY: QDialogButtonBox.ButtonRole.DestructiveRole,
    Answer.CANCEL: QDialogButtonBox.ButtonRole.RejectRole,
    Answer.LATER: QDialogButtonBox.ButtonRole.RejectRole,
}
"""Where the system puts a button; the others accept."""


class Question(QDialog):
    """A title, a sentence and an answer a button; the last answer is Escape's."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        answers: Sequence[Answer],
        default: Answer,
        choices: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Ravine")
        self.setAccessibleName(title)
        self.answer = answers[-1]
        """What was clicked."""
        self.choices = QListWidget(self)
        """What the answer is about, where there are several."""
        self._add_choices(choices)
        self._buttons = QDialogButtonBox()
        for answer in answers:
            self._add_button(answer, is_default=answer is default)
        self._lay_out(title, text)
        self._default.setFocus()

    def ask(self) -> Answer:
        """Wait for an answer."""
        self.exec()
        self.deleteLater()
        return self.answer

    def _add_choices(self, choices: Sequence[str]) -> None:
        metrics, middle = self.choices.fontMetrics(), Qt.TextElideMode.ElideMiddle
        self.choices.setObjectName("question_choices")
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.choices.addItems([metrics.elidedText(choice, middle, WIDTH - AROUND) for choice in choices])
        self.choices.setCurrentRow(0)
        self.choices.setVisible(len(choices) > 1)
        rows = min(len(choices), MOST_ROWS)
        self.choices.setFixedHeight(rows * self.choices.sizeHintForRow(0) + 2 * self.choices.frameWidth())

    def _lay_out(self, title: str, text: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(_label(title, "lane_name"))
        column.addWidget(_label(text, "question"))
        column.addWidget(self.choices)
        column.addSpacing(8)
        column.addWidget(self._buttons)

    def _add_button(self, answer: Answer, *, is_default: bool) -> None:
        button = QPushButton(answer.value)
        button.setObjectName("lesson_button")
        button.setProperty("primary", "yes" if is_default else "no")
        button.clicked.connect(lambda: self._on_button_clicked(answer))
        self._buttons.addButton(button, _PLACES.get(answer, QDialogButtonBox.ButtonRole.AcceptRole))
        if is_default:
            button.setDefault(True)
            self._default = button

    def _on_button_clicked(self, answer: Answer) -> None:
        self.answer = answer
        self.accept()


def ask_to_save(parent: QWidget, name: str) -> Answer:
    """SAVE, DISCARD or CANCEL: changes would be lost."""
    title = f"Save changes to “{short(name)}”?"
    text = "Your changes are lost if you don't save them."
    return Question(parent, title, text, (Answer.SAVE, Answer.DISCARD, Answer.CANCEL), Answer.SAVE).ask()


def ask_to_replace(parent: QWidget, name: str) -> bool:
    """Whether a file that is there already may be written over."""
    title = f"Replace “{short(name)}”?"
    text = "There is a file of that name already. What it holds is lost if you replace it."
    return Question(parent, title, text, (Answer.REPLACE, Answer.CANCEL), Answer.CANCEL).ask() is Answer.REPLACE


def ask_about_changed(parent: QWidget, name: str) -> Answer:
    """OVERWRITE, SAVE_AS or CANCEL: another program wrote the file since it was opened."""
    title = f"“{short(name)}” was changed by another program"
    text = "It was written after you opened it. What was written is lost if you overwrite it."
    return Question(parent, title, text, (Answer.SAVE_AS, Answer.OVERWRITE, Answer.CANCEL), Answer.SAVE_AS).ask()


def ask_to_recover(parent: QWidget, found: Sequence[str]) -> tuple[Answer, int]:
    """RECOVER, THROW_AWAY or LATER, and which of those found it is about; each is described in a line."""
    title = "Recover unsaved changes?"
    text = "Ravine ended before they were saved." + (f"\n{found[0]}" if len(found) == 1 else "")
    answers = (Answer.RECOVER, Answer.THROW_AWAY, Answer.LATER)
    question = Question(parent, title, text, answers, Answer.RECOVER, found)
    answer = question.ask()
    return answer, max(question.choices.currentRow(), 0)


def _label(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(WIDTH)
    return label


def short(name: str) -> str:
    """A name as it can stand in a title: on one line, and not longer than that has room for."""
    name = " ".join(name.split())
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
