"""The short form: six hundred frames hold no more memory than three hundred."""

from PySide6.QtWidgets import QApplication

from tests.endurance.frames import play
from tests.endurance.memory import KIB

MOST_GROWTH = 100 * KIB
"""Bytes that are held after as many frames again. A picture of the canvas that is left has twenty times as many."""


def test_six_hundred_frames(qapp: QApplication) -> None:
    found = play(600, 300)
    assert found.faults == []
    assert found.moved == 600
    assert found.allocated[2] - found.allocated[1] < MOST_GROWTH
