"""The tanh ravine of the classic momentum lesson: steep walls in x, a gentle endless slope in y."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from surfaces.surface import Array, ClosedForm, Group, Point, quiet


@dataclass(frozen=True)
class TanhRavine(ClosedForm):
    """f = tanh(x)² + 0.01|x| + σ(y), with σ(y) = 1/(1 + e^−y).

    It falls towards 0 along −y without ever arriving, and has a kink at x = 0, where the gradient of |x| is 0 by
    convention (np.sign).
    """

    key: ClassVar[str] = "tanh-ravine"
    title: ClassVar[str] = "Tanh ravine"
    group: ClassVar[Group] = Group.PLATEAUS
    formula: ClassVar[str] = "tanh(x)² + 0.01|x| + σ(y)"
    expression: ClassVar[str] = "tanh(x)**2 + abs(x)/100 + (1 + tanh(y/2))/2"
    origin: ClassVar[str] = "the classic momentum lesson"
    purpose: ClassVar[str] = "A kink, and slopes that fade out: where the gradient says little about the distance."
    view: ClassVar[tuple[float, float, float, float]] = (-3.0, 3.0, -8.0, 8.0)
    start: ClassVar[Point] = (-2.0, 5.0)
    suggested_lr: ClassVar[float] = 0.3

    @property
    def minima(self) -> tuple[Point, ...]:
        return ()

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return np.tanh(x) ** 2 + 0.01 * np.abs(x) + 0.5 + 0.5 * np.tanh(0.5 * y)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        return 2.0 * np.tanh(x) / np.cosh(x) ** 2 + 0.01 * np.sign(x), 0.25 / np.cosh(0.5 * y) ** 2

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        bend = (2.0 - 4.0 * np.sinh(x) ** 2) / np.cosh(x) ** 4
        # Beyond |x| = 350 the quotient is inf/inf; its limit is 0.
        bend = np.where(np.abs(x) > 300.0, 0.0, bend)
        return bend + 0.0 * y, 0.0 * (x + y), -0.25 * np.tanh(0.5 * y) / np.cosh(0.5 * y) ** 2 + 0.0 * x
