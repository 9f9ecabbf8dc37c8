"""From one word to one value; each refusal is a ValueError of one sentence, until it is said where it happened."""

import os
import sys
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from app.command.nearest import hint, shown
from app.errors import UseError
from app.model.legal import within
from app.model.numbers import number_text, read_number
from app.model.parameters import EXACT, Parameter

Value = TypeVar("Value")

ANSWERS = {"yes": True, "no": False}
MOST_PROCESSES = 1024


@contextmanager
def explained(option: str, text: str) -> Iterator[None]:
    """Turn a ValueError into the sentence of a UseError that begins with the option and its value."""
    try:
        yield
    except ValueError as error:
        raise UseError(f"{option} {shown(text)}: {error}") from error


def one_of(kind: str, word: str, known: Mapping[str, Value]) -> Value:
    """What the word stands for. Raises ValueError with the nearest known one."""
    if word not in known:
        raise ValueError(f"unknown {kind} {shown(word)}{hint(word, known)}")
    return known[word]


def check_known(owner: str, name: str, known: Collection[str]) -> None:
    """Raise ValueError, with the nearest name, if a surface, rule or schedule has no such parameter."""
    if name not in known:
        raise ValueError(f"{owner} has no parameter {shown(name)}{hint(name, known)}")


def read_parameter(owner: str, declared: Mapping[str, Parameter], name: str, text: str) -> float:
    """The number for one of the owner's parameters."""
    check_known(owner, name, declared)
    with within(name):
        number = read_number(text)
    return declared[name].checked(number)


def parted(text: str, count: int, sentence: str) -> list[str]:
    """So many words with commas between them. Raises ValueError of that sentence for more or fewer."""
    words = text.split(",")
    if len(words) != count:
        raise ValueError(sentence)
    return words


def read_step(text: str, last: int) -> int:
    """A step from 0 to the last one at which something can act."""
    number = read_number(text)
    if number != int(number):
        raise ValueError(f"a step is a whole number, not {number_text(number, EXACT)}")
    if not 0 <= number <= last:
        found = number_text(number, EXACT)
        raise ValueError(
            f"step {found} is not in the run, which has steps 0 to {last:,}; take one of them or more --steps"
        )
    return int(number)


def read_whole(name: str, text: str, allowed: tuple[float, float]) -> int:
    """A whole number within those bounds. Raises ValueError with one sentence."""
    low, _ = allowed
    return int(Parameter(name, low, allowed, allowed, "linear", "", whole=True).checked(read_number(text)))


def read_processes(option: str, text: str | None) -> int:
    """How many processes are wanted: one for each processor without a text. Raises UseError with one sentence."""
    if text is None:
        return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    with explained(option, text):
        return read_whole(option.lstrip("-"), text, (1, MOST_PROCESSES))
