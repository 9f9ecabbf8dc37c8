"""The document: clean or dirty by value, every way to open, save and close it, and no way that loses work unasked."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.gui.widgets.question import Answer
from app.model import edits
from app.model.experiment import Experiment
from app.model.recent import load_recent
from app.recovery.recovery import recovery_folder
from app.sessions import Session
from app.sessions.figures import with_session
from app.sessions.opening import open_session
from app.sessions.share import share_text
from app.sessions.text import session_bytes
from tests.app.gui.hand import Hand, settle
from tests.app.gui.plain import Asked, Plain, failing_io, full_disk, lr_in

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


def session(lr: float, **look: object) -> Session:
    return Session(edits.set_master(Experiment(), "lr", lr), **look)


@pytest.fixture
def asked() -> Iterator[Asked]:
    made = Asked()
    yield made
    assert made.is_done, "a question that was expected did not come"


@pytest.fixture
def plain(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plain]:
    monkeypatch.setenv("HOME", str(tmp_path))
    made = Plain()
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.document.stop()
    made.hide()
    shiboken6.delete(made)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A session file with another learning rate."""
    path = tmp_path / "old.ravine"
    path.write_bytes(session_bytes(session(0.25, step=5, view="crowd")))
    return path


def dialogs(monkeypatch: pytest.MonkeyPatch, *answers: object) -> None:
    """What file dialogs answer, one after the other."""
    left = [str(answer) for answer in answers]
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (left.pop(0), ""))


def test_a_new_window_is_clean_and_untitled(plain: Plain) -> None:
    document = plain.document
    assert (document.name, document.path, document.is_dirty, document.recent) == ("Untitled", None, False, ())
    assert document.may_close()
    assert not recovery_folder().exists()


def test_dirty_is_a_matter_of_values(plain: Plain) -> None:
    plain.set_lr(0.5)
    assert plain.document.is_dirty
    plain.store.undo()
    assert not plain.document.is_dirty
    plain.store.redo()
    plain.set_lr(Experiment().lr)
    assert not plain.document.is_dirty
    plain.look = {"step": 9, "view": "path"}
    assert not plain.document.is_dirty


def test_only_changes_of_title_or_state_are_told(plain: Plain) -> None:
    for lr in (0.5, 0.25, 0.125, Experiment().lr):
        plain.set_lr(lr)
    assert plain.titles == [("Untitled", True), ("Untitled", False)]


def test_save_asks_for_a_file_once_and_writes_what_is_looked_at(
    plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialogs(monkeypatch, tmp_path / "lr 0.5")
    plain.set_lr(0.5)
    assert plain.document.save()
    target = tmp_path / "lr 0.5.ravine"
    assert open_session(target) == session(0.5, step=3, view="map")
    assert (plain.document.path, plain.document.name, plain.document.is_dirty) == (target, "lr 0.5", False)
    plain.set_lr(0.125)
    assert plain.document.is_dirty
    assert plain.document.save()
    assert (lr_in(target), plain.document.is_dirty) == (0.125, False)
    plain.store.undo()
    assert plain.document.is_dirty


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("a", "a.ravine"),
        ("a.ravine", "a.ravine"),
        ("a.RAVINE", "a.RAVINE"),
        ("a.png", "a.png.ravine"),
        (".5", ".5.ravine"),
    ],
)
def test_a_suffix_is_added_where_there_is_none(
    plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, becomes: str
) -> None:
    dialogs(monkeypatch, tmp_path / typed)
    assert plain.document.save_as()
    assert [path.name for path in tmp_path.iterdir()] == [becomes]


@pytest.mark.parametrize("answer", [Answer.REPLACE, Answer.CANCEL])
def test_a_file_that_the_added_suffix_hits_is_not_replaced_unasked(
    plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Asked, answer: Answer
) -> None:
    (tmp_path / "a.ravine").write_text("old")
    dialogs(monkeypatch, tmp_path / "a")
    asked.answer(answer)
    saved = plain.document.save_as()
    assert saved is (answer is Answer.REPLACE)
    assert asked.titles == ["Replace “a.ravine”?"]
    assert ((tmp_path / "a.ravine").read_bytes() == b"old") is not saved


