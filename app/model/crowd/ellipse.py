"""Regions of a plane that hold nine of ten points of a normal distribution."""

from dataclasses import dataclass
from math import atan2, log, sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
INSIDE = 0.9
"""The share of points within."""
REACH = sqrt(-2.0 * log(1.0 - INSIDE))
"""Standard deviations from the centre to the edge: of a plane's normal distribution 1 − exp(−r²/2) lies within r."""


@dataclass(frozen=True)
class Ellipse:
    """`axes` are the two semi-axes, the longer first; that one lies at `angle` from x, in radians."""

    centre: tuple[float, float]
    axes: tuple[float, float]
    angle: float

    def points(self, count: int) -> Array:
        """So many points around the edge, (count, 2)."""
        turns = np.linspace(0.0, 2.0 * np.pi, count, endpoint=False)
        across = np.column_stack((np.cos(turns), np.sin(turns))) * self.axes
        return np.asarray(self.centre) + across @ self._directions

    @property
    def _directions(self) -> Array:
        """The unit vectors along both axes, one a row."""
        cosine, sine = np.cos(self.angle), np.sin(self.angle)
        return np.array([[cosine, sine], [-sine, cosine]])


def region_of(centre: Array, covariance: Array | None) -> Ellipse | None:
    """The region of a normal distribution; None where it has no width, or one that is not a number."""
    if covariance is None or not (np.isfinite(covariance).all() and np.isfinite(centre).all()):
        return None
    (small, large), directions = np.linalg.eigh(covariance)
    if small <= 0.0:
        return None
    angle = atan2(directions[1, 1], directions[0, 1])
    return Ellipse((float(centre[0]), float(centre[1])), (REACH * sqrt(large), REACH * sqrt(small)), angle)


def measured_region(points: Array) -> Ellipse | None:
    """The region by the mean and the covariance of points (n, 2); None of fewer than three, or of points on a line."""
    if len(points) < 3:
        return None
    with np.errstate(all="ignore"):
        return region_of(points.mean(axis=0), np.cov(points.T))
