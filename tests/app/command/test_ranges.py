"""Many values in one word: which they are, and what is said of those that make no sense."""

import re
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.command.ranges import SPACINGS, read_list, read_values
from app.model.experiment import MASTER_PARAMETERS
from app.model.parameters import Parameter
from app.model.scales import SCALES

LR, BETA = MASTER_PARAMETERS["lr"], MASTER_PARAMETERS["beta"]
ANY = Parameter("x", 0.0, (-1.0, 1.0), (-1e9, 1e9), "linear", "Any number.")


@pytest.mark.parametrize(
    ("text", "parameter", "values"),
    [
        ("0.5", LR, (0.5,)),
        ("1e-5..1/6", LR, (1e-5, 1e-4, 1e-3, 0.01, 0.1, 1.0)),
        ("2e-4..2e+2/4", LR, (2e-4, 0.02, 2.0, 200.0)),
        ("0..0.999/4", BETA, (0.0, 0.9, 0.99, 0.999)),
        ("0+0.5+0.9..0.99/2", BETA, (0.0, 0.5, 0.9, 0.99)),
        ("0..1/5linear", LR, (0.0, 0.25, 0.5, 0.75, 1.0)),
        ("0..8/3from-zero", LR, (0.0, 1.0, 8.0)),
        ("0.5..2/3log", ANY, (0.5, 1.0, 2.0)),
        ("-0.3..0.6/4", ANY, (-0.3, 0.0, 0.3, 0.6)),
        ("−2..-1/3", ANY, (-2.0, -1.5, -1.0)),
        ("0.1+0.2+0.3", ANY, (0.1, 0.2, 0.3)),
        ("1e-1+1e+1", ANY, (0.1, 10.0)),
        ("1,000", ANY, (1000.0,)),
        (" 1 .. 3 / 3 ", ANY, (1.0, 2.0, 3.0)),
    ],
)
def test_values_are_those_a_person_means(text: str, parameter: Parameter, values: tuple[float, ...]) -> None:
    assert read_values(text, parameter) == values


def test_commas_join_where_they_may() -> None:
    assert read_list("0,0.5,0.9..0.999/3", BETA) == (0.0, 0.5, 0.9, 0.99, 0.999)
    assert read_list("0.25", LR) == (0.25,)


@pytest.mark.parametrize("text", ["1,000", "1,200,300", "12,345.5"])
def test_what_could_be_a_number_or_a_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^one number or several\? Write \d+") as caught:
        read_list(text, LR)
    assert str(caught.value).endswith(text.replace(",", "+"))


def test_every_spacing_of_a_slider_is_one_of_a_range() -> None:
    assert SPACINGS.keys() == SCALES.keys()


@given(st.sampled_from(sorted(SCALES)), st.floats(0.001, 0.9), st.floats(0.001, 0.09), st.integers(2, 40))
def test_a_range_is_spaced_as_a_slider_is(spacing: str, low: float, span: float, count: int) -> None:
    high = low + span
    values = read_values(f"{low!r}..{high!r}/{count}{spacing}", ANY)
    assert (len(values), values[0], values[-1]) == (count, low, high)
    assert list(values) == sorted(set(values))
    for place, value in enumerate(values):
        assert isclose(SCALES[spacing].place(value, low, high), place / (count - 1), abs_tol=1e-9)


@pytest.mark.parametrize(
    ("text", "parameter", "sentence"),
    [
        ("x", LR, "“x” is not a number"),
        ("", LR, "“” is not a number"),
        ("1+", LR, "“” is not a number"),
        ("-1", LR, "lr must lie between 0 and 1e9, not −1"),
        ("1..2", LR, "“1..2” is not of the form LOW..HIGH/COUNT, like 1e-5..1/64"),
        ("..2/3", LR, "“..2/3” is not of the form LOW..HIGH/COUNT, like 1e-5..1/64"),
        ("1../3", LR, "“1../3” is not of the form LOW..HIGH/COUNT, like 1e-5..1/64"),
        ("a..2/3", LR, "“a” is not a number"),
        ("2..1/3", LR, "a range goes from the lower to the higher value, not from 2 to 1"),
        ("1..1/3", LR, "a range goes from the lower to the higher value, not from 1 to 1"),
        ("1..2/1", LR, "a range has a whole number of values between 2 and 100,000, not 1"),
        ("1..2/2.5", LR, "a range has a whole number of values between 2 and 100,000, not 2.5"),
        ("1..2/1e9", LR, "“1..2/1e9” is not of the form LOW..HIGH/COUNT, like 1e-5..1/64"),
        ("1..2/", LR, "“” is not a number"),
        ("1..2/4lug", LR, "unknown spacing 'lug'; did you mean log?"),
        ("0..1/4", LR, "a logarithmic range begins above 0; begin higher, or write linear behind the count"),
        ("0..2/4one-minus", ANY, "a range by 1 − value ends below 1; end lower, or write linear behind the count"),
        ("0..1/4", BETA, "a range by 1 − value ends below 1; end lower, or write linear behind the count"),
        ("0.5..2e9/4", LR, "lr must lie between 0 and 1e9, not 2e9"),
        ("0.5+0.25..0.75/3", ANY, "0.5 is given twice; give it once"),
    ],
)
def test_what_makes_no_sense_is_said(text: str, parameter: Parameter, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        read_values(text, parameter)
