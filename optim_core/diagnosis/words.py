"""Numbers in sentences: three digits that matter, and a true minus sign."""

from math import floor, isfinite, log10

DIGITS = 3
MOST_DIGITS = 9


def number(value: float, digits: int = DIGITS) -> str:
    """0.9, 3.8, 2,510, 5e-4, −0.0123; words where it is not finite."""
    if not isfinite(value):
        return "undefined" if value != value else ("beyond all numbers" if value > 0 else "below all numbers")
    rounded = significant(abs(value), digits)
    if rounded.is_integer() and rounded != abs(value) and rounded < 10 and digits < MOST_DIGITS:
        # 0.9999 must not read as 1: a β of 1 would be another thing.
        return number(value, digits + 1)
    return f"−{_positive(rounded, digits)}" if value < 0 else _positive(rounded, digits)


def whole(value: float) -> str:
    """A count: 1,200."""
    return f"{round(value):,}"


def significant(value: float, digits: int = DIGITS) -> float:
    """The number with so many significant digits."""
    return float(f"{value:.{digits - 1}e}")


def one_minus(rest: float) -> float:
    """1 less a rest of so many significant digits, as β is set: 0.9, 0.998."""
    return round(1.0 - significant(rest), 9)


def _positive(value: float, digits: int) -> str:
    exponent = floor(log10(value)) if value else 0
    if -3 < exponent < 6:
        return _bare(f"{value:,.{max(0, digits - 1 - exponent)}f}")
    mantissa, _, power = f"{value:.{digits - 1}e}".partition("e")
    return f"{_bare(mantissa)}e{int(power)}"


def _bare(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
