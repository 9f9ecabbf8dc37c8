"""Every measure against its definition, walked through step by step in plain Python."""

from functools import partial
from itertools import pairwise
from math import dist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import SGD, Decay, Momentum, Move, Nesterov, NoiseKind, simulate
from optim_core.diagnosis import TOLERANCE, Observed, diagnose, measure
from optim_core.theory import stationary_variance
from tests.optim_core.diagnosis.run import Run
from tests.optim_core.strategies import DEFAULTS, rules

FEW_SEEDS = 40


def walked(surface, rule, steps, **more):
    return Run("", surface, rule, surface.start, steps, **more).observe()


def plain(surface, observed):
    """Reversals, rises and escapes, one step at a time."""
    end = len(observed.losses) if observed.diverged_at < 0 else observed.diverged_at
    path, losses = observed.positions[:end].tolist(), observed.losses[:end].tolist()
    strides = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(path)]
    back = sum(a[0] * b[0] + a[1] * b[1] < 0 for a, b in pairwise(strides))
    near = [min(surface.minima, key=partial(dist, point), default=None) for point in path]
    return back, sum(b > a for a, b in pairwise(losses)), sum(a != b for a, b in pairwise(near))


@settings(max_examples=60)
@given(surface=st.sampled_from(DEFAULTS), rule=rules, steps=st.integers(0, 60))
def test_counts_are_what_the_definitions_count(surface, rule, steps):
    observed = walked(surface, rule, steps)
    found, expected = measure(observed, surface), plain(surface, observed)
    assert (found.reversals, found.loss_rises) == expected[:2]
    if np.nanmax(np.abs(observed.positions)) < 1e9:  # farther away all minima are equally near
        assert found.escapes == expected[2]


@pytest.mark.parametrize("surface", DEFAULTS, ids=lambda s: s.key)
def test_final_loss_and_distance_are_those_of_the_last_position(surface):
    observed = walked(surface, Nesterov(lr=surface.suggested_lr, beta=0.9), 50)
    found = measure(observed, surface)
    assert found.final_loss == observed.losses[-1]
    away = [np.hypot(*(observed.positions[-1] - minimum)) for minimum in surface.minima]
    assert found.distance == (pytest.approx(min(away), rel=1e-12) if away else None)


def test_a_run_that_ended_is_measured_to_its_last_number():
    surface = surfaces.get("sphere")
    observed = walked(surface, SGD(lr=10.0), 400)
    assert 0 < observed.diverged_at < 400
    found = measure(observed, surface)
    last = observed.positions[observed.diverged_at - 1]
    assert found.distance == np.hypot(*last)
    assert found.steps_to_tolerance is None
    assert found.reversals == observed.diverged_at - 2


def test_steps_to_tolerance_is_the_first_step_from_which_the_loss_stays():
    surface, rule = surfaces.get("ravine", condition=20.0), Momentum(lr=0.01, beta=0.95)
    observed = walked(surface, rule, 600)
    bar = TOLERANCE * observed.losses[0]
    step = measure(observed, surface).steps_to_tolerance
    assert (observed.losses[step:] <= bar).all()
    assert observed.losses[step - 1] > bar
    # It was below before, and swung up again.
    assert (observed.losses[:step] <= bar).any()
    assert measure(walked(surface, rule, step - 1), surface).steps_to_tolerance is None


def test_steps_to_tolerance_of_a_rate_is_its_logarithm():
    observed = walked(surfaces.get("sphere"), SGD(lr=0.05), 200)
    # A hundredth of the distance, of which each step leaves nine tenths.
    expected = np.ceil(np.log(0.01) / np.log(0.9))
    assert measure(observed, surfaces.get("sphere")).steps_to_tolerance == expected


def test_overshoots_are_passes_along_the_soft_direction():
    """At β = 0.99 an error along curvature 1 passes 0 every π/φ steps, φ the angle of the complex roots."""
    surface, lr, beta = surfaces.get("ravine", condition=30.0, angle=25.0), 1e-3, 0.99
    angle = np.arccos((1.0 + beta - lr) / (2.0 * np.sqrt(beta)))
    steps = int(5.2 * np.pi / angle)
    along = np.array([np.cos(np.radians(25.0)), np.sin(np.radians(25.0))])
    observed = Run("", surface, Momentum(lr=lr, beta=beta), tuple(3.0 * along), steps).observe()
    signs = np.sign(observed.positions @ along)
    assert measure(observed, surface).overshoots == np.count_nonzero(signs[1:] != signs[:-1]) == 5


