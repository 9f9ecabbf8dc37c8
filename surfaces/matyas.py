"""Matyas's function: a shallow plate along the diagonal, where small gradients hide a long way."""

from dataclasses import dataclass
from typing import ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Matyas(Arithmetic):
    """f = 0.26(x² + y²) − cxy, whose constant Hessian has the eigenvalues 0.52 − c along x = y and 0.52 + c across."""

    key: ClassVar[str] = "matyas"
    title: ClassVar[str] = "Matyas"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "0.26(x² + y²) − cxy"
    expression: ClassVar[str] = "0.26*(x**2 + y**2) - coupling*x*y"
    origin: ClassVar[str] = "in the survey of M. Jamil and X.-S. Yang (2013)"
    purpose: ClassVar[str] = "A long shallow plate: how small a gradient can be with most of the way still to go."
    view: ClassVar[tuple[float, float, float, float]] = (-10.0, 10.0, -10.0, 10.0)
    start: ClassVar[Point] = (-9.0, -3.0)
    suggested_lr: ClassVar[float] = 0.1

    coupling: float = parameter(
        0.48, (0.0, 0.51), legal=(-0.51, 0.519), symbol="c", help="How long the plate is: at 0.52 it has no end."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((0.0, 0.0),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        # By the diagonals, so that nothing cancels along the plate.
        along, across = x + y, x - y
        return 0.25 * ((0.52 - self.coupling) * along * along + (0.52 + self.coupling) * across * across)

    def slopes(self, number: Number) -> Formula:
        straight, mixed = number(0.52), number(-self.coupling)
        return lambda x, y: (straight * x + mixed * y, mixed * x + straight * y)

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        flat = 0.0 * (x + y)
        return 0.52 + flat, -self.coupling + flat, 0.52 + flat
