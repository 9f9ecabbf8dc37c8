"""The experiment as a document in the whole window: saved, opened, dropped, pasted, copied, never lost unasked."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from app.gui.acts import Act
from app.gui.export import scene_painting
from app.gui.output import Subject, write_output
from app.gui.widgets import question
from app.gui.widgets.question import Answer
from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from app.model import edits
from app.model.experiment import Experiment
from app.model.motion import Motion
from app.model.paper import Paper
from app.model.scene import SceneBuilder
from app.sessions import Session
from app.sessions.opening import open_session
from app.sessions.share import read_share, share_text
from app.sessions.text import session_bytes
from surfaces import get
from tests.app.gui.hand import Hand, settle
from tests.app.gui.laboratory.moves import type_into
from tests.app.gui.widgets.menus import entries, submenu, walk

OTHER = edits.choose_surface(edits.set_run(Experiment(), "steps", 300), get("ravine", condition=50.0))
LOOK = (-1.0, 1.5, -0.5, 2.5)


@pytest.fixture
def session_file(tmp_path: Path) -> Path:
    """A session on another surface, seen closely in its middle, at a step before its end."""
    path = tmp_path / "valley.ravine"
    path.write_bytes(session_bytes(Session(OTHER, 120, LOOK)))
    return path


@pytest.fixture
def no_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question, "ask_to_save", lambda *_: pytest.fail("asked"))


def drop(window: Window, data: QMimeData) -> bool:
    """Drop something in the middle and wait; whether it was welcome."""
    is_welcome = let_fall(window, data)
    settle()
    return is_welcome


def let_fall(window: Window, data: QMimeData) -> bool:
    """The same without waiting for what comes of it."""
    place, button, no_key = window.rect().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(place), Qt.DropAction.CopyAction, data, button, no_key)
    QApplication.sendEvent(window, entering)
    dropping = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, button, no_key)
    QApplication.sendEvent(window, dropping)
    return entering.isAccepted() and dropping.isAccepted()


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def assert_shows(window: Window, qtbot, step: int = 120) -> None:
    qtbot.waitUntil(lambda: window.is_settled)
    assert window.store.experiment == OTHER
    assert window.playhead.step == step
    assert window.scene.experiment == OTHER


def test_a_dropped_session_is_shown_as_it_was_looked_at(
    still: Window, qtbot, session_file: Path, no_questions: None
) -> None:
    assert drop(still, files(session_file))
    assert_shows(still, qtbot)
    assert still.canvas.frame_of_plan.view == pytest.approx(LOOK)
    assert still.windowTitle() == "valley[*]"
    assert not still.isWindowModified()
    assert not still.store.can_undo
    assert still.present.session() == Session(OTHER, 120, still.canvas.frame_of_plan.view)


def test_a_typed_surface_is_shown_without_looking_for_a_start(
    still: Window, tmp_path: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = replace(Experiment(), surface=get("expr:(x - 2)^2*(x - 3)^2 + 3*y^2"), start=(2.5, 0.5), lr=0.01)
    path = tmp_path / "typed.ravine"
    path.write_bytes(session_bytes(Session(typed)))
    # It takes longer than all the rest, and a session knows its own.
    monkeypatch.setattr("surfaces.typed.propose", None)
    assert drop(still, files(path))
    qtbot.waitUntil(lambda: still.is_settled)
    assert still.scene.experiment == typed
    assert still.canvas.frame_of_plan.view == pytest.approx(typed.surface.view)


def test_the_lane_that_was_selected_may_be_missing_in_what_is_opened(still: Window, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "one lane.ravine"
    alone = edits.set_run(edits.remove_lane(edits.remove_lane(Experiment(), 2), 1), "steps", 50_000)
    path.write_bytes(session_bytes(Session(alone, view="map")))
    still.showing.show_selected(2)
    still.document.open_path(path)
    qtbot.waitUntil(lambda: still.is_painted)
    assert still.showing.selected == 0
    assert still.views.shown is Tab.MAP


def test_something_else_is_not_welcome(still: Window, tmp_path: Path) -> None:
    assert not drop(still, text("hello"))
    assert drop(still, files(tmp_path / "nothing.ravine"))
    assert "nothing.ravine" in still.notice.text()
    assert still.store.experiment == Experiment()


def test_a_drop_is_answered_before_anything_is_asked(still: Window, session_file: Path, monkeypatch) -> None:
    still.apply(lambda experiment: edits.set_master(experiment, "lr", 0.5))
    asked: list[str] = []
    monkeypatch.setattr(question, "ask_to_save", lambda _, name: asked.append(name) or question.Answer.DISCARD)
    assert let_fall(still, files(session_file))
    assert asked == []
    settle()
    assert asked == ["Untitled"]
    assert still.store.experiment == OTHER


def test_nothing_is_dropped_behind_an_open_dialog(still: Window, hand: Hand, session_file: Path) -> None:
    hand.key("?")
    assert not drop(still, files(session_file))
    QApplication.activeModalWidget().close()
    assert drop(still, files(session_file))


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_figure_brings_its_experiment_back(
    suffix: str, still: Window, qtbot, tmp_path: Path, no_questions: None
) -> None:
    figure, scene = tmp_path / f"figure.{suffix}", SceneBuilder().build(OTHER)
    subject = Subject(Session(OTHER, 70), lambda: scene_painting(scene, step=70), lambda: scene)
    write_output(figure, subject, Paper(320, 240), Motion())
    assert drop(still, files(figure))
    assert_shows(still, qtbot, step=70)
    assert still.windowTitle() == "figure[*]"
    assert still.document.path is None, "a session must not be saved over a figure"


def test_the_clipboard_carries_an_experiment_from_window_to_window(
    still: Window, hand: Hand, qtbot, no_questions: None
) -> None:
    type_into(hand, still.panel.masters["lr"].field, "5e-4")
    changed = still.store.experiment
    still.canvas.setFocus()
    hand.key("Ctrl+Shift+C")
    copied = QGuiApplication.clipboard().text()
    assert read_share(copied).experiment == changed
    still.store.undo()
    hand.key("Ctrl+V")
    qtbot.waitUntil(lambda: still.is_settled)
    assert still.store.experiment == changed


def test_pasting_something_else_says_so(still: Window, hand: Hand) -> None:
    QGuiApplication.clipboard().setText("learning rate")
    still.canvas.setFocus()
    hand.key("Ctrl+V")
    assert still.notice.text().startswith("There is no experiment on the clipboard")
    QGuiApplication.clipboard().setText(share_text(Session())[:-9])
    hand.key("Ctrl+V")
    assert "experiment" in still.notice.text()
    assert still.store.experiment == Experiment()


@pytest.mark.parametrize(
    ("entry", "beginning"),
    [("Copy as command", "ravine render "), ("Copy as Python", "#"), ("Copy as PyTorch", "#")],
)
def test_the_selected_lane_is_copied_as_text(still: Window, hand: Hand, entry: str, beginning: str) -> None:
    hand.click(still.panel.cards[2].head)
    hand.click(still.top_bar.export)
    hand.choose(still.top_bar.export.menu(), entry)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(beginning)
    assert "nesterov" in copied.lower()
    assert still.notice.text().startswith("Nesterov is on the clipboard as ")


def test_a_changed_experiment_is_saved_and_found_again_under_recent(
    still: Window, hand: Hand, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.ravine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    type_into(hand, still.panel.masters["lr"].field, "5e-4")
    assert still.isWindowModified()
    still.canvas.setFocus()
    hand.key("Ctrl+S")
    assert not still.isWindowModified()
    assert open_session(target) == still.present.session()
    hand.key("Ctrl+N")
    assert still.store.experiment == Experiment()
    assert still.windowTitle() == "Untitled[*]"
    hand.click(still.top_bar.document)
    menu = still.top_bar.document_menu
    assert entries(submenu(menu, "Open recent"))[0].endswith("mine.ravine")
    walk(menu, "Open recent", entries(submenu(menu, "Open recent"))[0])
    qtbot.waitUntil(lambda: still.is_settled)
    assert still.store.experiment.lr == 5e-4
    menu.close()


@pytest.mark.parametrize("answer", list(Answer)[:3])
def test_closing_asks_what_shall_become_of_changes(
    answer: Answer, still: Window, hand: Hand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mine.ravine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(question, "ask_to_save", lambda *_: answer)
    type_into(hand, still.panel.masters["lr"].field, "5e-4")
    assert still.close() is (answer is not Answer.CANCEL)
    assert still.isVisible() is (answer is Answer.CANCEL)
    assert target.exists() is (answer is Answer.SAVE)


def test_a_session_remembers_which_view_was_shown(still: Window, qtbot, tmp_path: Path) -> None:
    still.show_view(Tab.CROWD)
    assert still.present.session().view == "crowd"
    still.show_view(Tab.PATH)
    path = tmp_path / "crowd.ravine"
    path.write_bytes(session_bytes(Session(OTHER, None, None, "crowd")))
    still.document.open_path(path)
    qtbot.waitUntil(lambda: still.is_settled)
    assert still.views.shown is Tab.CROWD
    assert still.playhead.step == OTHER.steps
    assert still.canvas.frame_of_plan.view == OTHER.surface.view


def test_every_act_is_in_a_menu(still: Window) -> None:
    menus = (still.top_bar.document_menu, still.top_bar.export.menu())
    offered = {entry.data() for menu in menus for entry in menu.actions() if entry.data() is not None}
    assert offered == set(Act)


def test_a_question_in_the_middle_of_a_drag_ends_it(still: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    start = still.canvas.frame_of_plan.point(*still.store.experiment.start).toPoint()
    hand.press(still.canvas, start)
    for away in (10, 30, 60):
        hand.move(still.canvas, start + QPoint(away, 0))
    settle()
    assert still.store.is_in_gesture
    asked = QDialog(still)
    asked.setModal(True)
    asked.show()
    settle()
    assert not still.store.is_in_gesture
    asked.close()
    asked.deleteLater()
    hand.drag(still.canvas, [QPoint(500, 100), QPoint(520, 100), QPoint(560, 100)])
    assert not still.store.is_in_gesture
    assert still.store.experiment.start != Experiment().start
    still.store.undo()
    assert still.store.experiment == Experiment(), "the drag was one step, and what came later moved the view alone"
