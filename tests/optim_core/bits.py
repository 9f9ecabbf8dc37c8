"""Comparison bit for bit, NaN being equal to NaN."""

import numpy as np


def assert_same_bits(found, expected):
    """Equal shapes and equal bits, signs of zero included; any NaN equals any other."""
    found, expected = np.asarray(found, dtype=np.float64), np.asarray(expected, dtype=np.float64)
    np.testing.assert_array_equal(found, expected, strict=True)
    both = ~np.isnan(expected)
    np.testing.assert_array_equal(np.signbit(found[both]), np.signbit(expected[both]))


def assert_same_run(found, expected):
    """Trajectories or outcomes that agree bit for bit."""
    for name, value in vars(expected).items():
        assert_same(getattr(found, name), value)


def assert_same(found, expected):
    """Arrays, nothing, or tuples of them."""
    if isinstance(expected, tuple):
        for part, wanted in zip(found, expected, strict=True):
            assert_same(part, wanted)
    elif expected is None:
        assert found is None
    elif expected.dtype == np.float64:
        assert_same_bits(found, expected)
    else:
        np.testing.assert_array_equal(found, expected, strict=True)
