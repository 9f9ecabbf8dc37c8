"""Many values in one word, for sweeps: single numbers and ranges, joined by plus signs.

A range is LOW..HIGH/COUNT: so many values with both ends among them, spaced as the sliders of that parameter are. The
name of another spacing may follow.

Example:

    read_values("1e-5..1/6", lr)            # (1e-5, 1e-4, 0.001, 0.01, 0.1, 1.0): lr is logarithmic
    read_values("0+0.9..0.999/3", beta)     # (0.0, 0.9, 0.99, 0.999): β is spaced by 1 − β
    read_values("0..1/5linear", lr)         # (0.0, 0.25, 0.5, 0.75, 1.0)
"""

import re
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from math import log10

from app.command.values import one_of
from app.command.words import joined
from app.model.numbers import number_text, read_number
from app.model.parameters import EXACT, Parameter

MOST_VALUES = 100_000
"""Values of one range."""
_RANGE = re.compile(r"(?P<low>.+?)\.\.(?P<high>[^/]+)/(?P<count>[^a-z]*)(?P<scale>[a-z-]*)")
_DIGITS = 15
"""So many digits of a value that was computed by powers are sure; those beyond would only look untidy."""


def read_values(text: str, parameter: Parameter) -> tuple[float, ...]:
    """All values, each of them legal and none twice. Raises ValueError with one sentence."""
    values = [parameter.checked(value) for item in joined(text) for value in _item(item, parameter)]
    twice = [value for value, found in Counter(values).items() if found > 1]
    if twice:
        raise ValueError(f"{number_text(twice[0], EXACT)} is given twice; give it once")
    return tuple(values)


def read_list(text: str, parameter: Parameter) -> tuple[float, ...]:
    """The same where commas may join too. A number such as 1,000 could be meant as either, and is refused."""
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d*)?", text.strip()):
        raise ValueError(f"one number or several? Write {text.replace(',', '')} or {text.replace(',', '+')}")
    return read_values(text.replace(",", "+"), parameter)


def _item(text: str, parameter: Parameter) -> list[float]:
    if ".." not in text:
        return [read_number(text)]
    found = _RANGE.fullmatch(text.strip())
    if not found:
        raise ValueError(f"“{text[:40]}” is not of the form LOW..HIGH/COUNT, like 1e-5..1/64")
    low, high, count = read_number(found["low"]), read_number(found["high"]), _count(found["count"])
    if not low < high:
        raise ValueError(f"a range goes from the lower to the higher value, not from {found['low']} to {found['high']}")
    spread = one_of("spacing", found["scale"] or parameter.scale, SPACINGS)
    between = [spread(low, high, Fraction(place, count - 1)) for place in range(1, count - 1)]
    return [low, *between, high]


def _count(text: str) -> int:
    count = read_number(text)
    if count != int(count) or not 2 <= count <= MOST_VALUES:
        raise ValueError(f"a range has a whole number of values between 2 and {MOST_VALUES:,}, not {text}")
    return int(count)


def _linear(low: float, high: float, place: Fraction) -> float:
    # As decimal fractions, as a person means them: 0, 0.1, 0.2, 0.3.
    begin, end = Fraction(repr(low)), Fraction(repr(high))
    return float(begin + (end - begin) * place)


def _from_zero(low: float, high: float, place: Fraction) -> float:
    return _linear(low, high, place**3)


def _log(low: float, high: float, place: Fraction) -> float:
    if low <= 0:
        raise ValueError("a logarithmic range begins above 0; begin higher, or write linear behind the count")
    share = float(place)
    return float(f"{10 ** ((1 - share) * log10(low) + share * log10(high)):.{_DIGITS - 1}e}")


def _one_minus(low: float, high: float, place: Fraction) -> float:
    if high >= 1:
        raise ValueError("a range by 1 − value ends below 1; end lower, or write linear behind the count")
    return round(1 - _log(1 - high, 1 - low, 1 - place), _DIGITS)


SPACINGS: dict[str, Callable[[float, float, Fraction], float]] = {
    "linear": _linear,
    "log": _log,
    "one-minus": _one_minus,
    "from-zero": _from_zero,
}
"""How the values of a range may be spaced, by the names of `app.model.scales.SCALES`."""
