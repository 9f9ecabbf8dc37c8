"""Axis ticks with sensible numbers."""

import re

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from app.model.ticks import linear_ticks, log_ticks, power_label

ends = st.floats(-1e12, 1e12)


@given(ends, ends, st.integers(2, 20))
def test_linear_ticks_are_even_labelled_apart_and_within(low: float, high: float, most: int) -> None:
    assume(high - low > 1e-9 * max(abs(low), abs(high), 1.0))
    ticks = linear_ticks(low, high, most)
    values = [value for value, _ in ticks]
    assert len(ticks) <= most + 1
    assert len(ticks) >= 1 or most < 3
    slack = 1e-6 * (high - low)
    assert all(low - slack <= value <= high + slack for value in values)
    if len(values) > 2:
        assert np.ptp(np.diff(values)) <= 1e-6 * np.diff(values)[0]
    assert all(re.fullmatch(r"−?[\d,.]+(e[+−-]?\d+)?", label) for _, label in ticks)


@given(st.floats(-1e5, 1e5), st.floats(1e-3, 1e5), st.integers(2, 12))
def test_ticks_that_differ_are_labelled_differently(low: float, span: float, most: int) -> None:
    labels = [label for _, label in linear_ticks(low, low + span, most)]
    assert len(set(labels)) == len(labels)
    assert len({len(label.partition(".")[2]) for label in labels}) <= 1, "all with the same number of decimals"


@pytest.mark.parametrize(
    ("low", "high", "labels"),
    [
        (-2.0, 2.0, ["−2", "−1", "0", "1", "2"]),
        (0.0, 1000.0, ["0", "200", "400", "600", "800", "1,000"]),
        (-0.3, 0.3, ["−0.2", "0.0", "0.2"]),
        (1.0, 1.0, []),
        (2.0, 1.0, []),
        (float("nan"), 1.0, []),
    ],
)
def test_linear_labels(low: float, high: float, labels: list[str]) -> None:
    assert [label for _, label in linear_ticks(low, high, 5)] == labels


@given(st.floats(-300, 300), st.floats(0.5, 300), st.integers(2, 12))
@example(1.0, 2.5, 2)
def test_log_ticks_are_few_and_within(low: float, span: float, most: int) -> None:
    ticks = log_ticks(low, low + span, most)
    assert 1 <= len(ticks) <= max(most + 1, 7)
    assert all(low - 1e-6 <= value <= low + span + 1e-6 for value, _ in ticks)
    assert [value for value, _ in ticks] == sorted({value for value, _ in ticks})


def test_log_labels() -> None:
    assert [label for _, label in log_ticks(-4, 1, 3)] == ["10⁻⁴", "10⁻²", "10⁰"]
    assert [label for _, label in log_ticks(0.1, 0.9, 5)] == ["2", "5"]
    assert [label for _, label in log_ticks(2.1, 2.9, 5)] == ["200", "500"]
    assert power_label(-12) == "10⁻¹²"
