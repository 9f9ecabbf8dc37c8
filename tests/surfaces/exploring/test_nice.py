"""Ends and places at numbers that people choose."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surfaces.exploring.nice import nice_places, nice_step, nice_view


@given(st.floats(1e-200, 1e200))
def test_a_step_is_the_next_nice_one(wanted):
    step = nice_step(wanted)
    assert wanted * (1 - 1e-8) <= step <= 2.5 * wanted
    mantissa = step / 10.0 ** np.floor(np.log10(step) + 1e-9)
    assert min(abs(mantissa - m) for m in (1.0, 2.0, 2.5, 5.0, 10.0)) < 1e-6


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_a_nice_view_holds_the_view_and_little_more(low, side):
    view = (low, low + side, -1.0, 1.0)
    x0, x1, y0, y1 = nice_view(view)
    room = 1e-5 * side
    assert x0 <= low + room
    assert x1 >= low + side - room
    assert x1 - x0 <= 1.6 * side
    assert (y0, y1) == (-1.0, 1.0)


def test_ends_are_written_as_people_write_them():
    assert nice_view((-0.31, 0.29, 12.0, 19.9)) == (-0.35, 0.3, 12.0, 20.0)


@pytest.mark.parametrize(("low", "high"), [(0.1, 0.9), (-3.2, 3.2), (299.1, 300.7)])
def test_places_are_multiples_between_the_ends(low, high):
    places = nice_places(low, high, 16)
    assert 6 <= len(places) <= 18
    assert places.min() >= low - 1e-9
    assert places.max() <= high + 1e-9
    np.testing.assert_allclose(np.diff(places), places[1] - places[0])
