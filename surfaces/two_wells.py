"""Two wells in a bowl: the deeper one may be missed, and either may be too shallow to hold anyone."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from surfaces.polish import polished
from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet

TWO = factor(2.0)


@dataclass(frozen=True)
class TwoWells(ClosedForm):
    """f = x² + y² − A e^(−((x + d)² + y²)/w) − B e^(−((x − d)² + y²)/w): the wells A on the left and B on the right.

    The bowl pulls both minima inwards. Narrow wells leave a third minimum between them, at the bottom of the bowl;
    wide ones melt into one.
    """

    key: ClassVar[str] = "two-wells"
    title: ClassVar[str] = "Two wells"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "x² + y² − A e^(−((x + d)² + y²)/w) − B e^(−((x − d)² + y²)/w)"
    expression: ClassVar[str] = (
        "x**2 + y**2 - left*exp(-((x + distance)**2 + y**2)/width) - right*exp(-((x - distance)**2 + y**2)/width)"
    )
    origin: ClassVar[str] = "a bowl with two Gaussians in it"
    purpose: ClassVar[str] = "A deep and a less deep well: what of depth, width and speed decides who ends where."
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (1.6, 1.2)
    suggested_lr: ClassVar[float] = 0.01

    left: float = parameter(3.0, (0.0, 6.0), legal=(0.0, 100.0), symbol="A", help="How deep the left well is.")
    right: float = parameter(2.0, (0.0, 6.0), legal=(0.0, 100.0), symbol="B", help="How deep the right well is.")
    width: float = parameter(0.2, (0.05, 1.0), legal=(0.01, 10.0), symbol="w", help="The square of the wells' radius.")
    distance: float = parameter(1.0, (0.5, 1.5), legal=(0.1, 2.0), symbol="d", help="From the middle to either well.")

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        return polished(self, [(-self.distance, 0.0), (self.distance, 0.0), (0.0, 0.0)])

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array, Array]:
        """d, −1/w, 2A/w and 2B/w."""
        unit = 1.0 / self.width
        return factor(self.distance), factor(-unit), factor(2.0 * unit * self.left), factor(2.0 * unit * self.right)

    def _pulls(self, x: Array, y: Array) -> tuple[Array, Array, Array, Array]:
        """Of x, how far it is from either well's middle, and how strongly each pulls per distance."""
        distance, decay, left, right = self._factors
        from_left, from_right, along = x + distance, x - distance, y * y
        to_left = left * np.exp((from_left * from_left + along) * decay)
        to_right = right * np.exp((from_right * from_right + along) * decay)
        return from_left, to_left, from_right, to_right

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        _, to_left, _, to_right = self._pulls(x, y)
        return x * x + y * y - 0.5 * self.width * (to_left + to_right)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        from_left, to_left, from_right, to_right = self._pulls(x, y)
        return TWO * x + to_left * from_left + to_right * from_right, (to_left + to_right + TWO) * y

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        fall = 2.0 / self.width
        p, to_left, q, to_right = self._pulls(x, y)
        both = to_left + to_right
        xx = 2.0 + both - fall * (to_left * p * p + to_right * q * q)
        return xx, -fall * y * (to_left * p + to_right * q), 2.0 + both - fall * y * y * both
