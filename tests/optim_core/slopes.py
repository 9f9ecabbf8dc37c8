"""Gradients of four surfaces in sums and products alone: the same bits from floats and from arrays."""

from collections.abc import Callable
from typing import Any, NamedTuple


class Slope(NamedTuple):
    """A gradient (x, y) → (∂f/∂x, ∂f/∂y), a typical largest curvature, and half the size of the square of starts."""

    gradient: Callable[[Any, Any], tuple[Any, Any]]
    curvature: float
    size: float


def rosenbrock(x, y):
    """Of (1 − x)² + 100(y − x²)²."""
    wall = y - x * x
    return 2.0 * (x - 1.0) - 400.0 * x * wall, 200.0 * wall


def ravine(x, y):
    """Of (u² + 50v²)/2 around (1, −0.5), with u and v turned by the angle whose cosine is 0.8."""
    dx, dy = x - 1.0, y + 0.5
    along, across = 0.8 * dx + 0.6 * dy, 50.0 * (0.8 * dy - 0.6 * dx)
    return 0.8 * along - 0.6 * across, 0.6 * along + 0.8 * across


def himmelblau(x, y):
    """Of (x² + y − 11)² + (x + y² − 7)²."""
    p, q = x * x + y - 11.0, x + y * y - 7.0
    return 4.0 * x * p + 2.0 * q, 2.0 * p + 4.0 * y * q


def styblinski_tang(x, y):
    """Of (x⁴ − 16x² + 5x + y⁴ − 16y² + 5y)/2."""
    return 2.0 * x * x * x - 16.0 * x + 2.5, 2.0 * y * y * y - 16.0 * y + 2.5


SLOPES = (
    Slope(rosenbrock, 500.0, 1.5),
    Slope(ravine, 50.0, 4.0),
    Slope(himmelblau, 80.0, 4.0),
    Slope(styblinski_tang, 35.0, 4.0),
)
