"""The flower: a bowl whose middle is flat along one diagonal, at the very point where one minimum becomes two."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import ClassVar

import numpy as np

from surfaces.polish import polished
from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet


@dataclass(frozen=True)
class Flower(ClosedForm):
    """f = x² + y² + c(x sin y + y sin x), with the eigenvalues 2 − 2c along y = −x and 2 + 2c across at the origin.

    Up to c = 1 the origin is the one minimum, with the value 0; at c = 1 it is degenerate, and f grows along y = −x
    like the fourth power of the way. Beyond that it is a saddle between two minima.
    """

    key: ClassVar[str] = "flower"
    title: ClassVar[str] = "Flower"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "x² + y² + c(x sin y + y sin x)"
    expression: ClassVar[str] = "x**2 + y**2 + coupling*(x*sin(y) + y*sin(x))"
    origin: ClassVar[str] = "a bowl and two sines"
    purpose: ClassVar[str] = "A minimum without curvature: near it every step gains less, and no rate is fast."
    view: ClassVar[tuple[float, float, float, float]] = (-6.0, 6.0, -6.0, 6.0)
    start: ClassVar[Point] = (-5.0, 2.0)
    suggested_lr: ClassVar[float] = 0.02

    coupling: float = parameter(
        1.0, (0.0, 1.8), legal=(0.0, 1.8), symbol="c", help="Up to 1 there is one minimum, beyond it there are two."
    )

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        if self.coupling <= 1.0:
            return ((0.0, 0.0),)
        # Where f along y = −x has its minima if the sine is x − x³/6.
        place = sqrt(3.0 * (1.0 - 1.0 / self.coupling))
        return polished(self, [(-place, place), (place, -place)])

    @cached_property
    def _factors(self) -> tuple[Array, Array]:
        return factor(2.0), factor(self.coupling)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return x * x + y * y + self.coupling * (x * np.sin(y) + y * np.sin(x))

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        two, coupling = self._factors
        gx = (np.cos(x) * y + np.sin(y)) * coupling + two * x
        return gx, (np.cos(y) * x + np.sin(x)) * coupling + two * y

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        coupling = self.coupling
        mixed = coupling * (np.cos(x) + np.cos(y))
        return 2.0 - coupling * y * np.sin(x), mixed, 2.0 - coupling * x * np.sin(y)
