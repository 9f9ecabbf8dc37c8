"""Makes goldens.npz: heights, slopes and curvatures of every surface to 30 digits. By hand, with sympy and scipy:

    python -m tests.surfaces.make_goldens

The surfaces are written here once more as their books have them, with a name of their own for each parameter, and
sympy differentiates them, so that nothing is shared with what is tested. Rosenbrock's come from scipy.optimize, too.
"""

from pathlib import Path

import mpmath
import numpy as np
import scipy
import sympy
from scipy.optimize import rosen, rosen_der, rosen_hess
from sympy import Rational, cos, exp, pi, sin, sqrt, symbols, tanh

SEED = 20240311
DIGITS = 30
PLAIN, BENT, NEAR = 50, 25, 5
"""How many points: with the usual parameters, with others, and close to a minimum."""
TARGET = Path(__file__).with_name("goldens.npz")

# Not declared as real, or sympy would make |x| of √x² and a delta of its curvature.
x, y = symbols("x y")
a, b, c, d = symbols("a b c d", positive=True)
SQUARE = x**2 + y**2
TURNED = (x * cos(pi * b / 180) + y * sin(pi * b / 180), y * cos(pi * b / 180) - x * sin(pi * b / 180))
TO_SHARP, TO_FLAT = (x + c / 2) ** 2 + y**2, (x - c / 2) ** 2 + y**2

# Key: (formula, half the view or its corners, ((usual value, lowest, highest) of a, b, c, d), a minimum of height 0).
FORMULAS = {
    "rosenbrock": ((a - x) ** 2 + b * (y - x**2) ** 2, (-2, 2, -1, 3), ((1, 0.1, 1.5), (100, 1, 1000)), (1, 1)),
    "ravine": ((TURNED[0] ** 2 + a * TURNED[1] ** 2) / 2, 4, ((50, 1, 1000), (0, 1, 90)), (0, 0)),
    "sphere": (x**2 + y**2, 2, (), (0, 0)),
    "booth": ((x + a * y - 1 - 3 * a) ** 2 + (a * x + y - 3 - a) ** 2, 10, ((2, 1.1, 4),), (1, 3)),
    "matyas": (Rational(26, 100) * SQUARE - a * x * y, 10, ((0.48, 0.01, 0.51),), (0, 0)),
    "flower": (a * x * sin(y) + a * y * sin(x) + SQUARE, 6, ((1, 0.01, 1.8),), (0, 0)),
    "flattery": (sqrt(1 + x**2) - 1 + (y - 1) ** 2 / 2 - a * x, (-1, 4, -1.5, 2.25), ((0.5, 0.01, 0.95),), None),
    "himmelblau": ((x**2 + y - a) ** 2 + (x + y**2 - b) ** 2, 5, ((11, 6, 16), (7, 5, 14)), (3, 2)),
    "two-wells": (
        SQUARE - b * exp(-((x - d) ** 2 + y**2) / c) - a * exp(-((x + d) ** 2 + y**2) / c),
        2,
        ((3, 0.1, 6), (2, 0.1, 6), (0.2, 0.05, 1), (1, 0.5, 1.5)),
        None,
    ),
    "sharp-and-flat": (
        (1 + sqrt(2)) * a * (sqrt(1 + TO_FLAT / c**2) - 1) * TO_SHARP / (TO_SHARP + c**2 / ((1 + sqrt(2)) * b / 2 - 1)),
        (-4, 4, -3, 3),
        ((1, 0.1, 10), (100, 1, 1000), (3, 2, 5)),
        (1.5, 0),
    ),
    "three-hump-camel": (
        2 * x**2 - Rational(105, 100) * x**4 + x**6 / 6 + a * x * y + y**2,
        2.5,
        ((1, 0.01, 1.5),),
        (0, 0),
    ),
    "six-hump-camel": (
        (4 - Rational(21, 10) * x**2 + x**4 / 3) * x**2 + a * x * y + (4 * y**2 - 4) * y**2,
        (-2, 2, -1, 1),
        ((1, 0.01, 1.5),),
        None,
    ),
    "styblinski-tang": (sum(z**4 - a * z**2 + b * z for z in (x, y)) / 2, 5, ((16, 8, 20), (5, 0.1, 10)), None),
    "mccormick": (
        a * sin(x + y) + (x - y) ** 2 - Rational(3, 2) * x + Rational(5, 2) * y + 1,
        (-1.5, 4, -3, 4),
        ((1, 0.6, 4),),
        None,
    ),
    "goldstein-price": (
        (1 + (x + y + 1) ** 2 * (19 - 14 * x + 3 * x**2 - 14 * y + 6 * x * y + 3 * y**2))
        * (30 + (2 * x - 3 * y) ** 2 * (18 - 32 * x + 12 * x**2 + 48 * y - 36 * x * y + 27 * y**2)),
        2,
        (),
        None,
    ),
    "rastrigin": (
        2 * a + sum(z**2 - a * cos(2 * pi * b * z) for z in (x, y)),
        5.12,
        ((10, 0.1, 20), (1, 0.25, 1.5)),
        (0, 0),
    ),
    "ackley": (
        -a * exp(-b * sqrt(SQUARE / 2)) - exp((cos(2 * pi * c * x) + cos(2 * pi * c * y)) / 2) + a + exp(1),
        5,
        ((20, 5, 60), (0.2, 0.05, 0.5), (1, 0.25, 1.5)),
        (0, 0),
    ),
    "saddle": (x**2 - y**2, 2, (), None),
    "monkey-saddle": (x**3 - 3 * x * y**2 + a * SQUARE**2 / 4, 4, ((1, 0.8, 2),), None),
    "plateau": (a * (1 - exp(-SQUARE / b**2)), (-4, 4, -3, 3), ((1, 0.1, 10), (1, 0.5, 2.5)), (0, 0)),
    "tanh-ravine": (tanh(x) ** 2 + sqrt(x**2) / 100 + 1 / (1 + exp(-y)), (-3, 3, -8, 8), (), None),
    "easom": (
        -cos(x) * cos(y) * exp(-((x - pi) ** 2 + (y - pi) ** 2) / a**2),
        (0, 6.28, 0, 6.28),
        ((1, 0.5, 2.5),),
        None,
    ),
    "beale": (
        sum((a * (1 - b**k) - x + x * y**k) ** 2 for k in (1, 2, 3)),
        4.5,
        ((3, 1, 4), (0.5, 0.1, 0.8)),
        (3, 0.5),
    ),
}


