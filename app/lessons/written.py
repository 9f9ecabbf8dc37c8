"""A lesson as it stands in its file: what words, lists and tables there are, before anything in them is understood."""

from typing import Annotated

from msgspec import Meta, Struct

Key = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[a-z0-9][a-z0-9-]*$")]
RunKey = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[^\W\d]\w*$")]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
Long = Annotated[str, Meta(min_length=1, max_length=4000)]
Words = Annotated[str, Meta(max_length=4000)]
Conditions = Annotated[list[Short], Meta(max_length=20)]


class WrittenChoice(Struct, forbid_unknown_fields=True):
    """An answer to the question."""

    text: Short
    when: Conditions = []


class WrittenRun(Struct, forbid_unknown_fields=True):
    """A further run."""

    key: RunKey
    words: Words = ""
    of: str = ""
    fix: str = ""


class WrittenLine(Struct, forbid_unknown_fields=True):
    """A line of the reveal."""

    text: Annotated[str, Meta(min_length=1, max_length=1000)]
    when: Conditions = []


class Written(Struct, forbid_unknown_fields=True):
    """The whole file."""

    key: Key
    number: Annotated[str, Meta(min_length=1, max_length=10)]
    title: Short
    summary: Short
    setup: Words
    text: Long
    question: Annotated[str, Meta(min_length=1, max_length=1000)]
    choices: Annotated[list[WrittenChoice], Meta(min_length=2, max_length=8)]
    task: Annotated[str, Meta(min_length=1, max_length=1000)]
    done: Annotated[list[Short], Meta(min_length=1, max_length=20)]
    reveal: Annotated[list[WrittenLine], Meta(min_length=1, max_length=40)]
    suggestion: Annotated[str, Meta(min_length=1, max_length=1000)]
    runs: Annotated[list[WrittenRun], Meta(max_length=24)] = []
    next: Key | None = None
