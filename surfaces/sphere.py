"""The sphere function: the round bowl on which every direction is alike."""

from dataclasses import dataclass
from typing import ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, quiet


@dataclass(frozen=True)
class Sphere(Arithmetic):
    """f = x² + y², with its minimum 0 at the origin and the curvature 2 in every direction."""

    key: ClassVar[str] = "sphere"
    title: ClassVar[str] = "Sphere"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "x² + y²"
    expression: ClassVar[str] = "x**2 + y**2"
    origin: ClassVar[str] = "De Jong's first function (1975)"
    purpose: ClassVar[str] = "The plainest bowl: what every optimizer does when nothing is in its way."
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (-1.6, 1.2)
    suggested_lr: ClassVar[float] = 0.02

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((0.0, 0.0),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return x * x + y * y

    def slopes(self, number: Number) -> Formula:  # noqa: ARG002
        return lambda x, y: (x + x, y + y)

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        flat = 0.0 * (x + y)
        return 2.0 + flat, flat, 2.0 + flat