def test_a_dialog_that_is_left_saves_nothing(plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dialogs(monkeypatch, "", "")
    plain.set_lr(0.5)
    assert not plain.document.save()
    assert not plain.document.save_as()
    assert plain.document.is_dirty
    assert list(tmp_path.iterdir()) == []


def test_save_as_goes_on_in_the_new_file(
    plain: Plain, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.document.open_path(old)
    before = old.read_bytes()
    plain.set_lr(0.5)
    dialogs(monkeypatch, tmp_path / "new.ravine")
    assert plain.document.save_as()
    assert (plain.document.name, old.read_bytes()) == ("new", before)
    plain.set_lr(0.125)
    assert plain.document.save()
    assert (lr_in(tmp_path / "new.ravine"), old.read_bytes()) == (0.125, before)


def test_saving_leaves_links_and_permissions_as_they_are(plain: Plain, old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.ravine"
    link.symlink_to(old)
    old.chmod(0o640)
    plain.document.open_path(link)
    plain.set_lr(0.5)
    assert plain.document.save()
    assert (link.is_symlink(), lr_in(old), old.stat().st_mode & 0o777) == (True, 0.5, 0o640)


def test_opening_shows_what_is_in_the_file(plain: Plain, old: Path) -> None:
    plain.document.open_path(old)
    assert plain.opened == [session(0.25, step=5, view="crowd")]
    assert plain.store.experiment.lr == 0.25
    assert (plain.document.path, plain.document.name, plain.document.is_dirty) == (old, "old", False)
    assert plain.titles[-1] == ("old", False)
    assert not plain.store.can_undo


def test_when_it_is_shown_everybody_knows_the_experiment(plain: Plain, old: Path) -> None:
    told: list[float] = []
    heard: list[float] = []
    plain.store.changed.connect(lambda experiment: told.append(experiment.lr))
    plain.document.opened.connect(lambda _: heard.extend(told))
    plain.document.open_path(old)
    assert heard == [0.25]


def test_open_asks_where_things_were_last(
    plain: Plain, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[object, ...]] = []
    (tmp_path / "folder").mkdir()
    other = old.rename(tmp_path / "folder" / "old.ravine")
    answers = [str(other), ""]
    answer = lambda *words: (seen.append(words[2:]), (answers.pop(0), ""))[1]  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    plain.document.open()
    plain.document.open()
    assert plain.opened == [session(0.25, step=5, view="crowd")]
    assert [folder for folder, _ in seen] == [str(tmp_path), str(tmp_path / "folder")]
    assert seen[0][1] == "Sessions and figures (*.png *.svg *.pdf *.ravine);;All files (*)"


@pytest.mark.parametrize("name", ["figure.svg", "figure.ravine"])
def test_a_figure_gives_an_untitled_document_and_is_never_written_over(
    plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    figure = tmp_path / name
    figure.write_bytes(with_session(SVG, ".svg", session(0.25)))
    before = figure.read_bytes()
    plain.document.open_path(figure)
    assert (plain.document.path, plain.document.name, plain.document.is_dirty) == (None, "figure", False)
    assert plain.store.experiment.lr == 0.25
    proposals: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (proposals.append(words[2]), ("", ""))[1])
    plain.set_lr(0.5)
    assert not plain.document.save()
    assert proposals == [str(tmp_path / "figure.ravine")]
    assert figure.read_bytes() == before


@pytest.mark.parametrize("what", ["missing", "folder", "nonsense"])
def test_what_cannot_be_opened_is_said_and_nothing_changes(plain: Plain, old: Path, tmp_path: Path, what: str) -> None:
    bad = tmp_path / "bad.ravine"
    if what == "folder":
        bad.mkdir()
    elif what == "nonsense":
        bad.write_text("{")
    plain.document.open_path(old)
    plain.set_lr(0.5)
    # No question either: there is nothing that would take the place of the changes.
    plain.document.open_path(bad)
    assert (plain.document.path, plain.store.experiment.lr, plain.document.is_dirty) == (old, 0.5, True)
    (sentence,) = plain.said
    assert sentence.startswith(f"cannot open {bad}: ")
    assert "\n" not in sentence


def test_new_begins_with_the_default_experiment(plain: Plain, old: Path) -> None:
    plain.document.open_path(old)
    plain.document.new()
    assert plain.store.experiment == Experiment()
    assert (plain.document.path, plain.document.name, plain.document.is_dirty) == (None, "Untitled", False)
    assert plain.opened[-1] == Session()


def test_a_share_string_opens_untitled(plain: Plain, old: Path) -> None:
    plain.document.open_path(old)
    plain.document.take_share(share_text(session(0.125, step=2)))
    assert plain.opened[-1] == session(0.125, step=2)
    assert (plain.document.path, plain.document.name, plain.document.is_dirty) == (None, "Untitled", False)
    plain.document.take_share("ravine:nonsense")
    assert plain.store.experiment.lr == 0.125
    assert len(plain.said) == 1


@pytest.mark.parametrize("way", ["new", "open", "share", "close"])
@pytest.mark.parametrize("answer", [Answer.SAVE, Answer.DISCARD, Answer.CANCEL, "Esc"])
def test_nothing_takes_the_place_of_changes_unasked(
    plain: Plain, old: Path, tmp_path: Path, asked: Asked, way: str, answer: Answer | str
) -> None:
    mine = tmp_path / "mine.ravine"
    mine.write_bytes(session_bytes(session(0.5)))
    plain.document.open_path(mine)
    plain.set_lr(0.0625)
    asked.answer(answer)
    ways = {
        "new": plain.document.new,
        "open": lambda: plain.document.open_path(old),
        "share": lambda: plain.document.take_share(share_text(session(0.125))),
        "close": plain.close,
    }
    ways[way]()
    assert asked.titles == ["Save changes to “mine”?"]
    assert lr_in(mine) == (0.0625 if answer is Answer.SAVE else 0.5)
    stays = answer in (Answer.CANCEL, "Esc")
    assert plain.isVisible() is (stays or way != "close")
    after = {"new": Experiment().lr, "open": 0.25, "share": 0.125, "close": 0.0625}
    assert plain.store.experiment.lr == (0.0625 if stays else after[way])
    assert plain.document.is_dirty is (stays or (way == "close" and answer is Answer.DISCARD))


def test_a_close_whose_saving_fails_or_is_left_stays_open(
    plain: Plain, asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.set_lr(0.5)
    dialogs(monkeypatch, "", tmp_path / "missing" / "a.ravine")
    for _ in range(2):
        asked.answer(Answer.SAVE)
        plain.close()
        assert plain.isVisible()
        assert plain.document.is_dirty
    assert plain.said == [f"cannot write {tmp_path / 'missing' / 'a.ravine'}: there is no such folder, make it first"]


def test_a_failing_save_leaves_file_and_document_as_they_were(
    plain: Plain, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.document.open_path(old)
    before = old.read_bytes()
    plain.set_lr(0.5)
    with monkeypatch.context() as broken:
        full_disk(broken)
        assert not plain.document.save()
    assert plain.said == [f"cannot write {old}: no space left on the device"]
    assert (old.read_bytes(), plain.document.is_dirty) == (before, True)
    assert [path.name for path in tmp_path.iterdir()] == ["old.ravine"]
    assert plain.document.save()
    assert lr_in(old) == 0.5


def test_whichever_call_fails_file_and_document_stay_as_they_were(
    plain: Plain, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain.document.open_path(old)
    before = old.read_bytes()
    plain.set_lr(0.5)
    failures, is_saved = 0, False
    while not is_saved:
        with monkeypatch.context() as broken:
            made = failing_io(broken, failures + 1)
            is_saved = plain.document.save()
        if not is_saved:
            failures += 1
            assert made[0] >= failures
            assert (old.read_bytes(), plain.document.is_dirty) == (before, True)
            assert [path.name for path in tmp_path.iterdir()] == ["old.ravine"]
    # To open, to set the permissions, to write, to flush, to reach the disk, to close, and to take its name.
    assert failures >= 7
    # In the end it is the list of recent files that cannot be written.
    assert plain.said[:failures] == [f"cannot write {old}: no space left on the device"] * failures
    assert (lr_in(old), plain.document.is_dirty) == (0.5, False)


@pytest.mark.parametrize("answer", [Answer.OVERWRITE, Answer.SAVE_AS, Answer.CANCEL])
def test_what_another_program_wrote_is_not_overwritten_unasked(
    plain: Plain, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Asked, answer: Answer
) -> None:
    plain.document.open_path(old)
    plain.set_lr(0.5)
    old.write_bytes(session_bytes(session(0.75)))
    os.utime(old, ns=(0, 10**18))
    dialogs(monkeypatch, tmp_path / "mine.ravine")
    asked.answer(answer)
    assert plain.document.save() is (answer is not Answer.CANCEL)
    assert asked.titles == ["“old.ravine” was changed by another program"]
    assert lr_in(old) == (0.5 if answer is Answer.OVERWRITE else 0.75)
    assert (tmp_path / "mine.ravine").exists() is (answer is Answer.SAVE_AS)
    assert plain.document.is_dirty is (answer is Answer.CANCEL)


def test_a_file_that_is_gone_is_written_again(plain: Plain, old: Path) -> None:
    plain.document.open_path(old)
    plain.set_lr(0.5)
    old.unlink()
    assert plain.document.save()
    assert lr_in(old) == 0.5


def test_recent_files_are_remembered_and_missing_ones_dropped(
    plain: Plain, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    figure = tmp_path / "figure.svg"
    figure.write_bytes(with_session(SVG, ".svg", session(0.25)))
    plain.document.open_path(old)
    plain.document.open_path(figure)
    dialogs(monkeypatch, tmp_path / "mine")
    plain.document.save_as()
    mine = tmp_path / "mine.ravine"
    assert plain.document.recent == (mine, figure, old)
    assert load_recent().existing == (mine, figure, old)
    figure.unlink()
    plain.document.open_path(figure)
    assert plain.document.recent == (mine, old)
    other = Plain()
    assert other.document.recent == (mine, old)
    shiboken6.delete(other)


def test_the_program_can_start_with_a_session_and_its_file(
    plain: Plain, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(old.parent)
    plain.document.begin(session(0.25, step=8), Path("old.ravine"))
    assert (plain.document.path, plain.document.recent, plain.document.is_dirty) == (old, (old,), False)
    assert plain.opened == [session(0.25, step=8)]
    plain.document.begin(session(0.5), None)
    assert (plain.document.path, plain.store.experiment.lr) == (None, 0.5)


def test_unsaved_changes_are_kept_for_the_next_start_and_go_when_they_are_saved(
    plain: Plain, old: Path, qtbot: QtBot
) -> None:
    def kept() -> list[float]:
        return [lr_in(path) for path in recovery_folder().glob("*.ravine")]

    plain.document.open_path(old)
    plain.set_lr(0.5)
    qtbot.waitUntil(lambda: kept() == [0.5], timeout=20_000)
    assert [Path(path.read_text()) for path in recovery_folder().glob("*.document")] == [old]
    plain.document.save()
    qtbot.waitUntil(lambda: kept() == [])
    plain.set_lr(0.125)
    assert plain.document.keep()
    assert kept() == [0.125]
    plain.store.undo()
    plain.store.flush()
    qtbot.waitUntil(lambda: kept() == [])


def test_changes_that_are_not_wanted_are_not_kept(plain: Plain, asked: Asked) -> None:
    plain.set_lr(0.5)
    plain.document.keep()
    asked.answer(Answer.DISCARD)
    plain.close()
    assert list(recovery_folder().iterdir()) == []


def test_who_must_leave_asks_nothing_and_keeps_what_is_unsaved(plain: Plain) -> None:
    plain.set_lr(0.5)
    plain.document.leave()
    plain.close()
    assert not plain.isVisible()
    assert [lr_in(path) for path in recovery_folder().glob("*.ravine")] == [0.5]


def test_a_question_that_is_open_when_the_program_must_leave_counts_for_nothing(plain: Plain, asked: Asked) -> None:
    plain.set_lr(0.5)
    asked.answer(lambda question: (plain.document.leave(), question.reject()))
    plain.close()
    assert not plain.isVisible()
    assert [lr_in(path) for path in recovery_folder().glob("*.ravine")] == [0.5]


def test_the_real_dialog_saves_what_is_typed(
    plain: Plain, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = QFileDialog.getSaveFileName
    own = QFileDialog.Option.DontUseNativeDialog
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: real(*words, options=own))

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            (field,) = dialog.findChildren(QLineEdit, "fileNameEdit")
            assert field.text() == "Untitled.ravine"
            hand = Hand(dialog)
            field.setFocus()
            hand.key("Ctrl+A")
            hand.type("mine")
            (button,) = [found for found in dialog.findChildren(QPushButton) if found.text().endswith("Save")]
            hand.click(button)
        finally:
            # Only what is still open, and would leave the test waiting for ever.
            if dialog.isVisible():
                dialog.reject()

    QTimer.singleShot(0, reply)
    plain.set_lr(0.5)
    assert plain.document.save()
    settle()
    assert lr_in(tmp_path / "mine.ravine") == 0.5
