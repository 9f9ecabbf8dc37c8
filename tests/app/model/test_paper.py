"""Sizes on the screen and in print, and what of a figure is drawn."""

import pytest

from app.model.paper import PARTS_OF, PRINT_TEXT, Paper, Part, Unit
from app.sessions.session import VIEWS


def test_a_paper_in_pixels_has_96_of_them_in_an_inch_unless_something_else_is_said() -> None:
    paper = Paper(960, 480)
    assert paper.pixels == (960, 480)
    assert paper.units == (960, 480)
    assert paper.millimetres == (pytest.approx(254), pytest.approx(127))
    assert paper.points is None
    fine = Paper(960, 480, dpi=192)
    assert fine.pixels == (960, 480)
    assert fine.units == (480, 240)


def test_a_paper_in_millimetres_has_pixels_by_its_dpi_and_text_for_print() -> None:
    paper = Paper(85, 64, Unit.MM, 300)
    assert paper.pixels == (1004, 756)
    assert paper.units == (pytest.approx(321.2598, abs=1e-4), pytest.approx(241.8898, abs=1e-4))
    assert paper.millimetres == (pytest.approx(85), pytest.approx(64))
    assert paper.points == PRINT_TEXT
    assert Paper(85, 64, Unit.MM, 300, text=9.0).points == 9.0


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({"width": 63}, "width must lie between 64 and 20,000 pixels, not 63"),
        ({"height": float("nan")}, "height must lie between 64 and 20,000 pixels, not nan"),
        ({"width": 20_000, "height": 20_000}, "are more than 100,000,000; take a smaller size or dpi"),
        ({"dpi": 10}, "dpi must lie between 36 and 2,400 pixels an inch, not 10"),
        ({"text": 200}, "text must lie between 3 and 72 points, not 200"),
        ({"width": 5, "unit": Unit.MM}, "width must lie between 64 and 20,000 pixels"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(wanted: dict, words: str) -> None:
    with pytest.raises(ValueError, match=words.replace("(", r"\(")) as refused:
        Paper(**wanted)
    assert "\n" not in str(refused.value)


def test_it_is_known_of_every_view_which_parts_its_figure_has() -> None:
    assert set(PARTS_OF) == set(VIEWS)
    for parts in PARTS_OF.values():
        assert Part.CAPTION in parts
        assert list(parts) == [part for part in Part if part in parts]
