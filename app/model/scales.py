"""How a slider spaces its values: between a value and its place from 0 to 1."""

from dataclasses import dataclass
from math import floor, log10
from typing import Protocol

from app.model.parameters import Parameter
from optim_core.diagnosis.words import significant


class Scale(Protocol):
    """A monotonic map between [low, high] and [0, 1]."""

    def place(self, value: float, low: float, high: float) -> float:
        """Where the value stands."""
        ...

    def value(self, place: float, low: float, high: float) -> float:
        """The value that stands there, rounded to the digits a hand can mean."""
        ...


@dataclass(frozen=True)
class Linear:
    """Equal differences."""

    def place(self, value: float, low: float, high: float) -> float:
        return (value - low) / (high - low)

    def value(self, place: float, low: float, high: float) -> float:
        span = high - low
        return round(low + place * span, 3 - floor(log10(span)))


@dataclass(frozen=True)
class Log:
    """Equal ratios; the range must be positive."""

    def place(self, value: float, low: float, high: float) -> float:
        return log10(max(value, low) / low) / log10(high / low)

    def value(self, place: float, low: float, high: float) -> float:
        return significant(low * (high / low) ** place)


@dataclass(frozen=True)
class OneMinus:
    """Equal ratios of 1 − value: 0.9, 0.99 and 0.999 are equally far apart."""

    def place(self, value: float, low: float, high: float) -> float:
        return log10((1 - low) / (1 - min(value, high))) / log10((1 - low) / (1 - high))

    def value(self, place: float, low: float, high: float) -> float:
        return round(1 - significant((1 - low) * ((1 - high) / (1 - low)) ** place), 9)


@dataclass(frozen=True)
class FromZero:
    """Cubic from the low end: a range that starts at exactly 0, fine near it."""

    def place(self, value: float, low: float, high: float) -> float:
        return float(max(0.0, (value - low) / (high - low)) ** (1 / 3))

    def value(self, place: float, low: float, high: float) -> float:
        return significant(low + (high - low) * place**3)


SCALES: dict[str, Scale] = {"linear": Linear(), "log": Log(), "one-minus": OneMinus(), "from-zero": FromZero()}


def slider_place(parameter: Parameter, value: float) -> float:
    """Where on its slider (0 to 1) a value stands; values beyond the slider's range stand at its ends."""
    return min(1.0, max(0.0, SCALES[parameter.scale].place(value, *parameter.soft)))


def slider_value(parameter: Parameter, place: float) -> float:
    """The value at that place of a parameter's slider."""
    low, high = parameter.soft
    value = SCALES[parameter.scale].value(place, low, high)
    return min(high, max(low, float(round(value)) if parameter.whole else value))


def nudged(parameter: Parameter, value: float, share: float) -> float:
    """The legal value that share of the slider further on: never the other way, and beyond the slider's ends too."""
    low, high = parameter.soft
    if parameter.whole and (value < 100 or parameter.scale == "linear"):
        wanted = value + (1 if share > 0 else -1)
    else:
        scale = SCALES[parameter.scale]
        wanted = scale.value(scale.place(value, low, high) + share, low, high)
    wanted = float(round(wanted)) if parameter.whole else wanted
    wanted = wanted if (wanted > value) is (share > 0) else value
    return parameter.checked(min(parameter.legal[1], max(parameter.legal[0], wanted)))
