"""A surface's expression says the same as its formulas: checked over the registry, by a reader of the test's own."""

import ast
import math
import operator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import SURFACES
from tests.surfaces.differences import sample
from tests.surfaces.strategies import ends, label, parameters, soft

each_class = pytest.mark.parametrize("cls", SURFACES, ids=label)
drawn = settings(max_examples=25, deadline=None)

OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
    ast.USub: operator.neg,
}
FUNCTIONS = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "exp": np.exp,
    "log": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
}
CONSTANTS = {"pi": math.pi, "e": math.e}


def worth(node, names):
    """What an expression amounts to; KeyError or AssertionError for anything that may not stand in one."""
    match node:
        case ast.Expression():
            return worth(node.body, names)
        case ast.Constant():
            assert type(node.value) in (int, float)
            return node.value
        case ast.Name():
            return {**CONSTANTS, **names}[node.id]
        case ast.UnaryOp():
            return OPERATORS[type(node.op)](worth(node.operand, names))
        case ast.BinOp():
            return OPERATORS[type(node.op)](worth(node.left, names), worth(node.right, names))
        case ast.Call(func=ast.Name(), args=[argument], keywords=[]):
            return FUNCTIONS[node.func.id](worth(argument, names))
    raise AssertionError(ast.dump(node))


def assert_expression_is_the_value(surface):
    at = sample(surface)
    found = worth(ast.parse(surface.expression, mode="eval"), {**vars_of(surface), "x": at.x, "y": at.y})
    expected = surface.value(at.x, at.y)
    # The plain notation of a difference cancels near a minimum: what is lost there is measured by the whole surface.
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15 * np.abs(expected).max())


def vars_of(surface):
    return {name: getattr(surface, name) for name, _ in parameters(type(surface))}


@each_class
def test_expression_is_the_value_at_every_end_of_the_sliders(cls):
    for surface in ends(cls, "soft"):
        assert_expression_is_the_value(surface)


@each_class
@drawn
@given(data=st.data())
def test_expression_is_the_value_for_any_parameters(cls, data):
    assert_expression_is_the_value(data.draw(soft(cls)))


@each_class
def test_every_call_has_a_variable_or_a_parameter_in_it(cls):
    # Where these are tensors, so are the arguments: functions of other libraries take no plain numbers.
    variables = {"x", "y", *(name for name, _ in parameters(cls))}
    calls = [node for node in ast.walk(ast.parse(cls.expression, mode="eval")) if isinstance(node, ast.Call)]
    for call in calls:
        assert variables & {node.id for node in ast.walk(call.args[0]) if isinstance(node, ast.Name)}


@each_class
def test_no_parameter_is_called_like_something_else_in_an_expression(cls):
    assert not {name for name, _ in parameters(cls)} & {"x", "y", *CONSTANTS, *FUNCTIONS}


@pytest.mark.parametrize(
    "wrong", ["x.real", "x if y else x", "open(x)", "x == y", "'x'", "True", "x[0]", "z", "f(x)(y)"]
)
def test_the_reader_reads_nothing_else(wrong):
    with pytest.raises((KeyError, AssertionError)):
        worth(ast.parse(wrong, mode="eval"), {"x": 1.0, "y": 2.0})
