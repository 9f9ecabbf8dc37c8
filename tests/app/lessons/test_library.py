"""The lessons that come with the program: complete, in order, and with no number typed into what they reveal."""

import re
from importlib.resources import files

import pytest

from app.errors import UseError
from app.lessons.lesson import Placeholder
from app.lessons.library import headings, lesson, lessons
from app.lessons.measures.registry import BY_NAMES
from app.lessons.terms import terms_of

ALL = lessons()
each_lesson = pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)


def test_they_are_read_once():
    assert lessons() is ALL


def test_a_list_of_them_tells_of_each_what_it_says_itself():
    assert headings() == tuple(one.heading for one in ALL)


def test_a_list_of_them_waits_for_none_to_be_understood(monkeypatch):
    monkeypatch.setattr("app.lessons.file.made_lesson", None)
    headings.cache_clear()
    assert len(headings()) == len(ALL)


def test_they_cover_the_curriculum_in_its_order():
    numbers = [int(re.match(r"\d+", one.number).group()) for one in ALL]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(1, 13))
    assert [one.number for one in ALL] == sorted({one.number for one in ALL}, key=lambda n: (int(n.rstrip("abcd")), n))


def test_keys_and_titles_are_unique_and_every_file_is_used():
    for values in ([one.key for one in ALL], [one.title for one in ALL]):
        assert len(set(values)) == len(values)
    folder = files("app").joinpath("lessons", "built_in")
    assert {file.name for file in folder.iterdir()} == {f"{one.key}.toml" for one in ALL}


def test_each_leads_to_the_one_that_follows():
    assert [one.next_key for one in ALL] == [*(one.key for one in ALL[1:]), None]


@each_lesson
def test_a_lesson_is_found_by_its_key(one):
    assert lesson(one.key) is one


def test_a_lesson_that_is_not_there_is_met_with_the_nearest():
    with pytest.raises(UseError, match=r"^there is no lesson 'momentun'; did you mean momentum\?$"):
        lesson("momentun")


@each_lesson
def test_no_number_of_a_reveal_stands_in_a_text(one):
    for line in one.script.lines:
        words = "".join(piece for piece in line.pieces if isinstance(piece, str))
        assert not any(sign.isnumeric() for sign in words.replace("σ²", "")), words


@each_lesson
def test_a_reveal_has_numbers_and_speaks_of_the_run_at_hand(one):
    placeholders = [piece for line in one.script.lines for piece in line.pieces if isinstance(piece, Placeholder)]
    assert len(placeholders) >= 6
    assert any(term.run == "here" for piece in placeholders for term in terms_of(piece.value))


@each_lesson
def test_a_learner_reads_little_before_acting(one):
    sentences = re.findall(r"[.!?:](?:\s|$)", one.text)
    assert 3 <= len(sentences) <= 12, len(sentences)
    assert len(one.text) < 800
    assert len(one.summary) < 120
    assert one.question.endswith("?")
    for words in (one.text, one.task, one.suggestion, one.summary):
        assert words.endswith((".", "?", "!"))


@each_lesson
def test_every_further_run_is_used(one):
    used = {term.run for line in one.script.lines for term in terms_of_line(line)}
    used |= {term.run for conditions in one.script.right for c in conditions for term in terms_of(c)}
    used |= {plan.of for plan in one.script.plans}
    assert {plan.key for plan in one.script.plans} <= used


def terms_of_line(line):
    parts = [*line.when, *(piece.value for piece in line.pieces if isinstance(piece, Placeholder))]
    return [term for part in parts for term in terms_of(part)]


@each_lesson
def test_a_set_up_is_small_enough_for_a_window(one):
    assert len(one.setup.lanes) * one.setup.seeds * one.setup.steps <= 600_000


def test_every_measure_says_what_it_measures():
    for measures in BY_NAMES:
        for name, measure in measures.items():
            assert measure.help.endswith("."), name
            assert "\n" not in measure.help, name
