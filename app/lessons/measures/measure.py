"""What a measure is: a pure function, and what it is a function of."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from inspect import Parameter, signature
from typing import Any

from app.lessons.terms import Outcome

Pieces = Generator[None, None, Outcome]
"""Work in pieces of a few milliseconds, and what comes out of it."""


class UnanswerableError(Exception):
    """The run at hand has no such number; the message says why, in one sentence without a full stop."""


class Kind(Enum):
    """What the function of a measure is handed, beside its arguments."""

    CALCULATOR = "calculator"
    """Nothing."""
    EXPERIMENT = "experiment"
    """The experiment."""
    SETTING = "setting"
    """The experiment and the lane's index: what is known before the run."""
    TRIAL = "trial"
    """The same; the function is a generator that pauses between its pieces and returns what it found."""
    RUN = "run"
    """The whole scene."""
    PATH = "path"
    """One lane as it was `app.lessons.measures.watched.Watched`."""


@dataclass(frozen=True)
class Measure:
    """`endless` is what people read where the number is infinite."""

    kind: Kind
    function: Callable[..., Outcome | Pieces]
    endless: str = ""

    @cached_property
    def arguments(self) -> dict[str, Parameter]:
        """Its arguments by name: all that stand behind the star."""
        found = signature(self.function).parameters
        return {name: one for name, one in found.items() if one.kind is Parameter.KEYWORD_ONLY}

    @property
    def help(self) -> str:
        """What it measures, in one sentence."""
        return (self.function.__doc__ or "").split("\n\n")[0].strip()


def checked_arguments(name: str, measure: Measure, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments as the function takes them. Raises ValueError with one sentence."""
    declared = measure.arguments
    for word in given:
        if word not in declared:
            known = f"; known: {', '.join(declared)}" if declared else "; it has none"
            raise ValueError(f"{name} has no argument {word}{known}")
    for word, parameter in declared.items():
        if word not in given and parameter.default is Parameter.empty:
            raise ValueError(f"{name} needs {word}, like {name}({word}=…)")
    return {word: _converted(name, word, declared[word].annotation, value) for word, value in given.items()}


def _converted(name: str, word: str, wanted: type, value: float | str) -> float | int | str:
    if (wanted is str) != isinstance(value, str):
        raise ValueError(f"{word} of {name} must be {'a name' if wanted is str else 'a number'}")
    if wanted is not int or isinstance(value, str):
        return value
    if not 0 <= value <= 1e9 or value != int(value):
        raise ValueError(f"{word} of {name} must be a whole number of 0 or more")
    return int(value)
