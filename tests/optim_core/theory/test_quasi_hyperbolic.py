"""QHM on a quadratic: every formula against the matrix of a step, against runs, and against the rules it contains."""

from math import sqrt

import numpy as np
import pytest

from optim_core import QHM, Nesterov, simulate
from optim_core.theory import (
    LinearForm,
    Regime,
    characteristic_roots,
    critical_beta,
    effective_lr,
    form_of,
    rate,
    regime,
    stability_limit,
    stationary_variance,
)
from tests.optim_core.theory.test_limits import bisected, measured_radius

BETAS = [0.3, 0.5, 0.9, 0.99]
NUS = [0.1, 0.4, 0.7, 0.9, 0.99, 1.0]
each_beta = pytest.mark.parametrize("beta", BETAS)
each_nu = pytest.mark.parametrize("nu", NUS)


def step_matrix(step, beta, nu):
    """One step (θ, lr·m) → (θ, lr·m) of the update as its equations stand, along a curvature with that lr·h."""
    mean = np.array([(1.0 - beta) * step, beta])
    return np.array([[1.0 - (1.0 - nu) * step, 0.0] - nu * mean, mean])


@each_beta
@each_nu
def test_bisection_on_the_matrix_of_a_step_finds_the_limit(beta, nu):
    high = 2.0 * stability_limit("qhm", beta, nu)
    radius = lambda step: np.abs(np.linalg.eigvals(step_matrix(step, beta, nu))).max()  # noqa: E731
    found = bisected(lambda share: radius(share * high / 10.0) <= 1.0) * high / 10.0
    assert found == pytest.approx(stability_limit("qhm", beta, nu), rel=1e-6)


@pytest.mark.parametrize("beta", [0.3, 0.9])
@pytest.mark.parametrize("nu", [0.4, 0.7])
def test_bisection_on_runs_finds_the_limit(beta, nu):
    found = bisected(lambda step: measured_radius(QHM(lr=step, beta=beta, nu=nu)) <= 1.0)
    assert found == pytest.approx(stability_limit("qhm", beta, nu), abs=1e-6)


@each_beta
@each_nu
def test_the_roots_are_the_eigenvalues_of_a_step(beta, nu):
    for step in (-3.0, -0.1, 0.0, 1e-7, 1e-3, 0.01, 0.3, 0.7, 1.1, 1.9, 3.0, 5.0, 70.0):
        lr, curvature = 0.7, step / 0.7
        roots = characteristic_roots("qhm", lr, curvature, beta, nu)
        expected = np.linalg.eigvals(step_matrix(step, beta, nu))
        assert np.sort_complex(roots) == pytest.approx(np.sort_complex(expected), abs=1e-7 * max(1.0, abs(step)))
        assert abs(roots[0]) >= abs(roots[1])
        assert rate("qhm", lr, curvature, beta, nu) == abs(roots[0])


@each_beta
def test_with_all_momentum_it_is_averaged_heavy_ball(beta):
    for step in (-1.0, 0.01, 0.5, 1.5, 3.0):
        assert rate("qhm", 1.0, step, beta, 1.0) == pytest.approx(rate("momentum", 1.0 - beta, step, beta), rel=1e-9)
    assert (1.0 - beta) * stability_limit("qhm", beta) == pytest.approx(stability_limit("momentum", beta))


@each_beta
def test_with_a_share_of_beta_it_is_nesterov(beta):
    for step in (-1.0, 0.01, 0.5, 0.9, 1.2):
        whole, own = step / (1.0 - beta), step
        assert rate("qhm", 1.0, whole, beta, beta) == pytest.approx(rate("nesterov", 1.0, own, beta), rel=1e-9)
    limit = (1.0 - beta) * stability_limit("qhm", beta, beta)
    assert limit == pytest.approx(stability_limit("nesterov", beta))


@each_beta
def test_without_a_share_of_momentum_it_is_gradient_descent(beta):
    """Nothing of m enters θ: its root β is not the error's."""
    assert stability_limit("qhm", beta, 0.0) == 2.0
    for step in (-1.0, 0.05, 0.5, 1.0, 1.7, 2.5):
        assert characteristic_roots("qhm", 1.0, step, beta, 0.0) == characteristic_roots("sgd", 1.0, step)
        assert regime("qhm", 1.0, step, beta, 0.0) is regime("sgd", 1.0, step)
    assert stationary_variance("qhm", 0.3, 2.0, 0.7, beta, 0.0) == pytest.approx(
        stationary_variance("sgd", 0.3, 2.0, 0.7)
    )


