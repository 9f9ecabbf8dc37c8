"""What the page for teachers says is so: its example is a lesson, and it names every measure as it is."""

import re
from inspect import Parameter
from pathlib import Path

import pytest

from app.lessons.file import lesson_of
from app.lessons.formats import FORMATS
from app.lessons.measures.registry import BY_NAMES
from app.lessons.reveal import Reveal

PAGE = (Path(__file__).parents[3] / "docs" / "lessons.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
ROWS = [row.split(" | ", 1) for row in re.findall(r"^\| (`.*) \|$", PAGE, re.MULTILINE)]
MEASURES = [(name, measure) for measures in reversed(BY_NAMES) for name, measure in measures.items()]


def test_the_example_is_a_lesson_and_all_of_its_lines_are_said():
    lesson = lesson_of(EXAMPLE.encode())
    reveal = Reveal(lesson, lesson.setup)
    while not reveal.done:
        reveal.advance(1.0)
    assert len(reveal.lines) == 3
    assert "Overshooting" in reveal.lines[1]
    assert reveal.right_choice == 1


def test_every_measure_has_its_row_in_order():
    assert len(ROWS) == len(MEASURES)


@pytest.mark.parametrize(("row", "named"), list(zip(ROWS, MEASURES, strict=False)), ids=lambda part: part[0])
def test_a_row_says_what_the_measure_says_of_itself(row, named):
    name, measure = named
    arguments = [
        word if declared.default is Parameter.empty else f"{word}=…" for word, declared in measure.arguments.items()
    ]
    assert row == [f"`{name}({', '.join(arguments)})`" if arguments else f"`{name}`", measure.help]


def test_every_style_is_named():
    for style in FORMATS:
        assert f"`{style}`" in PAGE
