"""The six-hump camel: six minima in three pairs, each pair mirrored in the origin."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import Any, ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.polish import polished
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class SixHumpCamel(Arithmetic):
    """f = (4 − 2.1x² + x⁴/3)x² + cxy + 4(y² − 1)y²: three wells along x times two along y, coupled by c."""

    key: ClassVar[str] = "six-hump-camel"
    title: ClassVar[str] = "Six-hump camel"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "(4 − 2.1x² + x⁴/3)x² + cxy + 4(y² − 1)y²"
    expression: ClassVar[str] = "(4 - 2.1*x**2 + x**4/3)*x**2 + coupling*x*y + 4*(y**2 - 1)*y**2"
    origin: ClassVar[str] = "L. C. W. Dixon and G. P. Szegő, Towards Global Optimisation 2 (1978)"
    purpose: ClassVar[str] = (
        "Two best minima among six: near a ridge, the smallest change of the start changes the end."
    )
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -1.0, 1.0)
    start: ClassVar[Point] = (-1.9, -0.7)
    suggested_lr: ClassVar[float] = 5e-3

    coupling: float = parameter(
        1.0, (0.0, 1.5), legal=(-1.6, 1.6), symbol="c", help="How much x and y have to do with each other."
    )

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        # Where they are without the coupling: x⁴ − 4.2x² + 4 = 0 or x = 0, and y² = ½.
        outer, side = sqrt(2.1 + sqrt(0.41)), sqrt(0.5)
        return polished(self, [(x, y) for x in (0.0, -outer, outer) for y in (-side, side)])

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        across, along = x * x, y * y
        # The coupling stands within, where x's highest power outweighs it before either overflows.
        in_x = x * (x * (4.0 + across * (across / 3.0 - 2.1)) + self.coupling * y)
        return in_x + 4.0 * along * (along - 1.0)

    def slopes(self, number: Number) -> Formula:
        one, two, eight, bend, coupling = map(number, (1.0, 2.0, 8.0, 8.4, self.coupling))

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            across = x * x
            gx = ((across * two - bend) * across + eight) * x + coupling * y
            return gx, (y * y * two - one) * eight * y + coupling * x

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        across, flat = x * x, 0.0 * (x + y)
        return 8.0 + across * (10.0 * across - 25.2) + flat, self.coupling + flat, 48.0 * y * y - 8.0 + flat
