"""What is read of a formula: its meaning, and the three ways in which it is written out again."""

import ast
import pickle
import threading

import numpy as np
import pytest
from hypothesis import assume, given, settings

from surfaces import SURFACES
from surfaces.expressions import MOST_CHARACTERS, ExpressionError, read
from tests.surfaces.expressions.formulas import LEGAL, formulas
from tests.surfaces.strategies import label
from tests.surfaces.test_expression import worth

X, Y = np.random.default_rng(5).uniform(-2, 2, (2, 50))

MEANINGS = {
    "1 - 2 - x": -1 - X,
    "8/4/x": 2 / X,
    "x - y - 1 + 3": X - Y + 2,
    "2*x/4*y": X * Y / 2,
    "-x^2": -(X**2),
    "(-x)^2": X**2,
    "2^-x": 2.0**-X,
    "2^3^x": 2 ** (3**X),
    "2^-x^2": 2 ** -(X**2),
    "-2^x": -(2**X),
    "x^-1^2": 1 / X,
    "x*-y": -X * Y,
    "x--y": X + Y,
    "x-+-y": X + Y,
    "--x": X,
    "+x": X,
    "x**2": X**2,
    "x × y · 2 − 1": 2 * X * Y - 1,
    "1.*x + .5*y + 1E1 + 2e-1 + 3.5e+0": X + 0.5 * Y + 13.7,
    "((x))": X,
    " x  +y ": X + Y,
    "pi*x + e*y": np.pi * X + np.e * Y,
    "e^x": np.exp(X),
    "max(x, y, 0)": np.maximum(np.maximum(X, Y), 0),
    "min(x, y, 0, 1)": np.minimum(np.minimum(X, Y), 0),
    "atan2(y, x)": np.arctan2(Y, X),
    "sigmoid(x)": 1 / (1 + np.exp(-X)),
    "ln(2 + x)": np.log(2 + X),
    "log10(3 + x)": np.log10(3 + X),
    "floor(x) + sign(y) + abs(x)": np.floor(X) + np.sign(Y) + np.abs(X),
    "α*x + β_1, α = 2, β_1 = -3": 2 * X - 3,
    "a*x, a = -1e-3 in [-1, +1]": -1e-3 * X,
    "x/y/(x/y)": np.ones(50),
    "3*x + 2*x - x": 4 * X,
    "x - x": 0 * X,
    "0*x + 1": np.ones(50),
    "x^0 + y - y": np.ones(50),
    "(2*x)^3": 8 * X**3,
    "x^13 - y^-7": X**13 - Y**-7.0,
    "x/2 + y/2 - (x - y)/4": X / 4 + 3 * Y / 4,
    "2/(4*x)": 0.5 / X,
    "-(x - y)": Y - X,
    "-(3*x)/-(2*y)": 1.5 * X / Y,
}


def defaults(program):
    return {parameter.name: parameter.default for parameter in program.parameters}


def value(program):
    with np.errstate(all="ignore"):
        return program.value.loaded(defaults(program))(X, Y)


@pytest.mark.parametrize("text", MEANINGS)
def test_formulas_mean_what_they_mean_in_mathematics(text):
    np.testing.assert_allclose(value(read(text)), MEANINGS[text], rtol=1e-13, atol=1e-13)


ONE_WAY = [
    ("x**2+y^2", "x^2 + y^2"),
    ("( x )+((y))*(2)", "x + y*2"),
    ("(x+y)*(x-y)/(x*y)", "(x + y)*(x - y)/(x*y)"),
    ("-(x^2)-(-x)^2", "-x^2 - (-x)^2"),
    ("x·y−2×y", "x*y - 2*y"),
    ("max(x,y,1)", "max(x, y, 1)"),
    ("+x-+y", "x - y"),
    ("2^(-x)+(2^x)^y+2^(x^y)", "2^-x + (2^x)^y + 2^x^y"),
    ("x-(y-1)", "x - (y - 1)"),
    ("a*x,a=+1", "a*x, a = 1"),
    ("a*x+b,a=1in[-1,2],b=1e-3", "a*x + b, a = 1 in [-1, 2], b = 1e-3"),
]


@pytest.mark.parametrize(("text", "expected"), ONE_WAY)
def test_the_same_formula_reads_the_same(text, expected):
    assert read(text).text == expected
    assert read(expected).text == expected


def readable(text):
    try:
        return read(text)
    except ExpressionError:
        return None


@pytest.mark.parametrize("text", LEGAL)
def test_what_is_written_out_means_the_same(text):
    program = read(text)
    again = read(program.text)
    assert again.text == program.text
    assert again.parameters == tuple(parameter_at(program.text, parameter) for parameter in program.parameters)
    np.testing.assert_array_equal(value(again), value(program))


def parameter_at(text, parameter):
    return type(parameter)(parameter.name, parameter.number, parameter.bounds, text.index(f", {parameter.name} =") + 2)


@settings(max_examples=500, deadline=None)
@given(formulas)
def test_what_is_written_out_of_any_formula_means_the_same(text):
    program = readable(text)
    assume(program is not None)
    again = read(program.text)
    assert again.text == program.text
    np.testing.assert_array_equal(value(again), value(program))


def test_what_is_written_out_is_never_too_long_to_be_read():
    name = "a" * 16
    text = "+".join([*[name] * 57, f"x,{name}=1in[0,2]"])
    assert len(text) <= MOST_CHARACTERS < len(text.replace("+", " + "))
    program = read(text)
    assert len(program.text) <= len(text)
    assert read(program.text).text == program.text


