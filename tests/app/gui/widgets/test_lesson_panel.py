"""The lessons by a real hand: list, page, question, task, reveal, and what goes on meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.style_sheet import style_sheet
from app.gui.widgets import lesson_page, lesson_reveal
from app.gui.widgets.calculators import CalculatorSheet
from app.gui.widgets.lesson_choices import UNKNOWN
from app.gui.widgets.lesson_page import LessonPage
from app.gui.widgets.lesson_panel import LessonPanel
from app.gui.widgets.lesson_reveal import SLICE, STALE, TIE
from app.gui.widgets.lesson_tile import Sign
from app.lessons.library import lessons
from app.lessons.progress import PROGRESS, Progress, load_progress, save_progress
from app.model import edits
from app.model.calculators import CALCULATORS
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.model.theme import DARK, LIGHT, THEMES, Theme
from tests.app.gui.clipping import clipped
from tests.app.gui.hand import Hand, settle
from tests.app.gui.widgets.conftest import Stage

LESSONS = lessons()
KEYS = [lesson.key for lesson in LESSONS]
FIRST = LESSONS[0]
OTHER = replace(FIRST.setup, lr=0.0123)
PATIENCE = 60_000
"""Milliseconds after which what does not come has failed."""


class SlowReveal:
    """Stands in for a reveal: it takes five slices."""

    SLICES = 5
    LINES: tuple[str, ...] = ()
    """What it says; by itself it tells lr."""
    right: int | None = 1
    begun: list["SlowReveal"]

    def __init__(self, lesson: object, experiment: Experiment) -> None:
        self.experiment = experiment
        self.slices: list[float] = []
        self.begun.append(self)

    def advance(self, seconds: float) -> None:
        self.slices.append(seconds)

    @property
    def done(self) -> bool:
        return len(self.slices) >= self.SLICES

    @property
    def progress(self) -> float:
        return len(self.slices) / self.SLICES

    @property
    def lines(self) -> tuple[str, ...]:
        assert self.done
        return self.LINES or (f"lr was {self.experiment.lr:g}.", "<b>Momentum</b> wins by 12.5 % & more.")

    @property
    def right_choice(self) -> int | None:
        assert self.done
        return self.right


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> type[SlowReveal]:
    """Every reveal takes five turns of the event loop; those that were begun are in `begun`."""
    SlowReveal.begun, SlowReveal.right, SlowReveal.LINES = [], 1, ()
    monkeypatch.setattr(lesson_reveal, "Reveal", SlowReveal)
    return SlowReveal


class Held:
    """A panel in the hands of a test, and what it asked for."""

    def __init__(self, panel: LessonPanel, hand: Hand, qtbot: QtBot) -> None:
        self.panel, self.hand, self._qtbot = panel, hand, qtbot
        self.edits: list[Callable[[Experiment], Experiment]] = []
        self.said: list[str] = []
        self.asked: list[str] = []
        panel.edit_wanted.connect(self.edits.append)
        panel.said.connect(self.said.append)
        panel.closed.connect(lambda: self.asked.append("closed"))
        panel.file_wanted.connect(lambda: self.asked.append("file"))

    @property
    def page(self) -> LessonPage:
        assert self.panel.page is not None
        return self.panel.page

    @property
    def lines(self) -> list[str]:
        shown = [label.text() for label in self.page.findChildren(QLabel, "lesson_line") if label.isVisible()]
        return [text.replace(TIE, " ") for text in shown]

    def open(self, key: str = FIRST.key) -> LessonPage:
        """Choose a lesson in the list, and have it set up as the window does."""
        self.hand.click(self.panel.list.rows[key])
        self.panel.show_experiment(self.page.lesson.setup)
        return self.page

    def answer(self, place: int) -> None:
        self.hand.click(self.page.choices.tiles[place])

    def reveal(self) -> None:
        """Press the button and wait for the end."""
        self.hand.click(self.page.reveal.button)
        self.wait(lambda: not self.page.reveal.is_computing)

    def wait(self, holds: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(holds, timeout=PATIENCE)
        settle()

    def look(self, scene: Scene) -> None:
        """Show a scene and wait until it was looked at."""
        self.panel.show_scene(scene)
        self.wait(lambda: not self.page._rest.isActive())


@pytest.fixture
def held(stage: Stage, qtbot: QtBot) -> Held:
    """The panel at the height that a window of 1280 × 800 has for it."""
    panel = LessonPanel(DARK)
    panel.setStyleSheet(style_sheet(DARK))
    hand = stage(panel)
    panel.window().resize(330, 820)
    settle()
    return Held(panel, hand, qtbot)


def running(panel: LessonPanel) -> list[QTimer]:
    return [timer for timer in panel.findChildren(QTimer) if timer.isActive()]


# The list


def test_the_list_has_all_lessons_in_order_the_file_and_the_calculators(held: Held) -> None:
    shown = held.panel.list
    assert list(shown.rows) == KEYS
    tops = [row.mapTo(held.panel, row.rect().topLeft()).y() for row in (*shown.rows.values(), shown.file)]
    assert tops == sorted(tops)
    for lesson in LESSONS:
        texts = [label.text() for label in shown.rows[lesson.key].findChildren(QLabel)]
        assert {lesson.number, lesson.title, lesson.summary} == set(texts)
        assert shown.rows[lesson.key].accessibleDescription() == lesson.summary
    assert [row.accessibleName() for row in shown.calculators.values()] == [kind.title for kind in CALCULATORS]


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_nothing_is_clipped_in_the_list(held: Held, theme: Theme) -> None:
    held.panel.setStyleSheet(style_sheet(theme))
    held.panel.set_theme(theme)
    settle()
    assert clipped(held.panel) == []
    assert held.panel.list.scroller.widget().width() <= held.panel.list.scroller.viewport().width()


def test_choosing_a_lesson_sets_it_up_and_shows_its_page(held: Held) -> None:
    page = held.open(KEYS[2])
    assert [edit(OTHER) for edit in held.edits] == [LESSONS[2].setup]
    assert page.isVisible()
    assert not held.panel.list.isVisible()
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    for text in (LESSONS[2].title, LESSONS[2].text, LESSONS[2].question, *LESSONS[2].choices, LESSONS[2].task):
        assert text in texts
    assert LESSONS[2].suggestion not in texts


def test_setting_up_can_be_repeated(held: Held) -> None:
    page = held.open()
    held.hand.click(page.set_up)
    held.hand.click(page.set_up)
    assert [edit(OTHER) for edit in held.edits] == [FIRST.setup] * 3


def test_the_list_can_be_closed_and_a_file_be_asked_for(held: Held) -> None:
    held.hand.click(held.panel.list.file)
    held.hand.click(held.panel.list.leave)
    assert held.asked == ["file", "closed"]


# The question


def test_there_is_no_reveal_before_an_answer(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()
    assert not page.reveal.button.isEnabled()
    held.hand.click(page.reveal.button)
    assert slow.begun == []
    assert [tile.accessibleName() for tile in page.choices.tiles] == [*FIRST.choices, UNKNOWN]
    held.answer(len(FIRST.choices))
    assert page.choices.is_chosen
    assert page.choices.answer is None
    assert page.reveal.button.isEnabled()


def test_one_answer_at_a_time(held: Held) -> None:
    page = held.open()
    for place in (0, 1, len(FIRST.choices)):
        held.answer(place)
        signs = [mark.sign for mark in page.choices.marks]
        assert signs == [Sign.CHOSEN if other == place else Sign.OPEN for other in range(len(signs))]
    assert not page.reveal.is_shown


@pytest.mark.parametrize(
    ("answer", "right", "said", "signs"),
    [
        (0, 1, "Not so. The answer: {}.", {0: Sign.WRONG, 1: Sign.DONE}),
        (1, 1, "You were right: {}.", {1: Sign.DONE}),
        (0, None, "", {0: Sign.CHOSEN}),
        (len(FIRST.choices), 0, "The answer: {}.", {0: Sign.DONE, len(FIRST.choices): Sign.CHOSEN}),
    ],
)
def test_the_reveal_marks_what_is_right_and_what_was_not(
    held: Held, slow: type[SlowReveal], answer: int, right: int | None, said: str, signs: dict[int, Sign]
) -> None:
    slow.right = right
    page = held.open()
    held.answer(answer)
    held.reveal()
    assert {place: mark.sign for place, mark in enumerate(page.choices.marks) if mark.sign is not Sign.OPEN} == signs
    inks = {place: label.palette().windowText().color().name() for place, label in enumerate(page.choices.labels)}
    for place, ink in inks.items():
        wanted = {Sign.DONE: DARK.good, Sign.WRONG: DARK.warning}.get(signs.get(place, Sign.OPEN), DARK.text)
        assert ink == wanted
    assert page.reveal.outcome.text() == said.format(FIRST.choices[right or 0].rstrip("."))
    assert page.reveal.outcome.isVisible() is bool(said)
    ink = page.reveal.outcome.palette().windowText().color().name()
    assert ink == (DARK.warning if Sign.WRONG in signs.values() else DARK.good if said else DARK.text)
    before = [mark.sign for mark in page.choices.marks]
    held.answer(1 - min(answer, 1))
    assert [mark.sign for mark in page.choices.marks] == before, "the answer was given"


# The reveal


def test_a_reveal_is_computed_in_slices_with_a_bar(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()
    held.answer(0)
    seen, turns = [], []
    page.reveal.bar.valueChanged.connect(lambda value: seen.append((value, page.reveal.bar.isVisible())))
    between = QTimer(page)
    between.timeout.connect(lambda: turns.append(len(slow.begun[0].slices) if slow.begun else 0))
    between.start(0)
    held.reveal()
    between.stop()
    assert [value for value, _ in seen] == [200, 400, 600, 800, 1000]
    assert [is_visible for _, is_visible in seen[1:]] == [True] * 4
    assert slow.begun[0].slices == [SLICE] * 5
    assert {1, 2, 3, 4} <= set(turns), "the event loop has its turn after every slice"
    assert not page.reveal.bar.isVisible()
    assert held.lines == ["lr was 0.001.", "<b>Momentum</b> wins by 12.5 % & more."] or FIRST.setup.lr != 1e-3
    assert running(held.panel) == []


@pytest.mark.parametrize("text", ["β = 0.9", "× 12.5", "0.463 %", "104 GB"])
def test_a_sign_stays_on_the_line_of_its_number(held: Held, slow: type[SlowReveal], text: str) -> None:
    slow.LINES = (f"So it is {text}, and no more.",)
    page = held.open()
    held.answer(0)
    held.reveal()
    (label,) = page.findChildren(QLabel, "lesson_line")
    assert label.text() == f"So it is {text.replace(' ', TIE)}, and no more."


def test_what_is_revealed_is_in_sight(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()
    held.answer(0)
    held.panel.window().resize(330, 500)
    settle()
    page.scroller.verticalScrollBar().setValue(0)
    page.reveal.button.click()
    held.wait(lambda: not page.reveal.is_computing)
    view = page.scroller.viewport()
    for widget in (page.reveal.heading, page.next):
        assert view.rect().contains(view.mapFromGlobal(widget.mapToGlobal(widget.rect().center())))


@pytest.mark.parametrize("how", ["cancel", "escape", "hide", "stop", "next lesson"])
def test_a_reveal_can_be_stopped(held: Held, slow: type[SlowReveal], how: str) -> None:
    slow.SLICES, before = 10**9, slow.SLICES
    page = held.open()
    held.answer(0)
    held.hand.click(page.reveal.button)
    held.wait(lambda: len(slow.begun[0].slices) > 3)
    assert page.reveal.is_computing
    acts = {
        "cancel": lambda: held.hand.click(page.reveal.cancel),
        "escape": lambda: held.hand.key("Escape"),
        "hide": held.panel.hide,
        "stop": held.panel.stop,
        "next lesson": lambda: held.panel.open_lesson(KEYS[1]),
    }
    acts[how]()
    taken = len(slow.begun[0].slices)
    assert running(held.panel) == []
    settle()
    assert len(slow.begun[0].slices) == taken
    slow.SLICES = before
    assert load_progress() == Progress()
    if how in ("cancel", "stop"):
        assert not page.reveal.bar.isVisible()
        held.reveal()
        assert len(held.lines) == 2


def test_the_button_that_comes_next_stands_out(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()

    def primary() -> list[QPushButton]:
        return [button for button in page.findChildren(QPushButton) if button.property("primary") == "yes"]

    assert primary() == [page.set_up]
    held.answer(0)
    assert primary() == [page.reveal.button]
    held.reveal()
    assert primary() == [page.next]
    image = page.next.grab().toImage()
    assert image.pixelColor(6, image.height() // 2).name() == DARK.accent


def test_a_reveal_of_another_experiment_says_so(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()
    held.answer(0)
    held.reveal()
    stale = page.reveal.stale
    assert not stale.isVisible()
    assert not page.reveal.button.isVisible()
    held.panel.show_experiment(OTHER)
    assert stale.isVisible()
    assert stale.text() == STALE
    held.panel.show_experiment(FIRST.setup)
    assert not stale.isVisible(), "undo makes it true again"
    held.panel.show_experiment(OTHER)
    assert page.reveal.button.text() == "Reveal again"
    held.reveal()
    assert not stale.isVisible()
    assert [reveal.experiment for reveal in slow.begun] == [FIRST.setup, OTHER]
    assert held.lines[0] == "lr was 0.0123."


def test_what_changes_while_a_reveal_is_computed_makes_it_stale(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()
    held.answer(0)
    held.hand.click(page.reveal.button)
    held.panel.show_experiment(OTHER)
    held.wait(lambda: not page.reveal.is_computing)
    assert slow.begun[0].experiment == FIRST.setup
    assert page.reveal.stale.isVisible()


def test_a_reveal_that_was_seen_is_remembered(held: Held, slow: type[SlowReveal], qtbot: QtBot) -> None:
    save_progress(Progress(("another",)))
    page = held.open()
    held.answer(0)
    assert load_progress().done == ("another",)
    held.reveal()
    assert load_progress().done == (FIRST.key,), "what the panel knew when it was made, and this"
    held.hand.click(page.leave)
    again = LessonPanel(DARK)
    qtbot.addWidget(again)
    for panel in (held.panel, again):
        signs = {key: mark.sign for key, mark in panel.list.marks.items()}
        assert signs == {key: Sign.DONE if key == FIRST.key else Sign.NOTHING for key in KEYS}
        assert panel.list.rows[FIRST.key].accessibleName() == f"{FIRST.title}, done"


def test_a_disk_that_does_not_remember_is_told_of(held: Held, slow: type[SlowReveal]) -> None:
    PROGRESS.path.parent.parent.mkdir(parents=True, exist_ok=True)
    PROGRESS.path.parent.write_text("a file where a folder should be")
    held.open()
    held.answer(0)
    held.reveal()
    assert len(held.said) == 1
    assert "\n" not in held.said[0]
    assert str(PROGRESS.path.parent) in held.said[0]
    assert len(held.lines) == 2


# The task


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> Experiment:
    """A task that is done as soon as lr is above 0.01, for the first lesson."""
    monkeypatch.setattr(lesson_page, "is_task_done", lambda lesson, experiment, scene: scene.experiment.lr > 0.01)
    return replace(FIRST.setup, steps=20, seeds=1)


def test_the_tick_appears_by_itself(held: Held, small: Experiment) -> None:
    page = held.open()
    held.panel.show_experiment(small)
    held.look(SceneBuilder().build(small))
    assert not page.is_task_done
    done = edits.set_master(small, "lr", 0.02)
    held.panel.show_experiment(done)
    held.look(SceneBuilder().build(done))
    assert page.is_task_done
    assert page.task.accessibleName().endswith("Done.")
    held.panel.show_experiment(small)
    held.look(SceneBuilder().build(small))
    assert page.is_task_done, "what was done was done"
    held.panel.show_experiment(done)
    held.hand.click(page.set_up)
    assert not page.is_task_done
    held.look(SceneBuilder().build(done))
    assert not page.is_task_done, "the set-up is on its way, and this scene is older"


def test_a_scene_of_another_experiment_ticks_nothing(held: Held, small: Experiment) -> None:
    done = edits.set_master(small, "lr", 0.02)
    held.panel.show_experiment(done)
    held.hand.click(held.panel.list.rows[FIRST.key])
    held.look(SceneBuilder().build(done))
    assert not held.page.is_task_done, "the set-up is on its way, and this scene is older"


def test_a_panel_that_is_put_away_looks_at_the_scene_when_it_is_back(held: Held, small: Experiment) -> None:
    page = held.open()
    done = edits.set_master(small, "lr", 0.02)
    held.panel.hide()
    held.panel.show_experiment(done)
    held.look(SceneBuilder().build(done))
    assert not page.is_task_done, "nobody was there to see it"
    held.panel.show()
    held.wait(lambda: page.is_task_done)


def test_an_unfinished_scene_ticks_nothing(held: Held, small: Experiment) -> None:
    done = edits.set_master(small, "lr", 0.02)
    page = held.open()
    held.panel.show_experiment(done)
    builder = SceneBuilder()
    builder.begin(done)
    held.look(builder.scene())
    assert not page.is_task_done
    held.look(builder.build(done))
    assert page.is_task_done


# On from here


def test_next_opens_the_next_lesson_and_the_last_leads_to_the_list(held: Held, slow: type[SlowReveal]) -> None:
    held.open(KEYS[-2])
    held.answer(0)
    held.reveal()
    assert held.page.next.accessibleName() == f"Next: {LESSONS[-1].title}"
    held.hand.click(held.page.next)
    assert held.page.lesson == LESSONS[-1]
    assert held.edits[-1](OTHER) == LESSONS[-1].setup
    held.answer(0)
    held.reveal()
    held.hand.click(held.page.next)
    assert held.panel.list.isVisible()
    assert held.panel.page is None


def test_a_lesson_that_is_not_there_is_told_of(held: Held) -> None:
    held.panel.open_lesson("never-written")
    assert held.said == ["there is no lesson 'never-written' here; open its file first"]
    assert held.panel.list.isVisible()
    assert held.edits == []


FILE = """
key = "mine"
number = "A"
title = "My <own> lesson"
summary = "What I want to show."
setup = "--steps 100"
text = "Words & <b>more</b> words."
question = "Which?"
task = "Go on for longer."
done = ["here.steps >= 200"]
suggestion = "Write another one."

