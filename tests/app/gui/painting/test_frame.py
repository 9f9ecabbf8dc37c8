"""Where data lands on the paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays
from hypothesis.strategies import floats, integers, lists, sampled_from

from app.gui.painting.frame import POINT, Frame, has_length

FRAME = Frame(10.0, 20.0, 200.0, 100.0, (-3.0, 2.0, 1e-3, 2e-3))
lines = lists(integers(1, 9), max_size=6).map(
    lambda counts: tuple(np.random.default_rng(sum(counts)).normal(size=(count, 2)) for count in counts)
)


@given(lines)
def test_many_lines_land_where_each_of_them_does(lines):
    found = list(FRAME.lines(lines))
    assert len(found) == len(lines)
    for line, pixels in zip(lines, found, strict=True):
        np.testing.assert_array_equal(pixels, FRAME.pixels(line))


def test_places_out_of_view_and_of_ended_runs_are_not_inside():
    points = np.array([[0.0, 1.5e-3], [np.nan, np.nan], [5.0, 1.5e-3], [0.0, np.inf], [2.0, 1e-3], [-3.0, 3e-3]])
    assert FRAME.inside(points).tolist() == [True, False, False, False, True, False]


@given(arrays(np.float64, (7, 2), elements=sampled_from((0.0, POINT / 4, 3 * POINT, 50.0))), floats(-1e4, 1e4))
def test_a_line_has_length_if_two_of_its_points_are_apart(steps, offset):
    """Wherever on its way these are: a line may come back to its beginning after half of it."""
    line = steps + round(offset)
    assert has_length(line) == bool(np.ptp(line, axis=0).max() > POINT)


@pytest.mark.parametrize("count", [0, 1])
def test_a_point_is_no_line(count):
    assert not has_length(np.zeros((count, 2)))
