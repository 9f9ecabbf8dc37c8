"""What was probably meant by a word that nobody knows."""

from collections.abc import Iterable

MOST = 20
"""Words that are all named in a sentence; where there are more, it says where to look."""


def hint(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: the nearest known one, or all of them if they are few."""
    from difflib import get_close_matches  # Who errs can wait for it, and not who starts.

    by_lower_case = {name.lower(): name for name in known}
    near = get_close_matches(word.lower()[:60], by_lower_case, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {by_lower_case[near[0]]}?"
    if len(by_lower_case) > MOST:
        return "; see ravine --help"
    return f"; known: {', '.join(by_lower_case.values())}" if by_lower_case else "; there are none"


def shown(word: str) -> str:
    """The word in quotes, on one line and not too long."""
    return repr(word if len(word) <= 60 else word[:59] + "…")
