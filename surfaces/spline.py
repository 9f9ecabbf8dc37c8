"""Cubic splines through data, of one and of two variables, as polynomials cell by cell.

A spline of two variables is one of x whose numbers are splines of y. Each cell of the data's grid has its own 4 × 4
coefficients; one look-up finds them, and Horner's scheme gives the height and its exact derivatives.

Example:

    spline = Spline.through(x, y, heights)     # heights (rows, columns): at (x[column], y[row])
    spline.value(1.0, 2.0), spline.gradient(1.0, 2.0), spline.hessian(1.0, 2.0)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from surfaces.surface import Array, factor

DEGREES = 4
"""Coefficients of a cubic: of 1, t, t² and t³."""
_TWO, _THREE = factor(2.0), factor(3.0)


def slopes(knots: Array, values: Array) -> Array:
    """The first derivatives at the knots (n,) of the cubic spline through `values` (n, …), of the same shape.

    It has two continuous derivatives; at the first and the last inner knot the third is continuous too ("not-a-knot"),
    so that it is the cubic itself where the data are of one. Through three points it is the parabola, through two the
    line. C. de Boor, A Practical Guide to Splines (1978), chapter IV.
    """
    steps = _beside(np.diff(knots), values)
    rises = np.diff(values, axis=0) / steps
    if len(knots) == 2:
        return np.concatenate([rises, rises])
    if len(knots) == 3:
        bend = (rises[1] - rises[0]) / (steps[0] + steps[1])
        return np.stack([rises[0] - bend * steps[0], rises[0] + bend * steps[0], rises[1] + bend * steps[1]])
    return _solved(steps, rises)


def _solved(steps: Array, rises: Array) -> Array:
    """The slopes that make the second derivative continuous: Gaussian elimination of a tridiagonal system.

    Row i is after·s(i−1) + 2·s(i) + before·s(i+1), with the weights of the steps beside knot i. At the ends the third
    derivatives' equation stands instead, from which a neighbour's row has removed the last unknown.
    """
    before = steps[:-1] / (steps[:-1] + steps[1:])
    after = 1.0 - before
    right = 3.0 * (after * rises[:-1] + before * rises[1:])
    first, last = _end(before[0], rises[0], rises[1]), _end(after[-1], rises[-1], rises[-2])
    pivots = np.full_like(before, 2.0)
    pivots[0] -= 1.0
    pivots[-1] -= 1.0
    right[0] -= first
    right[-1] -= last
    for row in range(1, len(right)):
        share = after[row] / pivots[row - 1]
        pivots[row] -= share * before[row - 1]
        right[row] -= share * right[row - 1]
    right[-1] /= pivots[-1]
    for row in range(len(right) - 2, -1, -1):
        right[row] = (right[row] - before[row] * right[row + 1]) / pivots[row]
    return np.concatenate([[(first - right[0]) / after[0]], right, [(last - right[-1]) / before[-1]]])


def _end(share: Array, rise: Array, next_rise: Array) -> Array:
    """What (1 − share)·s(end) + s(next) is; `share` is that of the outermost step in the two outermost."""
    result: Array = (2.0 + share) * (1.0 - share) * rise + share**2 * next_rise
    return result


def pieces(knots: Array, values: Array) -> Array:
    """The coefficients (4, n + 1, …) of the spline through `values` (n, …): of powers of the distance from a knot.

    Piece i begins at knot i − 1. The first and the last have no end: there the spline goes on as a straight line,
    counted from the first knot and from the last.
    """
    rising, steps = slopes(knots, values), _beside(np.diff(knots), values)
    rises = np.diff(values, axis=0) / steps
    found = np.zeros((DEGREES, len(knots) + 1, *values.shape[1:]))
    found[0] = np.concatenate([values[:1], values])
    found[1] = np.concatenate([rising[:1], rising])
    found[2, 1:-1] = (3.0 * rises - 2.0 * rising[:-1] - rising[1:]) / steps
    found[3, 1:-1] = (rising[:-1] + rising[1:] - 2.0 * rises) / steps / steps
    return found


def _beside(steps: Array, values: Array) -> Array:
    """Steps (n,) with as many dimensions as `values` (n, …)."""
    return steps.reshape(-1, *(1,) * (values.ndim - 1))


class Axis:
    """Where along an axis a number falls."""

    def __init__(self, knots: Array) -> None:
        self._begins = np.concatenate([knots[:1], knots])
        # The last knot itself belongs to the piece before it.
        self._ends = np.concatenate([knots[:-1], np.nextafter(knots[-1:], np.inf)])

    def place(self, at: Array) -> tuple[NDArray[np.intp], Array]:
        """In which piece each number lies, and how far behind its knot; NaN in the last, NaN behind."""
        piece = self._ends.searchsorted(at, "right")
        return piece, at - self._begins.take(piece)


@dataclass(frozen=True, eq=False)
class Spline:
    """The surface: `coefficients` (4, 4, cells), of powers of y, of x; cells row by row, those without end included.

    Outside of the data's rectangle the basis functions go on as straight lines. So height and gradient are continuous
    everywhere, and within the rectangle the Hessian is too.
    """

    x: Axis
    y: Axis
    columns: int
    coefficients: Array

    @classmethod
    def through(cls, x: Array, y: Array, heights: Array) -> "Spline":
        """The spline through `heights` (rows, columns), at strictly increasing x (columns,) and y (rows,), ≥ 2 each."""
        along_x = pieces(x, heights.T)
        both = pieces(y, np.moveaxis(along_x, -1, 0))
        cells = np.moveaxis(both, 1, 2).reshape(DEGREES, DEGREES, -1)
        return cls(Axis(x), Axis(y), len(x) + 1, cells)

    def value(self, x: Array, y: Array) -> Array:
        """f(x, y), elementwise; NaN where x or y is not finite."""
        u, v, cells = self._placed(x, y)
        return _height(_height(cells, v), u)

    def gradient(self, x: Array, y: Array) -> tuple[Array, Array]:
        """(∂f/∂x, ∂f/∂y)."""
        u, v, cells = self._placed(x, y)
        heights, slopes = _height_and_slope(cells, v)
        return _slope(heights, u), _height(slopes, u)

    def hessian(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        """(∂²f/∂x², ∂²f/∂x∂y, ∂²f/∂y²)."""
        u, v, cells = self._placed(x, y)
        return _bend(_height(cells, v), u), _slope(_slope(cells, v), u), _height(_bend(cells, v), u)

    def _placed(self, x: Array, y: Array) -> tuple[Array, Array, Array]:
        (column, u), (row, v) = self.x.place(x), self.y.place(y)
        return u, v, self.coefficients.take(row * self.columns + column, axis=2)


def _height(c: Array, t: Array) -> Array:
    found: Array = ((c[3] * t + c[2]) * t + c[1]) * t + c[0]
    return found


def _slope(c: Array, t: Array) -> Array:
    found: Array = (c[3] * _THREE * t + c[2] * _TWO) * t + c[1]
    return found


def _height_and_slope(c: Array, t: Array) -> tuple[Array, Array]:
    """Both in fewer steps than one after the other: Horner's scheme, and the same on what it leaves on its way."""
    cubic = c[3] * t
    square = cubic + c[2]
    line = square * t + c[1]
    return line * t + c[0], (cubic + square) * t + line


def _bend(c: Array, t: Array) -> Array:
    found: Array = (c[3] * _THREE * t + c[2]) * _TWO
    return found
