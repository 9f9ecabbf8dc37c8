"""Running a graph: any shapes, large arrays in blocks, and nothing handed out that is somebody else's."""

import numpy as np
import pytest

from surfaces.expressions import read
from surfaces.expressions.algebra import Algebra
from surfaces.expressions.differentiate import gradient
from surfaces.expressions.tape import BLOCK, Tape

TEXTS = (
    "x",
    "y",
    "x + y",
    "3*x - 2*y + 1",
    "x*y",
    "(x + y)^2",
    "x^2",
    "sin(x)*exp(-y^2) + x/(1 + y^2)",
    "0*x + 2",
    "a*x^2 + y, a = 3",
)
SHAPES = [
    ((), ()),
    ((3,), (3,)),
    ((0,), (0,)),
    ((0,), ()),
    ((), (4,)),
    ((1, 5), (4, 1)),
    ((4, 1), (1, 5)),
    ((5,), (4, 1)),
    ((2, 3, 4), (3, 1)),
    ((1, 7), (3, 7)),
    ((3, 0), (1, 0)),
    ((1, 300), (200, 1)),
    ((200, 300), (200, 1)),
    ((BLOCK + 1,), ()),
    ((2 * BLOCK + 5,), (2 * BLOCK + 5,)),
    ((3, BLOCK), (3, BLOCK)),
    ((1, 3 * BLOCK), (1, 3 * BLOCK)),
]
each_text = pytest.mark.parametrize("text", TEXTS)


def runs(text):
    program = read(text)
    defaults = {parameter.name: parameter.default for parameter in program.parameters}
    return [tape.loaded(defaults) for tape in (program.value, program.gradient, program.hessian)]


def answers(text, x, y):
    value, slopes, bends = (run(x, y) for run in runs(text))
    return [value, *slopes, *bends]


def points(shape, seed):
    return np.random.default_rng(seed).uniform(-2, 2, shape)


@each_text
@pytest.mark.parametrize(("of_x", "of_y"), SHAPES, ids=str)
def test_results_have_the_shape_to_which_the_points_broadcast(text, of_x, of_y):
    x, y = points(of_x, 1), points(of_y, 2)
    whole_x, whole_y = np.broadcast_arrays(x, y)
    for found in answers(text, x, y):
        assert found.shape == whole_x.shape
        assert found.dtype == np.float64
    some = np.random.default_rng(3).permutation(whole_x.size)[:20]
    single = answers(text, whole_x.ravel()[some].copy(), whole_y.ravel()[some].copy())
    for found, expected in zip(answers(text, x, y), single, strict=True):
        np.testing.assert_allclose(np.ravel(found)[some], expected, rtol=1e-14, atol=0)


@each_text
@pytest.mark.parametrize("size", [7, 3 * BLOCK])
def test_results_are_arrays_of_their_own(text, size):
    x, y = points(size, 1), points(size, 2)
    before = x.copy(), y.copy()
    found = answers(text, x, y)
    kept = np.array(found)
    for index, result in enumerate(found):
        assert result.flags.writeable
        for other in (x, y, *found[:index]):
            assert not np.shares_memory(result, other)
        result += 1.0
    np.testing.assert_array_equal((x, y), before)
    np.testing.assert_array_equal(answers(text, x, y), kept)


@each_text
def test_plain_numbers_and_whole_ones_are_points_too(text):
    for x, y in ((0.5, 2.0), (1, 2), (np.float64(0.5), 3), (np.array(2), np.array(3))):
        for found, expected in zip(answers(text, x, y), answers(text, np.array([x]), np.array([y])), strict=True):
            assert np.ndim(found) == 0
            assert isinstance(found, float)
            np.testing.assert_allclose(found, expected[0], rtol=1e-15)


def test_shapes_that_do_not_broadcast_are_a_mistake():
    for run in runs("x + y"):
        with pytest.raises(ValueError, match="broadcast"):
            run(np.zeros(3), np.zeros(4))


def test_what_parameters_alone_decide_is_computed_once():
    program = read("sin(a)*exp(b)*x^2 + cos(a*b)*y, a = 1, b = 2")
    for tape in (program.value, program.gradient):
        assert len(tape.loaded({"a": 1.0, "b": 2.0}).steps) <= 4


def test_rosenbrock_takes_no_more_steps_than_by_hand():
    program = read("(a-x)^2 + b*(y-x^2)^2, a=1, b=100")
    assert len(program.value.loaded(program.defaults).steps) <= 7
    assert len(program.gradient.loaded(program.defaults).steps) <= 8
    assert len(program.hessian.loaded(program.defaults).steps) <= 9


def test_registers_are_used_again():
    program = read(" + ".join(f"sin(x + {number})" for number in range(60)))
    run = program.value.loaded({})
    assert len(run.steps) > 100
    moving = {step.target for step in run.steps}
    assert len(moving) <= 60


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (lambda of: of.plus(of.x, of.number(0.0)), lambda of: of.x),
        (lambda of: of.times(of.one, of.x), lambda of: of.x),
        (lambda of: of.over(of.x, of.one), lambda of: of.x),
        (lambda of: of.negative(of.negative(of.x)), lambda of: of.x),
        (lambda of: of.power(of.x, 1.0), lambda of: of.x),
        (lambda of: of.power(of.x, 0.0), lambda of: of.one),
        (lambda of: of.times(of.x, of.x), lambda of: of.power(of.x, 2.0)),
        (lambda of: of.plus(of.x, of.x), lambda of: of.times(of.number(2.0), of.x)),
        (lambda of: of.times(of.y, of.x), lambda of: of.times(of.x, of.y)),
        (lambda of: of.minus(of.x, of.minus(of.x, of.y)), lambda of: of.plus(of.x, of.minus(of.y, of.x))),
        (lambda of: of.plus(of.number(1.5), of.number(2.0)), lambda of: of.number(3.5)),
        (
            lambda of: of.times(of.times(of.number(3.0), of.x), of.times(of.number(2.0), of.y)),
            lambda of: of.times(of.number(6.0), of.times(of.x, of.y)),
        ),
        (
            lambda of: of.minus(of.times(of.number(3.0), of.x), of.times(of.number(3.0), of.y)),
            lambda of: of.times(of.number(3.0), of.minus(of.x, of.y)),
        ),
    ],
)
def test_algebra_is_simplified_to_the_same_node(make, expected):
    algebra = Algebra()
    assert make(algebra) is expected(algebra)


def test_a_node_without_x_and_y_has_no_slope():
    algebra = Algebra()
    slopes = gradient(algebra, algebra.plus(algebra.parameter("a"), algebra.y))
    run = Tape(slopes, (algebra.x, algebra.y)).loaded({"a": 2.0})
    np.testing.assert_array_equal(run(np.ones(3), np.ones(3)), ([0, 0, 0], [1, 1, 1]))
