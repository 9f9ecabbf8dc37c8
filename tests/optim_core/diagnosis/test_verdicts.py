"""Verdicts and first fixes on the labelled runs: those that thresholds were looked at with, and others."""

from collections import Counter
from functools import lru_cache

import numpy as np
import pytest

import surfaces
from optim_core import SGD, Change, Momentum, Move, Nesterov
from optim_core.diagnosis import Health, Verdict, diagnose
from optim_core.theory import stability_limit, stationary_variance
from surfaces.saddle import Saddle
from tests.optim_core.diagnosis.bowls import RULES
from tests.optim_core.diagnosis.labelled import HELD_OUT, TUNED_ON, labelled_runs
from tests.optim_core.diagnosis.remedies import heals
from tests.optim_core.diagnosis.run import Run

each_set = pytest.mark.parametrize("seed", [TUNED_ON, HELD_OUT])


@lru_cache(maxsize=2)
def judged(seed):
    return [(run, diagnose(run.observe(), run.surface)) for run in labelled_runs(seed)]


@each_set
def test_the_set_holds_what_it_should(seed):
    runs = [run for run, _ in judged(seed)]
    assert len(runs) >= 120
    assert len({type(run.surface) for run in runs}) >= 8
    assert {type(run.rule) for run in runs} == set(RULES)
    assert min(Counter(run.verdict for run in runs)[verdict] for verdict in Verdict) >= 10
    assert sum(run.noise > 0 for run in runs) >= 20


@each_set
def test_the_right_verdict_is_given(seed):
    wrong = [f"{run} was judged {found.verdict.value}" for run, found in judged(seed) if found.verdict != run.verdict]
    assert len(wrong) <= 0.05 * len(judged(seed)), wrong


@each_set
def test_converged_is_never_given_to_a_run_that_has_not(seed):
    given = [run for run, found in judged(seed) if found.verdict is Verdict.CONVERGED]
    assert given
    assert all(run.verdict is Verdict.CONVERGED for run in given)


@each_set
def test_the_first_fix_makes_sick_runs_healthier(seed):
    sick = [(run, found) for run, found in judged(seed) if found.verdict.health is Health.SICK]
    worse = [f"{run}: {found.fix.words}" for run, found in sick if not heals(run, found)]
    assert len(worse) <= 0.1 * len(sick), worse


def test_every_sick_verdict_has_a_fix_and_converged_has_none():
    for _, found in judged(TUNED_ON):
        assert (found.fix is None) == (found.verdict is Verdict.CONVERGED)


def verdict(surface, rule, start=None, steps=1000, **more):
    return diagnose(Run("", surface, rule, start or surface.start, steps, **more).observe(), surface).verdict


@pytest.mark.parametrize(("kind", "beta"), [(SGD, 0.0), (Momentum, 0.9), (Nesterov, 0.9)])
def test_the_limit_parts_oscillating_from_diverged(kind, beta):
    surface = surfaces.get("sphere")
    settings = {} if kind is SGD else {"beta": beta}
    lr = stability_limit(kind.key, beta) / 2.0
    assert verdict(surface, kind(lr=0.99 * lr, **settings), steps=30) is Verdict.OSCILLATING
    assert verdict(surface, kind(lr=1.05 * lr, **settings), steps=200) is Verdict.DIVERGED


def test_rosenbrock_with_beta_099_overshoots_and_later_arrives():
    surface, rule = surfaces.get("rosenbrock"), Momentum(lr=1e-3, beta=0.99)
    assert verdict(surface, rule, steps=200) is Verdict.OVERSHOOTING
    assert verdict(surface, rule, steps=1000) is Verdict.OVERSHOOTING
    assert verdict(surface, rule, steps=5000) is Verdict.CONVERGED


@pytest.mark.parametrize("rule", [SGD(lr=5e-3), SGD(lr=3e-3), Nesterov(lr=2e-3, beta=0.9)])
def test_rosenbrock_beyond_the_limit_of_its_minimum_oscillates(rule):
    assert verdict(surfaces.get("rosenbrock"), rule, steps=5000) is Verdict.OSCILLATING


@pytest.mark.parametrize("lr", [0.1, 0.5, 0.8, 0.95])
@pytest.mark.parametrize("seed", range(5))
def test_oscillation_that_is_only_noise_is_the_noise_floor(lr, seed):
    assert verdict(surfaces.get("sphere"), SGD(lr=lr), steps=400, noise=0.2, seed=seed) is Verdict.NOISE_FLOOR


