"""Himmelblau's function: four equally deep minima, and the start alone decides which of them is found."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any, ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.polish import polished
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Himmelblau(Arithmetic):
    """f = (x² + y − a)² + (x + y² − b)², which is 0 where two parabolas cross: in four points, and nowhere else.

    With a = 11 and b = 7 there are four saddles and one maximum between them.
    """

    key: ClassVar[str] = "himmelblau"
    title: ClassVar[str] = "Himmelblau"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "(x² + y − a)² + (x + y² − b)²"
    expression: ClassVar[str] = "(x**2 + y - a)**2 + (x + y**2 - b)**2"
    origin: ClassVar[str] = "D. M. Himmelblau, Applied Nonlinear Programming (1972)"
    purpose: ClassVar[str] = "Four minima of equal depth: whose basin a start lies in, and how momentum blurs its edge."
    view: ClassVar[tuple[float, float, float, float]] = (-5.0, 5.0, -5.0, 5.0)
    start: ClassVar[Point] = (-4.0, 0.0)
    suggested_lr: ClassVar[float] = 2e-3

    a: float = parameter(
        11.0, (6.0, 16.0), legal=(5.0, 18.0), help="Where the upright parabola has its vertex: (0, a)."
    )
    b: float = parameter(7.0, (5.0, 14.0), legal=(4.5, 16.0), help="Where the other parabola has its vertex: (b, 0).")

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        along, across = sqrt(self.a), sqrt(self.b)
        signs = ((1, 1), (-1, 1), (-1, -1), (1, -1))
        return polished(self, [(first * along, second * across) for first, second in signs])

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        upright, lying = x * x + y - self.a, x + y * y - self.b
        return upright * upright + lying * lying

    def slopes(self, number: Number) -> Formula:
        two, a, b = number(2.0), number(self.a), number(self.b)

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            upright = (x * x + y - a) * two
            lying = (y * y + x - b) * two
            return x * upright * two + lying, y * lying * two + upright

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx = 12.0 * x * x + 4.0 * y - (4.0 * self.a - 2.0)
        yy = 12.0 * y * y + 4.0 * x - (4.0 * self.b - 2.0)
        return xx, 4.0 * (x + y), yy
