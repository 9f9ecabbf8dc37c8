"""How the numbers of a reveal are written."""

from collections.abc import Callable

from app.lessons.terms import Outcome
from app.model.numbers import number_text

DIGITS = 3
FINE_DIGITS = 5
GIGA = 1e9


def _rounded(value: float, digits: int) -> str:
    """The number with so many digits; what is rounding is not taken for one: 0.01 − 1e-18 is 0.01."""
    return number_text(float(f"{value:.12g}"), digits)


def _number(value: float) -> str:
    return _rounded(value, DIGITS)


def _fine(value: float) -> str:
    return _rounded(value, FINE_DIGITS)


def _percent(share: float) -> str:
    return f"{_rounded(100.0 * share, DIGITS)} %"


def _times(factor: float) -> str:
    return f"× {_rounded(factor, DIGITS)}"


def _gigabytes(count: float) -> str:
    return f"{_rounded(count / GIGA, DIGITS)} GB"


FORMATS: dict[str, Callable[[float], str]] = {
    "number": _number,
    "fine": _fine,
    "percent": _percent,
    "times": _times,
    "gigabytes": _gigabytes,
}
"""By the word that stands behind the colon of a placeholder; a number has three digits, a fine one has five."""


def outcome_text(outcome: Outcome, style: str, endless: str) -> str:
    """An outcome as people read it; `endless` is what is said of infinity."""
    if isinstance(outcome, str):
        return outcome
    return endless if outcome == float("inf") and endless else FORMATS[style](outcome)
