"""Ackley's function: a wide funnel with a rippled side, and at its bottom a point that is no smooth minimum."""

from dataclasses import dataclass
from functools import cached_property
from math import e, floor, pi, sqrt
from typing import ClassVar

import numpy as np

from surfaces.polish import polished
from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet

HALF = factor(0.5)
TINY = factor(1e-300)
"""In place of a radius of 0."""


@dataclass(frozen=True)
class Ackley(ClosedForm):
    """f = a(1 − e^(−br/√2)) + e − e^((cos 2πkx + cos 2πky)/2), where r is how far the origin is.

    f is 0 at the origin, where the funnel comes to a point with the slope ab/√2 on all sides: no gradient exists
    there. By convention it is 0, and the Hessian there that of the ripples alone. So no constant step comes to rest
    in it: a walker ends in jumps to and fro over the point. k = `frequency` counts ripples on a unit of length;
    Ackley's c is 2πk.
    """

    key: ClassVar[str] = "ackley"
    title: ClassVar[str] = "Ackley"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "a(1 − e^(−b√((x² + y²)/2))) + e − e^((cos 2πkx + cos 2πky)/2)"
    expression: ClassVar[str] = (
        "a*(1 - exp(-b*sqrt((x**2 + y**2)/2))) + e - exp((cos(2*pi*frequency*x) + cos(2*pi*frequency*y))/2)"
    )
    origin: ClassVar[str] = "D. H. Ackley, A Connectionist Machine for Genetic Hillclimbing (1987)"
    purpose: ClassVar[str] = "A rippled funnel with a sharp tip: small steps are caught, and no constant step rests."
    view: ClassVar[tuple[float, float, float, float]] = (-5.0, 5.0, -5.0, 5.0)
    start: ClassVar[Point] = (-3.6, 2.4)
    suggested_lr: ClassVar[float] = 0.025

    a: float = parameter(20.0, (5.0, 60.0), legal=(0.0, 1e3), help="How deep the funnel is.")
    b: float = parameter(0.2, (0.05, 0.5), legal=(0.0, 10.0), help="How steep the funnel is.")
    frequency: float = parameter(
        1.0, (0.25, 1.5), legal=(0.05, 2.0), symbol="k", help="How many ripples there are on a unit of length."
    )

    @cached_property
    def minima(self) -> tuple[Point, ...]:
        most = floor(self.view[1] * self.frequency + 0.5)
        places = [number / self.frequency for number in range(-most, most + 1)]
        # The origin stays where it is: both what the funnel has for a gradient there and that of the ripples is 0.
        return polished(self, [(x, y) for x in places for y in places])

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array, Array]:
        """2πk, πk, −b/√2 and ab/√2."""
        turn, steep = 2.0 * pi * self.frequency, self.b / sqrt(2.0)
        return factor(turn), factor(0.5 * turn), factor(-steep), factor(self.a * steep)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        # Both parts as 1 − e^…, and 1 − cos 2t as 2 sin² t, so that nothing cancels near the origin.
        _, half, decay, _ = self._factors
        in_x: Array = np.sin(half * x)
        in_y: Array = np.sin(half * y)
        return -self.a * np.expm1(decay * np.hypot(x, y)) - e * np.expm1(-(in_x * in_x + in_y * in_y))

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        turn, half, decay, slope = self._factors
        radius = np.hypot(x, y)
        # 0/TINY is the 0 that is wanted at the origin.
        funnel = slope * np.exp(decay * radius) / np.maximum(radius, TINY)
        in_x, in_y = x * turn, y * turn
        ripples = half * np.exp(HALF * (np.cos(in_x) + np.cos(in_y)))
        return funnel * x + ripples * np.sin(in_x), funnel * y + ripples * np.sin(in_y)

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        turn, half, decay, slope = self._factors
        radius = np.hypot(x, y)
        safe = np.maximum(radius, TINY)
        ux, uy = x / safe, y / safe
        # Along the radius the funnel bends as it fades; around it, as a circle does.
        around = slope * np.exp(decay * radius)
        along, around = decay * around, around / safe
        in_x, in_y = turn * x, turn * y
        cx, cy, sx, sy = np.cos(in_x), np.cos(in_y), half * np.sin(in_x), half * np.sin(in_y)
        waves = np.exp(HALF * (cx + cy))
        xx = along * ux * ux + around * uy * uy + waves * (turn * half * cx - sx * sx)
        yy = along * uy * uy + around * ux * ux + waves * (turn * half * cy - sy * sy)
        return xx, (along - around) * ux * uy - waves * sx * sy, yy
