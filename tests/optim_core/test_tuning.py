"""Rules at their own best: near what theory says is best, scored as runs really end, and never by luck."""

from concurrent.futures import CancelledError
from math import inf, log

import numpy as np
import pytest

import surfaces
from optim_core import RULES as EVERY_RULE
from optim_core import SGD, Change, Momentum, Move, Nesterov, NoiseKind, simulate, theory
from optim_core.diagnosis import TOLERANCE
from optim_core.rule import declared_numbers
from optim_core.tuning import Objective, Scores, Trial, tune

LRS = np.geomspace(1e-4, 10.0, 36)
BETAS = 1.0 - np.geomspace(1.0, 1e-3, 12)
FINE = np.geomspace(1e-4, 10.0, 201)
RULES = (SGD(), Momentum(), Nesterov())


def trial_on(surface, steps=300, **more) -> Trial:
    return Trial(surface.bare_gradient, surface, surface.start, steps, **more)


def losses_of_sgd(surface, lrs, steps):
    """SGD on the ravine, in closed form: every direction shrinks by 1 − lr·λ a step."""
    (x, y), curvatures = surface.start, np.array([1.0, surface.condition])
    with np.errstate(over="ignore"):
        left = np.array([x, y]) * (1.0 - np.asarray(lrs)[:, np.newaxis] * curvatures) ** steps
        losses = 0.5 * (curvatures * left**2).sum(axis=1)
    return np.where(np.isfinite(losses), losses, inf)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
@pytest.mark.parametrize("condition", [10.0, 100.0])
def test_the_best_on_a_quadratic_is_near_what_theory_calls_best(rule, condition):
    # Theory's best is that of endless runs: these are as long as numbers can hold, or as patience lasts.
    best = theory.best_tuning(rule.key, 1.0, condition)
    steps = min(1500, int(-230.0 / log(best.rate)))
    trial = trial_on(surfaces.get("ravine", condition=condition), steps, rounding=0.0)
    found = tune(trial, rule, LRS, BETAS)
    assert found.lr == pytest.approx(best.lr, rel=0.06)
    assert 1.0 - (found.beta or 0.0) == pytest.approx(1.0 - best.beta, rel=0.1)
    assert (found.beta is None) is (rule.key == "sgd")
    assert 1.0 - (found.loss / trial.head) ** (0.5 / steps) == pytest.approx(1.0 - best.rate, rel=0.1)


@pytest.mark.parametrize("cls", EVERY_RULE, ids=lambda cls: cls.key)
def test_every_rule_is_tuned_in_lr_and_in_its_first_momentum(cls):
    """The setting that is called the best is better than the rule's own, and scored as it is run."""
    trial = trial_on(surfaces.get("rosenbrock"), 200)
    found = tune(trial, cls(), LRS, BETAS, zooms=1, spots=2)
    assert (found.beta is None) is ("beta" not in declared_numbers(cls))
    best = cls(lr=found.lr) if found.beta is None else cls(lr=found.lr, beta=found.beta)
    loss, _ = trial.runs(best)
    assert found.loss == loss.item()
    assert found.loss < 0.5 * trial.runs(cls())[0].item()


def test_the_best_lr_of_sgd_is_that_of_its_closed_form_to_a_few_percent():
    surface, lrs = surfaces.get("ravine", condition=30.0), np.geomspace(0.05, 0.07, 4001)
    exact = lrs[losses_of_sgd(surface, lrs, 200).argmin()]
    assert tune(trial_on(surface, 200), SGD(), LRS).lr == pytest.approx(exact, rel=0.03)


def test_the_curve_and_the_good_range_are_those_of_the_closed_form():
    surface = surfaces.get("ravine", condition=30.0)
    trial = trial_on(surface, 200, rounding=0.0)
    found = tune(trial, SGD(), LRS, curve=FINE)
    exact = losses_of_sgd(surface, found.curve.lrs, 200)
    assert len(FINE) <= found.curve.loss.shape[1] <= len(FINE) + 1
    np.testing.assert_allclose(found.curve.loss[0], exact, rtol=1e-9)
    # At least half of the best's decades: half-way to the best, counted in logarithms.
    good = np.log(exact) <= 0.5 * (np.log(trial.head) + np.log(found.loss))
    at = int(np.flatnonzero(found.curve.lrs == found.lr)[0])
    first = at - int((~good[:at])[::-1].argmax())
    assert found.good is not None
    assert found.good[0] == pytest.approx(found.curve.lrs[first], rel=0.07)
    assert found.good[1] <= found.curve.lrs[good].max()
    assert found.decades == pytest.approx(np.log10(found.good[1] / found.good[0]))
    assert 0.2 < found.decades < 0.6


