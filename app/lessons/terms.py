"""The small language of lessons: a measure, two of them joined, and a comparison; there is nothing else.

Example:

    setup.momentum.distance                           a measure of a lane (momentum) of a run (setup)
    jump.outside.peak_loss(after=20)                  with an argument
    effective_lr(lr=0.01, beta=0.95)                  a calculator, which is of no run
    setup.sgd.distance / setup.momentum.distance      two joined by + - * or /
    here.noise >= 2                                   a condition
    setup.sgd.verdict is oscillating                  one about words, by `plain_name`
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import nan

JOINING: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
COMPARING: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}

Argument = float | str


@dataclass(frozen=True)
class Term:
    """A measure with what it is of: `path` is run, lane and measure; run and measure; or a calculator alone."""

    path: tuple[str, ...]
    arguments: tuple[tuple[str, Argument], ...] = ()

    @property
    def run(self) -> str:
        """The run's key; empty for a calculator."""
        return self.path[0] if len(self.path) > 1 else ""

    @property
    def lane(self) -> str:
        """The lane's plain name; empty for a measure of no lane."""
        return self.path[1] if len(self.path) > 2 else ""

    @property
    def measure(self) -> str:
        """What is measured."""
        return self.path[-1]

    def __str__(self) -> str:
        inside = ", ".join(
            f"{name}={value:g}" if isinstance(value, float) else f"{name}={value}" for name, value in self.arguments
        )
        return ".".join(self.path) + (f"({inside})" if inside else "")


@dataclass(frozen=True)
class Joined:
    """Two numbers and what is done with them."""

    left: Term | float
    sign: str
    right: Term | float


Value = Term | Joined | float
Outcome = float | str
"""What a measure gives: a number, or words such as a verdict."""
Outcomes = Mapping[Term, Outcome]


@dataclass(frozen=True)
class Condition:
    """A comparison of two numbers, or (`sign` is "is") of words with a word."""

    left: Value
    sign: str
    right: Value | str


def plain_name(words: str) -> str:
    """Words as this language names them: "Still descending" is still_descending, "β 0.9" is β_0_9."""
    return "_".join(re.findall(r"\w+", words.casefold()))


def terms_of(part: Value | Condition) -> Iterator[Term]:
    """All measures that a value or condition names."""
    if isinstance(part, Term):
        yield part
    elif isinstance(part, Joined | Condition):
        for side in (part.left, part.right):
            if not isinstance(side, str):
                yield from terms_of(side)


def outcome_of(value: Value, known: Outcomes) -> Outcome:
    """What a value is, when its measures are known; NaN where there is no such number."""
    if isinstance(value, Term):
        return known[value]
    if isinstance(value, float):
        return value
    left, right = outcome_of(value.left, known), outcome_of(value.right, known)
    if isinstance(left, str) or isinstance(right, str):
        return nan
    try:
        return JOINING[value.sign](left, right)
    except (ZeroDivisionError, OverflowError):
        return nan


def holds(condition: Condition, known: Outcomes) -> bool:
    """Whether a condition is true; one about words and numbers mixed is not."""
    left = outcome_of(condition.left, known)
    if isinstance(condition.right, str):
        return isinstance(left, str) and plain_name(left) == condition.right
    right = outcome_of(condition.right, known)
    if isinstance(left, str) or isinstance(right, str):
        return False
    return COMPARING[condition.sign](left, right)
