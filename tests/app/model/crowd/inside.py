"""Which points a region holds, by what its parts say."""

import numpy as np

from app.model.crowd.ellipse import Array, Ellipse


def share_inside(region: Ellipse, points: Array) -> float:
    """How many of the points (n, 2) lie within, as a share."""
    away = (points - np.asarray(region.centre)) @ np.array([1.0, 1.0j]) * np.exp(-1.0j * region.angle)
    inside = (away.real / region.axes[0]) ** 2 + (away.imag / region.axes[1]) ** 2 <= 1.0
    return float(inside.mean())
