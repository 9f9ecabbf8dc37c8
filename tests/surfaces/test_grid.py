"""A grid is a surface like any other: an immutable value, walked on, packed into text and unpacked to the bit."""

import pickle
import zlib
from base64 import b64decode, b64encode

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from optim_core import SGD, Momentum, Nesterov, simulate
from surfaces import get
from surfaces.grid import Grid
from surfaces.packing import PackedGrid, packed
from surfaces.sampled import LARGEST, MOST_LETTERS, MOST_POINTS, MOST_SIDE

NUMBERS = st.floats(-1e9, 1e9)
KNOTS = st.lists(st.integers(-1000, 1000), min_size=2, max_size=9, unique=True).map(lambda found: np.sort(found) / 8)


@st.composite
def grids(draw):
    """Any small grid, with a path or without."""
    x, y = draw(KNOTS), draw(KNOTS)
    heights = draw(arrays.arrays(np.float64, (len(y), len(x)), elements=NUMBERS))
    path = draw(st.none() | arrays.arrays(np.float64, (draw(st.integers(1, 5)), 2), elements=NUMBERS))
    words = st.text("abc βθ−²", min_size=1).filter(str.strip)
    return Grid.of(draw(words), x, y, heights, path, origin=draw(words))


X, Y = np.array([0.0, 1.0, 2.5, 4.0]), np.array([-1.0, 0.0, 0.5])
HEIGHTS = np.arange(12.0).reshape(3, 4) ** 2
PATH = np.array([[0.5, 0.25], [1.0, -0.5]])
SMALL = Grid.of("small", X, Y, HEIGHTS, PATH, origin="small.npz")


def sampled(surface, columns, rows):
    left, right, bottom, top = surface.view
    x, y = np.linspace(left, right, columns), np.linspace(bottom, top, rows)
    return Grid.of(surface.title, x, y, surface.value(x, y[:, np.newaxis]))


ROSENBROCK = sampled(get("rosenbrock"), 161, 121)


def test_it_says_what_it_is():
    assert (SMALL.key, SMALL.title, SMALL.origin) == ("grid", "small", "small.npz")
    assert SMALL.formula == "bicubic spline through 4 × 3 points"
    assert SMALL.expression == ""
    assert SMALL.view == (0.0, 4.0, -1.0, 0.5)
    assert SMALL.kind == SMALL
    assert (SMALL.declared, SMALL.numbers) == ({}, {})
    assert SMALL.minima_are_found
    assert repr(SMALL) == "Grid(name='small', source='small.npz')"
    assert "way" in SMALL.purpose
    assert "way" not in ROSENBROCK.purpose


def test_its_arrays_are_those_that_were_given_and_cannot_be_written():
    for found, given_ in ((SMALL.x, X), (SMALL.y, Y), (SMALL.heights, HEIGHTS), (SMALL.path, PATH)):
        assert np.array_equal(found, given_)
        assert not found.flags.writeable
    assert ROSENBROCK.path is None


def test_what_was_given_is_not_kept():
    x, heights = X.copy(), HEIGHTS.copy()
    grid = Grid.of("small", x, Y, heights, PATH, origin="small.npz")
    x += 1.0
    heights[:] = 0.0
    assert grid == SMALL


def test_equal_content_is_equal():
    lists = X.tolist(), Y.astype(np.float32), HEIGHTS.astype(int).tolist(), np.asfortranarray(PATH)
    other = Grid.of("small", *lists, origin="small.npz")
    assert other == SMALL
    assert hash(other) == hash(SMALL)
    assert Grid.of("small", X, Y, HEIGHTS + 1.0, PATH, origin="small.npz") != SMALL
    assert Grid.of("small", X, Y, HEIGHTS, origin="small.npz") != SMALL
    assert Grid.of("large", X, Y, HEIGHTS, PATH, origin="small.npz") != SMALL


def test_a_zero_has_no_sign():
    plus, minus = (Grid.of("zero", [zero, 1.0], [0.0, 1.0], [[zero, 1.0], [1.0, 2.0]]) for zero in (0.0, -0.0))
    assert plus == minus


def test_it_has_no_parameters():
    assert SMALL.bent() is SMALL
    with pytest.raises(ValueError, match=r"^grid has no parameter 'a'; its heights are what they are$"):
        SMALL.bent(a=1.0)


def test_it_goes_through_its_heights():
    assert np.allclose(SMALL.value(X, Y[:, np.newaxis]), HEIGHTS, rtol=0.0, atol=1e-12)


