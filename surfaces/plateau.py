"""The plateau: one basin in flat land, where the slope fades out long before a walker has arrived."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from surfaces.surface import Array, ClosedForm, Group, Point, parameter, quiet


@dataclass(frozen=True)
class Plateau(ClosedForm):
    """f = D(1 − e^(−(x² + y²)/w²)), with its minimum 0 at the origin, the curvature 2D/w² there, and D far away."""

    key: ClassVar[str] = "plateau"
    title: ClassVar[str] = "Plateau"
    group: ClassVar[Group] = Group.PLATEAUS
    formula: ClassVar[str] = "D(1 − e^(−(x² + y²)/w²))"
    expression: ClassVar[str] = "depth*(1 - exp(-(x**2 + y**2)/width**2))"
    origin: ClassVar[str] = "a Gaussian upside down"
    purpose: ClassVar[str] = "A basin in flat land: where vanishing gradients leave a walker standing."
    view: ClassVar[tuple[float, float, float, float]] = (-4.0, 4.0, -3.0, 3.0)
    start: ClassVar[Point] = (-2.2, 1.5)
    suggested_lr: ClassVar[float] = 0.1

    depth: float = parameter(
        1.0, (0.1, 10.0), legal=(1e-6, 1e6), scale="log", symbol="D", help="How deep the basin lies below the plateau."
    )
    width: float = parameter(1.0, (0.5, 2.5), legal=(1e-3, 1e3), symbol="w", help="How wide the basin is.")

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((0.0, 0.0),)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        square = self.width * self.width
        # 1 − e^… written so that nothing cancels near the minimum.
        return -self.depth * np.expm1(-(x * x + y * y) / square)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        slope = self._slope(x, y)
        return slope * x, slope * y

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        square = self.width * self.width
        slope = self._slope(x, y)
        xx, xy, yy = (-2.0 * slope * first / square * second for first, second in ((x, x), (x, y), (y, y)))
        return slope + xx, xy, slope + yy

    def _slope(self, x: Array, y: Array) -> Array:
        """|∇f| per distance from the minimum."""
        square = self.width * self.width
        return 2.0 * self.depth / square * np.exp(-(x * x + y * y) / square)
