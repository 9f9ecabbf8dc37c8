"""From nothing to the first painted window, beside the bare import of PySide6, pyqtgraph and numpy.

By hand: python -m tests.benchmarks.start

Each sample is a process of its own; the two kinds take turns, and the median counts.
"""

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

from tests.benchmarks.windows import own_folders

SAMPLES = 15
BARE = "import numpy, pyqtgraph; from PySide6 import QtCore, QtGui, QtWidgets"
WINDOW = """
import os, sys
from PySide6.QtWidgets import QApplication
from app.main import main

def exec(self=None):
    window = next(w for w in QApplication.topLevelWidgets() if w.isWindow() and w.objectName() == "ravine")
    while not window.canvas.is_painted:
        QApplication.processEvents()
    os._exit(0)

QApplication.exec = exec
main([])
os._exit(1)
"""


def main():
    own_folders()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    bare, window = [], []
    for _ in range(SAMPLES):
        bare.append(seconds_of(BARE))
        window.append(seconds_of(WINDOW))
    print(f"bare imports           {1e3 * median(bare):7.0f} ms")
    print(f"first painted window   {1e3 * median(window):7.0f} ms   {median(window) / median(bare):.2f} ×")


def seconds_of(code):
    begin = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - begin


if __name__ == "__main__":
    main()
