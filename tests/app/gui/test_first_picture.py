import subprocess
import sys

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.gui.first_picture import FirstPicture

START = """
import gc, os, sys
from PySide6.QtWidgets import QApplication
from app.main import main

def exec(self=None):
    window = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "ravine")
    while not window.canvas.is_painted:
        QApplication.processEvents()
    print(window.playhead.playing, *(view.is_painted for view in window.chart_views))
    print(*sys.modules)
    while not gc.isenabled():
        QApplication.processEvents()
    print("app.sessions.text" in sys.modules)
    sys.stdout.flush()
    os._exit(0)

QApplication.exec = exec
main([])
"""
NOT_YET = (
    *("xml.sax", "http", "email", "ssl", "numpy.ma", "PIL", "imageio_ffmpeg", "torch", "matplotlib"),
    *("app.sessions.text", "app.sessions.schema", "app.sessions.opening", "app.sessions.share", "app.heights"),
    *("app.plugins", "app.lessons", "app.command.experiment", "app.gui.exports", "app.gui.recovery_offer"),
    *("app.gui.widgets.lesson_panel", "app.gui.widgets.export_dialog", "app.gui.widgets.surface_picker"),
)


def test_the_first_picture_waits_for_nothing_that_is_not_in_it_and_the_rest_comes_right_after_it():
    found = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True, timeout=60)
    shown, modules, after = found.stdout.splitlines()
    assert shown == "True True True True"
    assert not set(NOT_YET) & set(modules.split())
    assert after == "True"


def test_what_waits_for_the_first_picture_comes_once_and_in_a_turn_of_its_own(qtbot):
    window, calls = QWidget(), []
    qtbot.addWidget(window)
    FirstPicture(window, lambda: calls.append(painted[-1]))
    painted = []
    watched = window.paintEvent
    window.paintEvent = lambda event: (painted.append(event.type()), watched(event))
    window.show()
    qtbot.waitUntil(lambda: bool(calls))
    window.repaint()
    qtbot.wait(1)
    assert calls == [QEvent.Type.Paint]
