"""A surface's suggested learning rate lets the common rules move from its start, and none of them diverge."""

import numpy as np
import pytest

from optim_core import SGD, Momentum, Nesterov, simulate
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
def test_suggested_learning_rate_goes_down(surface):
    lr = surface.suggested_lr
    rules = [SGD(lr=lr), Momentum(lr=lr, beta=0.9), Nesterov(lr=lr, beta=0.9)]
    ends = simulate(surface.gradient, rules, start=surface.start, steps=1000).positions[:, 0, -1]
    deepest = surface.value(*surface.minima[0])
    drop = surface.value(*surface.start) - deepest
    assert (surface.value(*ends.T) - deepest < 0.2 * drop).all()
