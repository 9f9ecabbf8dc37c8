"""The language of lessons: what is understood, what it comes to, and that all else is refused in a sentence."""

from contextlib import suppress
from math import inf, isnan, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lessons.reading import read_condition, read_value
from app.lessons.terms import (
    Condition,
    Joined,
    Term,
    holds,
    outcome_of,
    plain_name,
    terms_of,
)

SGD, HEAVY = Term(("setup", "sgd", "loss")), Term(("setup", "heavy", "loss"))


def test_a_measure_names_its_run_lane_and_arguments():
    term = read_value(" jump . outside . peak_loss( after = 20 , along=stiff, value=-1.5e-3 ) ")
    assert term == Term(("jump", "outside", "peak_loss"), (("after", 20.0), ("along", "stiff"), ("value", -0.0015)))
    assert (term.run, term.lane, term.measure) == ("jump", "outside", "peak_loss")
    assert str(term) == "jump.outside.peak_loss(after=20, along=stiff, value=-0.0015)"
    assert read_value(str(term)) == term


def test_a_measure_may_be_of_a_run_or_of_nothing():
    of_run, alone = read_value("here.noise"), read_value("effective_lr(lr=0.01, beta=0.95)")
    assert (of_run.run, of_run.lane, of_run.measure) == ("here", "", "noise")
    assert (alone.run, alone.lane, alone.measure) == ("", "", "effective_lr")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2.0),
        ("-2.5", -2.5),
        ("1e-3", 1e-3),
        ("1E+3", 1e3),
        ("7 / 2", 3.5),
        ("7 - -2", 9.0),
        ("0.5*4", 2.0),
        ("1+1", 2.0),
        ("1 / 0", nan),
        ("0 / 0", nan),
    ],
)
def test_numbers_and_what_is_done_with_them(text, number):
    assert outcome_of(read_value(text), {}) == pytest.approx(number, nan_ok=True)


def test_two_measures_joined():
    value = read_value("setup.sgd.loss / setup.heavy.loss")
    assert value == Joined(SGD, "/", HEAVY)
    assert list(terms_of(value)) == [SGD, HEAVY]
    assert outcome_of(value, {SGD: 6.0, HEAVY: 1.5}) == 4.0
    assert outcome_of(value, {SGD: inf, HEAVY: 1.5}) == inf
    assert isnan(outcome_of(value, {SGD: 6.0, HEAVY: 0.0}))
    assert isnan(outcome_of(value, {SGD: "Converged", HEAVY: 1.5}))


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("setup.sgd.loss < setup.heavy.loss", False),
        ("setup.sgd.loss <= 2", True),
        ("setup.sgd.loss > 2", False),
        ("setup.sgd.loss >= 2", True),
        ("setup.sgd.loss / setup.heavy.loss >= 2", True),
        ("1 < setup.heavy.loss", False),
    ],
)
def test_conditions_compare(text, true):
    assert holds(read_condition(text), {SGD: 2.0, HEAVY: 1.0}) is true


def test_infinity_is_more_than_any_number_and_what_is_no_number_is_neither():
    assert holds(read_condition("setup.sgd.loss > 1e9"), {SGD: inf})
    for sign in ("<", "<=", ">", ">="):
        assert not holds(read_condition(f"setup.sgd.loss {sign} 1"), {SGD: nan})
        assert not holds(read_condition(f"setup.sgd.loss {sign} 1"), {SGD: "Converged"})


def test_words_are_compared_by_their_plain_names():
    condition = read_condition("setup.sgd.loss is still_descending")
    assert condition == Condition(SGD, "is", "still_descending")
    assert holds(condition, {SGD: "Still descending"})
    assert not holds(condition, {SGD: "Crawling"})
    assert not holds(condition, {SGD: 1.0})


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Still descending", "still_descending"),
        ("β 0.95", "β_0_95"),
        ("  SGD, coupled!", "sgd_coupled"),
        ("a-b", "a_b"),
    ],
)
def test_plain_names(words, name):
    assert plain_name(words) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a.",
        ".a",
        "a..b",
        "a.b.c.d",
        "a b",
        "1 2",
        "a.b(",
        "a.b(x",
        "a.b(x=",
        "a.b(x=1",
        "a.b(x=1,",
        "a.b(1)",
        "a.b()",
        "a.b(x=1) y",
        "-",
        "--1",
        "-a",
        "1 +",
        "1 + + 1",
        "1 + 2 + 3",
        "a == b",
        "a ** 2",
        "a[0]",
        "'a'",
        '"a"',
        "a; b",
        "__import__('os')",
        "lambda: 1",
        "a if b else c",
        "(1)",
        "1e",
        "é\x00",
        "a" * 301,
        "x=1",
        "a.b(x=y(z=1))",
        "a.b(x=y.z)",
        "∞",
        "1_000",
        "0x10",
        "a\\b",
        "{a}",
        "a @ b",
    ],
)
def test_whatever_else_is_refused_in_one_sentence(text):
    with pytest.raises(ValueError, match=r"^“[^\n]*$") as refused:
        read_value(text)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    "text", ["a", "a <", "a < b <", "a is", "a is 1", "a is b c", "a not b", "< 1", "a = 1", "a < b < c"]
)
def test_conditions_that_make_no_sense_are_refused(text):
    with pytest.raises(ValueError, match=r"^“[^\n]*$"):
        read_condition(text)


@given(st.text(max_size=40) | st.text("ab.(),=<>+-*/ 01e_", max_size=40))
def test_no_text_at_all_does_anything_but_be_read_or_refused(text):
    for read in (read_value, read_condition):
        with suppress(ValueError):
            assert all(len(term.path) <= 3 for term in terms_of(read(text)))