@each_beta
@each_nu
def test_the_regime_is_that_of_the_roots(beta, nu):
    limit = stability_limit("qhm", beta, nu)
    for step in np.linspace(0.003, 1.2, 397) * limit:
        larger = np.linalg.eigvals(step_matrix(step, beta, nu))
        larger = larger[np.abs(larger).argmax()]
        found = regime("qhm", 1.0, step, beta, nu)
        if step >= limit:
            assert found is Regime.UNSTABLE
        elif found is not Regime.CRITICAL:
            expected = Regime.OVERDAMPED if larger.real > 0.0 else Regime.ALTERNATING
            assert found is (Regime.UNDERDAMPED if larger.imag else expected), step


def test_with_little_momentum_it_is_over_damped_twice():
    """Where the share is below β: on both sides of the swinging range, before it zigzags."""
    low, high = 0.1 / (1.0 + sqrt(0.36)) ** 2, 0.1 / (1.0 - sqrt(0.36)) ** 2
    steps = (0.9 * low, low, 0.5 * (low + high), high, 1.2 * high, 1.8, 3.0)
    assert [regime("qhm", 1.0, step, 0.9, 0.4).name for step in steps] == [
        "OVERDAMPED",
        "CRITICAL",
        "UNDERDAMPED",
        "CRITICAL",
        "OVERDAMPED",
        "OVERDAMPED",
        "ALTERNATING",
    ]


@each_nu
@pytest.mark.parametrize("step", [0.01, 0.2, 0.5, 0.99])
def test_the_critical_beta_is_where_the_roots_coincide_and_the_fastest(step, nu):
    beta = critical_beta(0.1, step / 0.1, "qhm", nu)
    assert regime("qhm", 0.1, step / 0.1, beta, nu) is Regime.CRITICAL
    fastest = rate("qhm", 0.1, step / 0.1, beta, nu)
    for other in np.linspace(0.0, 0.999, 400):
        assert rate("qhm", 0.1, step / 0.1, other, nu) >= fastest - 1e-9


@each_beta
@each_nu
def test_the_variance_is_the_sum_over_all_past_noise(beta, nu):
    """The response of θ to one gradient error, squared and summed."""
    lr, curvature, sigma = 0.3, 2.0, 0.7
    theta, mean, total = 0.0, 0.0, 0.0
    for step in range(20_000):
        slope = curvature * theta + (sigma if step == 0 else 0.0)
        mean = beta * mean + (1.0 - beta) * slope
        theta -= lr * ((1.0 - nu) * slope + nu * mean)
        total += theta * theta
    assert stationary_variance("qhm", lr, curvature, sigma, beta, nu) == pytest.approx(total, rel=1e-9)


def test_the_form_of_a_rule_is_its_fields_or_the_rule_it_is_then():
    assert form_of(QHM(lr=0.1, beta=0.9, nu=0.7)) == LinearForm("qhm", 0.1, 0.9, 0.7)
    assert form_of(QHM(lr=0.1, beta=0.9, nu=1.0)) == LinearForm("momentum", 0.1 * (1.0 - 0.9), 0.9)
    assert form_of(QHM(lr=0.1, beta=0.9, nu=0.0)) == form_of(QHM(lr=0.1, beta=0.0)) == LinearForm("sgd", 0.1, 0.0)
    with pytest.raises(ValueError, match=r"^qhm: only a rule with one number in each field has one form$"):
        form_of(QHM.grid(lr=[0.1, 0.2]))


@pytest.mark.parametrize("rule", [QHM(lr=0.1), QHM(lr=0.1, nu=1.0), QHM(lr=0.1, nu=0.0), Nesterov(lr=0.1, beta=0.5)])
def test_the_effective_lr_of_a_form_is_what_a_constant_gradient_meets(rule):
    walk = simulate(lambda x, y: (1.0, 0.0 * y), [rule], start=(0.0, 0.0), steps=1000).positions[0, 0, :, 0]
    assert walk[-2] - walk[-1] == pytest.approx(form_of(rule).effective_lr, rel=1e-9)


@pytest.mark.parametrize("nu", [-0.1, 1.1, np.nan])
def test_a_share_out_of_range_is_refused_in_one_sentence(nu):
    calls = [
        lambda: stability_limit("qhm", 0.9, nu),
        lambda: rate("qhm", 0.1, 1.0, 0.9, nu),
        lambda: regime("qhm", 0.1, 1.0, 0.9, nu),
        lambda: critical_beta(0.1, 1.0, "qhm", nu),
        lambda: stationary_variance("qhm", 0.1, 1.0, 0.1, 0.9, nu),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=r"^nu must lie in \[0, 1\], not"):
            call()


def test_beyond_a_step_of_one_no_beta_is_critical():
    with pytest.raises(ValueError, match=r"^qhm can be critically damped for 0 < lr·h ≤ 1 only, and lr·h is 1\.5$"):
        critical_beta(0.5, 3.0, "qhm", 0.7)
    assert effective_lr(0.1, 0.9) == pytest.approx(1.0)