def test_a_longer_search_finds_nothing_much_better():
    trial = trial_on(surfaces.get("rosenbrock"), 300)
    found = tune(trial, Nesterov(), LRS, BETAS, objective=Objective.STEPS)
    dense = trial.scores(Nesterov(), np.geomspace(2e-4, 2e-3, 60), 1.0 - np.geomspace(0.3, 0.01, 40))
    assert found.steps <= 1.2 * dense.steps.min()


@pytest.mark.parametrize("objective", Objective)
def test_scores_are_medians_of_runs_that_meet_the_same_noise(objective):
    surface, seeds, lrs, betas = surfaces.get("rosenbrock"), range(3, 8), [1e-4, 1e-3, 5e-3], [0.0, 0.9]
    around = {"noise": 2.0, "batch_size": 4, "seeds": seeds, "noise_kind": NoiseKind.JITTER, "moves": ()}
    scores = trial_on(surface, 120, **around).scores(Momentum(), np.array(lrs), np.array(betas))
    rules = [Momentum(lr=lr, beta=beta) for beta in betas for lr in lrs]
    runs = simulate(surface.gradient, rules, start=surface.start, steps=120, **around)
    loss = surface.value(runs.positions[..., 0], runs.positions[..., 1])
    beyond = ~(loss <= TOLERANCE * loss[..., :1])
    steps = np.where(beyond[..., -1], inf, 121.0 - beyond[..., ::-1].argmax(axis=-1))
    last = np.where(runs.diverged_at >= 0, inf, loss[..., -1])
    expected, found = (last, scores.loss) if objective is Objective.LOSS else (steps, scores.steps)
    np.testing.assert_allclose(found, np.median(expected, axis=-1).reshape(2, 3))


def test_where_half_of_the_seeds_diverge_the_median_is_infinite():
    losses = np.array([[[1.0, 2.0, inf, inf], [1.0, 2.0, 3.0, inf]]])
    scores = Scores(np.array([1e-3, 1e-2]), np.array([np.nan]), losses, losses)
    assert scores.loss.tolist() == [[inf, 2.5]]


def test_luck_at_one_setting_does_not_win():
    """A single low loss among bad ones, as where a run swings, is no better than its neighbours."""
    losses = np.full((5, 9), 1.0)
    losses[1, 2] = 1e-12
    losses[2:5, 5:8] = 1e-3
    scores = Scores(np.geomspace(1e-4, 1.0, 9), 1.0 - np.geomspace(1.0, 0.1, 5), losses[..., None], losses[..., None])
    row, column = scores.best(Objective.LOSS)
    assert row >= 2
    assert column >= 5
    assert scores.spots(Objective.LOSS, 2) == [(1, 2), (2, 5)]


def test_equals_are_told_apart_by_the_other_measure():
    steps = np.array([[9.0, 8.0, 7.0, 6.0, 4.0, 4.0, 4.0]])
    scores = Scores(np.geomspace(1e-4, 1.0, 7), np.array([np.nan]), np.ones((1, 7, 1)), steps[..., None])
    assert scores.best(Objective.LOSS) == (0, 4)
    never = Scores(scores.lrs, scores.betas, steps[..., None], np.full((1, 7, 1), inf))
    assert never.best(Objective.STEPS) == (0, 4)


def test_losses_below_rounding_are_equal():
    trial = trial_on(surfaces.get("ravine", condition=4.0), 400)
    found = tune(trial, Momentum(), LRS, BETAS)
    assert trial.least == pytest.approx(1e-18 * trial.head)
    assert found.loss == trial.least
    # Among the many that come down to it the fastest wins.
    assert found.steps <= 8.0


