"""Numbers as people write and read them."""

from math import floor, isfinite, log10

MOST_DIGITS = 9


def number_text(value: float, digits: int = 4) -> str:
    """The digits that matter: 0.9, 1e-3, 1.3e-5, 1,000, 100; −1.2 with a true minus sign."""
    if not isfinite(value):
        return "undefined" if value != value else ("beyond all numbers" if value > 0 else "below all numbers")
    if value == 0:
        return "0"
    exponent = floor(log10(abs(value)))
    plain = -3 < exponent < 6
    text = _plain(value, digits, exponent) if plain else _scientific(value, digits)
    return text.replace("-", "−", 1) if value < 0 else text


def _plain(value: float, digits: int, exponent: int) -> str:
    if value == int(value):
        return f"{int(value):,}"
    text = f"{value:,.{max(0, digits - 1 - exponent)}f}"
    if digits < MOST_DIGITS and float(text.replace(",", "")).is_integer() and abs(value) < 10:
        # 0.99999 must not read as 1: a β of 1 would be another thing.
        return _plain(value, digits + 1, exponent)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(value: float, digits: int) -> str:
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa.rstrip('0').rstrip('.') if '.' in mantissa else mantissa}e{int(exponent)}"


def fixed_text(value: float, digits: int = 2) -> str:
    """A number that moves, in a width that hardly changes: 0.45, 12.3, 2.5e-5; words where it is not a number."""
    if not isfinite(value):
        return "–"
    if value == 0:
        return "0"
    if 1e-2 <= abs(value) < 1e4:
        decimals = max(0, digits - floor(log10(abs(value))))
        return f"{value:,.{decimals}f}".replace("-", "−", 1)
    mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
    return f"{mantissa}e{int(exponent)}".replace("-", "−", 1) if value < 0 else f"{mantissa}e{int(exponent)}"


def read_number(text: str) -> float:
    """The number that a person typed; a true minus sign, spaces and 1,000 are understood.

    Raises ValueError, with a sentence, for anything that is not one finite number.
    """
    plain = text.strip().replace("−", "-").replace("\N{NARROW NO-BREAK SPACE}", "")
    if "," in plain and all(len(group) == 3 for group in plain.split(".")[0].split(",")[1:]):
        plain = plain.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or "_" in plain:
        raise ValueError(f"“{text.strip()[:40]}” is not a number")
    return value
