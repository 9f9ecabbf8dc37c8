"""A window in which lr was steered up at `STEP`."""

import pytest

from app.gui.window import Window
from tests.app.gui.hand import Hand
from tests.app.gui.laboratory.moves import drag, scrub_to

STEP = 60
"""Early enough for every lane to be on its way."""


@pytest.fixture
def steered(still: Window, hand: Hand) -> Window:
    """The window, lr steered up at a step."""
    hand.click(still.mode.steer)
    scrub_to(still, hand, STEP)
    drag(hand, still.panel.masters["lr"].slider, 0.4, 0.42, 0.45)
    return still