def test_a_pickle_brings_back_the_content_alone():
    before = len(pickle.dumps(ROSENBROCK))
    ROSENBROCK.value(0.0, 0.0)
    assert ROSENBROCK.minima
    assert len(ROSENBROCK.packed().heights) > 1000
    data = pickle.dumps(ROSENBROCK)
    assert len(data) == before < len(ROSENBROCK.height_data) + 10_000
    assert pickle.loads(data) == ROSENBROCK


def test_far_away_is_an_answer_and_not_a_warning():
    x, y = (of.ravel() for of in np.meshgrid(*2 * [[0.0, np.nan, np.inf, -np.inf, 1e300, -1e300, 1e155]]))
    for answer in (SMALL.value(x, y), *SMALL.gradient(x, y), *SMALL.hessian(x, y)):
        assert answer.shape == x.shape
        assert np.isnan(answer[np.isnan(x) | np.isnan(y)]).all()


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_largest_numbers_have_finite_derivatives(sign):
    knots = [0.0, 2.0 / LARGEST, 4.0 / LARGEST, 8.0 / LARGEST]
    heights = sign * LARGEST * np.array([[(-1.0) ** (row + column) for column in range(4)] for row in range(4)])
    grid = Grid.of("steep", knots, knots, heights)
    at = np.array(knots)
    for answer in (grid.value(at, at), *grid.gradient(at, at), *grid.hessian(at, at)):
        assert np.isfinite(answer).all()


def test_its_minima_are_found():
    ((x, y),) = ROSENBROCK.minima
    assert (x, y) == (pytest.approx(1.0, abs=1e-4), pytest.approx(1.0, abs=1e-4))
    assert np.hypot(*ROSENBROCK.gradient(x, y)) < 1e-9


def test_a_pit_between_few_samples_is_found_too():
    # The search's own grid is coarser than the data.
    knots = np.linspace(0.0, 1.0, 401)
    heights = np.add.outer(knots, knots)
    heights[203, 101] = -1.0
    ((x, y),) = Grid.of("a pit", knots, knots, heights).minima
    assert (x, y) == (pytest.approx(knots[101], abs=2e-3), pytest.approx(knots[203], abs=2e-3))


def test_it_starts_where_its_path_begins_if_that_is_in_view():
    assert SMALL.start == (0.5, 0.25)
    beside = Grid.of("beside", X, Y, HEIGHTS, PATH + 100.0)
    left, right, bottom, top = beside.view
    assert left <= beside.start[0] <= right
    assert bottom <= beside.start[1] <= top


@pytest.mark.parametrize("grid", [SMALL, ROSENBROCK], ids=lambda grid: grid.name)
def test_its_learning_rate_can_be_used(grid):
    assert 0.0 < grid.suggested_lr < np.inf


def test_a_walk_on_samples_of_rosenbrock_stays_beside_the_real_one():
    real = get("rosenbrock")
    lr = real.suggested_lr
    rules = [SGD(lr=lr), Momentum(lr=lr, beta=0.9), Nesterov(lr=lr, beta=0.9)]
    walks = [simulate(surface.gradient, rules, start=real.start, steps=200).positions for surface in (real, ROSENBROCK)]
    apart = np.abs(walks[1] - walks[0]).max(axis=(1, 2, 3))
    assert np.isfinite(walks[0]).all()
    assert (apart < [1e-3, 5e-3, 5e-3]).all(), apart


# What is no grid


def changed(array, place, value):
    found = np.array(array, dtype=np.float64)
    found[place] = value
    return found


