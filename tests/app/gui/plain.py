"""A window as plain as can be: a store, a document, and what it was told."""

import errno
import io
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app import files
from app.gui.document import Document
from app.gui.store import Store
from app.gui.widgets.question import Answer, Question
from app.model import edits
from app.model.experiment import Experiment
from app.sessions import Session
from app.sessions.opening import open_session
from tests.app.gui.hand import Hand


class Plain(QWidget):
    """Holds a document as the program's window does."""

    def __init__(self) -> None:
        super().__init__()
        self.store = Store(Experiment(), self)
        self.look = {"step": 3, "view": "map"}
        self.document = Document(self.store, self.session, self)
        self.said: list[str] = []
        self.opened: list[Session] = []
        self.titles: list[tuple[str, bool]] = []
        self.document.said.connect(self.said.append)
        self.document.opened.connect(self.opened.append)
        self.document.changed.connect(lambda: self.titles.append((self.document.name, self.document.is_dirty)))

    def session(self) -> Session:
        return Session(self.store.experiment, **self.look)

    def set_lr(self, lr: float) -> None:
        self.store.apply(lambda experiment: edits.set_master(experiment, "lr", lr))
        self.store.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.document.may_close():
            self.document.stop()
        else:
            event.ignore()


class Asked:
    """Answers the next questions with a hand on their buttons, and remembers what they said."""

    def __init__(self) -> None:
        self.titles: list[str] = []
        self._answers: list[Answer | str | Callable[[Question], None]] = []

    def answer(self, *answers: "Answer | str | Callable[[Question], None]") -> None:
        """A button, keys such as "Esc", or what to do with the question."""
        self._answers.extend(answers)
        QTimer.singleShot(0, self._reply)

    @property
    def is_done(self) -> bool:
        return self._answers == []

    def _reply(self) -> None:
        question = QApplication.activeModalWidget()
        if not isinstance(question, Question) or QApplication.activeWindow() is not question:
            QTimer.singleShot(0, self._reply)
            return
        self.titles.append(question.accessibleName())
        reply = self._answers.pop(0)
        try:
            _carry_out(reply, question)
        finally:
            # What fails in here is told at the end of the test, and must not leave it waiting for ever.
            question.reject()
            if self._answers:
                QTimer.singleShot(0, self._reply)


def _carry_out(reply: "Answer | str | Callable[[Question], None]", question: Question) -> None:
    if isinstance(reply, Answer):
        Hand(question).click(button(question, reply))
    elif isinstance(reply, str):
        Hand(question).key(reply)
    else:
        reply(question)
        return
    assert not question.isVisible(), "this is no answer"


def button(question: Question, answer: Answer) -> QPushButton:
    (found,) = [found for found in question.findChildren(QPushButton) if found.text() == answer.value]
    return found


def lr_in(path: Path) -> float:
    return open_session(path).experiment.lr


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing reaches the disk."""
    failing_io(monkeypatch, 1, calls=("fsync",))


class Fragile(io.FileIO):
    """A real file whose calls are counted."""

    def __init__(self, path: Path, count: Callable[[], None]) -> None:
        self._count = count
        count()
        super().__init__(path, "x")

    def write(self, data: bytes) -> int:
        super().write(data[: len(data) // 2])
        self._count()
        return len(data) // 2 + super().write(data[len(data) // 2 :])

    def flush(self) -> None:
        self._count()

    def close(self) -> None:
        super().close()
        self._count()


def failing_io(monkeypatch: pytest.MonkeyPatch, number: int, calls: Sequence[str] = ()) -> list[int]:
    """Let this call of those that write a file fail, and all after it; by how many the number was reached."""
    made = [0]

    def count() -> None:
        made[0] += 1
        if made[0] >= number:
            raise OSError(errno.ENOSPC, "")

    def counted(real: Callable[..., object]) -> Callable[..., object]:
        return lambda *words: (count(), real(*words))[1]

    for name in calls or ("fsync", "chmod", "replace"):
        monkeypatch.setattr(files.os, name, counted(getattr(os, name)))
    if not calls:

        def opened(path: Path, mode: str, **how: object) -> object:
            return Fragile(path, count) if "x" in mode else open(path, mode, **how)

        monkeypatch.setattr(files, "open", opened, raising=False)
    return made
