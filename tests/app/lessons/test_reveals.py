"""Every reveal runs to its end, and each of its numbers is what plain recurrences come to."""

import re
from functools import cache
from math import inf

import pytest

from app.lessons.library import lesson, lessons
from app.lessons.reveal import Reveal
from tests.app.lessons.expected import EXPECTED, number_in
from tests.app.lessons.plain import CALCULATORS, of_a_run

KEYS = tuple(one.key for one in lessons())
each_lesson = pytest.mark.parametrize("key", KEYS)
TOLERANCES = {
    # Found by trying 100 settings twice, in 300 steps.
    "measured_limit": {"rel": 2e-3},
    # A share of 500 seeds: rounding may throw one over a rim, but not ten.
    "share_in": {"abs": 0.02},
    # The Hessian by differences.
    "curvature": {"rel": 1e-5},
    # What is rounding in the one is rounding in the other.
    "decay_gap": {"abs": 1e-12},
    "path_gap": {"rel": 1e-6, "abs": 1e-12},
    "distance": {"rel": 1e-6, "abs": 1e-12},
    "loss": {"rel": 1e-6, "abs": 1e-14},
    # A walk that diverges multiplies its rounding.
    "peak_loss": {"rel": 1e-4},
}


@cache
def revealed(key: str) -> Reveal:
    """The reveal of a lesson for its own set-up, run to its end in slices."""
    one = lesson(key)
    reveal = Reveal(one, one.setup)
    while not reveal.done:
        reveal.advance(0.01)
    return reveal


@cache
def expected(key):
    return EXPECTED[key]()


@cache
def run_of(key, name):
    """A run as the test has it; one that a fix made of another has the number that the fix names."""
    one = expected(key)
    found = one.runs["setup" if name == "here" else name]
    return found(number_in(words_said(key)[one.fixes[name]])) if name in one.fixes else found


@cache
def lane(key, run, name):
    return run_of(key, run).lane(name)


@cache
def words_said(key):
    return {str(term): outcome for term, outcome in revealed(key).outcomes.items() if isinstance(outcome, str)}


def wanted(key, term):
    """What a measure must be, from nothing but the test's own computations."""
    arguments = dict(term.arguments)
    if not term.run:
        return CALCULATORS[term.measure](**arguments)
    if not term.lane:
        return of_a_run(run_of(key, term.run), term.measure, **arguments)
    return getattr(lane(key, term.run, term.lane), term.measure)(**arguments)


def test_every_lesson_is_expected():
    assert tuple(EXPECTED) == KEYS


@each_lesson
def test_every_number_is_what_a_plain_recurrence_comes_to(key):
    told, checked = revealed(key), 0
    for term, outcome in told.outcomes.items():
        if isinstance(outcome, str):
            continue
        about = TOLERANCES.get(term.measure, {"rel": 1e-6, "abs": 1e-12})
        assert outcome == pytest.approx(wanted(key, term), **about), str(term)
        checked += 1
    assert checked >= 7


@each_lesson
def test_every_word_is_the_one_that_the_lesson_is_about(key):
    said = words_said(key)
    assert set(said) == set(expected(key).words)
    for term, word in expected(key).words.items():
        if word.startswith("!"):
            assert said[term] != word[1:], term
        elif term.endswith("verdict"):
            assert said[term] == word, term
        else:
            assert word in said[term], term


@each_lesson
def test_nothing_is_asked_that_has_no_answer(key):
    reasons = revealed(key).reasons
    assert sorted(map(str, reasons)) == sorted(expected(key).unanswered)


@each_lesson
def test_the_right_choice_is_computed(key):
    assert revealed(key).right_choice == expected(key).right


@each_lesson
def test_the_numbers_stand_in_the_lines(key):
    lines = revealed(key).lines
    assert len(lines) >= 2
    for line in lines:
        assert "{" not in line
        assert "}" not in line
        assert "None" not in line
        assert "undefined" not in line
        assert not re.search(r"\binf\b|\bnan\b", line)
        assert line[-1] in ".!?"


@each_lesson
def test_every_line_is_said_of_the_run_as_it_is_set_up(key):
    """What a condition might leave out is said: a claim that no longer holds is noticed."""
    assert len(revealed(key).lines) == len(lesson(key).script.lines)


def test_fixes_do_what_they_are_for():
    """Halving, calming, staying within the limit: whatever number a fix names."""
    assert run_of("oscillation", "mended").walkers["sgd"].lr == pytest.approx(0.0398 / 2, rel=1e-2)
    assert run_of("overshoot", "mended").walkers["momentum"].beta <= 0.9
    assert run_of("three-repairs", "mended").walkers["broken"].beta <= 0.9
    stiffest = lane("checkpoint-effective-lr", "setup", "momentum").curvature(step=0)
    assert run_of("checkpoint-effective-lr", "mended").walkers["momentum"].lr * stiffest < 3.9


def test_infinity_is_said_in_words():
    lines = " ".join(revealed("saddle").lines)
    assert "without noise: never, never, never." in lines
    assert wanted("saddle", next(t for t in revealed("saddle").outcomes if t.run == "ridge")) == inf
