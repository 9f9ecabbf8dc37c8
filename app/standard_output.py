"""Standard output, whoever reads it: a reader who leaves early is no trouble, and a full disk is one sentence."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from app.errors import FaultError
from app.files import cause


def print_text(text: str) -> None:
    """Print a text. Raises FaultError with one sentence."""
    with standard_output("the answer") as out:
        # Where β cannot be written a question mark is better than nothing.
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="replace")
        print(text, file=out)


@contextmanager
def standard_output(what: str) -> Iterator[TextIO]:
    """Where `what` can be written; who reads no further ends the block in silence. Raises FaultError."""
    if sys.stdout is None:
        raise FaultError(f"cannot print {what}: standard output is closed")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except OSError as error:
        # Python flushes once more at the end and would complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise FaultError(f"cannot print {what}: {cause(error)}") from error
