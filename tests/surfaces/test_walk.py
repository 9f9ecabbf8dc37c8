"""A surface's suggested learning rate lets the common rules move from its start, and none of them diverge."""

import numpy as np
import pytest

from optim_core import SGD, Momentum, Nesterov, simulate
from surfaces import get
from tests.surfaces.strategies import DEFAULTS, label


@pytest.mark.parametrize("surface", DEFAULTS, ids=label)
def test_suggested_learning_rate_moves_everyone_and_loses_no_one(surface):
    lr = surface.suggested_lr
    rules = [SGD(lr=lr), Momentum(lr=lr, beta=0.9), Nesterov(lr=lr, beta=0.9)]
    walk = simulate(surface.gradient, rules, start=surface.start, steps=1000)
    assert (walk.diverged_at == -1).all()
    left, right, bottom, top = surface.view
    reach = np.abs(walk.positions[:, 0] - surface.start).max(axis=1) / (right - left, top - bottom)
    assert (reach.max(axis=1) > 0.05).all()


@pytest.mark.parametrize("surface", [s for s in DEFAULTS if s.minima], ids=label)
def test_suggested_learning_rate_goes_down_to_a_minimum(surface):
    lr = surface.suggested_lr
    rules = [SGD(lr=lr), Momentum(lr=lr, beta=0.9), Nesterov(lr=lr, beta=0.9)]
    ends = simulate(surface.gradient, rules, start=surface.start, steps=1000).positions[:, 0, -1]
    for end in ends:
        # Each in the basin in which it is: not everyone finds the deepest one, and on some surfaces that is the point.
        nearest = surface.value(*min(surface.minima, key=lambda minimum: np.hypot(*(end - minimum))))
        assert surface.value(*end) - nearest < 0.2 * (surface.value(*surface.start) - nearest)


def share_in_the_flat_well(surface, rule, start, noise, batch_size=1):
    """Which share of 200 seeds is nearer to the flat minimum after 1,000 steps."""
    walk = simulate(
        surface.gradient, [rule], start=start, steps=1000, noise=noise, batch_size=batch_size, seeds=range(200)
    )
    to_sharp, to_flat = (np.hypot(*(walk.positions[0, :, -1] - minimum).T) for minimum in surface.minima)
    return float((to_flat < to_sharp).mean())


@pytest.mark.parametrize("start", [get("sharp-and-flat").start, (-1.25, 0.25)], ids=["its own", "between the wells"])
def test_noise_learning_rate_and_small_batches_lead_to_the_flat_well(start):
    surface = get("sharp-and-flat")
    lr = surface.suggested_lr

    def share(lr, noise, batch_size=1):
        return share_in_the_flat_well(surface, SGD(lr=lr), start, noise, batch_size)

    by_noise = [share(lr, noise) for noise in (0.0, 2.0, 3.0, 3.5, 4.0)]
    by_batch = [share(lr, 5.0, batch) for batch in (16, 4, 2, 1)]
    by_lr = [share(factor * lr, 3.0) for factor in (0.5, 1.0, 1.25, 1.5)]
    for shares in (by_noise, by_batch, by_lr):
        assert shares == sorted(shares)
        assert shares[0] < 0.1
        assert shares[-1] > 0.7


def test_momentum_rolls_over_the_sharp_well_in_which_sgd_and_nesterov_stay():
    surface = get("sharp-and-flat")
    lr = surface.suggested_lr
    for start in (surface.start, (-3.1, 0.2), (-2.9, 0.35)):
        flat = [
            share_in_the_flat_well(surface, rule, start, 0.0)
            for rule in (SGD(lr=lr), Momentum(lr=lr, beta=0.9), Nesterov(lr=lr, beta=0.9))
        ]
        assert flat == [0.0, 1.0, 0.0]


def test_sgd_crawls_over_the_plateau_long_after_momentum_has_arrived():
    surface = get("plateau")
    lr = surface.suggested_lr
    walk = simulate(surface.gradient, [SGD(lr=lr), Momentum(lr=lr, beta=0.9)], start=surface.start, steps=1000)
    heights = surface.value(*np.moveaxis(walk.positions[:, 0], -1, 0))
    arrived = (heights < 0.5 * surface.depth).argmax(axis=1)
    assert arrived[0] > 5 * arrived[1] > 100
