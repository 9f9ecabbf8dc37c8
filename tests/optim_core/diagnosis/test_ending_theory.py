"""Theory for many settings at once is theory for each, and maps are divided where it says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import QHM, SGD, Change, Convention, Cosine, Momentum, Nesterov, StepDecay, sweep, theory
from optim_core.diagnosis import VERDICTS, Verdict
from optim_core.diagnosis.ending_common import Common
from optim_core.diagnosis.ending_forms import forms_of
from optim_core.diagnosis.ending_goals import Bowl, goals_of
from optim_core.diagnosis.goal import Bowl as OneBowl
from optim_core.diagnosis.goal import find_goal
from optim_core.diagnosis.setting import largest_lr, setting_at
from tests.optim_core.strategies import DEFAULTS, VALUES, SignDescent, betas, lrs, steered_rules

SIDE = 256
STEPS = 1000
curvatures = st.floats(-100.0, 1000.0)
linear_rules = st.one_of(
    *(st.builds(cls, lr=lrs, beta=betas) for cls in (Momentum, Nesterov)),
    st.builds(QHM, lr=lrs, beta=betas, nu=VALUES["nu"]),
)


@settings(max_examples=300)
@given(rule=steered_rules, steps=st.integers(0, 130))
def test_forms_are_the_settings_of_the_last_step(rule, steps):
    forms, setting = forms_of(rule, 1, steps), setting_at(rule, max(steps - 1, 0))
    assert bool(forms.known[0]) == (setting is not None)
    if setting is None:
        assert (forms.lr[0], forms.beta[0], forms.pull[0]) == (0.0, forms.beta[0], 0.0)
        return
    # Where β is 0, or nothing moves, there is nothing to look ahead to.
    assume(setting.form.lr > 0.0)
    assert (forms.lr[0], forms.beta[0], forms.pull[0]) == (setting.form.lr, setting.form.beta, setting.pull)
    assert forms.limit[0] == setting.limit
    assert forms.largest[0] == pytest.approx(largest_lr(rule, steps)[1], rel=1e-12)


def test_of_a_rule_that_is_no_heavy_ball_nothing_is_known():
    forms = forms_of(SignDescent.grid(lr=[0.1, 0.2]), 2, 10)
    assert not forms.known.any()
    assert not forms.lr.any()


@settings(max_examples=300)
@given(rule=linear_rules, curvature=curvatures)
def test_rates_and_swings_are_those_of_the_roots(rule, curvature):
    form = theory.form_of(rule)
    root, _ = theory.characteristic_roots(form.rule, form.lr, curvature, form.beta, form.nu)
    forms, bend = forms_of(rule, 1, 10), np.array([curvature])
    assert forms.rate(bend)[0] == pytest.approx(abs(root), rel=1e-9)
    swing = abs(root) ** (np.pi / np.angle(root)) if root.imag else 0.0
    assert forms.swing(bend)[0] == pytest.approx(swing, rel=1e-9)


@settings(max_examples=300)
@given(rule=linear_rules, curvature=curvatures)
def test_variances_are_those_of_theory_and_0_where_it_has_none(rule, curvature):
    key, lr, beta, nu = theory.form_of(rule)
    found = forms_of(rule, 1, 10).variance(np.array([lr]), np.array([curvature]), 0.3)[0]
    if 0.0 < lr * curvature < theory.stability_limit(key, beta, nu):
        assert found == pytest.approx(theory.stationary_variance(key, lr, curvature, 0.3, beta, nu), rel=1e-9)
    else:
        assert found == 0.0


@pytest.mark.parametrize("pull", [0.0, 0.03, 0.5])
@pytest.mark.parametrize("surface", DEFAULTS, ids=lambda surface: surface.key)
def test_goals_are_those_of_single_runs(surface, pull):
    bowl = Bowl(np.array([pull, pull]), 0.1, -0.2) if pull else None
    found = goals_of(surface, bowl)
    assert len(found.x) == len(surface.minima)
    for row, minimum in enumerate(surface.minima):
        one = find_goal(surface, np.array(minimum), OneBowl(pull, np.array([0.1, -0.2])))
        if one is None:  # so much decay leaves no minimum there
            assert np.isnan(found.loss[row, 0])
            continue
        parts = (*one.point, one.loss, *one.curvature[:2])
        np.testing.assert_allclose([part[row, 0] for part in found[:5]], parts, rtol=1e-9, atol=1e-12)
        assert abs(found.soft_x[row, 0] * one.curvature.soft_direction[0]) + abs(
            found.soft_y[row, 0] * one.curvature.soft_direction[1]
        ) == pytest.approx(1.0)


def test_without_a_minimum_there_is_no_goal():
    goals = goals_of(surfaces.get("saddle"), None)
    assert not goals.are_all_there
    assert np.isnan(goals.of(goals.nearest(np.zeros(3), np.zeros(3))).loss)
    assert not any(Common(surfaces.get("saddle"), 10).is_seen(np.array([9.0, 0.0]), np.array([0.0, -9.0])))


@pytest.mark.parametrize("rule", [SGD, Momentum, Nesterov])
def test_a_map_of_the_ravine_is_divided_where_theory_says(rule):
    """In every row the first diverged cell is the first whose lr·κ is over the limit, give or take one cell."""
    surface = surfaces.get("ravine")
    lr, beta = np.geomspace(1e-3, 1.0, SIDE), 1.0 - np.geomspace(1.0, 1e-3, SIDE)
    grid = SGD.grid(lr=np.tile(lr, (SIDE, 1))) if rule is SGD else rule.grid(lr=lr, beta=beta[:, np.newaxis])
    outcomes = sweep(surface.bare_gradient, grid, start=(-3.5, 1.5), steps=STEPS, landscape=surface)
    diverged = outcomes.ending.verdict[..., 0] == VERDICTS.index(Verdict.DIVERGED)
    limits = np.array([theory.stability_limit(rule.key, 0.0 if rule is SGD else row) for row in beta])
    edges = np.searchsorted(lr, limits / surface.condition, side="right")
    assert (np.diff(diverged.astype(int), axis=1) >= 0).all()
    assert np.abs(SIDE - diverged.sum(axis=1) - edges).max() <= 1


CHANGED = {"lr": 1e-3, "schedule": StepDecay(every=300, gamma=0.1), "changes": (Change(10, "lr", 1e-2),)}
COOLED = {"lr": 1e-2, "schedule": Cosine(period=500)}


@pytest.mark.parametrize(
    ("rule", "lr", "largest"),
    [
        (SGD(**CHANGED), 1e-2, 1e-2),
        (replace(SGD(**CHANGED), changes=(Change(310, "lr", 1e-2),)), 1e-2, 1e-3),
        (replace(SGD(**CHANGED), changes=(*SGD(**CHANGED).changes, Change(1000, "lr", 0.5))), 1e-2, 1e-2),
        (Momentum(beta=0.9, convention=Convention.AVERAGED, **CHANGED), 1e-2, 1e-3),
        (Momentum(beta=0.9, convention=Convention.AVERAGED, **COOLED), 1e-2, 1e-3),
        (Momentum(beta=0.9, dampening=0.5, **COOLED), 1e-2, 5e-3),
        (Nesterov(beta=0.9, convention=Convention.INSIDE, **COOLED), 1e-2, 1e-2),
        (QHM(beta=0.9, nu=1.0, **COOLED), 1e-2, 1e-3),
        (QHM(beta=0.9, nu=0.7, **COOLED), 1e-2, 1e-2),
    ],
)
def test_the_largest_lr_is_the_forms_since_the_last_change_whatever_the_schedule_has_left(rule, lr, largest):
    assert largest_lr(rule, STEPS) == (lr, pytest.approx(largest))
    assert forms_of(rule, 2, STEPS).largest == pytest.approx([largest] * 2)


def test_every_lane_of_a_grid_has_its_own_largest_lr():
    rule = Momentum.grid(lr=[0.01, 0.1], beta=[0.5, 0.9], convention=Convention.AVERAGED, schedule=Cosine(period=500))
    assert forms_of(rule, 2, STEPS).largest == pytest.approx([5e-3, 1e-2])
