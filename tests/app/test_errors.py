"""Foreign words in our sentences."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers, text

from app.errors import either, on_a_line


@pytest.mark.parametrize(
    ("words", "found"), [([".png"], ".png"), ([".png", ".svg"], ".png or .svg"), ("xyz", "x, y or z")]
)
def test_words_of_which_one_is_wanted(words, found):
    assert either(iter(words)) == found


@given(text(), integers(1, 50))
def test_any_words_fit_on_a_line(words, most):
    found = on_a_line(words, most)
    assert found.isprintable()
    assert len(found) == min(len(words), most)


@pytest.mark.parametrize(
    ("words", "found"), [("loss.csv", "loss.csv"), ("a\x1b[2J\nb", "a�[2J�b"), ("x" * 11, "x" * 9 + "…")]
)
def test_what_is_no_letter_is_replaced_and_what_is_too_long_cut(words, found):
    assert on_a_line(words, 10) == found
