"""The Goldstein–Price function: heights over six decades, and four minima of which three are traps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, quiet

CONSTANTS = (1.0, 2.0, 3.0, 12.0)
FIRST = (3.0, -20.0, 36.0, 1.0)
SECOND = (3.0, -16.0, 18.0, 30.0)
"""How much of the fourth, third, second and no power there is in A and in B."""


@dataclass(frozen=True)
class GoldsteinPrice(Arithmetic):
    """f = A·B with A = 1 + t²(3t² − 20t + 36), B = 30 + u²(3u² − 16u + 18), t = x + y + 1 and u = 2x − 3y.

    As printed, 1 + (x + y + 1)²(19 − 14x + 3x² − 14y + 6xy + 3y²) is the first factor, and
    30 + (2x − 3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²) the second: each depends on one direction alone. So
    A' = 12t(t − 2)(t − 3) and B' = 12u(u − 1)(u − 3) give the minima, where t and u are 0 or 3.
    """

    key: ClassVar[str] = "goldstein-price"
    title: ClassVar[str] = "Goldstein–Price"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "[1 + t²(3t² − 20t + 36)]·[30 + u²(3u² − 16u + 18)], t = x + y + 1, u = 2x − 3y"
    expression: ClassVar[str] = (
        "(1 + (x + y + 1)**2*(19 - 14*x + 3*x**2 - 14*y + 6*x*y + 3*y**2))"
        "*(30 + (2*x - 3*y)**2*(18 - 32*x + 12*x**2 + 48*y - 36*x*y + 27*y**2))"
    )
    origin: ClassVar[str] = "A. A. Goldstein and J. F. Price, Mathematics of Computation 25 (1971)"
    purpose: ClassVar[str] = (
        "Heights over six decades: a rate that is safe on the walls is all but nothing in the wells."
    )
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -2.0, 2.0)
    start: ClassVar[Point] = (-0.5, 0.5)
    suggested_lr: ClassVar[float] = 1e-5

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((0.0, -1.0), (-0.6, -0.4), (1.8, 0.2), (1.2, 0.8))

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        t, u = _along(x, y, CONSTANTS)
        height: Array = _part(t, FIRST) * _part(u, SECOND)
        return height

    def slopes(self, number: Number) -> Formula:
        one, two, three, _ = constants = tuple(map(number, CONSTANTS))
        first, second = (tuple(map(number, coefficients)) for coefficients in (FIRST, SECOND))

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            t, u = _along(x, y, constants)
            by_t = _slope(t, two, constants) * _part(u, second)
            by_u = _part(t, first) * _slope(u, one, constants)
            return by_u * two + by_t, by_t - by_u * three

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        t, u = _along(x, y, CONSTANTS)
        tt = (t * (36.0 * t - 120.0) + 72.0) * _part(u, SECOND)
        tu = _slope(t, 2.0, CONSTANTS) * _slope(u, 1.0, CONSTANTS)
        uu = _part(t, FIRST) * (u * (36.0 * u - 96.0) + 36.0)
        return tt + 4.0 * (tu + uu), tt - tu - 6.0 * uu, tt - 6.0 * tu + 9.0 * uu


def _along(x: Any, y: Any, constants: Sequence[Any]) -> tuple[Any, Any]:
    """The two directions t and u."""
    one, two, three, _ = constants
    return x + y + one, x * two - y * three


def _part(z: Any, coefficients: Sequence[Any]) -> Any:
    fourth, third, second, none = coefficients
    return ((z * fourth + third) * z + second) * (z * z) + none


def _slope(z: Any, root: Any, constants: Sequence[Any]) -> Any:
    """12z(z − root)(z − 3), the derivative of A with the root 2 and of B with the root 1."""
    _, _, three, twelve = constants
    return (z - root) * (z - three) * (z * twelve)
