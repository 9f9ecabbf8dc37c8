"""What may be given as a parameter of a surface, and what is said of anything else: one sentence, with a hint."""

import reprlib
from collections.abc import Collection, Iterable
from itertools import islice

import numpy as np

LISTED = 12
"""So many words of a list are read; more of them are not."""


def legal_number(what: str, value: object, legal: tuple[float, float]) -> float:
    """The value as a float. Raises ValueError if it is not a real number within that range."""
    low, high = legal
    number = _number(value)
    if not low <= number <= high:
        raise ValueError(f"{what} must lie between {low:g} and {high:g}, not {reprlib.repr(value)}")
    return number


def check_names(surface: str, names: Iterable[str], declared: Collection[str]) -> None:
    """Raise ValueError if one of the names is not that of a parameter."""
    for name in names:
        if name not in declared:
            raise ValueError(f"{surface} has no parameter {name!r}{hint(name, tuple(declared))}")


def hint(word: str, known: tuple[str, ...]) -> str:
    """What goes on after the name of something unknown: the nearest known name, or all of them."""
    from difflib import get_close_matches  # Who errs can wait for it, and not who starts.

    near = get_close_matches(word, known, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; known: {listed(known)}" if known else "; it has none"


def listed(words: Collection[str]) -> str:
    """The words with commas; of many the first ones."""
    return ", ".join(words) if len(words) <= LISTED else f"{', '.join(islice(words, LISTED))}, …"


def _number(value: object) -> float:
    """The value as a float; NaN, which no range admits, when it is not a real number (True is not one here)."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return float("nan")
    try:
        return float(value)
    except OverflowError:  # an integer beyond all floats
        return float("nan")
