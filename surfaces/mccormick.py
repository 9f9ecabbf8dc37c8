"""McCormick's function: a gutter that waves on its way down, with a minimum in every trough."""

from dataclasses import dataclass
from functools import cached_property
from math import acos, pi
from typing import ClassVar

import numpy as np

from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet


@dataclass(frozen=True)
class McCormick(ClosedForm):
    """f = A sin(x + y) + (x − y)² − 1.5x + 2.5y + 1, whose minima have x − y = 1 and cos(x + y) = −1/(2A).

    There is one in every period of x + y, each by π higher than the last one; two lie in the view. With A ≤ ½ the
    slope leaves no trough, and f has no minimum.
    """

    key: ClassVar[str] = "mccormick"
    title: ClassVar[str] = "McCormick"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "A sin(x + y) + (x − y)² − 1.5x + 2.5y + 1"
    expression: ClassVar[str] = "amplitude*sin(x + y) + (x - y)**2 - 1.5*x + 2.5*y + 1"
    origin: ClassVar[str] = "in the survey of M. Jamil and X.-S. Yang (2013)"
    purpose: ClassVar[str] = "A waving gutter: whether a walker's speed carries it over the bar into the next trough."
    view: ClassVar[tuple[float, float, float, float]] = (-1.5, 4.0, -3.0, 4.0)
    start: ClassVar[Point] = (3.5, 3.5)
    suggested_lr: ClassVar[float] = 0.02

    amplitude: float = parameter(
        1.0, (0.6, 4.0), legal=(0.0, 100.0), symbol="A", help="How high the waves are; up to ½ no minimum is left."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        if self.amplitude <= 0.5:
            return ()
        trough = acos(-0.5 / self.amplitude)
        return tuple((0.5 * (total + 1.0), 0.5 * (total - 1.0)) for total in (-trough, 2.0 * pi - trough))

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array, Array]:
        return factor(2.0), factor(1.5), factor(2.5), factor(self.amplitude)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        across = x - y
        return self.amplitude * np.sin(x + y) + across * across - 1.5 * x + 2.5 * y + 1.0

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        two, down, up, amplitude = self._factors
        along, across = amplitude * np.cos(x + y), (x - y) * two
        return along + across - down, along - across + up

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        along = -self.amplitude * np.sin(x + y)
        return along + 2.0, along - 2.0, along + 2.0
