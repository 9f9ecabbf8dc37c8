"""Numbers in sentences."""

import pytest

from optim_core.diagnosis.words import number, significant, whole


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.9, "0.9"),
        (3.8, "3.8"),
        (4.104, "4.1"),
        (2510.4, "2,510"),
        (123456.0, "123,000"),
        (5e-4, "5e-4"),
        (0.00123456, "1.23e-3"),
        (0.0123456, "0.0123"),
        (-2.0, "−2"),
        (-5e-7, "−5e-7"),
        (1e6, "1e6"),
        (9.999e5, "1e6"),
        (0.9999, "0.9999"),
        (0.99999, "0.99999"),
        (2.0004, "2.0004"),
        (float("inf"), "beyond all numbers"),
        (float("-inf"), "below all numbers"),
        (float("nan"), "undefined"),
    ],
)
def test_three_digits_that_matter(value, text):
    assert number(value) == text


def test_significant_digits():
    assert significant(0.00123456) == 0.00123
    assert significant(98765.0) == 98800.0
    assert significant(1234.0, 2) == 1200.0


def test_counts_are_whole():
    assert whole(1200.0) == "1,200"
