"""Words where there is little room: what is left of them, and what is not lost."""

import pytest

from app.gui.painting.style import font
from app.gui.painting.text import text_width
from app.gui.widgets.panel_words import SMALL, cut


@pytest.mark.parametrize("room", [20.0, 40.0, 60.0, 80.0])
def test_what_is_cut_fits_and_says_so(qapp, room: float) -> None:
    short = cut("Momentum with a name", room)
    assert text_width(short, font(SMALL)) <= room
    assert short.endswith("…")
    assert "Momentum with a name".startswith(short[:-1])


def test_what_fits_is_whole(qapp) -> None:
    assert cut("Momentum 6", 200.0) == "Momentum 6"


@pytest.mark.parametrize("bold", [False, True])
def test_names_that_differ_by_a_number_differ_still(qapp, bold: bool) -> None:
    shorts = [cut(f"Momentum {number}", 62.0, bold=bold) for number in range(2, 13)]
    assert len(set(shorts)) == len(shorts)
    assert all(text_width(short, font(SMALL, bold)) <= 62.0 for short in shorts)
    assert shorts[0].startswith("Mo")
    assert shorts[0].endswith("… 2")


def test_without_any_room_there_are_dots(qapp) -> None:
    assert cut("Momentum 6", 1.0) == "…"
