"""How a surface bends at a point: the eigen-decomposition of its 2 × 2 Hessian, in closed form."""

from math import atan2, cos, sin
from typing import Any, NamedTuple

import numpy as np

from optim_core.diagnosis.observed import Landscape

Direction = tuple[float, float]


class Curvature(NamedTuple):
    """The Hessian's eigenvalues, `soft` ≤ `stiff`, and their unit eigenvectors."""

    soft: float
    stiff: float
    soft_direction: Direction
    stiff_direction: Direction


def local_curvature(landscape: Landscape, point: Any) -> Curvature:
    """The curvature at a point (2,). Where all directions bend alike, the soft one is x.

    NaN where the surface has no curvature that is a number.
    """
    x, y = np.asarray(point, dtype=np.float64)
    with np.errstate(all="ignore"):
        xx, xy, yy = (float(entry) for entry in landscape.hessian(x, y))
        soft, stiff = eigenvalues(xx, xy, yy)
    # The larger eigenvalue lies along the angle whose double has the tangent 2·xy/(xx − yy).
    angle = 0.5 * atan2(2.0 * xy, xx - yy) if xx != yy or xy else 0.5 * np.pi
    across, along = (cos(angle), sin(angle)), (sin(angle), -cos(angle))
    return Curvature(float(soft), float(stiff), along, across)


def eigenvalues(xx: Any, xy: Any, yy: Any) -> tuple[Any, Any]:
    """The smaller and the larger eigenvalue of symmetric matrices with these entries, elementwise."""
    middle, half = 0.5 * (xx + yy), np.hypot(0.5 * (xx - yy), xy)
    return middle - half, middle + half
