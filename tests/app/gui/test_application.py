"""The program around the window: its typeface, its net for errors, and how signals end it."""

import ast
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from app import crash
from app.gui.application import TYPEFACES
from app.gui.painting.style import FAMILY, font
from app.recovery.recovery import orphans, recovery_folder
from app.sessions.text import session_bytes
from tests.app.gui.conftest import OFFSCREEN_CANNOT
from tests.app.gui.plain import lr_in
from tests.app.gui.test_document import session

ROOT = Path(__file__).parents[3]

START = """
import os, signal, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from app.gui import application, signals
from app.gui.window import Window
from app.model import edits
from app.sessions import Session
made = application.make_application(["ravine"], offscreen=True)
def window():
    return next(widget for widget in made.topLevelWidgets() if isinstance(widget, Window))
def change(lr=0.5):
    window().apply(lambda experiment: edits.set_master(experiment, "lr", lr))
def after(milliseconds, *actions):
    def act():
        for action in actions:
            action()
    QTimer.singleShot(milliseconds, act)
"""
RUN = """
print("code", application.run_window(Session()))
del made
"""
PATIENT = "signals.GRACE = 50"
"""What the window can do by itself, it does, however slow the machine is."""
STATES = {
    "idle": "",
    "a question is open": "QTimer.singleShot(0, lambda: window().close())",
    "a menu is open": "QTimer.singleShot(0, lambda: window().top_bar.document_menu.exec())",
    "a dialog is open": "QTimer.singleShot(0, lambda: window().document.save_as())",
    "a map is computed": "from app.gui.widgets.view_switch import Tab; window().show_view(Tab.MAP)",
}
BUSY = {
    "Python computes": "while True: pass",
    "Python waits": "time.sleep(50)",
}
FAULTY = """
plain = Window.toggle_theme
def toggle_theme(window):
    raise ZeroDivisionError("by\\nzero")
Window.toggle_theme = toggle_theme
def leave():
    print(window().notice.text())
    application.leave(window().document)
def press():
    # Posted, so that the event loop delivers them as it does a display's.
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    change()
    for _ in range(2):
        made.postEvent(window(), QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier))
    QTimer.singleShot(100, leave)
QTimer.singleShot(200, press)
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    lines = done.stderr.splitlines(keepends=True)
    done.stderr = "".join(line for line in lines if not re.match(OFFSCREEN_CANNOT, line.rstrip()))
    return done


NOT_WRITTEN = {"characters.py", "names.py"}
"""Modules that list letters to refuse them."""


def written_letters() -> set[str]:
    """Every letter in a text of the program, all but the docstrings, that has a shape."""
    texts = []
    for package in ("app", "optim_core", "surfaces"):
        texts += [path.read_text() for path in (ROOT / package).rglob("*.toml")]
        for path in (ROOT / package).rglob("*.py"):
            if path.name not in NOT_WRITTEN:
                texts += texts_of(ast.parse(path.read_text()))
    return {letter for letter in "".join(texts) if unicodedata.category(letter)[0] not in "CZ"}


def texts_of(tree: ast.Module) -> list[str]:
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in silent]
    return [node.value for node in constants if isinstance(node.value, str)]


def test_the_typeface_is_the_programs_own_with_every_letter_that_the_program_writes(qapp: QApplication) -> None:
    assert FAMILY in QFontDatabase.families()
    assert QFontInfo(font(13)).family() == FAMILY
    letters = written_letters() - {"\ufffd"}
    assert letters > set("βθηλκσ∇√−×²μ⁻←→±▾⌊ᵗᵏ\u0302")
    for name in TYPEFACES:
        raw = QRawFont(str(ROOT / "app" / "assets" / name), 13)
        assert sorted(letter for letter in letters if not raw.supportsCharacter(ord(letter))) == []


def test_closing_the_window_ends_the_program_in_silence() -> None:
    done = run(START + "QTimer.singleShot(200, made.closeAllWindows)" + RUN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")


def told(name: str) -> str:
    return f"lambda: os.kill(os.getpid(), signal.{name})"


def kept() -> list[float]:
    """The learning rates that the next start finds."""
    found = orphans().orphans
    for orphan in found:
        orphan.release()
    return [orphan.session.experiment.lr for orphan in found]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_window_and_what_is_remembered_is_kept(name: str) -> None:
    done = run(f"{START}{PATIENT}\nafter(200, change, {told(name)}){RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")
    assert Path(os.environ["XDG_CONFIG_HOME"], "ravine", "settings.json").is_file()
    assert kept() == [0.5]


def test_a_signal_leaves_nothing_where_nothing_is_unsaved() -> None:
    done = run(f"{START}{PATIENT}\nafter(200, {told('SIGTERM')}){RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")
    assert not recovery_folder().exists()


@pytest.mark.parametrize("state", STATES)
def test_a_signal_ends_it_whatever_is_open_and_without_a_question(state: str) -> None:
    # The clock of the signal starts after that of what is to be open by then.
    do = f"def begin():\n    {STATES[state] or 'pass'}\n    after(200, {told('SIGTERM')})\n"
    done = run(f"{START}{PATIENT}\n{do}after(200, change, begin){RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")
    assert kept() == [0.5]


@pytest.mark.parametrize("state", BUSY)
def test_a_window_that_cannot_leave_is_ended_and_its_work_kept(state: str) -> None:
    # Another thread sends it, since the window's own stands still.
    send = "import threading; threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGTERM)).start()"
    do = f"def stand_still():\n    {send}\n    {BUSY[state]}\n"
    done = run(f"{START}{do}after(200, change, stand_still){RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (128 + 15, "", "")
    assert kept() == [0.5]


def test_ctrl_c_is_heard_where_a_shell_lets_background_work_ignore_it() -> None:
    ignoring = f"signal.signal(signal.SIGINT, signal.SIG_IGN)\nafter(200, change, {told('SIGINT')})"
    done = run(f"{START}{PATIENT}\n{ignoring}{RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")
    assert kept() == [0.5]


def test_a_hangup_that_is_ignored_stays_ignored() -> None:
    ignoring = f"signal.signal(signal.SIGHUP, signal.SIG_IGN)\nafter(200, {told('SIGHUP')})"
    done = run(f"{START}{ignoring}\nafter(400, lambda: print('still here'), made.closeAllWindows){RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "still here\ncode 0\n", "")


def test_the_documents_own_file_is_not_touched_by_a_signal(tmp_path: Path) -> None:
    path = tmp_path / "mine.ravine"
    path.write_bytes(session_bytes(session(0.25)))
    opening = f"application.run_window(Session(), Path({str(path)!r}))"
    run(f"{START}{PATIENT}\nafter(200, change, {told('SIGTERM')})\n{opening}")
    assert lr_in(path) == 0.25
    (orphan,) = orphans().orphans
    assert (orphan.document, orphan.session.experiment.lr) == (path, 0.5)
    orphan.release()


def test_work_is_offered_after_a_kill_and_gone_once_it_is_saved(tmp_path: Path) -> None:
    kill = "after(200, change, lambda: window().document.keep(), lambda: os.kill(os.getpid(), signal.SIGKILL))"
    assert run(f"{START}{kill}{RUN}").returncode == -9
    assert kept() == [0.5]
    recover = f"""
