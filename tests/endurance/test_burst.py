"""Thousands of values of a slider, at once and with the event loop turning in between."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.endurance.burst import burst
from tests.endurance.form import VALUES


@pytest.mark.parametrize("spin", [VALUES + 1, 40])
def test_the_last_value_is_shown(qapp: QApplication, spin: int) -> None:
    assert burst(VALUES, spin) == []
