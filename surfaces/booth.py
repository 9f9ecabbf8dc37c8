"""Booth's function: two linear equations as a bowl, a ravine as soon as they nearly say the same."""

from dataclasses import dataclass
from typing import Any, ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Booth(Arithmetic):
    """f = (x + cy − 1 − 3c)² + (cx + y − c − 3)²: least squares for two equations that (1, 3) solves.

    Booth's own is c = 2: (x + 2y − 7)² + (2x + y − 5)². The Hessian is constant with the eigenvalues 2(c − 1)² and
    2(c + 1)², so the nearer c is to 1, the worse the condition.
    """

    key: ClassVar[str] = "booth"
    title: ClassVar[str] = "Booth"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "(x + cy − 1 − 3c)² + (cx + y − c − 3)²"
    expression: ClassVar[str] = "(x + coupling*y - 1 - 3*coupling)**2 + (coupling*x + y - coupling - 3)**2"
    origin: ClassVar[str] = "in the survey of M. Jamil and X.-S. Yang (2013)"
    purpose: ClassVar[str] = "Least squares for two equations: the more alike they are, the longer the way."
    view: ClassVar[tuple[float, float, float, float]] = (-10.0, 10.0, -10.0, 10.0)
    start: ClassVar[Point] = (-8.0, -6.0)
    suggested_lr: ClassVar[float] = 2e-3

    coupling: float = parameter(
        2.0, (1.1, 4.0), legal=(1.01, 100.0), symbol="c", help="How far the equations differ: at 1 they are the same."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((1.0, 3.0),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        across, along = x - 1.0, y - 3.0
        first, second = across + self.coupling * along, self.coupling * across + along
        return first * first + second * second

    def slopes(self, number: Number) -> Formula:
        one, three, c = number(1.0), number(3.0), self.coupling
        straight, mixed = number(2.0 + 2.0 * c * c), number(4.0 * c)

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            across, along = x - one, y - three
            return straight * across + mixed * along, mixed * across + straight * along

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        c, flat = self.coupling, 0.0 * (x + y)
        straight, mixed = 2.0 + 2.0 * c * c, 4.0 * c
        return straight + flat, mixed + flat, straight + flat
