"""What is asked of every script: that it runs, and that its numbers are as short as they can be."""

import ast
import contextlib
import io
import tokenize

import numpy as np

NAMES = (
    '"',
    "'''",
    "\\",
    'a"b\\',
    "# x",
    "β → 1",
    "🙂",
    "{x}",
    "a\nimport os",
    "\r",
    "\x00",
    "\x0c",
    "\u2028",
    "\u202e",
    "\ud800",
)
"""Names of lanes that could break out of a comment, or break the source."""


def executed(text: str) -> np.ndarray:
    """The script's `path`; what it prints is the last point."""
    names: dict[str, np.ndarray] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(text, "copy", "exec"), names)
    assert printed.getvalue() == f"{names['path'][-1]}\n"
    return np.asarray(names["path"])


def assert_numbers_are_shortest(text: str) -> None:
    """Every number in the text is what Python itself would write for it."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    numbers = [token.string for token in tokens if token.type == tokenize.NUMBER]
    assert numbers
    assert numbers == [repr(ast.literal_eval(number)) for number in numbers]


def assert_one_comment(text: str, plain: str) -> None:
    """The text has the same lines as the plain one but for its first comment, and nothing that could hide some."""
    assert text.startswith("# Ravine's lane ")
    assert text.split("\n")[1:] == plain.split("\n")[1:]
    assert text.replace("\n", "").isprintable()
