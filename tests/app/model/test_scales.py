"""How sliders space their values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS
from app.model.parameters import Parameter
from app.model.scales import SCALES, nudged, slider_place, slider_value
from optim_core.diagnosis.words import significant
from tests.app.model.test_parameters import each

few = settings(max_examples=12)
"""Of each parameter: they share a handful of scales."""
BETA, LR = MASTER_PARAMETERS["beta"], MASTER_PARAMETERS["lr"]


@each
def test_the_ends_of_a_slider_are_the_ends_of_its_range(parameter: Parameter) -> None:
    low, high = parameter.soft
    assert (slider_place(parameter, low), slider_place(parameter, high)) == pytest.approx((0.0, 1.0))
    assert (slider_value(parameter, 0.0), slider_value(parameter, 1.0)) == (low, high)
    for beyond in (parameter.legal[0], parameter.legal[1]):
        assert 0.0 <= slider_place(parameter, beyond) <= 1.0


@each
def test_places_and_values_rise_together(parameter: Parameter) -> None:
    values = [slider_value(parameter, place) for place in np.linspace(0.0, 1.0, 401)]
    assert values == sorted(values)
    assert len(set(values)) > (90 if parameter.whole else 250)
    places = [slider_place(parameter, value) for value in values]
    assert places == sorted(places)


@each
@few
@given(place=st.floats(0.0, 1.0))
def test_a_value_is_legal_and_stands_where_it_was_taken(parameter: Parameter, place: float) -> None:
    value = slider_value(parameter, place)
    assert parameter.checked(value) == value
    grain = 0.6 / max(1.0, value - parameter.soft[0]) if parameter.whole else 0.002
    assert slider_place(parameter, value) == pytest.approx(place, abs=max(0.002, grain))


@each
@few
@given(place=st.floats(0.0, 1.0))
def test_a_value_shown_again_stays_the_same(parameter: Parameter, place: float) -> None:
    value = slider_value(parameter, place)
    assert slider_value(parameter, slider_place(parameter, value)) == pytest.approx(value, rel=1e-9, abs=1e-12)


def test_momenta_are_spaced_by_what_they_forget() -> None:
    places = [slider_place(BETA, beta) for beta in (0.0, 0.9, 0.99, 0.999)]
    assert np.diff(places) == pytest.approx([1 / 3] * 3)
    assert [slider_value(BETA, place) for place in places] == [0.0, 0.9, 0.99, 0.999]


def test_learning_rates_are_spaced_by_ratios() -> None:
    assert np.diff([slider_place(LR, lr) for lr in (1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0)]) == pytest.approx([0.2] * 5)
    assert slider_value(LR, 0.4) == 1e-3


def test_a_scale_from_zero_begins_at_exactly_zero_and_is_fine_near_it() -> None:
    scale = SCALES["from-zero"]
    assert scale.value(0.0, 0.0, 100.0) == 0.0
    assert 0.0 < scale.value(0.01, 0.0, 100.0) < 1e-3


@given(st.floats(-1e300, 1e300))
def test_significant_digits(value: float) -> None:
    assert significant(value) == pytest.approx(value, rel=0.0051)
    assert significant(significant(value)) == significant(value)


@each
@few
@given(data=st.data())
def test_a_nudge_up_is_never_less_and_a_nudge_down_never_more(parameter: Parameter, data: st.DataObject) -> None:
    low, high = parameter.legal
    numbers = st.integers(int(low), int(high)) if parameter.whole else st.floats(low, high)
    value = parameter.checked(data.draw(numbers))
    assert low <= nudged(parameter, value, -0.01) <= value <= nudged(parameter, value, 0.01) <= high


@each
def test_a_nudge_moves_every_value_of_the_slider(parameter: Parameter) -> None:
    for place in np.linspace(0.0, 1.0, 101):
        value = parameter.checked(slider_value(parameter, place))
        if value < parameter.soft[1]:
            assert value < nudged(parameter, value, 0.01) < value + 0.3 * (parameter.soft[1] - parameter.soft[0])
        if value > parameter.soft[0]:
            assert nudged(parameter, value, -0.01) < value


def test_beyond_the_slider_a_nudge_goes_on_from_there() -> None:
    steps = RUN_PARAMETERS["steps"]
    assert 50_000 < nudged(steps, 50_000, 0.01) < 60_000
    assert 40_000 < nudged(steps, 50_000, -0.01) < 50_000
    assert nudged(steps, steps.legal[1], 0.01) == steps.legal[1]
    assert nudged(BETA, 0.9999, 0.01) == 0.9999
