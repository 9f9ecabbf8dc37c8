"""The three-hump camel: the best minimum in the middle, with a lesser one on either side in the way."""

from dataclasses import dataclass
from math import sqrt
from typing import Any, ClassVar

import numpy as np

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class ThreeHumpCamel(Arithmetic):
    """f = 2x² − 1.05x⁴ + x⁶/6 + cxy + y², with minima where y = −cx/2 and x = 0 or x² = 2.1 + √(0.41 + c²/2).

    The one in the middle is 0. The outer two lie higher while c² < 1.385, and lower from there on.
    """

    key: ClassVar[str] = "three-hump-camel"
    title: ClassVar[str] = "Three-hump camel"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "2x² − 1.05x⁴ + x⁶/6 + cxy + y²"
    expression: ClassVar[str] = "2*x**2 - 1.05*x**4 + x**6/6 + coupling*x*y + y**2"
    origin: ClassVar[str] = "in the survey of M. Jamil and X.-S. Yang (2013)"
    purpose: ClassVar[str] = "One best minimum between two lesser ones: who is caught in the first that comes."
    view: ClassVar[tuple[float, float, float, float]] = (-2.5, 2.5, -2.5, 2.5)
    start: ClassVar[Point] = (-2.2, 1.8)
    suggested_lr: ClassVar[float] = 0.025

    coupling: float = parameter(
        1.0, (0.0, 1.5), legal=(-2.0, 2.0), symbol="c", help="How much x and y have to do with each other."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        half = 0.5 * self.coupling
        outer = sqrt(2.1 + sqrt(0.41 + 2.0 * half * half))
        middle, sides = (0.0, 0.0), ((-outer, half * outer), (outer, -half * outer))
        return (middle, *sides) if self.value(*np.asarray(sides[0])) >= 0.0 else (*sides, middle)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        across = x * x
        # The coupling stands within, where x's highest power outweighs it before either overflows.
        return x * (x * (2.0 + across * (across / 6.0 - 1.05)) + self.coupling * y) + y * y

    def slopes(self, number: Number) -> Formula:
        two, four, bend, coupling = number(2.0), number(4.0), number(4.2), number(self.coupling)

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            across = x * x
            return ((across - bend) * across + four) * x + coupling * y, coupling * x + two * y

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        across, flat = x * x, 0.0 * (x + y)
        return 4.0 + across * (5.0 * across - 12.6) + flat, self.coupling + flat, 2.0 + flat
