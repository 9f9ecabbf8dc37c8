"""Gradients and Hessians are exact: against formulas written by hand, complex steps, differences and the catalogue."""

import ast
import math
import operator

import numpy as np
import pytest
from hypothesis import assume, given, settings

from surfaces import SURFACES
from surfaces.typed import Typed
from tests.surfaces.differences import Sample, is_smooth, rounding, sample, slope
from tests.surfaces.expressions.formulas import formulas
from tests.surfaces.strategies import ends, label

U = np.linspace(-0.95, 0.95, 39)
ABOVE = np.linspace(0.05, 9.0, 40)
LN10 = math.log(10.0)


def logistic(u):
    return 1 / (1 + np.exp(-u))


BY_HAND = {
    "sin(x)": (U, np.cos(U), -np.sin(U)),
    "cos(x)": (U, -np.sin(U), -np.cos(U)),
    "tan(x)": (U, 1 / np.cos(U) ** 2, 2 * np.sin(U) / np.cos(U) ** 3),
    "asin(x)": (U, 1 / np.sqrt(1 - U**2), U / (1 - U**2) ** 1.5),
    "acos(x)": (U, -1 / np.sqrt(1 - U**2), -U / (1 - U**2) ** 1.5),
    "atan(x)": (U, 1 / (1 + U**2), -2 * U / (1 + U**2) ** 2),
    "sinh(x)": (U, np.cosh(U), np.sinh(U)),
    "cosh(x)": (U, np.sinh(U), np.cosh(U)),
    "tanh(x)": (9 * U, 1 / np.cosh(9 * U) ** 2, -2 * np.tanh(9 * U) / np.cosh(9 * U) ** 2),
    "exp(x)": (9 * U, np.exp(9 * U), np.exp(9 * U)),
    "log(x)": (ABOVE, 1 / ABOVE, -1 / ABOVE**2),
    "ln(x)": (ABOVE, 1 / ABOVE, -1 / ABOVE**2),
    "log10(x)": (ABOVE, 1 / ABOVE / LN10, -1 / ABOVE**2 / LN10),
    "sqrt(x)": (ABOVE, 0.5 * ABOVE**-0.5, -0.25 * ABOVE**-1.5),
    "abs(x)": (U, np.sign(U), 0 * U),
    "sign(x)": (U, 0 * U, 0 * U),
    "floor(3*x)": (U, 0 * U, 0 * U),
    "sigmoid(x)": (
        30 * U,
        logistic(30 * U) * logistic(-30 * U),
        logistic(30 * U) * logistic(-30 * U) * -np.tanh(15 * U),
    ),
    "min(x, 0.3)": (U, U < 0.3, 0 * U),
    "max(x, 0.3, -x)": (U, np.where(U > 0.3, 1.0, np.where(U < -0.3, -1.0, 0.0)), 0 * U),
    "x": (U, 1 + 0 * U, 0 * U),
    "3 - x/4": (U, -0.25 + 0 * U, 0 * U),
    "1/x": (ABOVE, -1 / ABOVE**2, 2 / ABOVE**3),
    "x^2": (U, 2 * U, 2 + 0 * U),
    "x^3": (U, 3 * U**2, 6 * U),
    "x*x*x": (U, 3 * U**2, 6 * U),
    "x^16": (U, 16 * U**15, 240 * U**14),
    "x^17": (U, 17 * U**16, 272 * U**15),
    "x^200": (U, 200 * U**199, 39800 * U**198),
    "x^-1": (ABOVE, -1 / ABOVE**2, 2 / ABOVE**3),
    "x^-4": (-ABOVE, 4 / ABOVE**5, 20 / ABOVE**6),
    "x^-30": (-ABOVE, 30 / ABOVE**31, 930 / ABOVE**32),
    "x^0": (U, 0 * U, 0 * U),
    "x^1": (U, 1 + 0 * U, 0 * U),
    "x^0.5": (ABOVE, 0.5 * ABOVE**-0.5, -0.25 * ABOVE**-1.5),
    "x^-0.5": (ABOVE, -0.5 * ABOVE**-1.5, 0.75 * ABOVE**-2.5),
    "x^2.5": (ABOVE, 2.5 * ABOVE**1.5, 3.75 * ABOVE**0.5),
    "x^a, a = 3": (U, 3 * U**2, 6 * U),
    "x^-a, a = 0.25": (ABOVE, -0.25 * ABOVE**-1.25, 0.3125 * ABOVE**-2.25),
    "2^x": (U, np.log(2) * 2**U, np.log(2) ** 2 * 2**U),
    "e^x": (U, np.exp(U), np.exp(U)),
    "a^x, a = 3": (U, np.log(3) * 3**U, np.log(3) ** 2 * 3**U),
    "x^x": (
        ABOVE,
        ABOVE**ABOVE * (np.log(ABOVE) + 1),
        ABOVE**ABOVE * ((np.log(ABOVE) + 1) ** 2 + 1 / ABOVE),
    ),
    "atan2(x, 2)": (U, 2 / (4 + U**2), -4 * U / (4 + U**2) ** 2),
    "atan2(2, x)": (U, -2 / (4 + U**2), 4 * U / (4 + U**2) ** 2),
}


