"""The quadratic ravine: the textbook bowl, stretched by a condition number and turned by an angle."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from typing import ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Ravine(Arithmetic):
    """f = (u² + κv²)/2, where u runs along the floor, turned by `angle` against the x axis, and v across it.

    The Hessian is constant, with the eigenvalues 1 (soft) and κ = `condition` (stiff).
    """

    key: ClassVar[str] = "ravine"
    title: ClassVar[str] = "Ravine"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "(u² + κv²)/2"
    expression: ClassVar[str] = (
        "((x*cos(pi*angle/180) + y*sin(pi*angle/180))**2 + condition*(y*cos(pi*angle/180) - x*sin(pi*angle/180))**2)/2"
    )
    origin: ClassVar[str] = "the quadratic model of every convergence theorem"
    purpose: ClassVar[str] = "The condition number as a slider: how steep walls slow the walk along a gentle floor."
    view: ClassVar[tuple[float, float, float, float]] = (-4.0, 4.0, -4.0, 4.0)
    start: ClassVar[Point] = (-3.5, 1.5)
    suggested_lr: ClassVar[float] = 0.01

    condition: float = parameter(
        50.0, (1.0, 1000.0), legal=(1.0, 1e8), scale="log", symbol="κ", help="Condition number: stiff over soft."
    )
    angle: float = parameter(
        0.0, (-90.0, 90.0), legal=(-360.0, 360.0), symbol="angle", help="Direction of the floor, in degrees."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((0.0, 0.0),)

    @cached_property
    def _matrix(self) -> tuple[float, float, float]:
        """The Hessian's entries xx, xy, yy."""
        c, s, k = cos(radians(self.angle)), sin(radians(self.angle)), self.condition
        return c * c + k * s * s, (1.0 - k) * c * s, s * s + k * c * c

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        gx, gy = self.gradient(x, y)
        return 0.5 * (x * gx + y * gy)

    def slopes(self, number: Number) -> Formula:
        xx, xy, yy = map(number, self._matrix)
        return lambda x, y: (xx * x + xy * y, xy * x + yy * y)

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        xx, xy, yy = self._matrix
        flat = 0.0 * (x + y)
        return xx + flat, xy + flat, yy + flat
