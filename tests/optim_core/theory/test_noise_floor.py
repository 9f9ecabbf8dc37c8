"""Noise floors, correlations and batch laws: 20,000 chains, and the numbers of the lessons."""

import numpy as np
import pytest

import surfaces
from optim_core import SGD, Momentum, Nesterov, simulate, sweep
from optim_core.theory import (
    BatchLaw,
    autocorrelation,
    effective_lr,
    noise_scale,
    scaled_lr,
    stationary_variance,
)

CHAINS = 20_000
STEPS = 80
SOFT, STIFF = 1.0, 4.0


@pytest.mark.parametrize(
    "rule",
    [
        SGD(lr=0.2),
        SGD(lr=0.45),
        Momentum(lr=0.2, beta=0.5),
        Momentum(lr=0.6, beta=0.8),
        Nesterov(lr=0.2, beta=0.5),
        Nesterov(lr=0.3, beta=0.8),
    ],
    ids=lambda rule: f"{rule.key} {rule.lr:g} {vars(rule).get('beta', 0.0):g}",
)
def test_the_variance_of_20_000_chains_is_the_stationary_one(rule):
    surface = surfaces.get("ravine", condition=STIFF / SOFT)
    noise, batch_size = 0.6, 4
    final = sweep(
        surface.gradient,
        rule,
        start=(0.0, 0.0),
        steps=STEPS,
        noise=noise,
        batch_size=batch_size,
        seeds=range(CHAINS),
    ).final
    assert final.shape == (CHAINS, 2)
    beta = vars(rule).get("beta", 0.0)
    sigma = noise / np.sqrt(batch_size)
    expected = [stationary_variance(rule.key, rule.lr, curvature, sigma, beta) for curvature in (SOFT, STIFF)]
    np.testing.assert_allclose(final.var(axis=0), expected, rtol=0.05)


@pytest.mark.parametrize("key", ["sgd", "momentum", "nesterov"])
@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_the_variance_is_the_sum_over_all_past_noise(key, beta):
    """The response of θ to one gradient error, squared and summed, without the walk's chance."""
    lr, curvature, sigma = 0.3, 2.0, 0.7
    theta, velocity, total = 0.0, 0.0, 0.0
    for step in range(2000):
        kept = 0.0 if key == "sgd" else beta * velocity
        ahead = theta - lr * kept if key == "nesterov" else theta
        velocity = kept + curvature * ahead + (sigma if step == 0 else 0.0)
        theta -= lr * velocity
        total += theta * theta
    assert stationary_variance(key, lr, curvature, sigma, beta) == pytest.approx(total, rel=1e-12)


def test_at_small_lr_momentum_multiplies_the_floor():
    plain, with_momentum = (stationary_variance("momentum", 1e-6, 1.0, 1.0, beta) for beta in (0.0, 0.9))
    assert with_momentum / plain == pytest.approx(effective_lr(1.0, 0.9), rel=1e-5)


def test_successive_positions_are_correlated_as_predicted():
    surface = surfaces.get("ravine", condition=STIFF / SOFT)
    rules = [Momentum(lr=0.3, beta=beta) for beta in (0.0, 0.5, 0.8)]
    walk = simulate(surface.gradient, rules, start=(0.0, 0.0), steps=500, noise=1.0, seeds=range(400)).positions
    later = walk[:, :, 100:]
    for lane, rule in enumerate(rules):
        for axis, curvature in enumerate((SOFT, STIFF)):
            now, following = later[lane, :, :-1, axis].ravel(), later[lane, :, 1:, axis].ravel()
            measured = np.corrcoef(now, following)[0, 1]
            assert measured == pytest.approx(autocorrelation(rule.lr, curvature, rule.beta), abs=0.01)


def test_the_noise_proxy_and_the_batch_laws_are_those_of_the_lessons():
    assert noise_scale(0.1, 256) == pytest.approx(0.00625)
    assert noise_scale(0.4, 4096) == pytest.approx(0.00625)
    assert round(scaled_lr(0.1, 256, 2048, BatchLaw.ROOT), 3) == 0.283
    assert scaled_lr(0.1, 256, 2048, BatchLaw.LINEAR) == pytest.approx(0.8)


@pytest.mark.parametrize("batches", [(256, 2048), (64, 1), (3, 3)])
def test_each_law_keeps_what_it_says(batches):
    old, new = batches
    by_root, linear = (scaled_lr(0.1, old, new, law) for law in BatchLaw)
    assert noise_scale(by_root, new) == pytest.approx(noise_scale(0.1, old))
    assert linear / new == pytest.approx(0.1 / old)  # lr per sample


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: noise_scale(-0.1, 1), "lr must be 0 or more and finite, not -0.1"),
        (lambda: noise_scale(0.1, 0), "batch_size must be 1 or more and finite, not 0"),
        (lambda: scaled_lr(0.1, 256, np.nan, BatchLaw.ROOT), "new_batch_size must be 1 or more and finite, not nan"),
        (lambda: scaled_lr(0.1, 256, 512, "cubic"), "'cubic' is not a valid BatchLaw"),
        (lambda: stationary_variance("sgd", 0.1, 1.0, -1.0), "noise must be 0 or more and finite, not -1.0"),
        (
            lambda: stationary_variance("sgd", 1.0, 2.0, 1.0),
            "sgd becomes stationary for 0 < lr·h < 2 only, and lr·h is 2",
        ),
        (
            lambda: stationary_variance("nesterov", 0.1, -1.0, 1.0, 0.5),
            "nesterov becomes stationary for 0 < lr·h < 1.5 only, and lr·h is -0.1",
        ),
        (
            lambda: autocorrelation(1.0, 4.0, 0.9),
            "momentum becomes stationary for 0 < lr·h < 3.8 only, and lr·h is 4",
        ),
        (lambda: stationary_variance("adam", 0.1, 1.0, 1.0), "no stability limit is known for the rule 'adam'; .*"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_sentence(call, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        call()
