"""Velocities under steady and alternating gradients are those of runs."""

from itertools import cycle

import numpy as np
import pytest

from optim_core import SGD, Momentum, Nesterov, simulate
from optim_core.theory import alternating_velocity, effective_lr, memory_steps, steady_velocity

BETAS = [0.0, 0.5, 0.9, 0.95, 0.99]
SLOPE = 0.7
STEPS = 5000  # 0.99 to this power is 1e-22


def velocities(gradient, rule):
    """The velocities (steps, 2) of one run, after each step."""
    return simulate(gradient, [rule], start=(0.0, 0.0), steps=STEPS).velocities[0, 0, 1:]


def steady(x, y):
    return SLOPE + 0.0 * x, -3.0 * SLOPE + 0.0 * y


@pytest.mark.parametrize("rule", [Momentum, Nesterov])
@pytest.mark.parametrize("beta", BETAS)
def test_a_constant_gradient_brings_the_steady_velocity(rule, beta):
    last = velocities(steady, rule(lr=1e-3, beta=beta))[-1]
    np.testing.assert_allclose(last, [steady_velocity(SLOPE, beta), steady_velocity(-3.0 * SLOPE, beta)], rtol=1e-12)


@pytest.mark.parametrize("beta", BETAS)
def test_alternating_gradients_bring_the_alternating_velocity(beta):
    signs = cycle([1.0, -1.0])

    def alternating(x, y):
        slope = SLOPE * next(signs)
        return slope + 0.0 * x, slope + 0.0 * y

    before, last = velocities(alternating, Momentum(lr=1e-3, beta=beta))[-2:, 0]
    # The gradient of the last step, STEPS being even, was negative.
    assert last == pytest.approx(alternating_velocity(-SLOPE, beta), rel=1e-12)
    assert before == pytest.approx(alternating_velocity(SLOPE, beta), rel=1e-12)


@pytest.mark.parametrize(("beta", "times"), [(0.0, 1), (0.9, 10), (0.95, 20), (0.99, 100)])
def test_the_effective_lr_is_the_lr_of_an_equally_fast_sgd(beta, times):
    rules = [Momentum(lr=1e-3, beta=beta), SGD(lr=effective_lr(1e-3, beta))]
    path = simulate(steady, rules, start=(0.0, 0.0), steps=STEPS).positions[:, 0]
    np.testing.assert_allclose(path[0, -1] - path[0, -2], path[1, -1] - path[1, -2], rtol=1e-9)
    assert effective_lr(1e-3, beta) == pytest.approx(times * 1e-3)


@pytest.mark.parametrize("beta", BETAS)
def test_memory_is_the_sum_of_all_weights_and_the_last_of_them_is_small(beta):
    impulse = cycle([1.0] + [0.0] * (STEPS - 1))

    def once(x, y):
        slope = next(impulse)
        return slope + 0.0 * x, slope + 0.0 * y

    weights = velocities(once, Momentum(lr=1e-3, beta=beta))[:, 0]
    steps = memory_steps(beta)
    assert weights.sum() == pytest.approx(steps)
    assert weights[round(steps)] < np.exp(-1.0)
    assert weights[round(steps) // 2] > np.exp(-1.0)


@pytest.mark.parametrize("beta", [-0.1, 1.0, np.nan, np.inf])
@pytest.mark.parametrize(
    "function",
    [
        memory_steps,
        lambda beta: steady_velocity(1.0, beta),
        lambda beta: alternating_velocity(1.0, beta),
        lambda beta: effective_lr(1.0, beta),
    ],
)
def test_beta_out_of_range_is_refused(function, beta):
    with pytest.raises(ValueError, match=r"^beta must lie in \[0, 1\), not [^\n]*$"):
        function(beta)


def test_gradients_and_lrs_that_make_no_sense_are_refused():
    for function in (steady_velocity, alternating_velocity):
        with pytest.raises(ValueError, match=r"^gradient must be finite, not inf$"):
            function(np.inf, 0.5)
    with pytest.raises(ValueError, match=r"^lr must be 0 or more and finite, not -1\.0$"):
        effective_lr(-1.0, 0.5)
