"""What an earlier process left is offered at the start, and stays until somebody decides."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from app.gui.recovery_offer import offer_recovery
from app.gui.widgets.question import Answer, Question
from app.model.experiment import Experiment
from app.recovery.recovery import Kept, orphans, recovery_folder
from app.sessions.text import session_bytes
from tests.app.gui.hand import Hand
from tests.app.gui.plain import Asked, Plain, button, full_disk, lr_in
from tests.app.gui.test_document import session


@pytest.fixture
def plain(qtbot: QtBot) -> Iterator[Plain]:
    made = Plain()
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.document.stop()
    made.hide()
    shiboken6.delete(made)


@pytest.fixture
def asked() -> Iterator[Asked]:
    made = Asked()
    yield made
    assert made.is_done, "a question that was expected did not come"


def left(lr: float, at: int, document: Path | None = None) -> None:
    """What a process left that has ended, and when it kept it."""
    before = set(recovery_folder().glob("*.ravine"))
    kept = Kept()
    kept.keep(session(lr, step=4, view="map"), document)
    (path,) = set(recovery_folder().glob("*.ravine")) - before
    os.utime(path, (at, at))
    kept.leave()


def found() -> list[float]:
    """What another start would find now."""
    orphaned = orphans().orphans
    for orphan in orphaned:
        orphan.release()
    return [orphan.session.experiment.lr for orphan in orphaned]


def offer(plain: Plain) -> None:
    offer_recovery(plain.document, plain)


def test_where_nothing_was_left_nothing_is_asked(plain: Plain) -> None:
    offer(plain)
    assert (plain.said, plain.opened) == ([], [])


def test_what_is_recovered_is_shown_unsaved_and_kept_here_from_now_on(plain: Plain, asked: Asked) -> None:
    left(0.5, 1000)
    asked.answer(Answer.RECOVER)
    offer(plain)
    assert asked.titles == ["Recover unsaved changes?"]
    assert plain.opened == [session(0.5, step=4, view="map")]
    assert (plain.document.name, plain.document.path, plain.document.is_dirty) == ("Untitled", None, True)
    assert found() == []
    assert [lr_in(path) for path in recovery_folder().glob("*.ravine")] == [0.5]


@pytest.mark.parametrize("answer", [Answer.LATER, "Esc"])
def test_later_leaves_it_to_the_next_start(plain: Plain, asked: Asked, answer: Answer | str) -> None:
    left(0.5, 1000)
    asked.answer(answer)
    offer(plain)
    assert (plain.opened, found()) == ([], [0.5])


def test_what_is_discarded_is_gone(plain: Plain, asked: Asked) -> None:
    left(0.5, 1000)
    asked.answer(Answer.THROW_AWAY)
    offer(plain)
    assert (plain.opened, found(), list(recovery_folder().iterdir())) == ([], [], [])


def test_of_several_one_is_recovered_and_the_others_stay(plain: Plain, asked: Asked) -> None:
    for lr, at in ((0.5, 1000), (0.25, 3000), (0.125, 2000)):
        left(lr, at)

    def second(question: Question) -> None:
        item = question.choices.item(1)
        Hand(question).click(question.choices.viewport(), question.choices.visualItemRect(item).center())
        Hand(question).click(button(question, Answer.RECOVER))

    # The newest, 0.25, is discarded; of the others the second is 0.5.
    asked.answer(Answer.THROW_AWAY, second)
    offer(plain)
    assert plain.store.experiment.lr == 0.5
    assert found() == [0.125]


def test_it_says_of_which_document_and_from_when(plain: Plain, asked: Asked, tmp_path: Path) -> None:
    lines: list[str] = []

    def look(question: Question) -> None:
        lines.extend(question.choices.item(row).text() for row in range(question.choices.count()))

    left(0.5, 1000)
    left(0.25, 2000, tmp_path / "mine.ravine")
    asked.answer(look)
    offer(plain)
    assert len(lines) == 2
    assert lines[0].startswith("“mine”, Rosenbrock, 1970-01-01 ")
    assert lines[1].startswith("“Untitled”, Rosenbrock, 1970-01-01 ")


def test_work_on_a_document_goes_on_in_its_file(plain: Plain, asked: Asked, tmp_path: Path) -> None:
    mine = tmp_path / "mine.ravine"
    mine.write_bytes(session_bytes(session(0.25)))
    os.utime(mine, (1000, 1000))
    left(0.5, 2000, mine)
    asked.answer(Answer.RECOVER)
    offer(plain)
    assert (plain.document.name, plain.document.path, plain.document.is_dirty) == ("mine", mine, True)
    plain.set_lr(0.25)
    assert not plain.document.is_dirty
    plain.set_lr(0.5)
    assert plain.document.save()
    assert lr_in(mine) == 0.5


@pytest.mark.parametrize("is_readable", [True, False])
def test_a_document_that_was_written_since_is_not_overwritten_unasked(
    plain: Plain, asked: Asked, tmp_path: Path, is_readable: bool
) -> None:
    mine = tmp_path / "mine.ravine"
    mine.write_bytes(session_bytes(session(0.25)) if is_readable else b"{")
    before = mine.read_bytes()
    os.utime(mine, (3000, 3000))
    left(0.5, 2000, mine)
    asked.answer(Answer.RECOVER)
    offer(plain)
    asked.answer(Answer.CANCEL)
    assert not plain.document.save()
    assert (mine.read_bytes(), plain.document.is_dirty) == (before, True)


def test_recovered_work_stays_unsaved_however_it_is_changed_back(plain: Plain, asked: Asked) -> None:
    left(0.5, 1000)
    asked.answer(Answer.RECOVER)
    offer(plain)
    plain.set_lr(Experiment().lr)
    assert plain.document.is_dirty


def test_what_cannot_be_kept_here_is_not_removed_there(
    plain: Plain, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(0.5, 1000)
    with monkeypatch.context() as broken:
        full_disk(broken)
        asked.answer(Answer.RECOVER)
        offer(plain)
        assert plain.store.experiment.lr == 0.5
        assert found() == [0.5]


def test_changes_in_this_window_are_not_lost_to_those_of_another(plain: Plain, asked: Asked) -> None:
    left(0.5, 1000)
    plain.set_lr(0.125)
    asked.answer(Answer.RECOVER, Answer.CANCEL)
    offer(plain)
    assert (plain.store.experiment.lr, found()) == (0.125, [0.5])


def test_what_cannot_be_read_is_said_and_stays(plain: Plain) -> None:
    left(0.5, 1000)
    (path,) = recovery_folder().glob("*.ravine")
    path.write_text("{")
    offer(plain)
    (said,) = plain.said
    assert said.startswith(f"unsaved changes stay where they are: cannot open {path}: ")
    assert path.read_text() == "{"


def test_of_several_that_cannot_be_read_the_first_reason_is_said(plain: Plain) -> None:
    for at in (1000, 2000):
        left(0.5, at)
    paths = sorted(recovery_folder().glob("*.ravine"))
    for path in paths:
        path.write_text("{")
    offer(plain)
    (said,) = plain.said
    start = f"2 files of unsaved changes stay in {recovery_folder()}; the first: cannot open {paths[0]}: "
    assert said.startswith(start)
