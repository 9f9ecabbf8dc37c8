"""What optimizers walk on: loss surfaces with exact gradients and Hessians, in NumPy alone.

Example:

    import surfaces
    s = surfaces.get("ravine", condition=50, angle=30)
    s.value(x, y), s.gradient(x, y), s.hessian(x, y), s.minima, s.start, s.view
"""

from surfaces.registry import SURFACES, get, names
from surfaces.surface import ClosedForm, Group, Surface, parameter

__all__ = ["SURFACES", "ClosedForm", "Group", "Surface", "get", "names", "parameter"]
