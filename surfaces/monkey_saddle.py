"""The monkey saddle in a bowl: three ways down from a point where neither slope nor curvature says which to take."""

from dataclasses import dataclass
from math import sqrt
from typing import Any, ClassVar

import numpy as np

from surfaces.arithmetic import Arithmetic
from surfaces.slopes import Formula, Number
from surfaces.surface import Array, Group, Point, parameter, quiet


@dataclass(frozen=True)
class MonkeySaddle(Arithmetic):
    """f = x³ − 3xy² + k(x² + y²)²/4, in polar coordinates r³ cos 3φ + kr⁴/4.

    The origin has the gradient 0 and the Hessian 0. The three minima, −6.75/k³, lie on a circle of radius 3/k.
    """

    key: ClassVar[str] = "monkey-saddle"
    title: ClassVar[str] = "Monkey saddle"
    group: ClassVar[Group] = Group.SADDLES
    formula: ClassVar[str] = "x³ − 3xy² + k(x² + y²)²/4"
    expression: ClassVar[str] = "x**3 - 3*x*y**2 + wall*(x**2 + y**2)**2/4"
    origin: ClassVar[str] = (
        "the monkey saddle of D. Hilbert and S. Cohn-Vossen, Anschauliche Geometrie (1932), in a bowl"
    )
    purpose: ClassVar[str] = "A saddle without curvature: how long a walker stays, and which of three ways it takes."
    view: ClassVar[tuple[float, float, float, float]] = (-4.0, 4.0, -4.0, 4.0)
    start: ClassVar[Point] = (2.0, 0.05)
    suggested_lr: ClassVar[float] = 2.5e-3

    wall: float = parameter(1.0, (0.8, 2.0), legal=(0.01, 100.0), symbol="k", help="How steep the bowl around it is.")

    @property
    def minima(self) -> tuple[Point, ...]:
        near, far = 1.5 / self.wall, 1.5 * sqrt(3.0) / self.wall
        return ((-2.0 * near, 0.0), (near, -far), (near, far))

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        # cos 3φ by the direction alone, so that far away the bowl wins before anything overflows.
        square, sine = x * x + y * y, y / np.maximum(np.hypot(x, y), 1e-300)
        return square * (0.25 * self.wall * square + x * (1.0 - 4.0 * sine * sine))

    def slopes(self, number: Number) -> Formula:
        three, six, wall = number(3.0), number(6.0), number(self.wall)

        def formula(x: Any, y: Any) -> tuple[Any, Any]:
            across, along = x * x, y * y
            bowl = (across + along) * wall
            return (across - along) * three + bowl * x, (bowl - six * x) * y

        return formula

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        across, along, wall = x * x, y * y, self.wall
        xx = 6.0 * x + wall * (3.0 * across + along)
        return xx, 2.0 * y * (wall * x - 3.0), wall * (across + 3.0 * along) - 6.0 * x
