"""Judged all at once, runs get what they get one by one: always the steps, nearly always the verdict."""

from concurrent.futures import CancelledError
from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import SGD, Momentum, Move, Nesterov, NoiseKind, Warmup, simulate, sweep
from optim_core.diagnosis import VERDICTS, Verdict, ending, ending_of_paths
from optim_core.surroundings import offsets
from tests.optim_core.diagnosis.ending_cells import endings_equal, full_steps, full_verdict, judged_cells
from tests.optim_core.diagnosis.run import Run
from tests.optim_core.diagnosis.test_everywhere import runs
from tests.optim_core.strategies import DEFAULTS, FEW, SignDescent

RULES = (SGD, Momentum, Nesterov)
BARS = {"sharp-and-flat": 0.93, "mccormick": 0.93, "ackley": 0.95}
"""Of all cells: so many verdicts agree. Where a run changes the minimum, the swings before are not known."""
BAR = 0.98


def ending_of_run(run):
    around = {"noise": run.noise, "noise_kind": run.noise_kind, "moves": run.moves, "seeds": (run.seed,)}
    outcomes = sweep(run.surface.gradient, run.rule, start=run.start, steps=run.steps, landscape=run.surface, **around)
    return outcomes.ending


@pytest.mark.parametrize(("surface", "noise"), [*product(DEFAULTS, [0.0]), *product(DEFAULTS[::2], [0.3])], ids=str)
def test_cells_of_maps_get_the_verdict_of_their_path(surface, noise):
    count = 120 if noise else 60  # noise leaves more of them undecided, and of few one weighs much
    cells = [judged_cells(surface, rule, count, seed=seed, noise=noise) for seed, rule in enumerate(RULES)]
    assert np.mean([found.agreement for found in cells]) >= BARS.get(surface.key, BAR)
    for found in cells:
        assert found.fast_steps == found.full_steps
        wrong = [full for fast, full in zip(found.fast, found.full, strict=True) if fast is Verdict.CONVERGED]
        assert set(wrong) <= {Verdict.CONVERGED}


BEYOND = Run(
    "it ends out of view, where decay makes a minimum that is none of the surface's own",
    surfaces.get("mccormick"),
    Momentum(lr=1.0, beta=0.0, weight_decay=0.1, schedule=Warmup(4)),
    start=(-1.5, -3.0),
    steps=4,
    moves=(Move(0, 0.0, 1.0),),
)


@settings(max_examples=250, deadline=None)
@given(run=runs())
@example(run=BEYOND)
def test_any_run_ends_as_its_whole_path_says(run):
    found, observed = ending_of_run(run), run.observe()
    assert found.steps_to_tolerance[0] == full_steps(observed, run.surface)
    if VERDICTS[found.verdict[0]] is Verdict.CONVERGED:
        assert full_verdict(observed, run.surface) in (Verdict.CONVERGED, Verdict.STALE_MOMENTUM)
    if observed.diverged_at >= 0:
        assert (found.loss[0], found.minimum[0]) == (np.inf, -1)
        assert np.isnan(found.distance[0])
        return
    last = observed.losses[-1]
    assert found.loss[0] == (np.inf if np.isnan(last) else last)
    assert_nearest(run, observed, found)


def assert_nearest(run, observed, found):
    here = observed.positions[-1] - (0.0 if observed.offsets is None else observed.offsets[-1])
    left, right, bottom, top = run.surface.view
    away = [np.hypot(*(here - minimum)) for minimum in run.surface.minima]
    far = min(away, default=np.inf) > np.hypot(right - left, top - bottom) / 3
    if far or VERDICTS[found.verdict[0]] is Verdict.DIVERGED:
        assert found.minimum[0] == -1
        assert np.isnan(found.distance[0])
    else:
        assert away[found.minimum[0]] == found.distance[0] == min(away)


@settings(max_examples=100, deadline=None)
@given(run=runs())
def test_recorded_paths_end_as_swept_runs(run):
    observed = run.observe()
    path, losses, end = observed.positions[None, None], observed.losses[None, None], np.array([[observed.diverged_at]])
    around = (run.noise, run.noise_kind, observed.offsets)
    found = ending_of_paths([run.rule], path, losses, end, run.surface, *around)
    assert endings_equal(found.reshaped(1), ending_of_run(run))


