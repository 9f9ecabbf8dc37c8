"""Lessons in the whole window: opened, set up, done, left, and what happens to the experiment meanwhile."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from app.gui.widgets.lesson_page import LessonPage
from app.gui.widgets.lesson_tile import Sign
from app.gui.window import Window
from app.lessons.library import lesson
from app.model import edits
from app.model.experiment import Experiment
from optim_core import Momentum
from tests.app.gui.clipping import clipped
from tests.app.gui.conftest import dispose
from tests.app.gui.hand import Hand, settle
from tests.app.gui.laboratory.moves import type_into
from tests.app.gui.test_steering import bits
from tests.app.gui.widgets.test_lesson_panel import FILE, PATIENCE

KEY = "effective-lr"
SLOW = "sharp-and-flat"
"""A lesson whose reveal takes many turns of the event loop."""


def opened(window: Window, hand: Hand, key: str = KEY) -> LessonPage:
    """The page of a lesson, chosen in the list."""
    hand.click(window.top_bar.lessons)
    hand.click(window.lessons.list.rows[key])
    assert window.lessons.page is not None
    return window.lessons.page


def lines(page: LessonPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel, "lesson_line") if label.isVisible()]


def test_lessons_open_and_close_by_button_key_and_cross(still: Window, hand: Hand) -> None:
    shut = {
        "button": lambda: hand.click(still.top_bar.lessons),
        "key": lambda: hand.key("F1"),
        "cross": lambda: hand.click(still.lessons.list.leave),
        "escape": lambda: hand.key("Escape"),
    }
    for way, leave in shut.items():
        (hand.key("F1") if way == "button" else hand.click(still.top_bar.lessons))
        assert still.lessons.isVisible(), way
        assert still.top_bar.lessons.isChecked(), way
        leave()
        assert not still.lessons.isVisible(), way
        assert not still.top_bar.lessons.isChecked(), way
        assert QApplication.focusWidget() is still.canvas, way
    assert not still.store.can_undo, "to look at the list is no change"


def test_a_lesson_is_set_up_and_undo_brings_back_the_former_experiment(still: Window, hand: Hand) -> None:
    type_into(hand, still.panel.masters["lr"].field, "2e-4")
    mine, paths = still.store.experiment, bits(still.scene)
    page = opened(still, hand)
    assert still.store.experiment == lesson(KEY).setup
    assert [card.name.text() for card in still.panel.cards] == [lane.name for lane in lesson(KEY).setup.lanes]
    assert still.playhead.last == lesson(KEY).setup.steps
    hand.key("Ctrl+Z")
    assert still.store.experiment == mine
    assert bits(still.scene) == paths
    still.scrub(still.playhead.last)
    hand.click(page.set_up)
    assert still.store.experiment == lesson(KEY).setup
    assert still.playhead.playing
    assert still.playhead.step < still.playhead.last, "from the start"
    hand.key("Ctrl+Z")
    assert still.store.experiment == mine


def test_a_lesson_is_done_from_question_to_the_next_one(still: Window, hand: Hand, qtbot: QtBot) -> None:
    page = opened(still, hand)
    assert not page.reveal.button.isEnabled()
    hand.click(page.choices.tiles[2])
    assert not page.is_task_done
    card = still.panel.cards[1]
    type_into(hand, card.rows["beta"].field, "0.99")
    qtbot.waitUntil(lambda: page.is_task_done, timeout=PATIENCE)
    hand.click(page.reveal.button)
    qtbot.waitUntil(lambda: page.reveal.is_shown, timeout=PATIENCE)
    assert len(lines(page)) == len(page.lesson.script.lines)
    # 1/(1 − β) times a gradient of 1 is what the velocity tends to.
    assert {"1", "10", "20", "100"} <= {word.strip("×,.:") for word in lines(page)[0].split()}
    assert page.choices.marks[2].sign is Sign.DONE
    assert still.store.experiment.rules[1] == Momentum(lr=1e-3, beta=0.99), "a reveal changes nothing"
    hand.click(page.next)
    following = still.lessons.page
    assert following is not None
    assert following.lesson.key == page.lesson.next_key
    assert still.store.experiment == following.lesson.setup
    hand.click(following.leave)
    assert [still.lessons.list.marks[key].sign for key in (KEY, following.lesson.key)] == [Sign.DONE, Sign.NOTHING]


def test_time_and_undo_obey_keys_on_a_lesson_s_page(still: Window, hand: Hand) -> None:
    opened(still, hand)
    hand.key("Home")
    hand.key("Right")
    assert still.playhead.step == 1
    hand.key("Space")
    assert still.playhead.playing
    hand.key("Space")
    hand.key("S")
    assert still.mode.steer.isChecked()
    hand.key("T")
    assert still.lessons.isVisible()


def test_steering_goes_on_in_a_lesson_and_is_undone(still: Window, hand: Hand) -> None:
    opened(still, hand, "stale-momentum")
    setup = still.store.experiment
    assert still.panel.steered.isVisible(), "the lesson is about a drop in mid-run"
    hand.key("S")
    still.scrub(50)
    type_into(hand, still.panel.masters["lr"].field, "1e-3")
    assert [change.step for change in still.store.experiment.changes] == [10, 50]
    hand.key("Ctrl+Z")
    assert still.store.experiment == setup
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()
    assert not still.panel.steered.isVisible()


def test_closing_the_window_in_the_middle_of_a_reveal(still: Window, hand: Hand) -> None:
    page = opened(still, hand, SLOW)
    hand.click(page.choices.tiles[0])
    hand.click(page.reveal.button)
    assert page.reveal.is_computing
    dispose(still)


def test_closing_the_window_while_it_waits_to_look_at_a_task(still: Window, hand: Hand) -> None:
    page = opened(still, hand)
    type_into(hand, still.panel.cards[1].rows["beta"].field, "0.5")
    assert [timer for timer in page.findChildren(QTimer) if timer.isActive()]
    dispose(still)


def test_closing_the_lessons_stops_a_reveal_and_it_can_be_begun_again(still: Window, hand: Hand, qtbot: QtBot) -> None:
    page = opened(still, hand, SLOW)
    hand.click(page.choices.tiles[0])
    hand.click(page.reveal.button)
    hand.key("F1")
    assert not page.reveal.is_computing
    hand.key("F1")
    assert page.isVisible(), "it opens where one was"
    hand.click(page.reveal.button)
    qtbot.waitUntil(lambda: page.reveal.is_shown, timeout=PATIENCE)
    assert lines(page)


def test_a_change_while_a_reveal_is_computed(still: Window, hand: Hand, qtbot: QtBot) -> None:
    page = opened(still, hand, SLOW)
    hand.click(page.choices.tiles[0])
    hand.click(page.reveal.button)
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()
    qtbot.waitUntil(lambda: page.reveal.is_shown, timeout=PATIENCE)
    assert page.reveal.stale.isVisible()
    hand.click(page.set_up)
    settle()
    assert not page.reveal.stale.isVisible()


# A file


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the dialog answers, the next at the end."""
    answers: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers.pop(), ""))
    return answers


