"""The plain saddle: downhill without end along y, and nothing at all to push a walker who starts on the ridge."""

from dataclasses import dataclass
from typing import ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, quiet


@dataclass(frozen=True)
class Saddle(Arithmetic):
    """f = x² − y², with the saddle point at the origin and no minimum."""

    key: ClassVar[str] = "saddle"
    title: ClassVar[str] = "Saddle"
    group: ClassVar[Group] = Group.SADDLES
    formula: ClassVar[str] = "x² − y²"
    expression: ClassVar[str] = "x**2 - y**2"
    origin: ClassVar[str] = "the hyperbolic paraboloid"
    purpose: ClassVar[str] = "A pass without a minimum: how long a walker hesitates, and how noise helps it off."
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (-1.6, 0.001)
    suggested_lr: ClassVar[float] = 0.005

    @property
    def minima(self) -> tuple[Point, ...]:
        return ()

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return x * x - y * y

    def slopes(self, number: Number) -> Formula:  # noqa: ARG002
        return lambda x, y: (x + x, -(y + y))

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        flat = 0.0 * (x + y)
        return 2.0 + flat, flat, -2.0 + flat