def test_passes_within_rounding_or_noise_are_not_overshoots():
    sphere = surfaces.get("sphere")
    assert measure(walked(sphere, SGD(lr=0.3), 500), sphere).overshoots == 0
    noisy = walked(sphere, SGD(lr=0.05), 2000, noise=0.1)
    crossings = np.count_nonzero(np.diff(np.sign(noisy.positions[:, 0])))
    assert crossings > 20
    assert measure(noisy, sphere).overshoots <= 0.1 * crossings


@pytest.mark.parametrize("kind", list(NoiseKind))
@pytest.mark.parametrize("rule", [SGD(lr=0.02), Momentum(lr=0.01, beta=0.8), Nesterov(lr=0.01, beta=0.8)])
def test_the_noise_floor_is_the_stationary_variance(rule, kind):
    """On the mean of many seeds, within 10 %."""
    surface, noise = surfaces.get("ravine", condition=5.0, angle=40.0), 0.3
    more = {"noise": noise, "noise_kind": kind, "seeds": range(FEW_SEEDS)}
    walk = simulate(surface.gradient, [rule], start=surface.start, steps=4000, **more)
    runs = [
        Observed(rule, path, surface.value(*path.T), velocities, noise=noise, noise_kind=kind)
        for path, velocities in zip(walk.positions[0], walk.velocities[0], strict=True)
    ]
    found = np.mean([measure(run, surface).noise_floor for run in runs])
    beta = getattr(rule, "beta", 0.0)
    spread = {bend: noise * (bend if kind is NoiseKind.JITTER else 1.0) for bend in (1.0, 5.0)}
    expected = 0.5 * sum(b * stationary_variance(rule.key, rule.lr, b, s, beta) for b, s in spread.items())
    assert found == pytest.approx(expected, rel=0.1)
    told = dict(diagnose(runs[0], surface).evidence)["noise floor by theory"]
    assert told == pytest.approx(expected, rel=1e-12)


def test_there_is_no_noise_floor_without_noise_or_without_a_minimum():
    sphere, saddle = surfaces.get("sphere"), surfaces.get("saddle")
    assert measure(walked(sphere, SGD(lr=0.1), 50), sphere).noise_floor is None
    assert measure(walked(saddle, SGD(lr=0.01), 50, noise=0.1), saddle).noise_floor is None


def test_noise_lets_a_run_escape_and_the_measure_counts_it():
    surface = surfaces.get("sharp-and-flat")
    observed = Run("", surface, SGD(lr=0.02), (-1.5, 0.0), 4000, noise=8.0).observe()
    x = observed.positions[:, 0]
    assert measure(observed, surface).escapes == np.count_nonzero((x[1:] > 0) != (x[:-1] > 0)) > 0


def test_a_moved_surface_is_measured_where_it_stands():
    surface, move = surfaces.get("sphere"), Move(40, 0.5, -0.25)
    observed = walked(surface, SGD(lr=0.1), 300, moves=(move,))
    found = measure(observed, surface)
    assert found.distance == pytest.approx(0.0, abs=1e-12)
    assert found.loss_rises == 1
    np.testing.assert_allclose(observed.positions[-1], (0.5, -0.25))


@pytest.mark.parametrize("decay", list(Decay))
def test_weight_decay_moves_the_goal_and_leaves_distance_a_matter_of_the_surface_alone(decay):
    surface = surfaces.get("rosenbrock")
    observed = walked(surface, Momentum(lr=1e-3, beta=0.9, weight_decay=0.5, decay=decay), 3000)
    found = diagnose(observed, surface)
    assert found.measures.distance == pytest.approx(np.hypot(*(observed.positions[-1] - 1.0)))
    assert found.measures.distance > 0.05
    assert found.verdict.value == "Converged"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"losses": np.zeros((3, 1))}, "losses must be one number for each position of a run, and at least one"),
        ({"losses": np.zeros(0)}, "losses must be one number for each position of a run, and at least one"),
        ({"positions": np.zeros((2, 2))}, r"positions must have the shape \(3, 2\), as there are 3 losses"),
        ({"velocities": np.zeros((3, 3))}, r"velocities must have the shape \(3, 2\), as there are 3 losses"),
        ({"offsets": np.zeros((4, 2))}, r"offsets must have the shape \(3, 2\), as there are 3 losses"),
        ({"noise": -1.0}, r"noise must be 0 or more and finite, not -1.0"),
        ({"noise": np.nan}, r"noise must be 0 or more and finite, not nan"),
    ],
)
def test_what_does_not_belong_together_is_refused(changed, words):
    parts = {"positions": np.zeros((3, 2)), "velocities": np.zeros((3, 2)), "losses": np.zeros(3)} | changed
    with pytest.raises(ValueError, match=f"^{words}$"):
        Observed(SGD(lr=0.1), **parts)
