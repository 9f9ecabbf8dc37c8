"""Beale's function: a flat floor along which little happens, and cliffs at the corners that throw a walker far away."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Beale(Arithmetic):
    """f = (x(y − 1) + c₁)² + (x(y² − 1) + c₂)² + (x(y³ − 1) + c₃)² with cₖ = a(1 − bᵏ), so that f = 0 at (a, b).

    Beale's own is a = 3, b = ½, where c is 1.5, 2.25 and 2.625.
    """

    key: ClassVar[str] = "beale"
    title: ClassVar[str] = "Beale"
    group: ClassVar[Group] = Group.PLATEAUS
    formula: ClassVar[str] = "Σ (x(yᵏ − 1) + a(1 − bᵏ))², k = 1, 2, 3"
    expression: ClassVar[str] = (
        "(a*(1 - b) - x + x*y)**2 + (a*(1 - b**2) - x + x*y**2)**2 + (a*(1 - b**3) - x + x*y**3)**2"
    )
    origin: ClassVar[str] = "E. M. L. Beale, On an Iterative Method for Finding a Local Minimum (1958)"
    purpose: ClassVar[str] = "A flat floor below cliffs: a step that is right on the one is far too long on the other."
    view: ClassVar[tuple[float, float, float, float]] = (-4.5, 4.5, -4.5, 4.5)
    start: ClassVar[Point] = (1.0, 1.5)
    suggested_lr: ClassVar[float] = 2.5e-3

    a: float = parameter(3.0, (1.0, 4.0), legal=(0.1, 4.5), help="Where the minimum lies: (a, b).")
    b: float = parameter(
        0.5, (0.1, 0.8), legal=(0.0, 0.99), help="Where the minimum lies; the nearer to 1, the flatter."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((self.a, self.b),)

    @cached_property
    def _wanted(self) -> tuple[float, float, float]:
        """What the three terms are wanted to be: c₁, c₂ and c₃."""
        a, b = self.a, self.b
        return a * (1.0 - b), a * (1.0 - b * b), a * (1.0 - b * b * b)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        first, second, third = self._wanted
        square = y * y
        a, b, c = x * (y - 1.0) + first, x * (square - 1.0) + second, x * (square * y - 1.0) + third
        return a * a + b * b + c * c

    def slopes(self, number: Number) -> Formula:
        one, two, three = number(1.0), number(2.0), number(3.0)
        first, second, third = map(number, self._wanted)

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            square = y * y
            p, q, r = y - one, square - one, square * y - one
            a, b, c = x * p + first, x * q + second, x * r + third
            return (a * p + b * q + c * r) * two, (b * y * two + c * square * three + a) * x * two

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        first, second, third = self._wanted
        square = y * y
        p, q, r = y - 1.0, square - 1.0, square * y - 1.0
        a, b, c = x * p + first, x * q + second, x * r + third
        # The slopes 1, 2y and 3y² of p, q and r.
        xy = (a + x * p) + (b + x * q) * 2.0 * y + (c + x * r) * 3.0 * square
        yy = x * (x * (1.0 + 4.0 * square + 9.0 * square * square) + 2.0 * b + 6.0 * c * y)
        return 2.0 * (p * p + q * q + r * r), 2.0 * xy, 2.0 * yy