REFUSED = {
    "one x": ({"x": [1.0], "heights": HEIGHTS[:, :1]}, r"x has 1 value, and a grid needs at least 2"),
    "no y": ({"y": [], "heights": np.empty((0, 4))}, r"y has 0 values, and a grid needs at least 2"),
    "falling x": ({"x": X[::-1]}, r"x must increase, and x\[1\] = 2.5 comes after 4: sort it"),
    "equal x": ({"x": [0, 1, 1, 2]}, r"x must increase, and x\[2\] = 1 comes after 1: sort it"),
    "close x": ({"x": [0, 1, 1 + 1e-13, 2]}, r"x\[2\] = 1\.0000000000001 is too close to the value before it, 1\.0"),
    "tiny y": ({"y": [0, 1e-60, 2e-60]}, r"y\[1\] = 1e-60 is too close to the value before it, 0\.0"),
    "x without end": ({"x": [0, 1, 2, np.inf]}, r"x\[3\] is inf, and must be a number within ±1e\+30"),
    "no number in y": ({"y": [0, np.nan, 1]}, r"y\[1\] is nan, and must be a number within ±1e\+30"),
    "a table of x": ({"x": HEIGHTS}, "x has 2 dimensions, and must have 1"),
    "a number for x": ({"x": 3.0}, "x has 0 dimensions, and must have 1"),
    "many x": (
        {"x": np.arange(MOST_SIDE + 1)},
        "x has 513 values, and a grid may have 512: thin it, to every 2nd value",
    ),
    "many many y": ({"y": np.arange(10_000)}, "y has 10,000 values, .* to every 20th value"),
    "nan": (
        {"heights": changed(HEIGHTS, (2, 1), np.nan)},
        r"heights\[2, 1\] \(row 2, column 1\) is nan, and must be a number within ±1e\+30",
    ),
    "inf": ({"heights": changed(HEIGHTS, (0, 3), -np.inf)}, r"heights\[0, 3\] \(row 0, column 3\) is -inf"),
    "huge": ({"heights": changed(HEIGHTS, (1, 0), 2e30)}, r"heights\[1, 0\] \(row 1, column 0\) is 2e\+30"),
    "huge integers": ({"x": [0, 1, 2, 10**60]}, "x must be an array of real numbers, not of object"),
    "turned": ({"heights": HEIGHTS.T}, r"heights has the shape \(4, 3\), .* \(3, 4\), a row for each y: transpose it"),
    "other shape": ({"heights": HEIGHTS[:, :3]}, r"heights has the shape \(3, 3\), .* \(3, 4\), a row for each y"),
    "one row": ({"heights": HEIGHTS[0]}, "heights has 1 dimension, and must have 2"),
    "ragged": ({"heights": [[1.0, 2.0], [3.0]]}, "heights must be an array of numbers, with rows of one length"),
    "words": ({"heights": [["a"] * 4] * 3}, "heights must be an array of real numbers, not of <U1"),
    "complex": ({"heights": HEIGHTS + 0j}, "heights must be an array of real numbers, not of complex128"),
    "truth": ({"heights": HEIGHTS > 2}, "heights must be an array of real numbers, not of bool"),
    "none": ({"heights": None}, "heights must be an array of real numbers, not of object"),
    "a path in three dimensions": ({"path": np.ones((4, 3))}, r"path has the shape \(4, 3\), .*: \(n, 2\)"),
    "an empty path": ({"path": np.empty((0, 2))}, r"path has the shape \(0, 2\)"),
    "a long path": (
        {"path": np.ones((MOST_POINTS + 1, 2))},
        "path has 20,001 points, and may have 20,000: thin it, to every 2nd point",
    ),
    "a path that diverged": ({"path": changed(PATH, (1, 0), np.nan)}, r"path\[1, 0\] \(row 1, column 0\) is nan"),
    "no name": ({"name": " "}, "the name must be one line of 1 to 200 characters"),
    "a long name": ({"name": "x" * (MOST_LETTERS + 1)}, "the name must be one line"),
    "a name of two lines": ({"name": "a\nb"}, "the name must be one line"),
    "no origin": ({"origin": ""}, "the origin must be one line"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_grid_is_refused_in_one_sentence(what):
    given_, sentence = REFUSED[what]
    with pytest.raises(ValueError, match=rf"\A{sentence}") as refused:
        Grid.of(**{"name": "small", "x": X, "y": Y, "heights": HEIGHTS, **given_})
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 200


def test_the_largest_grid_is_accepted():
    knots = np.arange(MOST_SIDE)
    grid = Grid.of("large", knots, knots, np.add.outer(knots, knots), np.ones((MOST_POINTS, 2)))
    assert grid.value(510.5, 510.25) == pytest.approx(1020.75)


# Packing


@given(grids())
def test_a_packed_grid_unpacks_to_the_bit(grid):
    found = Grid.unpacked(grid.packed())
    assert found == grid
    assert (found.x.tolist(), found.y.tolist()) == (grid.x.tolist(), grid.y.tolist())


def test_a_packed_grid_consists_of_plain_values():
    name, origin, x, y, heights, path = SMALL.packed()
    assert (name, origin, x, y) == ("small", "small.npz", (0.0, 1.0, 2.5, 4.0), (-1.0, 0.0, 0.5))
    assert zlib.decompress(b64decode(heights)) == HEIGHTS.astype("<f8").tobytes()
    assert zlib.decompress(b64decode(path)) == PATH.astype("<f8").tobytes()
    assert ROSENBROCK.packed().path == ""
    assert ROSENBROCK.packed() is ROSENBROCK.packed()


def altered(**parts):
    return SMALL.packed()._replace(**parts)


CUT = "the packed numbers were cut or altered"
DAMAGED = {
    "no heights": (altered(heights=""), f"heights: {CUT}"),
    "one letter less": (altered(heights=SMALL.packed().heights[:-1]), f"heights: {CUT}"),
    "four letters less": (altered(heights=SMALL.packed().heights[:-4]), f"heights: {CUT}"),
    "something behind": (
        altered(heights=b64encode(b64decode(SMALL.packed().heights) + b"x").decode()),
        f"heights: {CUT}",
    ),
    "other letters": (altered(heights="ß" + SMALL.packed().heights[1:]), f"heights: {CUT}"),
    "line breaks": (altered(heights=SMALL.packed().heights + "\n"), f"heights: {CUT}"),
    "no zlib": (altered(heights=b64encode(bytes(96)).decode()), f"heights: {CUT}"),
    "too few": (altered(heights=packed(bytes(8 * 8))), r"heights has the shape \(2, 4\)"),
    "a broken row": (altered(heights=packed(bytes(8 * 11))), "heights: .* not at most 3 whole rows of 4"),
    "a broken number": (altered(heights=packed(bytes(95))), "heights: .* not at most 3 whole rows of 4"),
    "one too many": (altered(heights=packed(bytes(8 * 13))), "heights: .* not at most 3 whole rows of 4"),
    "a bomb": (altered(heights=packed(bytes(10**7))), r"heights: [\d,]+ characters are more than 3 × 4 packed numbers"),
    "a small bomb": (altered(heights=packed(bytes(10**6))), "heights: .* not at most 3 whole rows of 4"),
    "no number": (altered(heights=packed(np.full(12, np.nan).tobytes())), r"heights\[0, 0\] .* is nan"),
    "half a point": (altered(path=packed(bytes(8 * 3))), "path: .* not at most 20,000 whole rows of 2"),
    "no point": (altered(path=packed(b"")), r"path has the shape \(0, 2\)"),
    "a bomb in the path": (altered(path=packed(bytes(10**7))), "path: .* not at most 20,000 whole rows of 2"),
    "a cut path": (altered(path=SMALL.packed().path[:-4]), f"path: {CUT}"),
    "x that falls": (altered(x=(1.0, 0.0, 2.0, 3.0)), "x must increase"),
    "an x less": (altered(x=(0.0, 1.0, 2.5)), r"heights: .* not at most 3 whole rows of 3"),
    "an x more": (altered(x=(0.0, 1.0, 2.5, 4.0, 5.0)), r"heights: .* not at most 3 whole rows of 5"),
    "a y more": (altered(y=(-1.0, 0.0, 0.5, 1.0)), r"heights has the shape \(3, 4\), .* \(4, 4\)"),
    "a million x": (altered(x=tuple(map(float, range(10**6)))), "x has 1,000,000 values, and a grid may have 512"),
    "an x without end": (altered(x=(0.0, 1.0, 2.0, float("inf"))), r"x\[3\] is inf"),
    "a name of two lines": (altered(name="a\nb"), "the name must be one line"),
    "an origin without end": (altered(origin="x" * 1000), "the origin must be one line"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_what_is_no_packed_grid_is_refused_in_one_sentence(what):
    found, sentence = DAMAGED[what]
    with pytest.raises(ValueError, match=rf"\A{sentence}") as refused:
        Grid.unpacked(found)
    assert str(refused.value).isprintable()


@given(place=st.integers(0, 10_000), letter=st.sampled_from("Aa0+/=!"), field=st.sampled_from(["heights", "path"]))
def test_an_altered_letter_gives_another_grid_or_the_one_error(place, letter, field):
    text = getattr(SMALL.packed(), field)
    place %= len(text)
    found = altered(**{field: text[:place] + letter + text[place + 1 :]})
    try:
        unpacked = Grid.unpacked(found)
    except ValueError:
        assert found != SMALL.packed()
    else:
        # The last letter of base64 may have bits that mean nothing.
        assert unpacked == SMALL or found != SMALL.packed()


def test_a_packed_grid_is_a_tuple_of_its_parts():
    assert Grid.unpacked(PackedGrid(*SMALL.packed())) == SMALL
