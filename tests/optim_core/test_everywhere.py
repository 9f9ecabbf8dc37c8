"""Every surface, every rule, 25 learning rates and five momenta: no warning, no exception, ends kept as data."""

from dataclasses import fields
from itertools import product

import numpy as np
import pytest

from optim_core import RULES, simulate
from surfaces import SURFACES
from tests.optim_core.test_simulation import assert_ends_are_data
from tests.surfaces.strategies import ends

LRS = np.geomspace(1e-6, 1e6, 25)
BETAS = (0.0, 0.5, 0.9, 0.99, 0.999)
VARIANTS = [surface for cls in SURFACES for surface in ends(cls, "soft")]
DEFAULTS = [cls() for cls in SURFACES]
"""Where there is noise too: it is the same for whatever the sliders make of a surface."""


def lanes():
    for cls in RULES:
        betas = [{"beta": beta} for beta in BETAS] if "beta" in {field.name for field in fields(cls)} else [{}]
        for lr, own in product(LRS, betas):
            yield cls(lr=lr, **own)


def test_there_are_as_many_as_promised():
    assert min(len(VARIANTS), len(DEFAULTS)) * len(list(lanes())) >= 4500


@pytest.mark.parametrize(("surface", "noise"), [*product(VARIANTS, [0.0]), *product(DEFAULTS, [1.0])], ids=str)
def test_every_combination_ends_as_data(surface, noise):
    walk = simulate(surface.gradient, list(lanes()), start=surface.start, steps=80, noise=noise)
    assert_ends_are_data(walk)
    assert (walk.diverged_at == -1).any()
    with np.errstate(all="raise", under="ignore"):
        heights = surface.value(*np.moveaxis(walk.positions, -1, 0))
    assert heights.shape == walk.positions.shape[:-1]