@pytest.fixture(scope="module")
def crowd():
    """Three lanes of seven seeds on a surface that moves, some of which diverge."""
    rules = [SGD(lr=2e-3), Momentum(lr=1e-3, beta=0.9, schedule=Warmup(20)), Nesterov(lr=2e-3, beta=0.9)]
    surface, moves = surfaces.get("rosenbrock"), (Move(30, 0.2, -0.1),)
    around = {"start": surface.start, "steps": 110, "noise": 5.0, "batch_size": 4, "seeds": range(7), "moves": moves}
    return rules, surface, around, simulate(surface.gradient, rules, **around)


def of_crowd(crowd, checkpoint=None):
    rules, surface, around, walk = crowd
    where = offsets(around["moves"], 0, around["steps"] + 1)
    losses = surface.value(*np.moveaxis(walk.positions - where, -1, 0))
    return ending_of_paths(
        rules, walk.positions, losses, walk.diverged_at, surface, 2.5, NoiseKind.GAUSSIAN, where, checkpoint
    )


def test_a_crowd_ends_as_its_lanes_swept_one_by_one(crowd, monkeypatch):
    rules, surface, around, walk = crowd
    monkeypatch.setattr(ending, "MOST_AT_ONCE", 3)
    found = of_crowd(crowd)
    assert 0 < np.count_nonzero(walk.diverged_at >= 0) < walk.diverged_at.size
    for lane, rule in enumerate(rules):
        alone = sweep(surface.gradient, rule, landscape=surface, **around).ending
        assert endings_equal(found.taken(lane), alone)


def test_a_crowd_that_is_no_longer_wanted_is_left_alone(crowd):
    calls = []

    def stop():
        calls.append(1)
        if len(calls) == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        of_crowd(crowd, stop)
    assert len(calls) == 3


def test_all_verdicts_but_one_are_given():
    rng = np.random.default_rng(3)
    lr, beta = 10.0 ** rng.uniform(-5, 0, 200), 1.0 - 10.0 ** rng.uniform(-3, 0, 200)
    codes = [
        sweep(s.gradient, rule, start=s.start, steps=300, noise=noise, landscape=s).ending.verdict
        for s in FEW
        for rule in (SGD.grid(lr=lr), Momentum.grid(lr=lr, beta=beta))
        for noise in (0.0, 0.3)
    ]
    given = {VERDICTS[code] for code in np.unique(codes)}
    assert set(Verdict) - given == {Verdict.STALE_MOMENTUM}


def test_downhill_out_of_all_numbers_is_out_of_the_view_for_who_was_in_it():
    surface = surfaces.get("saddle")
    starts = np.array([(0.1, 0.1), (0.1, 3.0), (3.0, 0.0)])[:, np.newaxis]
    rule = SGD.grid(lr=np.array([0.9, 0.9, 1.5]))
    outcomes = sweep(surface.gradient, rule, start=starts, steps=3000, landscape=surface)
    assert (outcomes.diverged_at > 0).all()
    found = [VERDICTS[code] for code in outcomes.ending.verdict[:, 0]]
    assert found == [Verdict.LEFT_VIEW, Verdict.DIVERGED, Verdict.DIVERGED]


@pytest.mark.parametrize("surface", DEFAULTS, ids=lambda surface: surface.key)
def test_a_rule_that_theory_does_not_know_is_judged_too(surface):
    for lr in (1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0):
        run = Run("", surface, SignDescent(lr=lr), surface.start, 400)
        assert VERDICTS[ending_of_run(run).verdict[0]] is full_verdict(run.observe(), surface)


@pytest.mark.parametrize("surface", DEFAULTS, ids=lambda surface: surface.key)
@given(st.data())
@settings(max_examples=10, deadline=None)
def test_who_stands_still_from_the_start_needs_no_step(surface, data):
    minimum = data.draw(st.sampled_from(surface.minima or (None,)))
    if minimum is None:
        return
    # With a rate that is no more than stable: a minimum is exact to rounding, and rounding would grow.
    rule = SGD(lr=min(1e-3, surface.suggested_lr))
    found = sweep(surface.gradient, rule, start=minimum, steps=40, landscape=surface).ending
    assert (found.steps_to_tolerance[0], VERDICTS[found.verdict[0]]) == (0, Verdict.CONVERGED)
