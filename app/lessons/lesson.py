"""A lesson as a value, made of nothing but data."""

from dataclasses import dataclass

from app.lessons.terms import Condition, Value
from app.model.experiment import Experiment

HERE = "here"
"""The key of the run at hand."""
SETUP = "setup"
"""The key of the lesson's own experiment, as it is set up."""


@dataclass(frozen=True)
class Plan:
    """A further run: command-line `words`, on their own or over those of the run `of`.

    `fix` is a lane of the run `of`; the first fix of its diagnosis is then applied to that run.
    """

    key: str
    words: str = ""
    of: str = ""
    fix: str = ""


@dataclass(frozen=True)
class Placeholder:
    """A number within a line, written in a style of `app.lessons.formats`."""

    value: Value
    style: str


@dataclass(frozen=True)
class Line:
    """A line of the reveal, said only if all conditions of `when` hold."""

    pieces: tuple[str | Placeholder, ...]
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Script:
    """What a lesson computes.

    The task is done when all conditions of `done` hold for the run at hand. `right` has the conditions of every
    choice: the first whose conditions hold is right, one without any if no other is.
    """

    done: tuple[Condition, ...]
    right: tuple[tuple[Condition, ...], ...]
    plans: tuple[Plan, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Heading:
    """What a list of lessons tells of one."""

    key: str
    number: str
    title: str
    summary: str


@dataclass(frozen=True)
class Lesson:
    """One lesson; `text` is paragraphs with an empty line between, and `next_key` is None where nothing follows."""

    key: str
    number: str
    title: str
    summary: str
    text: str
    setup: Experiment
    question: str
    choices: tuple[str, ...]
    task: str
    suggestion: str
    next_key: str | None
    script: Script

    @property
    def heading(self) -> Heading:
        """What a list tells of it."""
        return Heading(self.key, self.number, self.title, self.summary)