@pytest.mark.parametrize("text", BY_HAND)
@pytest.mark.parametrize("swapped", [False, True], ids=["x", "y"])
def test_each_function_by_itself(text, swapped):
    at, first, second = BY_HAND[text]
    if swapped:
        gy, _, yy = seen_along_y(text, at)
        gx, xx = gy, yy
    else:
        surface = Typed(text)
        gx, xx = surface.gradient(at, 0 * at)[0], surface.hessian(at, 0 * at)[0]
        assert not np.any(surface.gradient(at, 0 * at)[1])
    np.testing.assert_allclose(gx, first, rtol=1e-13, atol=1e-15)
    np.testing.assert_allclose(xx, second, rtol=1e-12, atol=1e-14)


def seen_along_y(text, at):
    surface = Typed(text.replace("x", "y").replace("eyp", "exp").replace("may", "max"))
    gx, gy = surface.gradient(0 * at, at)
    xx, xy, yy = surface.hessian(0 * at, at)
    assert not np.any([gx, xx, xy])
    return gy, xy, yy


def test_mixed_powers():
    x, y = np.meshgrid(ABOVE[::3], 3 * U[::3])
    surface = Typed("x^y")
    power, log = x**y, np.log(x)
    np.testing.assert_allclose(surface.gradient(x, y), (y * power / x, power * log), rtol=1e-13)
    expected = (y * (y - 1) * power / x**2, power / x * (1 + y * log), power * log**2)
    np.testing.assert_allclose(surface.hessian(x, y), expected, rtol=1e-12, atol=1e-14)


def typed(surface):
    said = [f"{name} = {number!r} in [{number - 1!r}, {number + 1!r}]" for name, number in surface.numbers.items()]
    return Typed(", ".join((surface.expression, *said)))


@pytest.mark.parametrize("cls", SURFACES, ids=label)
def test_the_catalogue_typed_in_equals_the_built_in_one(cls):
    for surface in ends(cls, "soft"):
        at = sample(surface)
        copy = typed(surface)
        assert copy.numbers == surface.numbers
        for name in ("value", "gradient", "hessian"):
            built_in, found = (np.array(of(at.x, at.y)) for of in (vars_of(surface, name), vars_of(copy, name)))
            built_in = np.broadcast_to(built_in, found.shape)
            np.testing.assert_allclose(found, built_in, rtol=1e-10, atol=1e-10 * np.abs(built_in).max())


def vars_of(surface, name):
    return {"value": surface.value, "gradient": surface.gradient, "hessian": surface.hessian}[name]


SMOOTH = {
    **{name: vars(np)[name] for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp", "log", "sqrt")},
    **{f"a{name}": vars(np)[f"arc{name}"] for name in ("sin", "cos", "tan")},
}
STEP = 1e-30


OPERATORS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}


def complex_worth(node, names):
    """What a formula in Python's notation amounts to for complex x and y."""
    match node:
        case ast.Constant():
            return np.complex128(node.value)
        case ast.Name():
            return names[node.id]
        case ast.UnaryOp():
            return -complex_worth(node.operand, names)
        case ast.Call():
            return SMOOTH[node.func.id](complex_worth(node.args[0], names))
    a, b = complex_worth(node.left, names), complex_worth(node.right, names)
    if not isinstance(node.op, ast.Pow):
        return OPERATORS[type(node.op)](a, b)
    return a**b.real if b.imag == 0 else np.exp(b * np.log(a)) if a else np.complex128(0)


def complex_slopes(expression, x, y):
    names = {"pi": math.pi + 0j, "e": math.e + 0j, "a": 2.0 + 0j, "β_2": -0.5 + 0j}
    tree = ast.parse(expression, mode="eval").body
    ways = ({"x": x + 1j * STEP, "y": y + 0j}, {"x": x + 0j, "y": y + 1j * STEP})
    with np.errstate(all="ignore"):
        return [np.imag(complex_worth(tree, {**names, **way})) / STEP for way in ways]


def is_smooth_formula(text):
    return not any(name in text for name in ("abs", "floor", "sign(", "min", "max", "atan2"))


def smooth_surface(text):
    """The surface, if it has no kinks anywhere."""
    assume(not any(name in text for name in ("abs", "floor", "sign(", "min", "max", "atan2")))
    surface = surface_or_none(text)
    assume(surface is not None)
    return surface


PLACE = Sample(np.array([0.37]), np.array([0.61]), 1e-3, 1e-3)


