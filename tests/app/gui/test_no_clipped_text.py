"""No text is cut off, whatever the scale factor of the screen and the font of the system.

Here the tour takes a short way at one odd scale. All of it, some twenty-five minutes: RAVINE_EVERY_SCALE=1 ./run test
tests/app/gui/test_no_clipped_text.py; and by hand, with a picture of every sight, see `tests.app.gui.tour`.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.gui.painting.style import Style, font
from app.gui.painting.text import draw_text
from app.model.theme import LIGHT
from tests.app.gui.clipping import clipped, watched

ROOT = Path(__file__).parents[3]
IS_LONG = "RAVINE_EVERY_SCALE" in os.environ
SCALES = ["1", "1.25", "1.5", "2", "3"] if IS_LONG else ["1.25"]
SIZES = "1024x640,1280x800,1920x1080" if IS_LONG else "1024x640"
POINTS = "8,24" if IS_LONG else "24"


@pytest.mark.parametrize("scale", SCALES)
def test_no_text_is_cut_off_in_the_whole_window(scale: str, tmp_path: Path) -> None:
    folder = [str(tmp_path)] if IS_LONG else []
    done = subprocess.run(
        [sys.executable, "-m", "tests.app.gui.tour", SIZES, POINTS, *folder],
        cwd=ROOT,
        env=os.environ | {"QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=3600 if IS_LONG else 200,
        check=False,
    )
    assert done.stdout == ""
    assert done.returncode == 0, done.stderr


class Painted(QWidget):
    """Draws words so far from its left edge."""

    def __init__(self, left: float, *, flags: bool) -> None:
        super().__init__()
        self._left = left
        self._flags = flags

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._flags:
            painter.setFont(font(13))
            painter.drawText(QRectF(self._left, 0, 300, 20), int(Qt.AlignmentFlag.AlignLeft), "words")
        else:
            draw_text(painter, Style(LIGHT), QPointF(self._left, 10), "words", font(13), "#000000")
        painter.end()


@pytest.mark.parametrize("flags", [False, True])
@pytest.mark.parametrize(("left", "is_cut"), [(0, False), (55, False), (65, True), (-5, True)])
def test_what_a_widget_draws_beyond_its_edge_is_found(qtbot: QtBot, left: float, is_cut: bool, flags: bool) -> None:
    widget = Painted(left, flags=flags)
    qtbot.addWidget(widget)
    widget.resize(100, 20)
    found: dict[str, str] = {}
    with watched(found):
        widget.grab()
    assert bool(found) is is_cut


def wrapped(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


@pytest.mark.parametrize(
    "make",
    [QLabel, QPushButton, QLineEdit, wrapped],
    ids=["label", "button", "field", "several lines"],
)
@pytest.mark.parametrize(("width", "height", "is_cut"), [(300, 30, False), (40, 30, True), (300, 8, True)])
def test_a_widget_that_is_too_small_for_its_text_is_found(
    qtbot: QtBot, make: type[QLabel], width: int, height: int, is_cut: bool
) -> None:
    around, widget = QWidget(), make("some words of text")
    qtbot.addWidget(around)
    widget.setParent(around)
    around.show()
    widget.resize(width, height)
    assert bool(clipped(around)) is is_cut
    widget.move(around.width() - 5, 0)
    assert "sticks out" in " ".join(clipped(around))
