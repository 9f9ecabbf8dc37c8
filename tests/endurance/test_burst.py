"""Ten thousand values of a slider, at once and with the event loop turning in between."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.endurance.burst import burst


@pytest.mark.parametrize("spin", [10_001, 40])
def test_the_last_value_is_shown(qapp: QApplication, spin: int) -> None:
    assert burst(10_000, spin) == []