@settings(max_examples=800, deadline=None)
@given(formulas)
def test_gradients_of_any_formula_equal_complex_steps(text):
    surface = smooth_surface(text)
    value, gradient = surface.value(PLACE.x, PLACE.y), np.ravel(surface.gradient(PLACE.x, PLACE.y))
    assume(np.isfinite(value).all() and np.all(np.abs(gradient) < 1e8))
    expected = complex_slopes(surface.expression, *PLACE.x, *PLACE.y)
    assume(np.isfinite(expected).all())
    np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-9)


@settings(max_examples=400, deadline=None)
@given(formulas)
def test_hessians_of_any_formula_equal_differences_of_gradients(text):
    surface = smooth_surface(text)
    xx, xy, yy = surface.hessian(PLACE.x, PLACE.y)
    # A broken power of 0 has none.
    assume(np.isfinite([xx, xy, yy]).all())
    for axis, row in ((0, (xx, xy)), (1, (xy, yy))):
        for component, bend in enumerate(row):
            fine, coarse = (slope(part(surface, component), at, axis) for at in (PLACE, wider(PLACE)))
            # Where the two differ, the formula turns too often for differences.
            assume(abs(fine - coarse) < 1e-7 * (1 + abs(fine)))
            np.testing.assert_allclose(bend, fine, rtol=1e-6, atol=1e-6)


def part(surface, component):
    return lambda x, y: surface.gradient(x, y)[component]


def wider(at):
    return Sample(at.x, at.y, 2 * at.hx, 2 * at.hy)


def surface_or_none(text):
    try:
        return Typed(text)
    except ValueError:
        return None


KINKED = (
    "abs(x) + abs(y - x)",
    "max(x^2, y, 1) + min(x*y, x)",
    "atan2(y, x)",
    "floor(x)*y + sign(y)*x^2",
    "abs(sin(x) - y)^3",
    "sigmoid(x*y)*max(x, -x)",
    "atan2(x^2 + 1, y)*abs(y)",
)


@pytest.mark.parametrize("text", KINKED)
def test_functions_with_kinks_equal_differences_beside_them(text):
    class Seen:
        view = (-2.03, 2.11, -1.97, 2.07)

    surface, at = Typed(text), sample(Seen)
    gradient, (xx, _, yy) = surface.gradient(at.x, at.y), surface.hessian(at.x, at.y)
    for axis, bend in ((0, xx), (1, yy)):
        smooth = is_smooth(surface.value, bend, at, axis)
        assert smooth.mean() > 0.97
        error = np.abs(slope(surface.value, at, axis) - gradient[axis])[smooth]
        bound = 1e-6 * np.abs(gradient[axis]) + rounding(surface.value(at.x, at.y), at, axis)
        assert np.quantile(error - bound[smooth], 0.99) <= 0


AT_KINKS = [
    ("abs(x) + abs(y)", (0.0, 0.0), (0.0, 0.0)),
    ("max(x, y)", (1.0, 1.0), (0.5, 0.5)),
    ("min(x, 2*y)", (2.0, 1.0), (0.5, 1.0)),
    ("sqrt(x^2 + y^2)", (0.0, 0.0), (0.0, 0.0)),
    ("sqrt(x^2 + y^2) + 3*x - y", (0.0, 0.0), (3.0, -1.0)),
    ("-20*exp(-0.2*sqrt((x^2+y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)", (0.0, 0.0), (0.0, 0.0)),
    ("(x^2 + y^2)^0.75", (0.0, 0.0), (0.0, 0.0)),
    ("(x^2 + y^2)^a, a = 0.6", (0.0, 0.0), (0.0, 0.0)),
    ("abs(x)^0.5 + y", (0.0, 0.0), (0.0, 1.0)),
    ("asin(cos(x)) + acos(cos(y))", (0.0, 0.0), (0.0, 0.0)),
    ("atan2(x^2, y^2)", (0.0, 0.0), (0.0, 0.0)),
    ("(x^2)^(y + 2)", (0.0, 0.0), (0.0, 0.0)),
    ("sign(x) + floor(y)", (0.0, 3.0), (0.0, 0.0)),
    ("x^2 + y^2", (0.0, 0.0), (0.0, 0.0)),
]


@pytest.mark.parametrize(("text", "at", "expected"), AT_KINKS)
def test_conventions_at_kinks(text, at, expected):
    np.testing.assert_allclose(Typed(text).gradient(*at), expected, rtol=0, atol=1e-150)


def test_a_wall_is_steep_without_bounds():
    gx, gy = Typed("sqrt(x) + y").gradient(0.0, 0.0)
    assert gx > 1e150
    assert gy == 1.0


def test_far_away_bounded_functions_are_flat():
    surface = Typed("tanh(x) + sigmoid(y) + sigmoid(-y)^2")
    for x, y in ((800.0, 800.0), (-800.0, -800.0), (1e300, -1e300), (np.inf, -np.inf)):
        answers = (*surface.gradient(x, y), *surface.hessian(x, y))
        assert np.max(np.abs(answers)) < 1e-300
