"""Bisection finds the stability limits, on the matrix of a step and on runs."""

import numpy as np
import pytest

from optim_core import simulate
from optim_core.theory import stability_limit
from tests.optim_core.theory.motion import KEYS, make, spectral_radius

BETAS = [0.0, 0.3, 0.5, 0.9, 0.95, 0.99]


def bisected(is_stable):
    """The lr · h, to 1e-9, beyond which it is no longer so."""
    low, high = 0.1, 10.0
    assert is_stable(low)
    assert not is_stable(high)
    while high - low > 1e-9:
        middle = (low + high) / 2.0
        low, high = (middle, high) if is_stable(middle) else (low, middle)
    return low


def bowl(x, y):
    return x, y


def measured_radius(rule):
    """The spectral radius of a rule on θ²/2, from the first steps of a run.

    Four successive errors give both coefficients of e″ = p·e′ − q·e. (For SGD they give less, and lstsq then picks the
    smallest pair: its other root has a modulus of at most 1/2.)
    """
    a, b, c, d = simulate(bowl, [rule], start=(1.0, 0.0), steps=3).positions[0, 0, :, 0]
    (p, q), *_ = np.linalg.lstsq(np.array([[b, -a], [c, -b]]), np.array([c, d]), rcond=None)
    return np.abs(np.roots([1.0, -p, q])).max()


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beta", BETAS)
def test_bisection_on_the_matrix_of_a_step_finds_the_limit(key, beta):
    curvature = 3.0
    found = bisected(lambda step: spectral_radius(key, step / curvature, curvature, beta) <= 1.0)
    assert found == pytest.approx(stability_limit(key, beta), abs=1e-6)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beta", BETAS)
def test_bisection_on_runs_finds_the_limit(key, beta):
    found = bisected(lambda step: measured_radius(make(key, step, beta)) <= 1.0)
    assert found == pytest.approx(stability_limit(key, beta), abs=1e-6)
