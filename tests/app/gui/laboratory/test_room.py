"""Who has room: the explanations give way on a narrow window, and the person's wish wins."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QWidget

from app.gui.window import Window
from tests.app.gui.hand import Hand, settle
from tests.app.gui.laboratory.moves import type_into
from tests.app.gui.laboratory.sight import selected, verdicts

HEIGHT = 800


def widen(window: Window, width: int) -> bool:
    """Give the window a width; whether the explanations are there then."""
    window.resize(width, HEIGHT)
    settle()
    assert window.width() == width
    assert window.top_bar.explanations.isChecked() is window.explanations.isVisible()
    return window.explanations.isVisible()


def columns(window: Window) -> list[QWidget]:
    """What stands side by side, as far as it is there."""
    lessons = [window.desk._lessons] if window.desk._lessons is not None else []
    return [part for part in (*lessons, window.panel, window.canvas, window.explanations) if part.isVisible()]


def assert_nothing_is_squeezed(window: Window) -> None:
    parts = columns(window)
    assert sum(part.width() for part in parts) == window.width()
    assert not [pair for pair in combinations(parts, 2) if pair[0].geometry().intersects(pair[1].geometry())]
    assert all(part.width() >= part.minimumWidth() for part in (*parts, *window.chart_views))
    assert not [
        pair for pair in combinations(window.chart_views, 2) if pair[0].geometry().intersects(pair[1].geometry())
    ]


def test_explanations_give_way_below_1200_pixels_and_come_back(still: Window) -> None:
    assert [widen(still, width) for width in (1280, 1200, 1199, 1024, 1199, 1200, 1600)] == [
        True,
        True,
        False,
        False,
        False,
        True,
        True,
    ]


def test_the_button_wins_on_a_narrow_window_whatever_its_width_then(still: Window, hand: Hand) -> None:
    assert not widen(still, 1150)
    hand.click(still.top_bar.explanations)
    assert still.explanations.isVisible()
    for width in (1140, 1024, 1100, 1600, 1024):
        assert widen(still, width)
        assert_nothing_is_squeezed(still)
    hand.click(still.top_bar.explanations)
    assert [widen(still, width) for width in (1025, 1280, 1920)] == [False] * 3


def test_the_button_wins_on_a_wide_window(still: Window, hand: Hand) -> None:
    hand.click(still.top_bar.explanations)
    assert [widen(still, width) for width in (1280, 1024, 1600)] == [False] * 3
    hand.click(still.top_bar.explanations)
    assert widen(still, 1600)


def test_at_1280_explanations_give_way_to_lessons_and_come_back(still: Window, hand: Hand) -> None:
    assert widen(still, 1280)
    hand.click(still.top_bar.lessons)
    assert not still.explanations.isVisible()
    assert_nothing_is_squeezed(still)
    hand.click(still.top_bar.lessons)
    assert still.explanations.isVisible()
    assert widen(still, 1920)
    hand.key("F1")
    assert still.explanations.isVisible(), "there is room for both"
    assert not widen(still, 1280)
    assert widen(still, 1920)


def test_a_person_can_have_both_where_they_fit(still: Window, hand: Hand) -> None:
    widen(still, 1280)
    hand.click(still.top_bar.lessons)
    hand.click(still.top_bar.explanations)
    assert still.lessons.isVisible()
    assert still.explanations.isVisible()
    assert_nothing_is_squeezed(still)
    hand.click(still.top_bar.explanations)
    assert not still.explanations.isVisible()


@pytest.mark.parametrize("width", [1024, 1100])
def test_where_both_do_not_fit_the_last_wish_wins(still: Window, hand: Hand, width: int) -> None:
    widen(still, width)
    for _ in range(2):
        hand.click(still.top_bar.lessons)
        assert (still.lessons.isVisible(), still.explanations.isVisible()) == (True, False)
        assert_nothing_is_squeezed(still)
        hand.click(still.top_bar.explanations)
        assert (still.lessons.isVisible(), still.explanations.isVisible()) == (False, True)
        assert (still.top_bar.lessons.isChecked(), still.top_bar.explanations.isChecked()) == (False, True)
        assert_nothing_is_squeezed(still)


def test_explanations_that_come_back_tell_of_what_is_there_by_then(still: Window, hand: Hand) -> None:
    before = verdicts(still)
    hand.click(still.top_bar.explanations)
    type_into(hand, still.panel.masters["lr"].field, "0.1")
    hand.click(still.panel.cards[2].swatch)
    still.scrub(3)
    hand.click(still.top_bar.explanations)
    settle()
    assert verdicts(still) == ["Diverged"] * 3 != before
    assert selected(still) == {2}
    assert still.explanations.explanation._shown.title == "Nesterov at step 3"
