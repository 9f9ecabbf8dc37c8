"""Flattery: a reward that overpays agreement, turned over so that a walker downhill ascends the reward."""

from dataclasses import dataclass
from math import sqrt
from typing import ClassVar

import numpy as np

from surfaces.surface import Array, ClosedForm, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Flattery(ClosedForm):
    """f = √(1 + x²) − 1 + (y − 1)²/2 − bx, a reward with its sign turned.

    x is how far an answer agrees beyond what is true, y how helpful it is. Without the bias b the best answer is at
    (0, 1). With it the minimum is at x = b/√(1 − b²), and with b ≥ 1 there is none: agreement pays without end.
    """

    key: ClassVar[str] = "flattery"
    title: ClassVar[str] = "Flattery"
    group: ClassVar[Group] = Group.VALLEYS
    formula: ClassVar[str] = "√(1 + x²) − 1 + (y − 1)²/2 − bx"
    expression: ClassVar[str] = "x**2/(1 + sqrt(1 + x**2)) + (y - 1)**2/2 - bias*x"
    origin: ClassVar[str] = "a reward that is a proxy: Amodei et al., Concrete Problems in AI Safety (2016)"
    purpose: ClassVar[str] = "A reward that can be had by agreeing: how far an optimizer drifts from what was meant."
    view: ClassVar[tuple[float, float, float, float]] = (-1.0, 4.0, -1.5, 2.25)
    start: ClassVar[Point] = (0.0, -1.0)
    suggested_lr: ClassVar[float] = 0.02

    bias: float = parameter(
        0.5, (0.0, 0.95), legal=(0.0, 100.0), symbol="b", help="What the reward pays for agreement alone."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        if self.bias >= 1.0:
            return ()
        return ((self.bias / sqrt((1.0 - self.bias) * (1.0 + self.bias)), 1.0),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        # √(1 + x²) − 1 as x²/(√(1 + x²) + 1), where nothing cancels near 0 and nothing overflows far away.
        agreed = x * (x / (np.hypot(1.0, x) + 1.0)) - self.bias * x
        missing = y - 1.0
        return agreed + 0.5 * missing * missing

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        return x / np.hypot(1.0, x) - self.bias, y - 1.0

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        flat = 0.0 * (x + y)
        return np.hypot(1.0, x) ** -3.0 + flat, flat, 1.0 + flat
