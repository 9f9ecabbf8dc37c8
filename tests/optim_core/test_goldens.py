"""The rules are those of torch.optim.SGD: its recorded paths (made by make_goldens.py) come out again to 1e-12."""

from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

import surfaces
from optim_core import SGD, Momentum, Nesterov, simulate

WANTED = 200
NUDGES = np.array([[0.0, 0.0], [1e-12, 0.0], [0.0, 1e-12]])


@pytest.fixture(scope="module")
def goldens():
    with np.load(Path(__file__).with_name("goldens.npz"), allow_pickle=False) as columns:
        return dict(columns)


def surface_of(goldens, run):
    name = str(goldens["surface"][run])
    names = [declared.name for declared in fields(surfaces.get(name))]
    return surfaces.get(name, **dict(zip(names, goldens["parameters"][run].tolist(), strict=False)))


def rule_of(goldens, run):
    lr, beta, decay = (goldens[key][run].item() for key in ("lr", "beta", "weight_decay"))
    if goldens["nesterov"][run]:
        return Nesterov(lr=lr, beta=beta, weight_decay=decay)
    return Momentum(lr=lr, beta=beta, weight_decay=decay) if beta else SGD(lr=lr, weight_decay=decay)


def walk(goldens, run):
    """Our path and, beside it, the paths of the nudged starts: (3, steps + 1, 2)."""
    starts = (goldens["start"][run] + NUDGES)[:, np.newaxis]
    rules = [rule_of(goldens, run)] * len(NUDGES)
    gradient = surface_of(goldens, run).gradient
    return simulate(gradient, rules, start=starts, steps=goldens["steps"][run].item()).positions[:, 0]


def torch_iterate(goldens, run, path):
    """The point torch keeps: with nesterov the look-ahead y = θ − lr·β·v, where lr·v is θ's last step backwards."""
    at = goldens["kept"][run]
    reach = goldens["beta"][run] if goldens["nesterov"][run] else 0.0
    return path[at] + reach * (path[at] - path[at - 1])


def is_comparable(goldens, run, paths):
    """Finite in both, and not chaotic: a start moved by 1e-12 ends within 1e-10."""
    if not (np.isfinite(paths).all() and np.isfinite(goldens["positions"][run]).all()):
        return False
    return bool((np.hypot(*(paths[1:, -1] - paths[0, -1]).T) < 1e-10).all())


def test_every_comparable_run_is_torchs(goldens):
    compared = []
    for run in range(len(goldens["lr"])):
        paths = walk(goldens, run)
        if is_comparable(goldens, run, paths):
            found, expected = torch_iterate(goldens, run, paths[0]), goldens["positions"][run]
            error = np.hypot(*(found - expected).T) / np.hypot(*expected.T)
            assert (error < 1e-12).all(), (run, surface_of(goldens, run), rule_of(goldens, run), error)
            compared.append((str(goldens["surface"][run]), type(rule_of(goldens, run))))
    assert len(compared) >= WANTED
    assert len(set(compared)) == 3 * len(np.unique(goldens["surface"]))


def test_runs_torch_loses_are_lost_here(goldens):
    lost = [run for run in range(len(goldens["lr"])) if not np.isfinite(goldens["positions"][run][-1]).all()]
    assert lost
    for run in lost:
        assert np.isnan(walk(goldens, run)[0, -1]).all()
