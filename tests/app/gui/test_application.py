"""The program around the window: its typeface, its net for errors, and how signals end it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo, QRawFont
from PySide6.QtWidgets import QApplication

from app.gui.application import TYPEFACES
from app.gui.painting.style import FAMILY, font

ROOT = Path(__file__).parents[3]

START = """
import os, signal
from PySide6.QtCore import QTimer
from app.gui import application
from app.gui.window import Window
from app.model.experiment import Experiment
made = application.make_application(["ravine"], offscreen=True)
"""
RUN = """
print("code", application.run_window(Experiment()))
del made
"""
FAULTY = """
plain = Window.toggle_theme
def toggle_theme(window):
    raise ZeroDivisionError("by\\nzero")
Window.toggle_theme = toggle_theme
def press():
    # Posted, so that the event loop delivers them as it does a display's.
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    (window,) = [widget for widget in made.topLevelWidgets() if isinstance(widget, Window)]
    for _ in range(2):
        made.postEvent(window, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier))
    QTimer.singleShot(100, window.close)
QTimer.singleShot(200, press)
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_typeface_is_the_programs_own_with_the_letters_of_the_trade(qapp: QApplication) -> None:
    assert FAMILY in QFontDatabase.families()
    assert QFontInfo(font(13)).family() == FAMILY
    for name in TYPEFACES:
        raw = QRawFont(str(ROOT / "app" / "assets" / name), 13)
        assert [letter for letter in "βθηλκσ∇√−×²μ⁻←→±∂|→" if not raw.supportsCharacter(ord(letter))] == []


def test_closing_the_window_ends_the_program_in_silence() -> None:
    done = run(START + "QTimer.singleShot(200, made.closeAllWindows)" + RUN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_closes_the_window_and_what_is_remembered_is_kept(name: str) -> None:
    done = run(START + f"QTimer.singleShot(200, lambda: os.kill(os.getpid(), signal.{name}))" + RUN)
    assert (done.returncode, done.stdout, done.stderr) == (0, "code 0\n", "")
    assert Path(os.environ["XDG_CONFIG_HOME"], "ravine", "settings.json").is_file()


def test_an_error_inside_is_one_line_and_the_window_goes_on() -> None:
    done = run(START + FAULTY + RUN)
    assert (done.returncode, done.stdout) == (0, "code 0\n")
    lines = done.stderr.splitlines()
    assert len(lines) == 2, done.stderr
    for line in lines:
        # From 6.8 on PySide6 itself says first in which override it happened.
        assert re.match(r"(Error calling .*: )?ravine: something went wrong inside: ZeroDivisionError: by", line)
