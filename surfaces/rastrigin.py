"""Rastrigin's egg box: a bowl full of dents, each of them a minimum in which a plain walker stays."""

from dataclasses import dataclass
from functools import cached_property
from math import floor, pi
from typing import ClassVar

import numpy as np

from surfaces.polish import polished
from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet


@dataclass(frozen=True)
class Rastrigin(ClosedForm):
    """f = x² + y² + A(2 − cos 2πkx − cos 2πky), with its least value 0 at the origin and a dent in every period.

    A = `amplitude` is how deep the dents are, k = `frequency` how many there are on a unit of length. The dents lie
    a little nearer to the origin than the multiples of 1/k; those in which the bowl's side is steeper than theirs are
    no minima.
    """

    key: ClassVar[str] = "rastrigin"
    title: ClassVar[str] = "Rastrigin"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "x² + y² + A(2 − cos 2πkx − cos 2πky)"
    expression: ClassVar[str] = "x**2 + y**2 + amplitude*(2 - cos(2*pi*frequency*x) - cos(2*pi*frequency*y))"
    origin: ClassVar[str] = "L. A. Rastrigin, Systems of Extremal Control (1974)"
    purpose: ClassVar[str] = "A bowl full of dents: how much momentum or noise it takes to leave the nearest one."
    view: ClassVar[tuple[float, float, float, float]] = (-5.12, 5.12, -5.12, 5.12)
    start: ClassVar[Point] = (-4.5, 4.4)
    suggested_lr: ClassVar[float] = 3e-3

    amplitude: float = parameter(10.0, (0.0, 20.0), legal=(0.0, 1e3), symbol="A", help="How deep the dents are.")
    frequency: float = parameter(
        1.0, (0.25, 1.5), legal=(0.05, 2.0), symbol="k", help="How many dents there are on a unit of length."
    )

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        most = floor(self.view[1] * self.frequency + 0.5)
        places = [number / self.frequency for number in range(-most, most + 1)]
        return polished(self, [(x, y) for x in places for y in places])

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array]:
        """2, 2πk and 2πkA."""
        turn = 2.0 * pi * self.frequency
        return factor(2.0), factor(turn), factor(turn * self.amplitude)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        # 1 − cos 2t as 2 sin² t, where nothing cancels near the origin.
        half = pi * self.frequency
        in_x: Array = np.sin(half * x)
        in_y: Array = np.sin(half * y)
        return x * x + y * y + 2.0 * self.amplitude * (in_x * in_x + in_y * in_y)

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        two, turn, steepness = self._factors
        return np.sin(x * turn) * steepness + x * two, np.sin(y * turn) * steepness + y * two

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        two, turn, steepness = self._factors
        bend = turn * steepness
        return two + bend * np.cos(turn * x) + 0.0 * y, 0.0 * (x + y), two + bend * np.cos(turn * y) + 0.0 * x