from PySide6.QtWidgets import QFileDialog, QPushButton
def recover():
    question = made.activeModalWidget()
    if question is None:
        after(20, recover)
        return
    next(found for found in question.findChildren(QPushButton) if found.text() == "Recover").click()
    after(0, save)
def save():
    print(window().store.experiment.lr, window().isWindowModified(), window().windowTitle())
    QFileDialog.getSaveFileName = lambda *_: ({str(tmp_path / "mine")!r}, "")
    window().document.save()
    window().close()
after(20, recover)
"""
    done = run(f"{START}{recover}{RUN}")
    assert (done.returncode, done.stdout, done.stderr) == (0, "0.5 True Untitled[*]\ncode 0\n", "")
    assert lr_in(tmp_path / "mine.ravine") == 0.5
    assert kept() == []


def test_an_error_inside_is_one_line_and_the_window_goes_on() -> None:
    done = run(START + FAULTY + RUN)
    words = (
        r"Something went wrong inside \(ZeroDivisionError\)\. Your experiment is kept; details are in .*crash\.log\.\n"
    )
    assert re.fullmatch(words + "code 0\n", done.stdout)
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    for line in lines:
        # From 6.8 on PySide6 itself says in which overrides it happened.
        plain = re.sub(r"Error calling Python override of [^ ]+ ", "", line)
        assert plain.startswith("ravine: something went wrong inside: ZeroDivisionError: by")
    assert kept() == [0.5]
    log = crash.crash_log().read_text()
    assert log.count("Traceback (most recent call last):") == 1
    assert re.search(r"ZeroDivisionError in .*, line \d+, came 2 times", log)
