"""Rosenbrock's banana: a curved valley whose floor is almost flat and whose walls are steep."""

from dataclasses import dataclass
from typing import Any, ClassVar

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Rosenbrock(Arithmetic):
    """f = (a − x)² + b(y − x²)², with its one minimum 0 at (a, a²)."""

    key: ClassVar[str] = "rosenbrock"
    title: ClassVar[str] = "Rosenbrock"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "(a − x)² + b(y − x²)²"
    expression: ClassVar[str] = "(a - x)**2 + b*(y - x**2)**2"
    origin: ClassVar[str] = "H. H. Rosenbrock, The Computer Journal 3 (1960)"
    purpose: ClassVar[str] = (
        "A curved valley, steep across and flat along: where momentum pays, and too much overshoots."
    )
    view: ClassVar[tuple[float, float, float, float]] = (-2.0, 2.0, -1.0, 3.0)
    start: ClassVar[Point] = (-1.2, 1.0)
    suggested_lr: ClassVar[float] = 1e-3

    a: float = parameter(1.0, (-1.5, 1.5), legal=(-1e3, 1e3), help="Where the minimum lies: (a, a²).")
    b: float = parameter(100.0, (1.0, 1000.0), legal=(0.0, 1e6), scale="log", help="How steep the valley's walls are.")

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((self.a, self.a * self.a),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        from_floor = y - x * x
        from_goal = x - self.a
        return from_goal * from_goal + self.b * from_floor * from_floor

    def slopes(self, number: Number) -> Formula:
        two, a, steepness = number(2.0), number(self.a), number(-2.0 * self.b)

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            # Each product's left side is an unnamed result, which NumPy overwrites where arrays are large.
            gy = (x * x - y) * steepness
            return (x - a - x * gy) * two, gy

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        return 2.0 - 4.0 * self.b * (y - 3.0 * x * x), -4.0 * self.b * x, 2.0 * self.b + 0.0 * y
