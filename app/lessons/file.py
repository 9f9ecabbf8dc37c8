"""Reading a lesson from a file, strictly: what is not understood is refused in one sentence that says where.

A lesson is TOML:

    key = "my-lesson"                          number = "1"
    title = "…"                                summary = "…"
    setup = "--surface ravine --lane sgd --lane momentum:beta=0.9"
    text = "…"                                 paragraphs, with an empty line between
    question = "…"
    task = "…"
    done = ["here.momentum.beta >= 0.99"]      what must hold for the task to be done
    suggestion = "…"                           next = "ravine"           (may be left out)

    [[choices]]                                the first whose conditions hold is right,
    text = "…"                                 one without conditions if no other is
    when = ["setup.momentum.distance < setup.sgd.distance"]

    [[runs]]                                   runs beside `here` (the one at hand) and `setup`
    key = "clean"
    of = "here"                                may be left out: the words then stand on their own
    words = "--noise 0"                        or: fix = "momentum"

    [[reveal]]
    text = "Momentum ends {setup.momentum.distance} from the minimum."
    when = []                                  may be left out

What may be asked of a run is listed in `app.lessons.measures.registry`; the language is `app.lessons.terms`.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from app.errors import UseError
from app.lessons.check import made_lesson
from app.lessons.lesson import Heading, Lesson
from app.lessons.written import Written
from app.named_file import named, read_named

LARGEST = 200_000
"""Bytes of the largest file that is taken for a lesson."""
_PLACE = re.compile(r"^(.*?)(?: - at `\$\.?(.*)`)?$", re.DOTALL)


def lesson_in(path: Path) -> Lesson:
    """The lesson in that file.

    Raises UseError, with one sentence, for a file that is no lesson, and FaultError for one that cannot be read.
    """
    try:
        return lesson_of(read_named(path, LARGEST + 1, "cannot read"))
    except (UseError, ValueError) as error:
        raise UseError(f"{named(path)}: {error}") from error


def lesson_of(data: bytes) -> Lesson:
    """The lesson that the bytes of a file make. Raises UseError with one sentence."""
    return made_lesson(_written(_table(data)))


def heading_of(data: bytes) -> Heading:
    """What a list tells of the lesson, in a fraction of the time: what it computes is not looked at."""
    written = _written(_table(data))
    return Heading(written.key, *map(_one_line, (written.number, written.title, written.summary)))


def _table(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise UseError(f"it is larger than {LARGEST:,} bytes, and no lesson is")
    try:
        return tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UseError(f"it is not UTF-8 text (at byte {error.start:,})") from error
    except RecursionError as error:
        raise UseError("its tables or lists stand too deep in each other") from error
    except ValueError as error:
        raise UseError(f"it is not TOML: {_one_line(str(error))}") from error


def _written(table: dict[str, Any]) -> Written:
    try:
        return msgspec.convert(table, Written)
    except msgspec.ValidationError as error:
        found = _PLACE.match(_one_line(str(error)))
        assert found is not None
        what, where = found.groups()
        raise UseError(f"{where or 'the file'}: {what[0].lower()}{what[1:]}") from error


def _one_line(message: str) -> str:
    return " ".join(message.split())