@pytest.mark.parametrize("seed", range(5))
def test_a_zigzag_that_is_only_noise_is_not_oscillating_on_the_way_either(seed):
    """Along the soft direction a tenth is left; across, lr·λ = 1.95 turns the noise to and fro at its own floor."""
    ravine, lr, steps = surfaces.get("ravine", condition=50.0), 1.95 / 50.0, 60
    left = 3.5 * (1.0 - lr) ** steps
    noise = np.sqrt(0.5 * left**2 / 6.0 / (0.5 * 50.0 * stationary_variance("sgd", lr, 50.0, 1.0)))
    assert verdict(ravine, SGD(lr=lr), (-3.5, 0.0), steps, noise=noise, seed=seed) is not Verdict.OSCILLATING


def test_a_swing_goes_on_after_an_event_and_is_no_stale_momentum():
    ravine = surfaces.get("ravine", condition=5.0)
    for event in ({"moves": (Move(160, 0.1, 0.0),)}, {"changes": (Change(160, "lr", 1.6e-3),)}):
        moves = {"moves": event.pop("moves")} if "moves" in event else {}
        rule = Momentum(lr=1e-3, beta=0.99, **event)
        assert verdict(ravine, rule, (-3.0, 0.0), 400, **moves) is Verdict.OVERSHOOTING


class Impostor(Saddle):
    """A saddle that takes its saddle point for a minimum."""

    @property
    def minima(self):
        return ((0.0, 0.0),)


def test_converged_needs_a_minimum_and_not_only_a_point_without_a_slope():
    assert verdict(Impostor(), SGD(lr=0.1), (1.0, 0.0), 500) is Verdict.STUCK


def test_a_small_change_of_the_loss_is_not_converged():
    """Far away on a plateau, on a saddle, and with next to no lr, nothing changes and nothing has arrived."""
    still = [
        verdict(surfaces.get("plateau"), SGD(lr=0.1), (3.5, 0.0)),
        verdict(surfaces.get("saddle"), SGD(lr=0.1), (1.0, 0.0)),
        verdict(surfaces.get("rosenbrock"), SGD(lr=1e-12)),
    ]
    assert still == [Verdict.STUCK, Verdict.STUCK, Verdict.CRAWLING]


@pytest.mark.parametrize("surface", [cls() for cls in surfaces.SURFACES], ids=lambda surface: surface.key)
@pytest.mark.parametrize("steps", [1, 100])
def test_who_begins_at_a_minimum_has_arrived(surface, steps):
    """Even where the slope there is rounding and not quite 0."""
    for minimum in surface.minima:
        for rule in (SGD(lr=0.0), Momentum(lr=surface.suggested_lr)):
            assert verdict(surface, rule, minimum, steps) is Verdict.CONVERGED


def test_who_has_just_reached_the_minimum_is_on_no_plateau():
    told = diagnose(Run("", surfaces.get("sphere"), SGD(lr=0.5), (0.01, 0.0), 1).observe(), surfaces.get("sphere"))
    assert told.measures.distance == 0.0
    assert told.verdict is not Verdict.STUCK
    assert "undefined" not in told.cause


def test_passing_the_minimum_at_speed_is_not_converged():
    surface, rule = surfaces.get("ravine", condition=1.0), Momentum(lr=1e-4, beta=0.9999)
    path = Run("", surface, rule, (1.0, 0.0), 400).observe().positions[:, 0]
    passing = int(np.abs(path).argmin())
    assert abs(path[passing]) < 0.01
    assert verdict(surface, rule, (1.0, 0.0), passing) is not Verdict.CONVERGED


def test_moving_everything_changes_nothing():
    """A surface that was moved before the run began, and the start with it."""
    surface, shift = surfaces.get("rosenbrock"), (0.25, -0.5)
    start = tuple(np.add(surface.start, shift))
    for rule, steps in ((Momentum(lr=1e-3, beta=0.9), 3000), (SGD(lr=1e-3), 500), (Nesterov(lr=1e-3, beta=0.99), 100)):
        assert verdict(surface, rule, start, steps, moves=(Move(0, *shift),)) is verdict(surface, rule, steps=steps)


def test_a_local_minimum_is_arrival_too():
    surface = surfaces.get("sharp-and-flat")
    for minimum in surface.minima:
        start = (minimum[0] + 0.05, 0.05)
        assert verdict(surface, SGD(lr=0.01), start, 5000) is Verdict.CONVERGED
