"""Where points of the solid land on a picture.

The solid stands on the unit square: `u` and `v` go from 0 to 1 across the view in x and y, and `w` from 0 to 1 from the
lowest shade of the surface to the highest. Pictures are in pixels, y down, as Qt has them.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from app.model.relief.orbit import Orbit

Array = NDArray[np.float64]
HEIGHT = 0.36
"""How high w = 1 lies, in sides of the square, without exaggeration."""
PLINTH = 0.035
"""How far the solid goes on below w = 0, in sides of the square: the deepest valley is no hole."""
ACROSS = sqrt(2.0)
"""The diagonal of the square: it has room however the solid is turned, which therefore keeps its size."""


@dataclass(frozen=True)
class Camera:
    """An orbit, and the room that the solid has on the picture: it is as large as fits, times the zoom."""

    orbit: Orbit
    left: float
    top: float
    width: float
    height: float

    @cached_property
    def turn(self) -> tuple[float, float]:
        """Cosine and sine of the azimuth: the direction that points right on the picture."""
        angle = radians(self.orbit.azimuth)
        return cos(angle), sin(angle)

    @cached_property
    def tilt(self) -> tuple[float, float]:
        """Cosine and sine of the elevation."""
        angle = radians(self.orbit.elevation)
        return cos(angle), sin(angle)

    @property
    def rise(self) -> float:
        """How high w = 1 lies, in sides of the square."""
        return HEIGHT * self.orbit.exaggeration

    @cached_property
    def scale(self) -> float:
        """Pixels a side of the square."""
        upright, flat = self.tilt
        high = ACROSS * flat + (self.rise + PLINTH) * upright
        return max(1.0, min(self.width / ACROSS, self.height / high)) * self.orbit.zoom

    @cached_property
    def middle(self) -> tuple[float, float]:
        """Where the middle of the square lies, at w = 0: all of the solid stands in the middle of its room."""
        lift = (self.rise - PLINTH) * self.tilt[0] * self.scale / 2
        return self.left + self.width / 2, self.top + self.height / 2 + lift

    def pixels(self, points: Array) -> Array:
        """Points (n, 3), u, v and w, as pixels (n, 2)."""
        aside, away = self._turned(points)
        (upright, flat), (x, y) = self.tilt, self.middle
        up = away * flat + points[:, 2] * (self.rise * upright)
        return np.column_stack((x + self.scale * aside, y - self.scale * up))

    def depth(self, points: Array) -> Array:
        """How far points (n, 3) lie behind the middle, in sides of the square: the larger, the farther from the eye."""
        return self._turned(points)[1]

    def _turned(self, points: Array) -> tuple[Array, Array]:
        """To the right of the middle, and behind it."""
        c, s = self.turn
        u, v = points[:, 0] - 0.5, points[:, 1] - 0.5
        return u * c + v * s, v * c - u * s

    def magnified(self, factor: float) -> "Camera":
        """The same picture with so many pixels for one."""
        left, top, width, height = (factor * side for side in (self.left, self.top, self.width, self.height))
        return replace(self, left=left, top=top, width=width, height=height)
