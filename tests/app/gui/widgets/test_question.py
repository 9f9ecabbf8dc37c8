"""Questions before something is lost: what they say, their safe default, and that Escape changes nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.gui.style_sheet import style_sheet
from app.gui.widgets.question import (
    LONGEST_NAME,
    Answer,
    Question,
    ask_about_changed,
    ask_to_recover,
    ask_to_replace,
    ask_to_save,
)
from app.model.theme import DARK
from tests.app.gui.hand import Hand
from tests.app.gui.plain import Asked, button

FOUND = ["“a”, 2030-01-01 10:00", "“b”, 2030-01-01 09:00"]
QUESTIONS: dict[Callable[[QWidget], object], dict[str, object]] = {
    lambda parent: ask_to_save(parent, "n"): {
        "Save": Answer.SAVE,
        "Don't save": Answer.DISCARD,
        "Cancel": Answer.CANCEL,
        "Esc": Answer.CANCEL,
        "Return": Answer.SAVE,
    },
    lambda parent: ask_to_replace(parent, "n"): {"Replace": True, "Cancel": False, "Esc": False, "Return": False},
    lambda parent: ask_about_changed(parent, "n"): {
        "Overwrite": Answer.OVERWRITE,
        "Save as…": Answer.SAVE_AS,
        "Cancel": Answer.CANCEL,
        "Esc": Answer.CANCEL,
        "Return": Answer.SAVE_AS,
    },
    lambda parent: ask_to_recover(parent, FOUND): {
        "Recover": (Answer.RECOVER, 0),
        "Discard": (Answer.THROW_AWAY, 0),
        "Later": (Answer.LATER, 0),
        "Esc": (Answer.LATER, 0),
        "Return": (Answer.RECOVER, 0),
    },
}


@pytest.fixture
def parent(qtbot: QtBot):
    made = QWidget()
    made.setStyleSheet(style_sheet(DARK))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("ask", "reply", "expected"),
    [(ask, reply, expected) for ask, replies in QUESTIONS.items() for reply, expected in replies.items()],
)
def test_every_button_and_key_gives_its_answer(parent: QWidget, ask, reply: str, expected: object) -> None:
    asked = Asked()
    words = {answer.value: answer for answer in Answer}
    asked.answer(words.get(reply, reply))
    assert ask(parent) == expected
    assert asked.is_done
    assert QApplication.activeModalWidget() is None


def test_closing_a_question_is_escape(parent: QWidget) -> None:
    Asked().answer(lambda question: question.close())
    assert ask_to_save(parent, "n") is Answer.CANCEL


def test_the_question_to_save_reads_well(parent: QWidget) -> None:
    seen: list[str] = []

    def look(question: Question) -> None:
        seen.extend(label.text() for label in question.findChildren(QLabel) if label.isVisible())
        question.reject()

    Asked().answer(look)
    ask_to_save(parent, "ravine at 0.1")
    assert seen == ["Save changes to “ravine at 0.1”?", "Your changes are lost if you don't save them."]


def test_all_of_it_is_reached_by_tab_and_seen(parent: QWidget) -> None:
    def look(question: Question) -> None:
        assert question.focusWidget() is button(question, Answer.RECOVER)
        reached = set()
        for _ in range(8):
            reached.add(QApplication.focusWidget())
            Hand(question).key("Tab")
        assert reached == {question.choices, *(button(question, answer) for answer in answers)}
        for widget in reached:
            assert question.rect().contains(
                widget.geometry().translated(widget.parentWidget().mapTo(question, widget.pos()) - widget.pos())
            )
        question.reject()

    answers = (Answer.RECOVER, Answer.THROW_AWAY, Answer.LATER)
    asked = Asked()
    asked.answer(look)
    ask_to_recover(parent, FOUND)
    assert asked.is_done


def test_of_several_the_chosen_one_is_meant(parent: QWidget) -> None:
    def second(question: Question) -> None:
        where = question.choices.visualItemRect(question.choices.item(1)).center()
        Hand(question).click(question.choices.viewport(), where)
        Hand(question).click(button(question, Answer.RECOVER))

    Asked().answer(second)
    assert ask_to_recover(parent, FOUND) == (Answer.RECOVER, 1)


def test_each_of_several_is_seen_with_its_time(parent: QWidget) -> None:
    def look(question: Question) -> None:
        rows = [question.choices.item(row) for row in range(question.choices.count())]
        metrics, room = question.choices.fontMetrics(), question.choices.viewport().rect()
        for row, text in zip(rows, found, strict=True):
            assert room.contains(question.choices.visualItemRect(row))
            assert metrics.horizontalAdvance(row.text()) < room.width() - 16
            assert row.text()[:3] == text[:3]
            assert row.text().endswith("2030-01-01 08:00")
        question.reject()

    found = [f"“{letter * LONGEST_NAME}”, 2030-01-01 08:00" for letter in "Wim"]
    asked = Asked()
    asked.answer(look)
    ask_to_recover(parent, found)
    assert asked.is_done


def test_one_that_was_found_needs_no_list(parent: QWidget) -> None:
    def look(question: Question) -> None:
        assert not question.choices.isVisible()
        assert any(FOUND[0] in label.text() for label in question.findChildren(QLabel))
        question.reject()

    Asked().answer(look)
    assert ask_to_recover(parent, FOUND[:1]) == (Answer.LATER, 0)


def test_names_are_shown_as_they_are_on_one_line_and_never_fill_the_screen(parent: QWidget) -> None:
    def look(question: Question) -> None:
        (title,) = [label for label in question.findChildren(QLabel) if label.text().startswith("Save")]
        assert title.textFormat() is Qt.TextFormat.PlainText
        assert "<b>bold</b> &amp x" in title.text()
        assert len(title.text()) <= LONGEST_NAME + 20
        assert question.width() < 600
        question.reject()

    asked = Asked()
    asked.answer(look)
    ask_to_save(parent, "<b>bold</b> &amp\n" + "x" * 1000)
    assert asked.is_done
