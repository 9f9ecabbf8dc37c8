"""What a surface is: a frozen value whose fields are its parameters, with formulas for height, slope and curvature.

A new surface is one class in one file and one line in `surfaces.registry`:

    @dataclass(frozen=True)
    class Bowl(Surface):
        key: ClassVar[str] = "bowl"
        ...
        depth: float = parameter(1.0, (0.1, 10.0), legal=(1e-6, 1e6), scale="log", help="Height of the rim.")

The picker, the sliders, `ravine list` and the contract tests read the rest from these declarations.
"""

import reprlib
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from inspect import unwrap
from types import MethodType
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Point = tuple[float, float]

quiet = np.errstate(over="ignore", invalid="ignore")
"""Decorates every formula: far away it may overflow to inf or NaN, which is an answer here and not a warning."""


def parameter(
    default: float,
    soft: tuple[float, float],
    *,
    legal: tuple[float, float],
    help: str,
    scale: str = "linear",
    symbol: str = "",
) -> Any:
    """Declare a surface parameter: its default, its slider's range (`soft`) and what may be typed (`legal`).

    `scale` says how a slider spaces the values: "linear", or "log" for positive ranges of several decades.
    """
    metadata = {"soft": soft, "legal": legal, "scale": scale, "help": help, "symbol": symbol}
    return field(default=default, metadata=metadata)


def factor(value: float) -> Array:
    """A constant for a formula's inner loop: NumPy multiplies by an array without dimensions sooner than by a float."""
    return np.asarray(value, dtype=np.float64)


@dataclass(frozen=True)
class Surface(ABC):
    """A loss surface f(x, y). All formulas work elementwise on floats or float64 arrays of any one shape.

    Raises ValueError on construction if a parameter is not a number within its legal range.
    """

    key: ClassVar[str]
    """The name in sessions and on the command line."""
    title: ClassVar[str]
    formula: ClassVar[str]
    """f(x, y) for people to read; parameters by their symbols."""
    expression: ClassVar[str]
    """f(x, y) for programs to read: a Python expression, from which copies of it in other libraries are made.

    Of x, y, the parameters by their names, numbers, pi, e, + - * / ** and sin, cos, tan, asin, acos, atan, sinh, cosh,
    tanh, exp, log, sqrt and abs; each call has x, y or a parameter in it.
    """
    origin: ClassVar[str]
    """Where the surface comes from."""
    view: ClassVar[tuple[float, float, float, float]]
    """The rectangle worth seeing: x from, x to, y from, y to."""
    start: ClassVar[Point]
    """A start from which the walk is instructive."""
    suggested_lr: ClassVar[float]
    """A learning rate at which SGD, momentum and Nesterov (β = 0.9) all move visibly and none diverges."""

    def __post_init__(self) -> None:
        for declared, value in zip(fields(self), tuple(vars(self).values()), strict=True):
            low, high = declared.metadata["legal"]
            number = _number(value)
            if not low <= number <= high:
                found = reprlib.repr(value)
                raise ValueError(f"{self.key}: {declared.name} must lie between {low:g} and {high:g}, not {found}")
            object.__setattr__(self, declared.name, number)

    @property
    @abstractmethod
    def minima(self) -> tuple[Point, ...]:
        """All global and local minima, the deepest first; empty where the surface is unbounded below."""

    @abstractmethod
    def value(self, x: Array, y: Array) -> Array:
        """f(x, y)."""

    @abstractmethod
    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        """(∂f/∂x, ∂f/∂y)."""

    @property
    def bare_gradient(self) -> Callable[[Array, Array], tuple[Array, Array]]:
        """`gradient` without its guard against warnings: a seventh sooner, for loops that have a guard of their own."""
        return MethodType(unwrap(type(self).gradient), self)

    @abstractmethod
    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        """(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)."""


def _number(value: object) -> float:
    """The value as a float; NaN, which no range admits, when it is not a real number (True is not one here)."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        return float("nan")
    try:
        return float(value)
    except OverflowError:  # an integer beyond all floats
        return float("nan")
