"""The short form: openings and closings leave nothing behind."""

from PySide6.QtWidgets import QApplication

from tests.endurance.form import OPENINGS, WARM
from tests.endurance.memory import KIB
from tests.endurance.openings import open_and_close

MOST_GROWTH = 100 * KIB
"""Bytes that are held, for each opening: a window is many times as large, but caches still fill.

How much of it is in memory depends for long on which threads worked when; that is for the long form.
"""


def test_openings_leave_nothing(qapp: QApplication) -> None:
    found = open_and_close(OPENINGS, traced=False)
    assert found.faults == []
    assert OPENINGS <= WARM or found.growth(WARM)["allocated"] < MOST_GROWTH
