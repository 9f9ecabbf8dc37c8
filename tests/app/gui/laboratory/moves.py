"""What a hand does in a window: types, drags, scrubs."""

from PySide6.QtWidgets import QWidget

from app.gui.window import Window
from tests.app.gui.hand import Hand
from tests.app.gui.test_window import on
from tests.app.gui.widgets.test_chart_view import along


def type_into(hand: Hand, field: QWidget, text: str) -> None:
    """Put a number into a field by hand."""
    hand.click(field)
    hand.key("Ctrl+A")
    hand.type(text)
    hand.key("Return")


def scrub_to(window: Window, hand: Hand, step: int) -> None:
    """Go to a step by a click in a chart, and by single steps where a mouse is too coarse."""
    hand.click(window.chart_views[0], along(window.chart_views[0], step / window.playhead.last))
    while window.playhead.step != step:
        hand.click(window.transport.forward if window.playhead.step < step else window.transport.back)


def drag(hand: Hand, slider: QWidget, *places: float) -> None:
    hand.drag(slider, [on(slider, place) for place in places])
