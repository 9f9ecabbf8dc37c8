"""The lessons that come with the program, in the order of the curriculum."""

from functools import cache
from importlib.resources import files
from pathlib import Path

from app.command.nearest import hint, shown
from app.errors import UseError
from app.lessons.file import heading_of, lesson_in, lesson_of
from app.lessons.lesson import Heading, Lesson

KEYS = (
    "noise",
    "sharp-and-flat",
    "ravine",
    "tanh-ravine",
    "momentum",
    "effective-lr",
    "nesterov",
    "nesterov-limit",
    "oscillation",
    "overshoot",
    "three-repairs",
    "stale-momentum",
    "cooling",
    "warm-up",
    "warm-restarts",
    "weight-decay",
    "saddle",
    "plateau",
    "basins",
    "per-parameter",
    "scaling",
    "flattery",
    "checkpoint-effective-lr",
    "checkpoint-batch",
    "checkpoint-spike",
    "checkpoint-memory",
)
"""One line a lesson; a new one is its file in `built_in` and its key here."""


@cache
def lessons() -> tuple[Lesson, ...]:
    """All of them."""
    return tuple(map(lesson, KEYS))


@cache
def headings() -> tuple[Heading, ...]:
    """What a list tells of each; nobody waits until all of them have been understood."""
    return tuple(heading_of(_data(key)) for key in KEYS)


@cache
def lesson(key: str) -> Lesson:
    """The lesson of that key. Raises UseError with one sentence if there is none."""
    if key not in KEYS:
        raise UseError(f"there is no lesson {shown(key)}{hint(key, KEYS)}")
    return lesson_of(_data(key))


def _data(key: str) -> bytes:
    return files("app").joinpath("lessons", "built_in", f"{key}.toml").read_bytes()


def find_lesson(words: str) -> Lesson:
    """The lesson of that key, or in the file of that name. Raises UseError and FaultError as the other two do."""
    return read_lesson(Path(words)) if words.lower().endswith(".toml") else lesson(words)


def read_lesson(path: Path) -> Lesson:
    """The lesson in a file of one's own; what follows it may be one that comes with the program.

    Raises UseError, with one sentence, for a file that is no lesson, and FaultError for one that cannot be read.
    """
    found = lesson_in(path)
    if found.next_key is not None and found.next_key not in KEYS:
        raise UseError(f"{path}: next: there is no lesson {shown(found.next_key)}{hint(found.next_key, KEYS)}")
    return found
