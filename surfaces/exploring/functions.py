"""What is known of a function that nobody has described: how to compute it."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from surfaces.surface import Array

View = tuple[float, float, float, float]
"""x from, x to, y from, y to."""
Flags = NDArray[np.bool_]
Places = NDArray[np.intp]
"""Indices."""


class Functions(NamedTuple):
    """f, (∂f/∂x, ∂f/∂y) and (∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²), elementwise on float64 arrays x and y of one shape."""

    value: Callable[[Array, Array], Array]
    gradient: Callable[[Array, Array], tuple[Array, Array]]
    hessian: Callable[[Array, Array], tuple[Array, Array, Array]]
