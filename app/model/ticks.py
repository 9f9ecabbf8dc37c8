"""Axis ticks with sensible numbers."""

from math import ceil, floor, log10

import numpy as np

from app.model.numbers import number_text

Tick = tuple[float, str]


def linear_ticks(low: float, high: float, most: int) -> list[Tick]:
    """At most so many ticks at 1, 2 or 5 × 10ⁿ, all labels with the same number of decimals."""
    if not high > low:
        return []
    step = _step((high - low) / max(1, most))
    values = np.arange(ceil(low / step - 1e-9), floor(high / step + 1e-9) + 1) * step
    return [(float(value), _label(float(value), step)) for value in values]


def log_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Powers of ten between 10^low and 10^high, thinned to at most so many; places are exponents.

    Where less than two powers are in range, numbers such as 2 and 5 stand between.
    """
    powers = range(ceil(low - 1e-9), floor(high + 1e-9) + 1)
    if len(powers) >= 2:
        stride = max(1, ceil((high - low) / max(1, most)))
        return [(float(n), power_label(n)) for n in powers if n % stride == 0]
    between = [m * 10.0**n for n in range(floor(low), ceil(high) + 1) for m in (1, 2, 5)]
    return [(log10(v), number_text(v)) for v in between if low <= log10(v) <= high]


def power_label(exponent: int) -> str:
    """10ⁿ in superscript digits."""
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _step(wanted: float) -> float:
    power = 10.0 ** floor(log10(wanted))
    return next(power * m for m in (1.0, 2.0, 5.0, 10.0) if power * m >= wanted * (1 - 1e-9))


def _label(value: float, step: float) -> str:
    size = max(abs(value), step)
    if size >= 1e6 or step < 1e-5:
        return f"{value:.3g}".replace("-", "−", 1) if value else "0"
    decimals = max(0, -floor(log10(step) + 1e-9))
    return f"{value + 0.0:,.{decimals}f}".replace("-", "−")
