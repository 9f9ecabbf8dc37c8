"""The gradient of a surface whose slopes are made of sums, differences and products alone: one formula, two speeds.

    slopes = Slopes(rosenbrock.slopes)
    slopes(x, y)                  # for arrays, elementwise
    slopes.at_point(-1.2, 1.0)    # for two Python numbers

An operation of NumPy takes some 400 ns however few numbers it is given, one of Python's own floats 25. Both round
alike, so the two give the same bits. A quotient or a power would raise errors where NumPy gives inf or NaN: such
formulas are for arrays alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Formula = Callable[[Any, Any], tuple[Any, Any]]
"""(x, y) → (∂f/∂x, ∂f/∂y)."""
Number = Callable[[float], Any]
"""Makes a constant for a formula's inner loop out of a number: `factor` for arrays, `float` for Python's own floats."""

quiet = np.errstate(over="ignore", invalid="ignore")
"""Decorates every formula: far away it may overflow to inf or NaN, which is an answer here and not a warning."""
silent = np.errstate(all="ignore")
"""Decorates what meets any formula at all: it may be undefined wherever it likes, and is NaN or infinite there."""


def factor(value: float) -> Array:
    """A constant for a formula's inner loop: NumPy multiplies by an array without dimensions sooner than by a float."""
    return np.asarray(value, dtype=np.float64)


@dataclass(frozen=True)
class Slopes:
    """A gradient function, with its guard against warnings or without."""

    make: Callable[[Number], Formula]
    is_guarded: bool = True

    def __call__(self, x: Array, y: Array) -> tuple[Array, Array]:
        return self._guarded(x, y) if self.is_guarded else self._of_arrays(x, y)

    @cached_property
    def at_point(self) -> Callable[[float, float], tuple[float, float]]:
        """The same of two Python floats, which never raises."""
        return self.make(float)

    @property
    def bare(self) -> Self:
        """The same without its guard."""
        return replace(self, is_guarded=False)

    @quiet
    def _guarded(self, x: Array, y: Array) -> tuple[Array, Array]:
        return self._of_arrays(x, y)

    @cached_property
    def _of_arrays(self) -> Formula:
        return self.make(factor)

    def __reduce__(self) -> tuple[type["Slopes"], tuple[Callable[[Number], Formula], bool]]:
        # Formulas that have been made cannot be sent to another process.
        return Slopes, (self.make, self.is_guarded)
