"""The rules are those of torch.optim 2.13 and the papers: paths made by make_goldens_of_rules.py come out again."""

from pathlib import Path

import numpy as np
import pytest

from optim_core import QHM, AdaGrad, Adam, AdamW, AMSGrad, Decay, Lion, NAdam, RMSProp, simulate
from tests.optim_core.slopes import SLOPES

WANTED, STEPS, BAR = 200, 200, 1e-10
# The three others have goldens.npz.
RULES = (QHM, AdaGrad, RMSProp, Adam, AMSGrad, AdamW, NAdam, Lion)
each_rule = pytest.mark.parametrize("cls", RULES, ids=lambda cls: cls.key)


@pytest.fixture(scope="module")
def goldens():
    with np.load(Path(__file__).with_name("goldens_of_rules.npz"), allow_pickle=False) as columns:
        return dict(columns)


def runs_of(goldens, key):
    """Each run's rule settings, start, gradient and recorded positions (kept, 2)."""
    names, settings, starts, slopes, positions = (
        goldens[f"{key}/{name}"] for name in ("names", "settings", "start", "slope", "positions")
    )
    for row, start, slope, recorded in zip(settings, starts, slopes, positions, strict=True):
        yield dict(zip(names.tolist(), row.tolist(), strict=True)), start, SLOPES[slope].gradient, recorded


def by_slope(runs):
    """The runs on each slope, which are simulated at once."""
    found = {}
    for run in runs:
        found.setdefault(run[2], []).append(run)
    return found


def with_decay(cls, *, decoupled, **numbers):
    return cls(**numbers, decay=Decay.DECOUPLED if decoupled else Decay.COUPLED)


@each_rule
def test_every_recorded_run_comes_out_again(goldens, cls):
    compared = 0
    for gradient, runs in by_slope(runs_of(goldens, cls.key)).items():
        rules = [with_decay(cls, **numbers) for numbers, *_ in runs]
        starts, recorded = (np.array([run[part] for run in runs]) for part in (1, 3))
        found = simulate(gradient, rules, start=starts[:, np.newaxis], steps=STEPS).positions[:, 0]
        found = found[:, goldens["every"] :: goldens["every"]]
        error = np.linalg.norm(found - recorded, axis=-1) / np.linalg.norm(recorded, axis=-1)
        for rule, start, wrong in zip(rules, starts, error, strict=True):
            assert (wrong <= BAR).all(), (rule, start, gradient.__name__, wrong)
        compared += len(runs)
    assert compared >= WANTED


@each_rule
def test_the_recorded_runs_are_of_all_kinds(goldens, cls):
    """They walk on all surfaces, far, with and without decay; each number varies, and no two runs are alike."""
    runs = list(runs_of(goldens, cls.key))
    moved = np.array([np.hypot(*(recorded[-1] - start)) for _, start, _, recorded in runs])
    assert {gradient for _, _, gradient, _ in runs} == {slope.gradient for slope in SLOPES}
    assert np.median(moved) > 0.1
    for name in runs[0][0]:
        values = {numbers[name] for numbers, *_ in runs}
        assert len(values) > 50 or name == "decoupled"
    assert {numbers["weight_decay"] == 0.0 for numbers, *_ in runs} == {False, True}
