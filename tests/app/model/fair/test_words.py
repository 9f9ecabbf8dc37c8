"""The sentence says what the numbers carry, and no more."""

import re
from dataclasses import replace

import numpy as np
import pytest

from app.model import edits
from app.model.fair.cells import best_cells, decades_text, lane_text, loss_text, now_cells, point_text, steps_text
from app.model.fair.words import budget_text, good_text, headline
from optim_core.tuning import Objective
from tests.app.model.fair.comparisons import noisy, result_of, short, with_losses


def said(now, best, objective=Objective.LOSS):
    result = result_of(short(), objective)
    return headline(with_losses(result, np.array(now)[:, np.newaxis], np.array(best)[:, np.newaxis]))


def test_ratios_are_those_of_the_losses():
    assert said([0.9, 0.005, 0.4], [0.06, 0.03, 0.05]) == (
        "At the same lr 0.01, Momentum ends 180 × lower than SGD."
        " Each at its own best lr and β, Momentum ends 2 × lower than SGD."
    )


def test_who_wins_may_change():
    assert said([0.9, 0.005, 0.4], [0.001, 0.03, 0.05]).endswith("SGD ends 30 × lower than Momentum.")


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ([np.inf, 1.0, 2.0], "SGD diverges and Momentum does not"),
        ([np.inf] * 3, "SGD and Nesterov both diverge"),
        ([1.0, 1.02, 1.05], "SGD and Nesterov end alike: 1 and 1.05"),
        ([1.0, 1e-30, 2.0], "Momentum ends more than"),
        ([1e-30] * 3, "SGD and Nesterov both come down to rounding"),
    ],
)
def test_losses_that_are_no_ratio(now, words):
    least = result_of(short()).request.trial.least
    now = [max(loss, least) for loss in now]
    assert f"At the same lr 0.01, {words}" in said(now, [1.0, 2.0, 3.0])


def test_steps_are_told_as_steps():
    assert said([120.0, 80.0, np.inf], [30.0, 30.0, 20.0], Objective.STEPS) == (
        "At the same lr 0.01, Momentum takes 80 steps to tolerance, Nesterov never gets there."
        " Each at its own best lr and β, Momentum takes 30 steps to tolerance, Nesterov 20."
    ).replace("Momentum takes 30 steps to tolerance, Nesterov 20", "Nesterov takes 20 steps to tolerance, Momentum 30")


def test_where_nobody_gets_there_the_losses_are_compared():
    words = said([np.inf] * 3, [1.0, 2.0, 3.0], Objective.STEPS)
    assert "neither comes within tolerance, and SGD and Nesterov both diverge" in words


def test_one_lr_for_all_is_said_and_different_ones_are_not():
    assert headline(result_of(short())).startswith("At the same lr 0.01, ")
    apart = result_of(edits.set_lane_parameter(short(), 0, "lr", 0.02))
    assert headline(apart).startswith("As they are set, ")


def test_what_is_not_tuned_is_not_claimed():
    assert "Each at its own best lr, " in headline(result_of(short(), tunes_beta=False))


def test_one_lane_is_compared_with_itself():
    alone = short()
    for place in (1, 2):
        alone = edits.set_visible(alone, place, False)
    result = result_of(alone)
    words = headline(result)
    (lane,) = result.lanes
    assert loss_text(float(lane.loss[0]), 0.0) in words
    assert loss_text(lane.tuned.loss, 0.0) in words
    assert re.fullmatch(r"SGD as it is set: final loss \S+; at its own best lr: \S+\.", words)


@pytest.mark.parametrize(("wins", "differs"), [(16, True), (13, True), (12, False), (8, False)])
def test_with_noise_a_difference_must_show_in_most_seeds(wins, differs):
    """By the sign test: of 16 seeds 13 on one side have a two-sided chance of 2.1 %, and 12 of 7.7 %."""
    result = result_of(edits.set_visible(noisy(), 2, False))
    low = np.full(16, 1.0)
    high = np.where(np.arange(16) < wins, 3.0, 0.5)
    words = headline(with_losses(result, [low, high], [low, low]))
    now = words.split(". Each")[0]
    assert ("cannot be told apart over 16 seeds: 1 and" in now, "ends 3 × lower" in now) == (not differs, differs)


def test_the_budget_is_counted():
    assert budget_text(short()) == "Budget: 60 gradients a run, one a step."
    assert budget_text(edits.set_run(short(), "steps", 1)) == "Budget: 1 gradient a run, one a step."
    batches = edits.set_run(edits.set_run(short(), "steps", 1000), "batch_size", 16)
    assert budget_text(batches) == "Budget: 16,000 gradients a run, 1,000 steps × batch 16."
    assert budget_text(result_of(noisy()).request.experiment).endswith("one a step. Medians of 16 seeds.")
    assert good_text(Objective.LOSS) == "Good: ≥ 50 % of the best's decades."
    assert good_text(Objective.STEPS) == "Good: ≤ 2 × the best's steps."


def test_cells_are_the_numbers():
    result = result_of(short())
    sgd, momentum, _ = result.lanes
    assert now_cells(result, sgd)[:2] == ("0.01", "–")
    assert now_cells(result, momentum)[:2] == ("0.01", "0.9")
    assert float(best_cells(result, momentum)[0]) == momentum.tuned.lr
    assert float(best_cells(result, momentum)[1]) == momentum.tuned.beta
    assert float(best_cells(result, momentum)[2]) == pytest.approx(momentum.tuned.loss, rel=0.01)
    assert steps_text(np.inf) == "never"
    assert steps_text(1234.0) == "1,234"
    assert loss_text(np.inf, 1e-17) == "diverged"
    assert loss_text(1e-17, 1e-17) == "<1e-17"
    assert decades_text(sgd) == f"{sgd.tuned.decades:.2f}"
    assert decades_text(replace(sgd, tuned=replace(sgd.tuned, good=None))) == "none"


def test_a_lane_in_sentences_and_a_point_of_its_curve():
    result = result_of(short())
    lane = result.lanes[1]
    lines = lane_text(result, lane).split("\n")
    assert lines[0] == "Momentum"
    assert lines[1].startswith("Now: lr 0.01, β 0.9, final loss ")
    assert lines[3].startswith("Good range of lr: ")
    assert point_text(result, lane, lane.tuned.lr * 1.001).startswith(f"Momentum at lr {best_cells(result, lane)[0]}: ")
