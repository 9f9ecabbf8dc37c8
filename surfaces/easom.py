"""Easom's function: one narrow well in a plain so flat that nothing there says where the well is."""

from dataclasses import dataclass
from functools import cached_property
from math import atan, pi
from typing import ClassVar

import numpy as np

from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet


@dataclass(frozen=True)
class Easom(ClosedForm):
    """f = −cos x cos y e^(−((x − π)² + (y − π)²)/w²), with its minimum −1 at (π, π).

    The plain is not quite flat: where both cosines have changed their sign lie four more minima, all but invisible
    (−0.00008 with w = 1), at (π ± t, π ± t) with tan t = −2t/w².
    """

    key: ClassVar[str] = "easom"
    title: ClassVar[str] = "Easom"
    group: ClassVar[Group] = Group.PLATEAUS
    formula: ClassVar[str] = "−cos x cos y e^(−((x − π)² + (y − π)²)/w²)"
    expression: ClassVar[str] = "-cos(x)*cos(y)*exp(-((x - pi)**2 + (y - pi)**2)/width**2)"
    origin: ClassVar[str] = "E. E. Easom, A Survey of Global Optimization Techniques (University of Louisville, 1990)"
    purpose: ClassVar[str] = "A needle in a plain: outside of the well no learning rate helps, and false dents wait."
    view: ClassVar[tuple[float, float, float, float]] = (0.0, 2.0 * pi, 0.0, 2.0 * pi)
    start: ClassVar[Point] = (1.7, 1.8)
    suggested_lr: ClassVar[float] = 0.1

    width: float = parameter(1.0, (0.5, 2.5), legal=(0.2, 10.0), symbol="w", help="How wide the well is.")

    @property
    def minima(self) -> tuple[Point, ...]:
        near, far = pi - self._dent, pi + self._dent
        return ((pi, pi), (near, near), (near, far), (far, near), (far, far))

    @cached_property
    def _dent(self) -> float:
        """How far the four dents are from the middle along each axis: the t between π/2 and π with tan t = −2t/w²."""
        steep = 2.0 / (self.width * self.width)
        place = pi
        # Each round brings it three times nearer, at least.
        for _ in range(40):
            place = pi - atan(steep * place)
        return place

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array]:
        """π, 1/w² and 2/w²."""
        unit = 1.0 / (self.width * self.width)
        return factor(pi), factor(unit), factor(2.0 * unit)

    def _well(self, across: Array, along: Array) -> Array:
        well: Array = np.exp((across * across + along * along) * -self._factors[1])
        return well

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        return -np.cos(x) * np.cos(y) * self._well(x - pi, y - pi)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        middle, _, twice = self._factors
        across, along = x - middle, y - middle
        well, cx, cy = self._well(across, along), np.cos(x), np.cos(y)
        return (twice * across * cx + np.sin(x)) * cy * well, (twice * along * cy + np.sin(y)) * cx * well

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        middle, _, twice = self._factors
        across, along = x - middle, y - middle
        well, cx, cy, sx, sy = self._well(across, along), np.cos(x), np.cos(y), np.sin(x), np.sin(y)
        m, n = twice * across, twice * along
        xx = cx * (1.0 + twice - m * m) - 2.0 * m * sx
        yy = cy * (1.0 + twice - n * n) - 2.0 * n * sy
        return xx * cy * well, -(sx + m * cx) * (sy + n * cy) * well, yy * cx * well
