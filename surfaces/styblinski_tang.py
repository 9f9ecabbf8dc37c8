"""The Styblinski–Tang function: two wells along each axis, hence four minima, of which one is the deepest."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.polish import polished
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class StyblinskiTang(Arithmetic):
    """f = (x⁴ − bx² + cx + y⁴ − by² + cy)/2: each axis is a double well, with a barrier and a tilt."""

    key: ClassVar[str] = "styblinski-tang"
    title: ClassVar[str] = "Styblinski–Tang"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "(x⁴ − bx² + cx + y⁴ − by² + cy)/2"
    expression: ClassVar[str] = "(x**4 - barrier*x**2 + tilt*x + y**4 - barrier*y**2 + tilt*y)/2"
    origin: ClassVar[str] = "M. A. Styblinski and T.-S. Tang, Neural Networks 3 (1990)"
    purpose: ClassVar[str] = "Four wells of three depths: how the tilt decides whether the best one is worth a detour."
    view: ClassVar[tuple[float, float, float, float]] = (-5.0, 5.0, -5.0, 5.0)
    start: ClassVar[Point] = (4.5, 0.6)
    suggested_lr: ClassVar[float] = 5e-3

    barrier: float = parameter(
        16.0, (8.0, 20.0), legal=(6.0, 40.0), symbol="b", help="How high the wells' middle is: b²/8 along one axis."
    )
    tilt: float = parameter(5.0, (0.0, 10.0), legal=(-10.0, 10.0), symbol="c", help="How much deeper one well is.")

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        # Without a tilt the wells are there exactly.
        middle = sqrt(0.5 * self.barrier)
        return polished(self, [(x, y) for x in (-middle, middle) for y in (-middle, middle)])

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        in_x, in_y = (z * (z * (z * z - self.barrier) + self.tilt) for z in (x, y))
        return 0.5 * (in_x + in_y)

    def slopes(self, number: Number) -> Formula:
        two, barrier, tilt = number(2.0), number(self.barrier), number(0.5 * self.tilt)
        return lambda x, y: ((x * x * two - barrier) * x + tilt, (y * y * two - barrier) * y + tilt)

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        return 6.0 * x * x - self.barrier + 0.0 * y, 0.0 * (x + y), 6.0 * y * y - self.barrier + 0.0 * x
