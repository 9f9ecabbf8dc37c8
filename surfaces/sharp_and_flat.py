"""Two wells of equal depth, one sharp and one flat: noise decides in which of them a walker ends."""

from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from typing import ClassVar, NamedTuple

import numpy as np

from surfaces.surface import Array, ClosedForm, Group, Point, factor, parameter, quiet


class _Wells(NamedTuple):
    """What a point sees of either well: x from its centre, its height, and what the height's derivatives need."""

    from_sharp: Array
    pit: Array
    mouth: Array
    from_flat: Array
    bowl: Array
    root: Array


@dataclass(frozen=True)
class SharpAndFlat(ClosedForm):
    """f = (1 + √2)D(√(1 + q²/d²) − 1)·p²/(p² + w²), where p and q are how far the sharp and the flat minimum are.

    The flat well is a bowl whose side becomes straight far away, and the sharp one a pit of radius w in that side, as
    deep as the side is high there: D = `depth`. Both minima are 0, at (∓d/2, 0) with d = `distance`, and both are
    round. The pit's curvature is 2D/w², and w² = d²/((1 + √2)S/2 − 1) makes it S = `sharpness` times the bowl's.
    """

    key: ClassVar[str] = "sharp-and-flat"
    title: ClassVar[str] = "Sharp and flat"
    group: ClassVar[Group] = Group.MINIMA
    formula: ClassVar[str] = "(1 + √2)D(√(1 + q²/d²) − 1)·p²/(p² + w²)"
    expression: ClassVar[str] = (
        "(1 + 2**0.5)*depth*((x - distance/2)**2 + y**2)"
        "/(distance**2 + distance*sqrt(distance**2 + (x - distance/2)**2 + y**2))"
        "*((x + distance/2)**2 + y**2)"
        "/((x + distance/2)**2 + y**2 + distance**2/((1 + 2**0.5)*sharpness/2 - 1))"
    )
    origin: ClassVar[str] = "the question of flat minima: Hochreiter and Schmidhuber, Neural Computation 9 (1997)"
    purpose: ClassVar[str] = "Two equally deep minima, one sharp and one flat: noise and large steps choose the flat."
    view: ClassVar[tuple[float, float, float, float]] = (-4.0, 4.0, -3.0, 3.0)
    start: ClassVar[Point] = (-3.0, 0.3)
    suggested_lr: ClassVar[float] = 0.02

    depth: float = parameter(
        1.0, (0.1, 10.0), legal=(1e-6, 1e6), scale="log", symbol="D", help="How deep the pit is in the bowl's side."
    )
    sharpness: float = parameter(
        100.0, (1.0, 1000.0), legal=(1.0, 1e8), scale="log", symbol="S", help="Curvature: sharp well over flat well."
    )
    distance: float = parameter(
        3.0, (2.0, 5.0), legal=(1e-3, 1e3), symbol="d", help="Between the minima; both wells widen with it."
    )

    @property
    def minima(self) -> tuple[Point, ...]:
        return ((-0.5 * self.distance, 0.0), (0.5 * self.distance, 0.0))

    @cached_property
    def _factors(self) -> tuple[Array, Array, Array, Array]:
        """d/2, w², 1/d² and (1 + √2)D."""
        square, silver = self.distance * self.distance, 1.0 + sqrt(2.0)
        room = square / (0.5 * silver * self.sharpness - 1.0)
        return factor(0.5 * self.distance), factor(room), factor(1.0 / square), factor(silver * self.depth)

    def _wells(self, x: Array, y: Array) -> _Wells:
        half, room, unit, height = self._factors
        from_sharp, from_flat, across = x + half, x - half, y * y
        near = from_sharp * from_sharp + across
        far = (from_flat * from_flat + across) * unit
        mouth, root = near + room, np.sqrt(1.0 + far)
        # √(1 + far) − 1 is far/(1 + √(1 + far)), where nothing cancels near the flat minimum.
        return _Wells(from_sharp, near / mouth, mouth, from_flat, height * far / (1.0 + root), root)

    @quiet
    def value(self, x: Array, y: Array) -> Array:
        wells = self._wells(x, y)
        return wells.bowl * wells.pit

    @quiet
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        _, room, unit, height = self._factors
        wells = self._wells(x, y)
        to_sharp = (2.0 * room) * wells.bowl / (wells.mouth * wells.mouth)
        to_flat = (height * unit) * wells.pit / wells.root
        return to_sharp * wells.from_sharp + to_flat * wells.from_flat, (to_sharp + to_flat) * y

    @quiet
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        """round·I + sharp·ppᵀ + flat·qqᵀ + both·(pqᵀ + qpᵀ), with p and q the ways from the two minima."""
        _, room, unit, height = self._factors
        p, pit, mouth, q, bowl, root = self._wells(x, y)
        pit_slope, bowl_slope = 2.0 * room / (mouth * mouth), height * unit / root
        round_part = pit_slope * bowl + pit * bowl_slope
        sharp, flat = -4.0 * pit_slope / mouth * bowl, -unit * bowl_slope / (root * root) * pit
        both = pit_slope * bowl_slope
        xx = round_part + sharp * p * p + flat * q * q + 2.0 * both * p * q
        xy = (sharp * p + flat * q + both * (p + q)) * y
        return xx, xy, round_part + (sharp + flat + 2.0 * both) * y * y
