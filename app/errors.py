"""How a wish can end unfulfilled; the first two carry one sentence for people: what, where, what to do."""

from collections.abc import Iterable


class UseError(Exception):
    """The wish makes no sense (a typing error, a value out of range): exit code 2."""


class FaultError(Exception):
    """The wish makes sense, but the world does not let it happen (a full disk, no display): exit code 1."""


class CancelledError(Exception):
    """A person does not want it any more; nothing is left of it, and nothing need be said."""


def either(words: Iterable[str]) -> str:
    """What may stand in one place of a sentence: .png, .svg or .pdf."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def on_a_line(words: str, most: int) -> str:
    """Words that a file brings with it, fit for a sentence: without what no line holds, and not longer than that."""
    clean = "".join(letter if letter.isprintable() else "�" for letter in words[: most + 1])
    return clean if len(clean) <= most else f"{clean[: most - 1]}…"
