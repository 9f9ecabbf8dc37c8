"""The cloud of a crowd in the long run: 10,000 chains on a rotated ravine, and the sum over all past noise."""

import numpy as np
import pytest

import surfaces
from optim_core import SGD, Momentum, Nesterov, NoiseKind, Simulation
from optim_core.theory import stationary_covariance, stationary_variance
from tests.optim_core.strategies import SignDescent

SURFACE = surfaces.get("ravine", condition=4, angle=30)
XX, XY, YY = (float(part) for part in SURFACE.hessian(np.float64(0.0), np.float64(0.0)))
HESSIAN = np.array([[XX, XY], [XY, YY]])
CHAINS, STEPS, NOISE = 10_000, 80, 0.6
RULES = [
    SGD(lr=0.3),
    SGD(lr=0.2, weight_decay=0.5),
    Momentum(lr=0.3, beta=0.8),
    Momentum(lr=0.6, beta=0.7, convention="averaged", weight_decay=0.2),
    Nesterov(lr=0.2, beta=0.7),
    Nesterov(lr=0.2, beta=0.7, drawn="ahead"),
    Nesterov(lr=0.1, beta=0.8, drawn="ahead", convention="inside", weight_decay=0.3),
]
each_rule = pytest.mark.parametrize("rule", RULES, ids=str)
each_kind = pytest.mark.parametrize("kind", NoiseKind)


def ends(rule, kind):
    simulation = Simulation(
        SURFACE.gradient,
        [rule],
        start=(0.0, 0.0),
        steps=STEPS,
        noise=NOISE,
        noise_kind=kind,
        seeds=range(CHAINS),
        keep_velocities=0,
    )
    simulation.advance()
    return simulation.trajectory().positions[0, :, -1]


@each_kind
@each_rule
def test_10_000_chains_have_the_covariance_of_theory(rule, kind):
    expected = stationary_covariance(rule, HESSIAN, NOISE, kind)
    measured = np.cov(ends(rule, kind).T)
    np.testing.assert_allclose(measured, expected, atol=0.06 * np.abs(expected).max())


@each_kind
@each_rule
def test_the_covariance_is_the_sum_over_all_past_noise(rule, kind):
    """The answer of the point that is shown to one push in x and one in y, squared and summed, without chance."""
    total = np.zeros((2, 2))
    for axis in range(2):
        # One draw of noise at step 0 and none later: what is left of it is the answer.
        answers = response(rule, kind, axis)
        total += answers.T @ answers
    np.testing.assert_allclose(stationary_covariance(rule, HESSIAN, NOISE, kind), total, rtol=1e-9, atol=1e-12)


def response(rule, kind, axis):
    push = np.zeros(2)
    push[axis] = NOISE
    pending = [push]

    def gradient(x, y):
        now = pending.pop() if pending else np.zeros(2)
        if kind is NoiseKind.JITTER:
            return SURFACE.gradient(x + now[0], y + now[1])
        gx, gy = SURFACE.gradient(x, y)
        return gx + now[0], gy + now[1]

    simulation = Simulation(gradient, [rule], start=(0.0, 0.0), steps=2000)
    simulation.advance()
    return simulation.trajectory().positions[0, 0, 1:]


def test_along_the_axes_it_is_the_variance_of_each():
    found = stationary_covariance(Momentum(lr=0.1, beta=0.9), np.diag([2.0, 5.0]), 0.3)
    expected = np.diag([stationary_variance("momentum", 0.1, h, 0.3, 0.9) for h in (2.0, 5.0)])
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize(
    ("rule", "hessian"),
    [
        (SGD(lr=0.6), HESSIAN),
        (Nesterov(lr=0.4, beta=0.9), HESSIAN),
        (SGD(lr=0.1), np.diag([0.0, 1.0])),
        (SGD(lr=0.1), np.diag([-1.0, 1.0])),
        (SGD(lr=0.1), np.full((2, 2), np.nan)),
        (SGD(lr=0.0), HESSIAN),
        (SGD(lr=0.1, weight_decay=0.1, decay="decoupled"), HESSIAN),
        (SignDescent(lr=0.1), HESSIAN),
    ],
    ids=["unstable", "unstable Nesterov", "flat", "saddle", "no number", "at rest", "decoupled", "another family"],
)
@each_kind
def test_where_nothing_becomes_stationary_there_is_none(rule, hessian, kind):
    assert stationary_covariance(rule, hessian, 0.5, kind) is None


def test_a_negative_noise_is_refused():
    with pytest.raises(ValueError, match=r"^noise must be 0 or more and finite, not -1.0$"):
        stationary_covariance(SGD(lr=0.1), HESSIAN, -1.0)
