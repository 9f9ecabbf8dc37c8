"""The PySide6 that is installed has none of the defects for which others are refused."""

import subprocess
import sys

WIDGET = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication(["test", "-platform", "offscreen"])
"""

NONE_IS_KEPT = """
widget = QWidget()
before = sys.getrefcount(None)
for _ in range(2000):
    widget.update()
print(before - sys.getrefcount(None))
"""

EXCEPTION_IN_AN_OVERRIDE = """
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

class Touchy(QWidget):
    def mousePressEvent(self, event):
        1 / 0

seen = []
sys.excepthook = lambda kind, error, trace: seen.append(kind.__name__)
widget = Touchy()
widget.show()
for _ in range(20):
    try:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    except ZeroDivisionError as error:  # It arrives in either way.
        seen.append(type(error).__name__)
print(*set(seen))
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WIDGET + code]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_calls_that_return_nothing_lose_no_reference_to_none() -> None:
    done = run(NONE_IS_KEPT)
    assert (done.returncode, done.stderr) == (0, "")
    assert abs(int(done.stdout)) < 1000


def test_an_exception_that_leaves_an_override_arrives_and_ends_nothing() -> None:
    done = run(EXCEPTION_IN_AN_OVERRIDE)
    assert (done.returncode, done.stdout) == (0, "ZeroDivisionError\n"), done.stderr
