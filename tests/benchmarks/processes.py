"""Programs that are measured as a whole, each in a process of its own: what they do, as code."""

import subprocess
import sys

BARE_NAME = "bare imports of PySide6, pyqtgraph, numpy"
BARE = "import numpy, pyqtgraph; from PySide6 import QtCore, QtGui, QtWidgets"
PEER_NAME = "matplotlib, the picture alone"
PEER = """
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from tests.benchmarks.matplotlib_picture import Picture
picture = Picture(SceneBuilder().build(Experiment()), (1280, 800), blit=False)
"""
WINDOW = """
import os, sys
import app.plain_imports  # Without it all that comes after Qt would take longer than in the program.
from PySide6.QtWidgets import QApplication
from app.main import main

def exec(self=None):
    window = next(w for w in QApplication.topLevelWidgets() if w.isWindow() and w.objectName() == "ravine")
    while not window.canvas.is_painted:
        QApplication.processEvents()
    {then}
    sys.stdout.flush()
    os._exit(0)

QApplication.exec = exec
main([])
os._exit(1)
"""


def window(then="pass"):
    """The program, which does that with its `window` once it is painted, and ends."""
    return WINDOW.format(then=then.replace("\n", "\n    "))


def run(code):
    """What it prints."""
    return subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True).stdout
