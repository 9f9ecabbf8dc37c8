"""Any formula as Functions: value, gradient and Hessian by jets, which are numbers that carry two derivatives along.

functions(lambda x, y: sin(x) * y**2)
"""

from dataclasses import dataclass

import numpy as np

from surfaces.exploring import Functions


@dataclass(frozen=True)
class Jet:
    """f, (fx, fy) and (fxx, fxy, fyy)."""

    value: np.ndarray
    first: tuple
    second: tuple

    def then(self, f, slope, bend):
        """What a function of one number makes of it, given the function's value and derivatives here."""
        x, y = self.first
        squares = (x * x, x * y, y * y)
        second = tuple(slope * second + bend * square for second, square in zip(self.second, squares, strict=True))
        return Jet(f, (slope * x, slope * y), second)

    def __add__(self, other):
        other = jet(other)
        first, second = (
            tuple(a + b for a, b in zip(mine, its, strict=True))
            for mine, its in ((self.first, other.first), (self.second, other.second))
        )
        return Jet(self.value + other.value, first, second)

    def __mul__(self, other):
        other = jet(other)
        f, (fx, fy), (fxx, fxy, fyy) = self.value, self.first, self.second
        g, (gx, gy), (gxx, gxy, gyy) = other.value, other.first, other.second
        second = (
            fxx * g + 2 * fx * gx + f * gxx,
            fxy * g + fx * gy + fy * gx + f * gxy,
            fyy * g + 2 * fy * gy + f * gyy,
        )
        return Jet(f * g, (fx * g + f * gx, fy * g + f * gy), second)

    def __pow__(self, n):
        v = self.value
        slope = n * v ** (n - 1) if n else 0.0 * v
        return self.then(v**n, slope, n * (n - 1) * v ** (n - 2) if n * (n - 1) else 0.0 * v)

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -jet(other)

    def __rsub__(self, other):
        return jet(other) - self

    def __truediv__(self, other):
        return self * jet(other) ** -1.0

    def __rtruediv__(self, other):
        return jet(other) / self

    __radd__, __rmul__ = __add__, __mul__


def jet(number):
    """A constant, if it is not a jet yet."""
    return number if isinstance(number, Jet) else Jet(number, (0.0, 0.0), (0.0, 0.0, 0.0))


def _unary(f, slope, bend):
    return lambda z: z.then(f(z.value), slope(z.value), bend(z.value))


sin = _unary(np.sin, np.cos, lambda z: -np.sin(z))
cos = _unary(np.cos, lambda z: -np.sin(z), lambda z: -np.cos(z))
tan = _unary(np.tan, lambda z: np.cos(z) ** -2, lambda z: 2 * np.tan(z) * np.cos(z) ** -2)
exp = _unary(np.exp, np.exp, np.exp)
log = _unary(np.log, lambda z: 1 / np.where(z > 0, z, np.nan), lambda z: -1 / np.where(z > 0, z, np.nan) ** 2)
sqrt = _unary(np.sqrt, lambda z: 0.5 / np.sqrt(z), lambda z: -0.25 / np.sqrt(z) ** 3)
asin = _unary(np.arcsin, lambda z: 1 / np.sqrt(1 - z * z), lambda z: z / np.sqrt(1 - z * z) ** 3)
tanh = _unary(np.tanh, lambda z: 1 - np.tanh(z) ** 2, lambda z: -2 * np.tanh(z) * (1 - np.tanh(z) ** 2))
absolute = _unary(np.abs, np.sign, np.zeros_like)
sign = _unary(np.sign, np.zeros_like, np.zeros_like)
floor = _unary(np.floor, np.zeros_like, np.zeros_like)


def functions(formula):
    """The formula of two jets as Functions of arrays."""

    @np.errstate(all="ignore")
    def computed(x, y):
        x, y = np.broadcast_arrays(np.asarray(x, dtype=float), np.asarray(y, dtype=float))
        one, none = np.ones_like(x), np.zeros_like(x)
        made = jet(formula(Jet(x, (one, none), (none, none, none)), Jet(y, (none, one), (none, none, none))))
        return tuple(np.broadcast_to(part, x.shape) for part in (made.value, *made.first, *made.second))

    return Functions(lambda x, y: computed(x, y)[0], lambda x, y: computed(x, y)[1:3], lambda x, y: computed(x, y)[3:6])
