"""What a graph computes with: NumPy's ufuncs, and a few functions made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from surfaces.surface import Array


@dataclass(frozen=True, eq=False)
class Operation:
    """An elementwise function of one or two arrays; one of one array takes None behind it, as ufuncs do."""

    name: str
    function: Callable[..., Any]


def _sigmoid(u: Array, _: None = None) -> Array:
    # Far below 0 the power is infinite and its reciprocal 0, as it should be.
    return 1.0 / (1.0 + np.exp(-u))


def _tanh_slope(u: Array, _: None = None) -> Array:
    """1/cosh², which keeps its digits where 1 − tanh² has lost them."""
    cosh = np.cosh(u)
    return 1.0 / (cosh * cosh)


def _share_above(u: Array, v: Array) -> Array:
    """1 where u > v, ½ where they are equal, 0 below."""
    return np.heaviside(u - v, 0.5)


ADD: Final = Operation("add", np.add)
SUBTRACT: Final = Operation("subtract", np.subtract)
MULTIPLY: Final = Operation("multiply", np.multiply)
DIVIDE: Final = Operation("divide", np.divide)
NEGATIVE: Final = Operation("negative", np.negative)
SQUARE: Final = Operation("square", np.square)
SQRT: Final = Operation("sqrt", np.sqrt)
POWER: Final = Operation("power", np.power)
EXP: Final = Operation("exp", np.exp)
LOG: Final = Operation("log", np.log)
LOG10: Final = Operation("log10", np.log10)
SIN: Final = Operation("sin", np.sin)
COS: Final = Operation("cos", np.cos)
TAN: Final = Operation("tan", np.tan)
ASIN: Final = Operation("asin", np.arcsin)
ACOS: Final = Operation("acos", np.arccos)
ATAN: Final = Operation("atan", np.arctan)
ATAN2: Final = Operation("atan2", np.arctan2)
SINH: Final = Operation("sinh", np.sinh)
COSH: Final = Operation("cosh", np.cosh)
TANH: Final = Operation("tanh", np.tanh)
TANH_SLOPE: Final = Operation("tanh slope", _tanh_slope)
SIGMOID: Final = Operation("sigmoid", _sigmoid)
ABS: Final = Operation("abs", np.absolute)
SIGN: Final = Operation("sign", np.sign)
FLOOR: Final = Operation("floor", np.floor)
MIN: Final = Operation("min", np.minimum)
MAX: Final = Operation("max", np.maximum)
SHARE_ABOVE: Final = Operation("share above", _share_above)
