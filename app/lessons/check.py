"""From what stands in a lesson's file to the lesson: every word is looked at before anything is run.

Each refusal is a UseError of one sentence that begins with the place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from msgspec.structs import asdict

from app.command.nearest import hint
from app.errors import UseError
from app.lessons.formats import FORMATS
from app.lessons.lesson import HERE, SETUP, Lesson, Line, Placeholder, Plan, Script
from app.lessons.measures.measure import checked_arguments
from app.lessons.measures.registry import measures_like
from app.lessons.plans import lanes_of, over, read_words
from app.lessons.reading import read_condition, read_value
from app.lessons.terms import Condition, Term, terms_of
from app.lessons.written import Written, WrittenLine, WrittenRun
from app.model.experiment import Experiment

Lanes = Mapping[str, tuple[str, ...]]
"""The plain names of the lanes of every run, by the run's key."""
WORDS = ("number", "title", "summary", "question", "task", "suggestion")
"""What of a lesson is one line of words and nothing else."""
POWERS = "²³"
"""The numerals that may stand in a reveal, as in σ²."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def made_lesson(written: Written) -> Lesson:
    """The lesson. Raises UseError for the first thing that makes no sense."""
    words = {name: _one_line(name, asdict(written)[name]) for name in WORDS}
    with _at("setup"):
        setup = read_words(written.setup)
        _check_names(setup)
    lanes = _lanes(setup, written.runs)
    here = {HERE: lanes[HERE]}
    script = Script(
        done=_conditions("done", written.done, here),
        right=tuple(_conditions(f"choices[{k}].when", one.when, lanes) for k, one in enumerate(written.choices)),
        plans=tuple(Plan(run.key, run.words, run.of, run.fix) for run in written.runs),
        lines=tuple(_line(f"reveal[{k}]", line, lanes) for k, line in enumerate(written.reveal)),
    )
    choices = tuple(_one_line(f"choices[{k}].text", one.text) for k, one in enumerate(written.choices))
    text = _printable("text", written.text.strip())
    return Lesson(
        key=written.key, text=text, setup=setup, choices=choices, next_key=written.next, script=script, **words
    )


@contextmanager
def _at(place: str) -> Iterator[None]:
    """Turn a refusal within into a sentence that says where it happened."""
    try:
        yield
    except (ValueError, UseError) as error:
        raise UseError(f"{place}: {error}") from error


def _printable(place: str, text: str) -> str:
    """The text, if all of it can be shown."""
    odd = next((sign for sign in text if not (sign.isprintable() or sign == "\n")), None)
    if odd is not None:
        raise UseError(f"{place}: the sign {odd!r} cannot be shown")
    return text


def _one_line(place: str, text: str) -> str:
    return " ".join(_printable(place, text).split())


def _check_names(setup: Experiment) -> None:
    names = lanes_of(setup)
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two lanes are called {name} here; give each a name of its own")


def _lanes(setup: Experiment, runs: Iterable[WrittenRun]) -> Lanes:
    """The lanes of every run, which is also the proof that each can be made of the lesson's own set-up."""
    made = {HERE: setup, SETUP: setup}
    for place, run in enumerate(runs):
        with _at(f"runs[{place}]"):
            made[run.key] = _made(run, made)
    return {key: lanes_of(experiment) for key, experiment in made.items()}


def _made(run: WrittenRun, made: Mapping[str, Experiment]) -> Experiment:
    if run.key in made:
        raise ValueError(f"the key {run.key} is taken; give the run another one")
    if run.of and run.of not in made:
        raise ValueError(f"there is no run {run.of!r} above{hint(run.of, made)}")
    if not run.fix:
        return over(made[run.of], run.words) if run.of else read_words(run.words)
    if run.words or not run.of:
        raise ValueError("a fix needs the run that it is of, and no words")
    _check_lane(run.fix, lanes_of(made[run.of]))
    return made[run.of]


def _conditions(place: str, texts: Iterable[str], lanes: Lanes) -> tuple[Condition, ...]:
    return tuple(_condition(f"{place}[{k}]", text, lanes) for k, text in enumerate(texts))


def _condition(place: str, text: str, lanes: Lanes) -> Condition:
    with _at(place):
        condition = read_condition(text)
        for term in terms_of(condition):
            _check_term(term, lanes)
    return condition


def _line(place: str, line: WrittenLine, lanes: Lanes) -> Line:
    with _at(f"{place}.text"):
        pieces = tuple(_pieces(_printable("the text", line.text), lanes))
    return Line(pieces, _conditions(f"{place}.when", line.when, lanes))


def _pieces(text: str, lanes: Lanes) -> Iterator[str | Placeholder]:
    """The words between the placeholders, and the placeholders."""
    for place, piece in enumerate(_PLACEHOLDER.split(text)):
        if place % 2:
            yield _placeholder(piece, lanes)
        elif piece:
            _check_words(piece)
            yield piece


def _check_words(words: str) -> None:
    if "{" in words or "}" in words:
        raise ValueError("a brace stands alone; a number is written as {run.lane.measure}")
    if any(sign.isnumeric() and sign not in POWERS for sign in words):
        raise ValueError(f"“{words.strip()[:60]}” has a number typed in; a reveal computes its numbers: {{…}}")


def _placeholder(text: str, lanes: Lanes) -> Placeholder:
    expression, colon, style = text.partition(":")
    style = style.strip() if colon else "number"
    if style not in FORMATS:
        raise ValueError(f"there is no style {style!r} for a number{hint(style, FORMATS)}")
    value = read_value(expression)
    for term in terms_of(value):
        _check_term(term, lanes)
    return Placeholder(value, style)


def _check_term(term: Term, lanes: Lanes) -> None:
    known = measures_like(term)
    if term.measure not in known:
        raise ValueError(f"there is no measure {term.measure} {_WHERE[len(term.path) - 1]}{hint(term.measure, known)}")
    checked_arguments(term.measure, known[term.measure], dict(term.arguments))
    if term.run and term.run not in lanes:
        raise ValueError(f"there is no run {term.run}{hint(term.run, lanes)}")
    if term.lane:
        _check_lane(term.lane, lanes[term.run])


def _check_lane(lane: str, known: Iterable[str]) -> None:
    if lane not in known:
        raise ValueError(f"there is no lane {lane}{hint(lane, known)}")


_WHERE = ("on its own", "of a run", "of a lane")
