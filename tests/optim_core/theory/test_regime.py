"""Regimes are what the eigenvalues of a step say and what runs do; critical β is the fastest."""

import numpy as np
import pytest

from optim_core import simulate
from optim_core.theory import Regime, critical_beta, regime
from tests.optim_core.theory.motion import KEYS, make, spectral_radius, step_matrix

BETAS = (0.0, 0.1, 0.5, 0.9, 0.99)
STEPS = np.concatenate([[-2.0, -1e-3, 0.0], np.geomspace(1e-6, 6.0, 60)])


def by_eigenvalues(key, step, beta):
    """The regime by NumPy's eigenvalues."""
    roots = np.linalg.eigvals(step_matrix(key, 1.0, step, beta))
    largest = roots[np.argmax(np.abs(roots))]
    if step <= 0.0:
        return Regime.ESCAPING if abs(largest) > 1.0 else Regime.FLAT
    if abs(largest) > 1.0:
        return Regime.UNSTABLE
    if np.iscomplexobj(roots):
        return Regime.UNDERDAMPED
    return Regime.OVERDAMPED if largest > 0.0 else Regime.ALTERNATING


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beta", BETAS)
def test_regimes_are_those_of_the_eigenvalues(key, beta):
    expected = [by_eigenvalues(key, step, beta) for step in STEPS]
    assert [regime(key, 0.5, step / 0.5, beta) for step in STEPS] == expected


def test_every_regime_but_the_critical_one_is_among_them():
    found = {by_eigenvalues(key, step, beta) for key in KEYS for beta in BETAS for step in STEPS}
    assert found == set(Regime) - {Regime.CRITICAL}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("beta", BETAS)
def test_runs_creep_swing_and_zigzag_as_their_regime_says(key, beta):
    steps = np.geomspace(0.003, 3.5, 40)
    rules = [make(key, step, beta) for step in steps]
    errors = simulate(lambda x, y: (x, y), rules, start=(1.0, 0.0), steps=300).positions[:, 0, :, 0]
    for step, error in zip(steps, errors, strict=True):
        seen = error[np.abs(error) > 1e-250]
        turns = (np.diff(np.sign(seen)) != 0).sum()
        match regime(key, step, 1.0, beta):
            case Regime.OVERDAMPED:
                assert turns == 0
            case Regime.UNDERDAMPED:
                assert turns >= 1
            case Regime.ALTERNATING:
                assert turns >= 0.9 * (len(seen) - 1)


def test_sgd_goes_through_its_regimes_in_order():
    found = [regime("sgd", lr, 10.0) for lr in (-0.0, 0.05, 0.1, 0.15, 0.2, 0.3)]
    named = [Regime.FLAT, Regime.OVERDAMPED, Regime.CRITICAL, Regime.ALTERNATING, Regime.UNSTABLE, Regime.UNSTABLE]
    assert found == named


@pytest.mark.parametrize("key", ["momentum", "nesterov"])
@pytest.mark.parametrize("step", [1e-6, 0.01, 0.1, 0.5, 0.99, 1.0])
def test_critical_beta_is_the_fastest_and_its_regime_is_critical(key, step):
    assert_fastest(key, step)


@pytest.mark.parametrize("step", [1.01, 2.0, 3.9])
def test_beyond_one_heavy_ball_has_a_fastest_beta_too(step):
    assert_fastest("momentum", step)


def assert_fastest(key, step):
    lr, curvature = 0.2, step / 0.2
    beta = critical_beta(lr, curvature, key)
    assert regime(key, lr, curvature, beta) is Regime.CRITICAL
    others = np.concatenate([np.linspace(0.0, 0.999, 1000), beta + np.linspace(-1e-3, 1e-3, 201)])
    others = others[(others >= 0.0) & (others < 1.0)]
    # Eigenvalues that coincide are found to half of the digits only.
    assert spectral_radius(key, lr, curvature, beta) <= spectral_radius(key, lr, curvature, others).min() + 1e-6
    first, second = np.linalg.eigvals(step_matrix(key, lr, curvature, beta))
    assert abs(first - second) < 1e-6


def test_heavy_ball_is_the_default_of_critical_beta():
    assert critical_beta(0.1, 2.0) == critical_beta(0.1, 2.0, "momentum") != critical_beta(0.1, 2.0, "nesterov")


@pytest.mark.parametrize("key", ["momentum", "nesterov"])
def test_a_little_less_beta_creeps_and_a_little_more_swings(key):
    beta = critical_beta(0.01, 5.0, key)
    found = [regime(key, 0.01, 5.0, beta + change) for change in (-1e-3, 0.0, 1e-3)]
    assert found == [Regime.OVERDAMPED, Regime.CRITICAL, Regime.UNDERDAMPED]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((1.0, 4.0), "momentum can be critically damped for 0 < lr·h < 4 only, and lr·h is 4"),
        ((0.1, -1.0), "momentum can be critically damped for 0 < lr·h < 4 only, and lr·h is -0.1"),
        ((0.0, 1.0, "nesterov"), "nesterov can be critically damped for 0 < lr·h ≤ 1 only, and lr·h is 0"),
        ((0.1, 20.0, "nesterov"), "nesterov can be critically damped for 0 < lr·h ≤ 1 only, and lr·h is 2"),
        ((0.1, 1.0, "sgd"), "no critical beta is known for the rule 'sgd'; known: momentum, nesterov, qhm"),
        ((-0.1, 1.0), "lr must be 0 or more and finite, not -0.1"),
    ],
)
def test_where_there_is_no_critical_beta_one_sentence_says_so(arguments, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        critical_beta(*arguments)


def test_an_unknown_rule_has_no_regime():
    with pytest.raises(ValueError, match=r"^no recurrence is known for the rule 'adam'; known: sgd, mom"):
        regime("adam", 0.1, 1.0)
