"""The words of a formula: its functions, its constants and its variables."""

import math
from typing import Final, NamedTuple

VARIABLES: Final = ("x", "y")
CONSTANTS: Final = {"pi": math.pi, "e": math.e}
EXAMPLE: Final = "x^2 + y^2"


class Count(NamedTuple):
    """How many arguments a function takes."""

    least: int
    most: float

    def __str__(self) -> str:
        if self.most > self.least:
            return f"{self.least} or more arguments"
        return "one argument" if self.most == 1 else f"{self.least} arguments"


_ONE, _TWO, _MANY = Count(1, 1), Count(2, 2), Count(2, math.inf)
FUNCTIONS: Final = {
    **dict.fromkeys(("sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh"), _ONE),
    **dict.fromkeys(("exp", "log", "ln", "log10", "sqrt", "abs", "floor", "sigmoid", "sign"), _ONE),
    "atan2": _TWO,
    **dict.fromkeys(("min", "max"), _MANY),
}
RESERVED: Final = frozenset((*VARIABLES, *CONSTANTS, *FUNCTIONS))
_USUAL: Final = {
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "fabs": "abs",
    "pow": "^",
    "π": "pi",
    "lg": "log10",
}
"""What other notations call them."""


def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """What was probably meant by a word that is not known."""
    if word in _USUAL:
        return _USUAL[word]
    from difflib import get_close_matches  # Who errs can wait for it, and not who starts.

    return next(iter(get_close_matches(word.lower(), known, n=1, cutoff=0.7)), None)
