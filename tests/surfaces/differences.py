"""Derivatives by finite differences, as an independent check of a surface's formulas."""

from dataclasses import dataclass

import numpy as np

ROUNDING = 64 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class Sample:
    """Points of a surface and the step of the difference quotients along each axis."""

    x: np.ndarray
    y: np.ndarray
    hx: float
    hy: float


def sample(surface, count=1000, margin=0.1, seed=20240229):
    """Random points in the surface's view, widened by `margin` on every side."""
    left, right, bottom, top = surface.view
    width, height = right - left, top - bottom
    unit = np.random.default_rng(seed).uniform(-margin, 1 + margin, (2, count))
    return Sample(left + unit[0] * width, bottom + unit[1] * height, 2.5e-4 * width, 2.5e-4 * height)


def slope(f, at, axis):
    """∂f along an axis (0 for x, 1 for y), central and of eighth order: exact for polynomials of degree 8."""
    h, near, far = _steps(at, axis)
    pairs = [f(at.x + k * near, at.y + k * far) - f(at.x - k * near, at.y - k * far) for k in (1, 2, 3, 4)]
    return (672 * pairs[0] - 168 * pairs[1] + 32 * pairs[2] - 3 * pairs[3]) / (840 * h)


def rounding(f_values, at, axis):
    """What rounding alone may make of a difference quotient of such values."""
    return ROUNDING * np.abs(f_values).max() / _steps(at, axis)[0]


def is_smooth(f, curvature, at, axis):
    """False near a kink: where one-sided slopes differ by more than the curvature there explains."""
    h, near, far = _steps(at, axis)
    middle = f(at.x, at.y)
    ahead = (f(at.x + 4 * near, at.y + 4 * far) - middle) / (4 * h)
    behind = (middle - f(at.x - 4 * near, at.y - 4 * far)) / (4 * h)
    return np.abs(ahead - behind - 4 * h * curvature) <= 1e-3 * np.abs(ahead).max()


def _steps(at, axis):
    return (at.hx, at.hx, 0.0) if axis == 0 else (at.hy, 0.0, at.hy)