PRETTY = [
    ("(1-x)**2+100*(y-x**2)**2", "(1 − x)² + 100(y − x²)²"),
    ("(a-x)^2 + b*(y-x^2)^2, a=1, b=100", "(a − x)² + b(y − x²)²"),
    ("0.26*(x^2+y^2)-0.48*x*y", "0.26(x² + y²) − 0.48xy"),
    ("x^10 + y^-2", "x¹⁰ + y⁻²"),
    ("x^0.5 + y^a + x^(y+1), a=2", "x^0.5 + y^a + x^(y + 1)"),
    ("sqrt(x^2+y^2) + sqrt(2)*x", "√(x² + y²) + √2·x"),
    ("exp(-x) + exp(x)^2", "e^(−x) + (e^x)²"),
    ("abs(x) + abs(abs(x)-y) + floor(x)", "|x| + abs(|x| − y) + ⌊x⌋"),
    ("x*sin(y) + 2*cos(pi*x)", "x·sin(y) + 2·cos(πx)"),
    ("x*2 + 2*3*x", "x·2 + 2·3x"),
    ("steep*x + x*steep, steep=1", "steep·x + x·steep"),
    ("x/2*y + x/(2*y)", "x/2·y + x/(2y)"),
    ("-x*y - -y", "−xy − (−y)"),
    ("x*-y", "x·(−y)"),
    ("sigmoid(x) + tanh(y)^2", "σ(x) + tanh(y)²"),
    ("1e-3*x + max(x,y)", "1e−3·x + max(x, y)"),
    ("(x*y)^2 + (-x)^2 + 2*(x/y)^2", "(xy)² + (−x)² + 2(x/y)²"),
]


@pytest.mark.parametrize(("text", "expected"), PRETTY)
def test_formulas_are_set_for_people(text, expected):
    assert read(text).pretty == expected


PORTABLE = [
    ("x^2 + 1000000*y", "x**2 + 1000000.0*y"),
    ("007*x + .5", "7*x + 0.5"),
    ("sqrt(2)*x + 2^0.5*y + exp(1)*x^2", "1.4142135623730951*x + 1.4142135623730951*y + 2.718281828459045*x**2"),
    ("(-2)^3*x", "-8*x"),
    ("x^-8", "x**-8"),
    ("ln(x) + log10(y)", "log(x) + log(y)/2.302585092994046"),
    ("sigmoid(x + y)*2", "(1/(1 + exp(-(x + y))))*2"),
    ("x/sigmoid(y)", "x/(1/(1 + exp(-y)))"),
    ("sin(a) + x, a = 1", "sin(a) + x"),
    *((f"{name} + y", "") for name in ("max(x, 1)", "min(x, y)", "floor(x)", "sign(x)", "atan2(x, y)")),
]


@pytest.mark.parametrize(("text", "expected"), PORTABLE)
def test_formulas_are_written_for_other_libraries(text, expected):
    assert read(text).portable == expected


@settings(max_examples=500, deadline=None)
@given(formulas)
def test_what_other_libraries_get_means_the_same(text):
    program = readable(text)
    assume(program is not None and program.portable)
    tree = ast.parse(program.portable, mode="eval")
    with np.errstate(all="ignore"):
        found = worth(tree, {**defaults(program), "x": X, "y": Y})
    expected = value(program)
    np.testing.assert_allclose(
        found, expected, rtol=1e-6, atol=1e-9 * np.abs(expected[np.isfinite(expected)]).max(initial=0)
    )


@pytest.mark.parametrize("cls", SURFACES, ids=label)
def test_the_catalogue_comes_back_as_it_was_written(cls):
    names = "".join(f", {name} = 1" for name in cls().numbers)
    program = read(cls.expression + names)
    if "2**0.5" not in cls.expression:
        assert program.portable == cls.expression


SLIDERS = [
    ("1", (0.0, 2.0)),
    ("3", (0.0, 10.0)),
    ("100", (0.0, 200.0)),
    ("0.3", (0.0, 1.0)),
    ("-3", (-10.0, 0.0)),
    ("0", (-1.0, 1.0)),
    ("-0", (-1.0, 1.0)),
    ("2.5", (0.0, 5.0)),
    ("1e9", (0.0, 1e9)),
    ("1e-7", (0.0, 2e-7)),
    ("5e-324", (0.0, 1e-323)),
    ("3 in [-5, 5]", (-5.0, 5.0)),
    ("3 in [3, 1e9]", (3.0, 1e9)),
]


@pytest.mark.parametrize(("said", "expected"), SLIDERS)
def test_sliders_have_a_range(said, expected):
    (parameter,) = read(f"a*x, a = {said}").parameters
    assert parameter.soft == expected
    assert parameter.soft[0] <= parameter.default <= parameter.soft[1]


def test_a_text_is_read_once():
    assert read("x + 12345*y") is read("x + 12345*y")


def test_programs_are_not_sent_but_errors_are():
    with pytest.raises(ExpressionError) as caught:
        read("x +")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_threads_may_ask_one_program_at_once():
    text = "sin(x*y)^2 + exp(-x^2)*cos(y)/(1 + x^2 + y^2)"
    program = read.__wrapped__(text)
    expected = [np.array(tape.loaded({})(X, Y)) for tape in tapes(read.__wrapped__(text))]
    found, gate = [], threading.Barrier(8)

    def ask():
        gate.wait()
        found.append([np.array(tape.loaded({})(X, Y)) for tape in tapes(program)])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    for answers in found:
        for answer, right in zip(answers, expected, strict=True):
            np.testing.assert_allclose(answer, right, rtol=1e-12, atol=1e-14)


def tapes(program):
    return program.value, program.gradient, program.hessian
