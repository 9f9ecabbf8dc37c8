"""The directions in which a lesson looks: the axes, and those along which a surface bends least and most."""

import numpy as np
from numpy.typing import NDArray

from app.lessons.measures.measure import UnanswerableError
from optim_core.diagnosis import Curvature, local_curvature
from surfaces import Surface

Array = NDArray[np.float64]
DIRECTIONS = ("x", "y", "stiff", "soft")


def curvature_of(surface: Surface) -> Curvature:
    """How the surface bends at its deepest minimum."""
    if not surface.minima:
        raise UnanswerableError("the surface has no minimum")
    return local_curvature(surface, surface.minima[0])


def direction(surface: Surface, along: str) -> Array:
    """A unit vector (2,): "x", "y", or "stiff" and "soft" as the deepest minimum has them."""
    if along not in DIRECTIONS:
        raise UnanswerableError(f"there is no direction {along}; known: {', '.join(DIRECTIONS)}")
    if along in ("x", "y"):
        return np.array((1.0, 0.0) if along == "x" else (0.0, 1.0))
    found = curvature_of(surface)
    return np.array(found.stiff_direction if along == "stiff" else found.soft_direction)
