"""Colours and line patterns that can be told from what is behind them and from each other."""

from itertools import combinations

import pytest

from app.model.theme import PRINT, THEMES, WINDOW_THEMES, Theme

each_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
LINES, WORDS = 3.0, 4.5
"""The least contrast of graphics and of text (WCAG 2.2, 1.4.11 and 1.4.3)."""


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, 0 to 1, as WCAG defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@each_theme
def test_words_are_legible(theme: Theme) -> None:
    for ink in (theme.text, theme.quiet):
        assert contrast(ink, theme.panel) >= WORDS
    for ink in (theme.good, theme.warning):
        assert contrast(ink, theme.panel) >= (WORDS if theme is PRINT else LINES)
    assert contrast(theme.text, theme.map_high) >= WORDS
    assert contrast(theme.text, theme.map_low) >= WORDS


@each_theme
def test_every_lane_has_a_colour_and_a_pattern_of_its_own(theme: Theme) -> None:
    assert len(theme.lanes) == len(theme.dashes) == 8
    assert len(set(zip(theme.lanes, theme.dashes, strict=True))) == len(set(theme.lanes)) == 8


def test_on_paper_lanes_are_dark_and_their_patterns_tell_them_apart_without_colour() -> None:
    assert PRINT.panel == PRINT.map_low == "#ffffff"
    assert PRINT.text == "#000000"
    for ink in PRINT.lanes:
        assert contrast(ink, PRINT.panel) >= WORDS
        assert contrast(ink, PRINT.map_high) >= LINES
    assert len(set(PRINT.dashes)) == 8
    # A pattern comes at least once and a half in a legend's sample.
    assert all(sum(dashes) <= 18 for dashes in PRINT.dashes)
    for one, other in combinations(PRINT.dashes, 2):
        assert len(one) != len(other) or max(abs(a - b) for a, b in zip(one, other, strict=True)) >= 1.4


def test_the_surface_is_grey_on_paper_and_a_printer_without_colour_keeps_all_its_shades() -> None:
    for grey in (PRINT.map_low, PRINT.map_high, PRINT.contour):
        assert len({grey[1:3], grey[3:5], grey[5:7]}) == 1
    assert 1.3 < contrast(PRINT.map_low, PRINT.map_high) < 1.8


def test_the_window_wears_no_paper() -> None:
    assert PRINT not in WINDOW_THEMES
    assert [theme.name for theme in WINDOW_THEMES] == ["dark", "light"]
    assert list(THEMES) == ["dark", "light", "print"]
