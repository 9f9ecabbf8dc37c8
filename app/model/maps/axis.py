"""An axis of a map: what lies along it, from where to where, and how its values are spaced.

Example:

    axis = Axis("lr", "lr", "log", 1e-5, 1e-2)
    axis.values(3)              # the middles of three cells: 3.16e-5, 3.16e-4, 3.16e-3
    axis.place(1e-3)            # 0.667, two thirds of the way
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, log10

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.model.numbers import number_text
from app.model.scales import SCALES
from app.model.ticks import Tick, linear_ticks, log_ticks

Array = NDArray[np.float64]
Bent = Callable[[Array, float, float], Array]


@dataclass(frozen=True)
class Axis:
    """The range [low, high] of one quantity; a *place* on it runs from 0 to 1, spaced as a slider of that `scale` is.

    `name` is "lr", "beta", "x", "y" or a parameter of the surface, `label` what people call it, `scale` a key of
    `app.model.scales.SCALES`.
    """

    name: str
    label: str
    scale: str
    low: float
    high: float

    def values(self, count: int) -> Array:
        """The middles of so many cells, ascending, (count,)."""
        middles: Array = (np.arange(count) + 0.5) / count
        return VALUES[self.scale](middles, self.low, self.high)

    def places(self, values: ArrayLike) -> Array:
        """Where values of any shape lie: beyond 0 and 1 outside of the range, NaN or infinite where there is none."""
        with np.errstate(all="ignore"):
            return PLACES[self.scale](np.asarray(values, dtype=np.float64), self.low, self.high)

    def place(self, value: float) -> float:
        """Where a value lies; one beyond the range lies at its end."""
        return float(self.places(min(self.high, max(self.low, value))))

    def value(self, place: float) -> float:
        """The value at a place, rounded as a slider rounds it and within the range."""
        value = SCALES[self.scale].value(min(1.0, max(0.0, place)), self.low, self.high)
        return min(self.high, max(self.low, value))

    def shows(self, value: float) -> bool:
        """Whether the value lies within the range."""
        return self.low <= value <= self.high

    def cell(self, value: float, count: int) -> int:
        """In which of so many cells a value lies."""
        return min(count - 1, int(self.place(value) * count))

    def ticks(self, most: int) -> list[Tick]:
        """About so many ticks at sensible values, as (place, label)."""
        match self.scale:
            case "log":
                exponents = log_ticks(log10(self.low), log10(self.high), most)
                return [(self.place(10.0**exponent), label) for exponent, label in exponents]
            case "one-minus":
                return [(self.place(value), number_text(value, digits=9)) for value in self._nines(most)]
        return [(self.place(value), label) for value, label in linear_ticks(self.low, self.high, most)]

    def _nines(self, most: int) -> list[float]:
        """0, 0.5, 0.9, 0.99 and so on within the range; of so many that there is no room, every so many-th."""
        count = ceil(-log10(1.0 - self.high) - 1e-9)
        nines = [round(1.0 - 10.0**-k, k) for k in range(count + 1)]
        kept = nines[:: max(1, ceil(len(nines) / max(1, most)))]
        if len(nines) < most:
            kept.insert(1, 0.5)
        return [value for value in kept if self.low <= value <= self.high]


PLACES: dict[str, Bent] = {
    "linear": lambda values, low, high: (values - low) / (high - low),
    "log": lambda values, low, high: np.log10(values / low) / log10(high / low),
    "one-minus": lambda values, low, high: np.log10((1.0 - low) / (1.0 - values)) / log10((1.0 - low) / (1.0 - high)),
    "from-zero": lambda values, low, high: np.cbrt((values - low) / (high - low)),
}
VALUES: dict[str, Bent] = {
    "linear": lambda places, low, high: low + places * (high - low),
    "log": lambda places, low, high: low * (high / low) ** places,
    "one-minus": lambda places, low, high: 1.0 - (1.0 - low) * ((1.0 - high) / (1.0 - low)) ** places,
    "from-zero": lambda places, low, high: low + (high - low) * places**3,
}
"""The scales of sliders for arrays, and unrounded: a map's cells are where they are."""