[[choices]]
text = "This <i>one</i>"
when = ["setup.steps >= 100"]

[[choices]]
text = "The other one"

[[reveal]]
text = "There are {setup.steps} steps."
"""


def test_a_file_of_ones_own_is_opened_shown_as_it_is_and_kept_in_the_list(held: Held, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(FILE, "utf-8")
    held.panel.open_file(path)
    settle()
    assert held.said == []
    assert held.edits[0](OTHER).steps == 100
    texts = [label.text() for label in held.page.findChildren(QLabel) if label.isVisible()]
    assert {"My <own> lesson", "Words & <b>more</b> words.", "This <i>one</i>"} <= set(texts)
    assert all(label.textFormat().name == "PlainText" for label in held.page.findChildren(QLabel))
    held.answer(0)
    held.reveal()
    assert held.lines == ["There are 100 steps."]
    assert held.page.next.text() == "All lessons"
    held.hand.click(held.page.next)
    assert list(held.panel.list.rows) == [*KEYS, "mine"]
    assert held.panel.list.marks["mine"].sign is Sign.DONE
    assert clipped(held.panel) == []
    held.panel.open_file(path)
    assert list(held.panel.list.rows) == [*KEYS, "mine"]


def test_long_titles_and_endless_words_push_nothing_out_of_sight(
    held: Held, slow: type[SlowReveal], tmp_path: Path
) -> None:
    long = FILE.replace("My <own> lesson", "A title that goes on and on " * 7).replace("Words", "W" * 150)
    (tmp_path / "one.toml").write_text(long.replace('"mine"', '"ravine"'), "utf-8")
    (tmp_path / "two.toml").write_text(long.replace('"mine"', '"two"\nnext = "ravine"'), "utf-8")
    for name in ("one.toml", "two.toml"):
        held.panel.open_file(tmp_path / name)
    held.answer(0)
    held.reveal()
    page = held.page
    assert page.next.text().startswith("Next: A title that goes on")
    assert len(page.next.accessibleName()) > 180
    assert page.scroller.widget().width() <= page.scroller.viewport().width()
    assert {text.split("'")[1][:3] for text in clipped(held.panel)} == {"WWW"}
    held.hand.key("Escape")
    assert held.panel.list.scroller.widget().width() <= held.panel.list.scroller.viewport().width()
    assert clipped(held.panel) == []


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe", b"key = 1", FILE.replace("steps}", "stepz}").encode()])
def test_a_file_that_is_none_is_told_of_in_one_sentence(held: Held, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "bad.toml"
    if content is not None:
        path.write_bytes(content)
    held.panel.open_file(path)
    assert len(held.said) == 1
    assert "\n" not in held.said[0]
    assert "bad.toml" in held.said[0]
    assert held.panel.list.isVisible()
    assert list(held.panel.list.rows) == KEYS


# Keys and themes


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_everything_in_the_list_is_reached_by_tab_in_order(held: Held) -> None:
    shown = held.panel.list
    shown.setFocus()
    wanted = [shown.leave, *shown.rows.values(), shown.file, *shown.calculators.values()]
    found = []
    for _ in wanted:
        held.hand.key("Tab")
        found.append(focused())
    assert found == wanted
    assert all(widget.accessibleName() for widget in found)


def test_a_lesson_is_done_by_keys_alone(held: Held, slow: type[SlowReveal]) -> None:
    held.panel.list.setFocus()
    for key in ("Tab", "Tab", "Return"):
        held.hand.key(key)
    page = held.page
    held.hand.key("Tab")
    assert focused() is page.leave
    held.hand.key("Tab")
    assert focused() is page.set_up
    held.hand.key("Return")
    assert len(held.edits) == 2
    held.hand.key("Tab")
    assert focused() is page.choices.tiles[0]
    held.hand.key("Space")
    assert page.choices.answer == 0
    held.hand.key("Down")
    assert page.choices.answer == 1
    held.hand.key("Tab")
    assert focused() is page.reveal.button
    held.hand.key("Space")
    held.wait(lambda: not page.reveal.is_computing)
    assert len(held.lines) == 2
    page.setFocus()
    for widget in (page.leave, page.set_up, page.next):
        held.hand.key("Tab")
        assert focused() is widget
    held.hand.key("Return")
    assert held.page.lesson.key == FIRST.next_key


def test_escape_goes_back_to_where_one_was_and_then_closes(held: Held) -> None:
    held.open(KEYS[3])
    held.hand.key("Escape")
    assert held.panel.list.isVisible()
    assert focused() is held.panel.list.rows[KEYS[3]]
    held.hand.click(held.panel.list.calculators[CALCULATORS[1]])
    assert isinstance(held.panel._stack.currentWidget(), CalculatorSheet)
    held.hand.key("Escape")
    assert focused() is held.panel.list.calculators[CALCULATORS[1]]
    assert held.asked == []
    held.hand.key("Escape")
    assert held.asked == ["closed"]


def test_a_long_page_is_scrolled_by_keys(held: Held) -> None:
    held.panel.window().resize(330, 300)
    page = held.open()
    bar = page.scroller.verticalScrollBar()
    held.hand.key("PgDown")
    below = bar.value()
    assert below > 0
    held.hand.key("Up")
    assert 0 <= bar.value() < below


def test_the_focus_is_seen(held: Held) -> None:
    page = held.open()
    for widget in (page.leave, page.set_up, page.choices.tiles[0]):
        page.setFocus()
        before = widget.grab().toImage()
        widget.setFocus()
        assert widget.grab().toImage() != before


def test_a_theme_changes_the_signs_too(held: Held, slow: type[SlowReveal]) -> None:
    page = held.open()
    held.answer(0)
    held.reveal()
    marks = [*page.choices.marks, page.task_mark, held.panel.list.marks[FIRST.key]]
    before = [mark.grab().toImage() for mark in marks]
    held.panel.set_theme(LIGHT)
    assert all(mark.grab().toImage() != image for mark, image in zip(marks, before, strict=True))


# The lessons there are


@pytest.mark.parametrize("key", KEYS)
def test_every_lesson_is_done_from_start_to_end_and_nothing_is_clipped(held: Held, key: str) -> None:
    page = held.open(key)
    assert clipped(held.panel) == []
    held.look(SceneBuilder().build(page.lesson.setup))
    assert not page.is_task_done, "there is something to do"
    held.answer(0)
    held.reveal()
    assert held.lines
    assert page.choices.marks[0].sign in (Sign.DONE, Sign.WRONG), "the question has an answer"
    assert sum(mark.sign is Sign.DONE for mark in page.choices.marks) == 1
    assert clipped(held.panel) == []
    assert page.scroller.widget().width() <= page.scroller.viewport().width()
    assert held.said == []