def table(formula, numbers, points):
    """Rows of x, y, f, ∂x f, ∂y f, ∂xx f, ∂xy f, ∂yy f."""
    wanted = [formula, *(formula.diff(*by) for by in ((x,), (y,), (x, x), (x, y), (y, y)))]
    functions = [sympy.lambdify((x, y, a, b, c, d), one, "mpmath") for one in wanted]
    given = [mpmath.mpf(float(number)) for number in (*numbers, *[1.0] * (4 - len(numbers)))]
    rows = [[f(mpmath.mpf(px), mpmath.mpf(py), *given) for f in functions] for px, py in points.tolist()]
    return np.hstack([points, np.array(rows, dtype=np.float64)])


def golden(random, formula, view, ranges, zero):
    """The parameters (2, count), usual and others, and the three tables."""
    left, right, bottom, top = view if isinstance(view, tuple) else (-view, view, -view, view)
    usual = [float(value) for value, _, _ in ranges]
    other = [random.uniform(low, high) for _, low, high in ranges]
    points = random.uniform((left, bottom), (right, top), (PLAIN + BENT, 2))
    found = {
        "parameters": np.array([usual, other]),
        "usual": table(formula, usual, points[:PLAIN]),
        "other": table(formula, other, points[PLAIN:]),
    }
    if zero:
        found["near"] = table(formula, usual, zero + random.uniform(-1e-5, 1e-5, (NEAR, 2)))
    return found


def by_scipy(random):
    """Rosenbrock's function as scipy has it."""
    points = random.uniform((-2, -1), (2, 3), (PLAIN, 2))
    rows = [[rosen(p), *rosen_der(p), *rosen_hess(p)[[0, 0, 1], [0, 1, 1]]] for p in points]
    return np.hstack([points, rows])


def main():
    mpmath.mp.dps = DIGITS
    random = np.random.default_rng(SEED)
    found = {"scipy": by_scipy(random)}
    for key, facts in FORMULAS.items():
        found.update({f"{key}/{name}": values for name, values in golden(random, *facts).items()})
    np.savez_compressed(TARGET, versions=np.array([sympy.__version__, scipy.__version__]), **found)
    print(f"{TARGET.name}: {len(FORMULAS)} surfaces by sympy {sympy.__version__}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
