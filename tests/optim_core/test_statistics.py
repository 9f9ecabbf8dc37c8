"""Quantiles, intervals of shares and paired differences, against NumPy, published tables and simulated coin tosses."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from optim_core.statistics import paired, quantiles, wilson_interval

SHARES = (0.0, 0.1, 0.37, 0.5, 0.9, 1.0)
losses = st.one_of(st.floats(-1e6, 1e6), st.just(np.nan), st.just(np.inf))


@pytest.mark.parametrize(
    ("successes", "trials", "interval"),
    # Newcombe 1998, Statistics in Medicine 17, table I, the score method without continuity correction.
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)), (1, 29, (0.0061, 0.1718))],
)
def test_intervals_are_the_published_ones(successes, trials, interval):
    assert np.round(wilson_interval(successes, trials), 4).tolist() == list(interval)


@given(trials=st.integers(1, 400), data=st.data(), confidence=st.sampled_from([0.5, 0.9, 0.95, 0.99]))
def test_the_ends_are_the_shares_that_the_score_test_just_admits(trials, data, confidence):
    successes = data.draw(st.integers(0, trials))
    z = {0.5: 0.6744897501960817, 0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}[
        confidence
    ]
    low, high = (float(end) for end in wilson_interval(successes, trials, confidence))
    assert 0.0 <= low <= successes / trials <= high <= 1.0
    for end in (low, high):
        if 0.0 < end < 1.0:
            score = abs(successes / trials - end) / np.sqrt(end * (1.0 - end) / trials)
            assert score == pytest.approx(z, rel=1e-6)


def test_an_interval_covers_the_true_share_about_as_often_as_it_says():
    for trials, share in ((20, 0.5), (50, 0.1), (200, 0.3)):
        successes = np.arange(trials + 1)
        odds = np.array([comb(trials, int(k)) * share**k * (1 - share) ** (trials - k) for k in successes])
        low, high = wilson_interval(successes, trials)
        assert odds[(low <= share) & (share <= high)].sum() == pytest.approx(0.95, abs=0.025)


def test_intervals_are_elementwise_and_of_nothing_everything_is_possible():
    low, high = wilson_interval([[0, 3], [0, 10]], [0, 10])
    assert low.shape == high.shape == (2, 2)
    assert (low[0, 0], high[0, 0]) == (0.0, 1.0)
    assert (low[1, 1], high[1, 1]) == tuple(wilson_interval(10, 10))


@given(
    values=arrays.arrays(np.float64, st.tuples(st.integers(1, 40), st.integers(0, 3)), elements=st.floats(-1e9, 1e9))
)
def test_quantiles_are_numpys_to_the_bit(values):
    np.testing.assert_array_equal(quantiles(values, SHARES), np.quantile(values, SHARES, axis=0))
    np.testing.assert_array_equal(quantiles(values.T, SHARES, axis=1), quantiles(values, SHARES))


@given(values=arrays.arrays(np.float64, st.integers(1, 30), elements=losses))
def test_a_run_that_diverged_is_higher_than_all_others(values):
    ordered = sorted(np.inf if np.isnan(value) else value for value in values)
    for share, found in zip(SHARES, quantiles(values, SHARES), strict=True):
        place = share * (len(values) - 1)
        before, rest = int(place), place - int(place)
        if not rest:
            assert found == ordered[before]
        elif np.isinf(ordered[before + 1]):
            assert found == np.inf
        else:
            expected = ordered[before] * (1.0 - rest) + ordered[before + 1] * rest
            assert found == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_the_values_are_left_as_they_are():
    values = np.array([3.0, np.nan, 1.0])
    quantiles(values, (0.5,))
    np.testing.assert_array_equal(values, [3.0, np.nan, 1.0])


@given(values=arrays.arrays(np.float64, st.integers(1, 30), elements=losses))
def test_a_lane_differs_from_itself_by_exactly_nothing(values):
    found = paired(values, values)
    assert (found.median, found.low, found.high, found.share) == (0.0, 0.0, 0.0, 0.5)
    assert (found.better, found.ties, found.trials) == (0, len(values), len(values))
    assert found.interval[0] < 0.5 < found.interval[1]


@given(values=arrays.arrays(np.float64, st.tuples(st.just(2), st.integers(1, 30)), elements=losses))
def test_the_other_way_round_everything_is_turned_round(values):
    there, back = paired(*values), paired(*values[::-1])
    assert there.better + back.better + there.ties == there.trials
    assert there.share + back.share == pytest.approx(1.0)
    assert there.interval == pytest.approx((1.0 - back.interval[1], 1.0 - back.interval[0]))
    finite = np.isfinite([there.median, there.low, there.high]).all()
    if finite:
        assert (there.median, there.low, there.high) == pytest.approx((-back.median, -back.high, -back.low), abs=1e-6)


def test_pairs_are_compared_one_by_one():
    rng = np.random.default_rng(1)
    luck = rng.normal(0.0, 100.0, 1001)
    a, b = luck - rng.uniform(0.0, 1.0, 1001), luck.copy()
    b[:100] = a[:100]
    found = paired(a, b)
    assert (found.better, found.ties, found.share) == (901, 100, 951 / 1001)
    assert (found.low, found.median, found.high) == tuple(np.quantile(a - b, [0.1, 0.5, 0.9]))
    assert found.interval == tuple(float(end) for end in wilson_interval(951, 1001))


def test_whoever_diverged_lost():
    found = paired([np.nan, 1.0, np.nan], [1.0, np.nan, np.nan])
    assert (found.better, found.ties) == (1, 1)
    assert (found.low, found.median, found.high) == (-np.inf, 0.0, np.inf)


def test_differences_beyond_all_numbers_are_infinite():
    found = paired([-1.7e308] * 3, [1.7e308] * 3)
    assert (found.low, found.median, found.high, found.better) == (-np.inf, -np.inf, -np.inf, 3)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: wilson_interval(1, 2, 1.0), "confidence must lie between 0 and 1, not 1.0"),
        (lambda: wilson_interval(3, 2), "successes must lie between 0 and trials"),
        (lambda: wilson_interval(np.nan, 2), "successes must lie between 0 and trials"),
        (lambda: quantiles(np.empty((0, 3)), (0.5,)), "quantiles need at least one value, and shares between 0 and 1"),
        (lambda: quantiles([1.0], (1.5,)), "quantiles need at least one value, and shares between 0 and 1"),
        (lambda: paired([], []), r"pairs need two equally long rows of numbers, not shapes \(0,\) and \(0,\)"),
        (
            lambda: paired([1.0], [1.0, 2.0]),
            r"pairs need two equally long rows of numbers, not shapes \(1,\) and \(2,\)",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(call, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        call()
