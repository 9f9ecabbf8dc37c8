"""Numbers as people write and read them."""

import re
from contextlib import suppress
from math import inf, log10, nan

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.model.numbers import fixed_text, number_text, read_number

finite = st.floats(allow_nan=False, allow_infinity=False)


@given(finite)
@example(5e-324)
@example(-1.7976931348623157e308)
@example(999_999.7)
@example(1230.4)
def test_with_all_its_digits_a_number_is_read_back_exactly(value: float) -> None:
    assert read_number(number_text(value, digits=17)) == value


@given(st.floats(1e-300, 1e300), st.integers(2, 12), st.sampled_from((1, -1)))
@example(1230.4, 4, 1)
@example(10.4, 2, -1)
@example(1 / (1 - 0.999), 3, 1)
@example(999_999.7, 4, 1)
def test_what_is_shown_is_right_to_its_last_digit(value: float, digits: int, sign: int) -> None:
    shown = read_number(number_text(sign * value, digits))
    assert shown == pytest.approx(sign * value, rel=1.01 * 10.0 ** (1 - digits))


@given(st.floats())
def test_nothing_but_digits_and_words_for_people(value: float) -> None:
    words = ("undefined", "beyond all numbers", "below all numbers")
    assert number_text(value) in words or re.fullmatch(r"−?[\d,]+(\.\d+)?(e-?\d+)?", number_text(value))
    assert re.fullmatch(r"–|−?[\d,]+(\.\d+)?(e-?\d+)?", fixed_text(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.9, "0.9"),
        (1e-3, "1e-3"),
        (1.3274e-5, "1.327e-5"),
        (1000.0, "1,000"),
        (1230.4, "1,230"),
        (123_456.7, "123,457"),
        (-1.2, "−1.2"),
        (-1e-5, "−1e-5"),
        (2e7, "2e7"),
        (nan, "undefined"),
        (inf, "beyond all numbers"),
        (-inf, "below all numbers"),
    ],
)
def test_the_digits_that_matter(value: float, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.45, "0.450"), (12.3, "12.3"), (-1234.5, "−1,234"), (2.5e-5, "2.5e-5"), (1e9, "1.0e9"), (nan, "–")],
)
def test_a_moving_number_keeps_its_width(value: float, text: str) -> None:
    assert fixed_text(value) == text


@given(st.floats(0.01, 9999.0))
def test_a_moving_number_has_at_least_two_digits_that_matter(value: float) -> None:
    assert abs(float(fixed_text(value).replace(",", "")) - value) <= 0.5 * 10.0 ** (int(log10(value)) - 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5.0),
        (" 1e-3 ", 1e-3),
        ("−1.5", -1.5),
        ("1,000", 1000.0),
        ("1,234,567.5", 1_234_567.5),
        ("12\N{NARROW NO-BREAK SPACE}345", 12345.0),
        (".5", 0.5),
        ("+2.", 2.0),
    ],
)
def test_ways_of_writing_a_number(text: str, value: float) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "1,5", "1_000", "nan", "inf", "-Infinity", "1e999", "0x10", "1e", "2+2", "1;2", "5" * 400]
)
def test_what_is_no_number_is_said_in_one_short_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^“[^\n]{0,40}” is not a number$"):
        read_number(text)


@given(st.text())
def test_any_text_is_a_finite_number_or_refused(text: str) -> None:
    value = 0.0
    with suppress(ValueError):
        value = read_number(text)
    assert -inf < value < inf
