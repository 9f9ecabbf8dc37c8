"""The contract every surface keeps, checked over the registry: a new one is tested before its author wrote a test."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surfaces import SURFACES, get
from tests.surfaces.differences import is_smooth, rounding, sample, slope
from tests.surfaces.strategies import DEFAULTS, ends, label, parameters, soft

each_class = pytest.mark.parametrize("cls", SURFACES, ids=label)
each_default = pytest.mark.parametrize("surface", DEFAULTS, ids=label)
drawn = settings(max_examples=25, deadline=None)

HUGE = pytest.param(10**400, id="huge")

PARAMETERS = [
    pytest.param(cls, name, meta, id=f"{cls.key}-{name}") for cls in SURFACES for name, meta in parameters(cls)
]


def assert_derivative(found, expected, tolerance, smooth):
    assert smooth.mean() > 0.99
    error = np.abs(found - expected)[smooth]
    assert (error <= (1e-6 * np.abs(expected) + tolerance)[smooth]).all(), error.max()


def assert_derivatives_match(surface):
    at = sample(surface)
    value, gradient = surface.value(at.x, at.y), surface.gradient(at.x, at.y)
    fxx, fxy, fyy = surface.hessian(at.x, at.y)
    rows = ((fxx, fxy), (fxy, fyy))
    for axis in (0, 1):
        smooth = is_smooth(surface.value, rows[axis][axis], at, axis)
        assert_derivative(slope(surface.value, at, axis), gradient[axis], rounding(value, at, axis), smooth)
        for component in (0, 1):

            def partial(x, y, component=component):
                return np.broadcast_to(surface.gradient(x, y)[component], x.shape)

            tolerance = rounding(gradient[component], at, axis)
            assert_derivative(slope(partial, at, axis), rows[component][axis], tolerance, smooth)


@each_class
def test_derivatives_match_differences_at_every_end_of_the_sliders(cls):
    for surface in ends(cls, "soft"):
        assert_derivatives_match(surface)


@each_class
@drawn
@given(data=st.data())
def test_derivatives_match_differences_for_any_parameters(cls, data):
    assert_derivatives_match(data.draw(soft(cls)))


def eigenvalues(surface, x, y):
    fxx, fxy, fyy = surface.hessian(x, y)
    return np.linalg.eigvalsh([[fxx, fxy], [fxy, fyy]])


@each_class
@drawn
@given(data=st.data())
def test_minima_are_minima(cls, data):
    surface = data.draw(soft(cls))
    for x, y in surface.minima:
        low, high = eigenvalues(surface, x, y)
        assert np.hypot(*surface.gradient(x, y)) <= 1e-6 * (1.0 + high)
        assert low >= -1e-9 * high
        turn = np.linspace(0.0, 2 * np.pi, 60)
        for radius in (1e-3, 1e-2):
            around = surface.value(x + radius * np.cos(turn), y + radius * np.sin(turn))
            assert (surface.value(x, y) <= around + 1e-15 * np.abs(around)).all()


@each_class
@drawn
@given(data=st.data())
def test_minima_come_deepest_first_and_inside_the_view(cls, data):
    surface = data.draw(soft(cls))
    depths = [surface.value(x, y) for x, y in surface.minima]
    # Which of two equally deep ones comes first is not for rounding to say.
    assert all(deeper <= next_one + 1e-9 for deeper, next_one in pairwise(depths))
    assert all(is_inside(point, surface.view) for point in surface.minima)


@each_default
def test_start_is_inside_the_view(surface):
    left, right, bottom, top = surface.view
    assert left < right
    assert bottom < top
    assert is_inside(surface.start, surface.view)


def is_inside(point, view):
    return view[0] <= point[0] <= view[1] and view[2] <= point[1] <= view[3]


@each_default
def test_words_are_there(surface):
    words = (surface.key, surface.title, surface.formula, surface.origin, type(surface).__doc__)
    assert all(word.strip() for word in words)
    assert surface.key == surface.key.lower()
    assert " " not in surface.key


@pytest.mark.parametrize(("cls", "name", "meta"), PARAMETERS)
def test_default_lies_within_soft_within_legal(cls, name, meta):
    (soft_low, soft_high), (low, high) = meta["soft"], meta["legal"]
    assert low <= soft_low <= getattr(cls(), name) <= soft_high <= high
    assert soft_low < soft_high
    assert meta["help"].strip()
    assert meta["scale"] in ("linear", "log")
    assert meta["scale"] == "linear" or soft_low > 0


@pytest.mark.parametrize(("cls", "name", "meta"), PARAMETERS)
def test_ends_of_the_legal_range_are_accepted(cls, name, meta):
    for end in meta["legal"]:
        assert getattr(cls(**{name: end}), name) == end
    whole = int(meta["soft"][1])
    assert type(getattr(cls(**{name: whole}), name)) is float


@pytest.mark.parametrize(("cls", "name", "meta"), PARAMETERS)
def test_anything_else_is_refused_in_one_sentence(cls, name, meta):
    low, high = meta["legal"]
    beyond = np.nextafter(low, -np.inf), np.nextafter(high, np.inf)
    for wrong in (*beyond, np.nan, np.inf, -np.inf, HUGE, "1", True, None, [1.0], 1j):
        with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must lie between [^\n]+, not [^\n]+$") as refused:
            get(cls.key, **{name: wrong})
        assert len(str(refused.value)) < 160, wrong


FAR = [sign * 10.0**power for power in (0, 3, 10, 50, 103, 155, 200, 300) for sign in (1, -1)]
ODD = [0.0, -0.0, np.inf, -np.inf, np.nan, 5e-324, np.finfo(float).max]


@each_class
def test_far_away_is_an_answer_and_not_a_warning(cls):
    x, y = (grid.ravel() for grid in np.meshgrid(FAR + ODD, FAR + ODD))
    for surface in ends(cls, "legal"):
        for answer in answers(surface, x, y):
            assert np.broadcast_to(answer, x.shape).dtype == np.float64


@each_class
def test_far_away_is_an_answer_for_plain_numbers_too(cls):
    for surface in ends(cls, "legal"):
        for x, y in product((1e3, -1e200, 1e300, np.inf, -np.inf, np.nan), repeat=2):
            assert all(np.ndim(answer) == 0 for answer in answers(surface, x, y))


def answers(surface, x, y):
    return (surface.value(x, y), *surface.gradient(x, y), *surface.hessian(x, y))


@each_default
def test_derivatives_are_finite_where_people_look(surface):
    left, right, bottom, top = surface.view
    x, y = np.meshgrid(np.linspace(left, right, 41), np.linspace(bottom, top, 41))
    assert all(np.isfinite(answer).all() for answer in answers(surface, x, y))


@each_default
@pytest.mark.parametrize("shape", [(), (7,), (2, 3, 4), (0,)])
def test_any_shape_gives_the_same_numbers_elementwise(surface, shape):
    x, y = np.random.default_rng(3).uniform(-2, 2, (2, *shape))
    for whole, name in zip(answers(surface, x, y), ("f", "fx", "fy", "fxx", "fxy", "fyy"), strict=True):
        assert np.shape(whole) == shape, name
    for place in np.ndindex(shape):
        single = answers(surface, float(x[place]), float(y[place]))
        np.testing.assert_allclose([whole[place] for whole in answers(surface, x, y)], single, rtol=1e-14, atol=1e-300)


@each_default
def test_rows_and_columns_broadcast(surface):
    x, y = np.linspace(-2, 2, 5)[:, np.newaxis], np.linspace(-1, 3, 4)
    full = [grid.copy() for grid in np.broadcast_arrays(x, y)]
    assert surface.value(x, y).shape == (5, 4)
    for thin, whole in zip(answers(surface, x, y), answers(surface, *full), strict=True):
        np.testing.assert_array_equal(np.broadcast_to(thin, (5, 4)), whole)


@each_class
def test_the_bare_gradient_is_the_gradient(cls):
    x, y = (grid.ravel() for grid in np.meshgrid(FAR + ODD, FAR + ODD))
    for surface in ends(cls, "legal"):
        with np.errstate(all="ignore"):
            bare = surface.bare_gradient(x, y)
        np.testing.assert_array_equal(bare, surface.gradient(x, y))


def test_the_bare_gradient_is_bare():
    with pytest.warns(RuntimeWarning, match="overflow"):
        get("rosenbrock").bare_gradient(np.array([1e300]), np.array([0.0]))


@each_default
def test_arguments_are_left_as_they_were(surface):
    x, y = np.linspace(-2, 2, 9), np.linspace(-1, 3, 9)
    before = x.copy(), y.copy()
    for answer in answers(surface, x, y):
        assert not np.shares_memory(answer, x)
        assert not np.shares_memory(answer, y)
    np.testing.assert_array_equal((x, y), before)


@each_default
def test_a_surface_is_a_hashable_value(surface):
    assert {surface: 1}[type(surface)()] == 1
