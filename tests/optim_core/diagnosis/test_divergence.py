"""Runs that leave the world: far too large an lr, from anywhere, with and without noise, on every surface.

Those of one surface run side by side; that each ends as it would alone is looked at in a sample of them.
"""

import re
from itertools import product

import numpy as np
import pytest

from optim_core import RULES, NoiseKind, simulate
from optim_core.diagnosis import Observed, Verdict, diagnose
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.strategies import DEFAULTS
from tests.optim_core.test_simulation import assert_ends_are_data

STEPS = 40
LRS = (1.0, 1e4, 1e9)
FAR = ((-1e9, 1e9), (1e100, -1e100))
NOISES = ((0.0, NoiseKind.GAUSSIAN), (1.0, NoiseKind.GAUSSIAN), (1e9, NoiseKind.JITTER))
SAMPLE = 3
NUMBERS_WITHOUT_WORDS = re.compile(r"\b(nan|inf|infinity|none)\b", re.IGNORECASE)


def lanes(surface):
    """Every rule, each with every lr from every start."""
    corner = surface.view[0], surface.view[3]
    return list(product(RULES, LRS, (surface.start, corner, *FAR)))


def test_there_are_as_many_as_promised():
    assert sum(len(lanes(surface)) for surface in DEFAULTS) * len(NOISES) >= 4500


@pytest.mark.parametrize("surface", DEFAULTS, ids=lambda s: s.key)
def test_whoever_leaves_ends_as_data_alone_as_in_company_and_is_told_so(surface):
    chance = np.random.default_rng(len(surface.key))
    for noise, kind in NOISES:
        settings = {"steps": STEPS, "noise": noise, "noise_kind": kind}
        known = lanes(surface)
        rules, starts = [cls(lr=lr) for cls, lr, _ in known], [start for *_, start in known]
        walk = simulate(surface.gradient, rules, start=np.array(starts)[:, np.newaxis], **settings)
        assert_ends_are_data(walk)
        (gone,) = np.nonzero(walk.diverged_at[:, 0] >= 0)
        for lane in chance.permutation(len(rules))[:SAMPLE]:
            alone = simulate(surface.gradient, [rules[lane]], start=starts[lane], **settings)
            assert_same_bits(alone.positions[0], walk.positions[lane])
            assert alone.diverged_at[0] == walk.diverged_at[lane]
        for lane in (*chance.permutation(gone)[:SAMPLE], *chance.permutation(len(rules))[:SAMPLE]):
            assert_is_told(surface, rules[lane], walk, lane, noise, kind)


def assert_is_told(surface, rule, walk, lane, noise, kind):
    """In words, and as what it is: a run that left all numbers has diverged, or ran downhill out of the view."""
    path, end = walk.positions[lane, 0], int(walk.diverged_at[lane, 0])
    with np.errstate(all="ignore"):
        losses = surface.value(*path.T)
    found = diagnose(Observed(rule, path, losses, walk.velocities[lane, 0], end, noise, kind), surface)
    left = found.verdict in (Verdict.DIVERGED, Verdict.LEFT_VIEW)
    assert left or end < 0, (rule, found)
    for words in (found.verdict.value, found.cause, "" if found.fix is None else found.fix.words):
        assert not NUMBERS_WITHOUT_WORDS.search(words), words
    assert found.fix is None or np.isfinite(found.fix.value).all()
    assert all(0 <= step <= STEPS for step in found.steps)
