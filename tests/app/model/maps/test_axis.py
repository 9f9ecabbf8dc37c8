"""The axes of maps: values and places, cells and ticks."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model.maps.axis import PLACES, VALUES, Axis
from app.model.scales import SCALES

RANGES = {"linear": (-3.0, 5.0), "log": (1e-5, 10.0), "one-minus": (0.0, 0.9999), "from-zero": (0.0, 100.0)}
AXES = [Axis("lr", "lr", scale, *ends) for scale, ends in RANGES.items()]
each_axis = pytest.mark.parametrize("axis", AXES, ids=lambda axis: axis.scale)
inner = st.floats(0.0, 1.0)


def test_arrays_know_every_scale_that_sliders_know() -> None:
    assert set(PLACES) == set(VALUES) == set(SCALES)


@each_axis
@given(place=inner)
def test_values_and_places_are_each_others_inverse(axis: Axis, place: float) -> None:
    value = VALUES[axis.scale](np.array(place), axis.low, axis.high)
    assert axis.low - 1e-9 <= value <= axis.high * (1 + 1e-12)
    assert axis.place(float(value)) == pytest.approx(place, abs=1e-9)


@each_axis
@given(place=inner)
def test_an_axis_is_spaced_as_the_slider_is(axis: Axis, place: float) -> None:
    scale = SCALES[axis.scale]
    value = axis.value(place)
    assert value == min(axis.high, max(axis.low, scale.value(place, axis.low, axis.high)))
    assert axis.place(value) == pytest.approx(scale.place(value, axis.low, axis.high), abs=1e-12)


@each_axis
@pytest.mark.parametrize("count", [1, 2, 7, 256])
def test_cells_are_known_by_their_middles(axis: Axis, count: int) -> None:
    values = axis.values(count)
    assert values.shape == (count,)
    assert (np.diff(values) > 0).all()
    assert axis.places(values) == pytest.approx((np.arange(count) + 0.5) / count)
    assert [axis.cell(float(value), count) for value in values] == list(range(count))


@each_axis
def test_beyond_the_ends_a_place_is_at_the_end_and_a_cell_the_last(axis: Axis) -> None:
    far = axis.high + 10.0 * (axis.high - axis.low)
    assert axis.place(axis.low - 100.0) == 0.0
    assert axis.cell(axis.low - 100.0, 9) == 0
    assert (axis.shows(axis.low), axis.shows(axis.high), axis.shows(far)) == (True, True, False)
    assert axis.place(far) == 1.0
    assert axis.cell(far, 9) == 8
    assert not 0.0 <= float(axis.places(far)) <= 1.0


@each_axis
@pytest.mark.parametrize("most", [2, 3, 5, 9])
def test_ticks_lie_within_rise_and_are_labelled_apart(axis: Axis, most: int) -> None:
    places, labels = zip(*axis.ticks(most), strict=True)
    assert 1 <= len(places) <= max(most + 1, 7)
    assert all(-1e-9 <= place <= 1.0 + 1e-9 for place in places)
    assert all(before < after for before, after in pairwise(places))
    assert len(set(labels)) == len(labels)


def test_ticks_of_momentum_and_of_rates() -> None:
    beta = Axis("beta", "β", "one-minus", 0.0, 0.999)
    assert [label for _, label in beta.ticks(6)] == ["0", "0.5", "0.9", "0.99", "0.999"]
    assert [label for _, label in beta.ticks(4)] == ["0", "0.9", "0.99", "0.999"]
    assert [label for _, label in beta.ticks(2)] == ["0", "0.99"]
    assert [place for place, _ in beta.ticks(4)] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    rates = Axis("lr", "lr", "log", 1e-4, 1.0)
    assert rates.ticks(5)[1] == (pytest.approx(0.25), "10⁻³")
