"""One mapping from heights to shades: whole, monotone and within 0 … 1, whatever the heights are."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.model.height_scale import CompressedScale, LinearScale, LogarithmicScale, scale_of
from surfaces.exploring.nice import nice_step

finite = st.floats(-1e300, 1e300)
heights = arrays(np.float64, st.integers(1, 60), elements=finite)
SCALES = (
    LogarithmicScale(bottom=1.0, low=0.1, top=30.0),
    LinearScale(low=-2.0, top=5.0),
    CompressedScale(unit=0.5, low=-3.0, top=6.0),
)


@settings(max_examples=200, deadline=None)
@given(heights, st.none() | finite)
@example(np.array([0.0]), None)
@example(np.array([1e300, -1e300]), -1e300)
@example(np.array([5e-324, 0.0]), 0.0)
@example(np.concatenate([np.linspace(-1.0, 1.0, 59), [1e300]]), None)
def test_shades_rise_with_heights_from_0_to_1(found, bottom):
    scale = scale_of(found, bottom)
    shades = scale.shade(np.sort(found))
    assert ((shades >= 0.0) & (shades <= 1.0)).all()
    assert (np.diff(shades) >= 0.0).all()
    assert np.isfinite(scale.levels()).all()
    assert len(scale.levels()) < 200
    assert (np.diff(scale.levels()) > 0.0).all()


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: type(scale).__name__)
def test_what_is_no_number_has_the_highest_shade(scale):
    assert scale.shade(np.array([np.nan, np.inf])).tolist() == [1.0, 1.0]
    assert scale.shade(np.array(-np.inf)) == 0.0
    assert scale.shade(np.zeros((2, 3, 4))).shape == (2, 3, 4)


@pytest.mark.parametrize("scale", SCALES, ids=lambda scale: type(scale).__name__)
def test_scales_are_values(scale):
    assert hash(scale) == hash(type(scale)(**vars(scale)))
    assert scale == type(scale)(**vars(scale))


def test_which_scale_tells_heights_apart():
    plain = np.linspace(-1.0, 3.0, 500)
    assert isinstance(scale_of(plain, -1.0), LogarithmicScale)
    assert isinstance(scale_of(plain, None), LinearScale)
    assert isinstance(scale_of(np.append(plain, 1e9), None), CompressedScale)
    # Two heights and no more: a step, and not a pole.
    assert isinstance(scale_of(np.array([0.0] * 99 + [1.0]), None), LinearScale)


def test_one_pole_does_not_darken_a_valley():
    valley = np.linspace(0.0, 10.0, 2000) ** 2
    with_pole = scale_of(np.append(valley, 1e12), 0.0).shade(valley)
    assert np.abs(with_pole - scale_of(valley, 0.0).shade(valley)).max() < 0.05


def test_compressed_levels_are_powers_of_ten_on_both_sides_of_zero():
    scale = scale_of(np.concatenate([np.linspace(-1.0, 1.0, 900), 10.0 ** np.arange(9), -(10.0 ** np.arange(9))]), None)
    drawn = scale.levels()
    found = 2.0 * scale.unit * np.sinh(drawn)
    assert 0.0 in found
    tens = np.log10(np.abs(found[found != 0.0]))
    rung = nice_step((scale.top - scale.low) / np.log(10.0) / 14)
    np.testing.assert_allclose(tens / rung, np.rint(tens / rung), atol=1e-9)