def test_a_lesson_file_is_opened_by_the_dialog(still: Window, hand: Hand, answer: list[str], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(FILE, "utf-8")
    answer += [str(path), ""]
    hand.click(still.top_bar.lessons)
    hand.click(still.lessons.list.file)
    assert still.lessons.page is None, "the dialog was cancelled"
    assert not still.notice.isVisible()
    hand.click(still.lessons.list.file)
    assert still.lessons.page is not None
    assert still.lessons.page.title.text() == "My <own> lesson"
    assert still.store.experiment.steps == 100
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()


@pytest.mark.parametrize("content", [None, "key = 1", FILE.replace("steps 100", "stepz 100")])
def test_a_bad_file_is_told_of_in_one_sentence_that_can_be_read(
    still: Window, hand: Hand, answer: list[str], tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "a lesson of mine with a long name.toml"
    if content is not None:
        path.write_text(content, "utf-8")
    answer.append(str(path))
    still.resize(1024, 640)
    hand.click(still.top_bar.lessons)
    hand.click(still.lessons.list.file)
    notice = still.notice
    assert notice.isVisible()
    assert path.name in notice.text()
    assert notice.text().endswith((".", "?"))
    assert "\n" not in notice.text()
    assert still.canvas.rect().contains(notice.geometry())
    assert notice.wordWrap(), "the path alone is wider than the surface"
    assert notice.heightForWidth(notice.width()) <= notice.height()
    assert (still.lessons.page, still.store.experiment) == (None, Experiment())


def test_nothing_of_the_experiment_is_clipped_beside_the_lessons(still: Window, hand: Hand) -> None:
    still.resize(1024, 640)
    opened(still, hand, "stale-momentum")
    still.apply(lambda e: edits.set_lane_parameter(e, 1, "weight_decay", 0.001234))
    settle()
    assert still.lessons.width() + still.panel.width() + still.canvas.width() == still.width()
    for part in (still.top_bar, still.panel, still.canvas, still.transport):
        assert clipped(part) == []