@pytest.mark.parametrize("objective", Objective)
def test_good_is_at_least_half_as_fast(objective):
    trial = trial_on(surfaces.get("ravine"), 300)
    found = tune(trial, Nesterov(), LRS, BETAS, objective=objective, curve=FINE)
    assert found.good is not None
    lrs = found.curve.lrs
    inside = (found.good[0] <= lrs) & (lrs <= found.good[1])
    beside = (lrs < found.good[0] / 1.2) & (lrs > found.good[0] / 2.0)
    if objective is Objective.STEPS:
        assert (found.curve.steps[0, inside] <= 2.0 * found.steps).all()
        assert (found.curve.steps[0, beside] > 2.0 * found.steps).all()
    else:
        decades = -np.log10(np.minimum(found.curve.loss[0] / trial.head, 1.0))
        assert (decades[inside] >= 0.5 * decades[lrs == found.lr] - 1e-9).all()
        assert (decades[beside] < 0.5 * decades[lrs == found.lr]).all()


def test_a_surface_that_moves_at_once_is_met_where_it_stands_then():
    surface, moves = surfaces.get("ravine"), (Move(0, 1.0, -0.5), Move(3, 2.0, 2.0))
    x, y = surface.start
    trial = trial_on(surface, 300, moves=moves)
    assert trial.head == surface.value(np.float64(x - 1.0), np.float64(y + 0.5))
    assert trial_on(surface, 0, moves=moves).runs(SGD())[0] == trial.head


def test_nothing_gained_is_nowhere_good():
    trial = trial_on(surfaces.get("rosenbrock"), 3)
    assert tune(trial, SGD(), np.array([5.0, 10.0, 20.0])).good is None
    assert tune(trial, SGD(), LRS, objective=Objective.STEPS).good is None
    assert tune(trial, SGD(), np.array([5.0, 10.0, 20.0])).decades == 0.0


def test_the_best_setting_is_one_that_a_hand_can_set_and_scored_as_that():
    trial = trial_on(surfaces.get("rosenbrock"), 200, noise=1.0, seeds=range(5))
    found = tune(trial, Momentum(beta=0.3), LRS, BETAS)
    assert float(f"{found.lr:.2e}") == found.lr
    assert round(1.0 - float(f"{1.0 - found.beta:.2e}"), 9) == found.beta
    loss, steps = trial.runs(Momentum(lr=found.lr, beta=found.beta))
    np.testing.assert_array_equal(found.every_loss, loss)
    np.testing.assert_array_equal(found.every_steps, steps)
    assert found.loss == np.median(loss)


@pytest.mark.parametrize("seeds", [1, 9])
def test_no_place_of_its_curve_is_better_together_with_its_neighbours(seeds):
    trial = trial_on(surfaces.get("rosenbrock"), 150, noise=3.0 if seeds > 1 else 0.0, seeds=range(seeds))
    found = tune(trial, Nesterov(), LRS, BETAS, curve=FINE, zooms=1, spots=1)
    loss = found.curve.loss[0]
    middles = np.median([loss[:-2], loss[1:-1], loss[2:]], axis=0)
    assert found.loss <= np.maximum(middles, loss[1:-1]).min()


def test_what_is_tuned_is_not_steered_and_all_else_stays():
    trial = trial_on(surfaces.get("rosenbrock"), 60)
    changes = (Change(10, "lr", 1e-9), Change(20, "beta", 0.0), Change(30, "weight_decay", 0.5))
    steered = Momentum(weight_decay=0.1, changes=changes)
    lrs, betas = np.array([1e-3]), np.array([0.8])
    both = Momentum(lr=1e-3, beta=0.8, weight_decay=0.1, changes=changes[2:])
    np.testing.assert_array_equal(trial.scores(steered, lrs, betas).every_loss[0, 0], trial.runs(both)[0])
    lr_alone = Momentum(lr=1e-3, weight_decay=0.1, changes=changes[1:])
    np.testing.assert_array_equal(trial.scores(steered, lrs).every_loss[0, 0], trial.runs(lr_alone)[0])
    assert tune(trial, steered, LRS, zooms=0).beta is None


def test_without_a_minimum_nothing_is_best():
    with pytest.raises(ValueError, match=r"^rules cannot be tuned on a surface without a minimum[^\n]*$"):
        trial_on(surfaces.get("saddle"))


def test_whoever_does_not_want_it_any_more_is_heard():
    def unwanted() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        tune(trial_on(surfaces.get("rosenbrock"), checkpoint=unwanted), SGD(), LRS)
