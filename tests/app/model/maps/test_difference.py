"""Two maps cell by cell."""

from dataclasses import replace

import numpy as np
import pytest

from app.model.maps import Measure, difference_of
from app.model.maps.difference import OUTCOMES, Outcome
from optim_core.diagnosis import Verdict
from tests.app.model.maps.examples import computed, made_up, on

C, D, S, X = Verdict.CONVERGED, Verdict.DESCENDING, Verdict.OSCILLATING, Verdict.DIVERGED
INF = float("inf")


def outcomes(difference) -> list[list[Outcome]]:
    return [[OUTCOMES[code] for code in row] for row in difference.outcome]


def test_losses_are_compared_by_their_ratio_where_both_runs_stayed_finite() -> None:
    first = made_up([[D, X], [D, X]], loss=[[1e-3, INF], [5.0, INF]])
    second = made_up([[D, D], [X, X]], loss=[[1e-1, 1.0], [INF, INF]])
    found = difference_of(first, second, Measure.LOSS)
    assert found.ratio[0, 0] == pytest.approx(-2.0)
    assert np.isnan(found.ratio).tolist() == [[False, True], [True, True]]
    assert outcomes(found) == [[Outcome.BOTH, Outcome.SECOND], [Outcome.FIRST, Outcome.NEITHER]]
    assert found.has_numbers


def test_steps_are_compared_by_powers_of_two_where_both_runs_arrived() -> None:
    first = made_up([[D, D], [D, D]], steps=[[400, -1], [7, -1]])
    second = made_up([[D, D], [D, D]], steps=[[100, 5], [-1, -1]])
    found = difference_of(first, second, Measure.STEPS)
    assert found.ratio[0, 0] == pytest.approx(2.0)
    assert outcomes(found) == [[Outcome.BOTH, Outcome.SECOND], [Outcome.FIRST, Outcome.NEITHER]]


def test_verdicts_are_the_same_or_one_alone_converged_or_they_differ_otherwise() -> None:
    found = difference_of(made_up([[C, D], [C, X]]), made_up([[C, C], [S, D]]), Measure.VERDICT)
    assert outcomes(found) == [[Outcome.SAME, Outcome.SECOND], [Outcome.FIRST, Outcome.DIFFERENT]]
    assert not found.has_numbers


def test_minima_are_the_same_or_one_run_alone_ended_at_one_or_they_differ() -> None:
    first = made_up([[C, D], [C, C]], minimum=[[0, -1], [1, 0]])
    second = made_up([[C, C], [D, C]], minimum=[[0, 1], [-1, 1]])
    found = difference_of(first, second, Measure.MINIMUM)
    assert outcomes(found) == [[Outcome.SAME, Outcome.SECOND], [Outcome.FIRST, Outcome.DIFFERENT]]


def test_two_runs_that_ended_at_no_minimum_did_not_end_at_the_same() -> None:
    first, second = made_up([[X, D], [C, X]]), made_up([[X, X], [D, S]])
    by_minimum, by_verdict = (difference_of(first, second, by) for by in (Measure.MINIMUM, Measure.VERDICT))
    assert outcomes(by_minimum) == [[Outcome.NEITHER] * 2] * 2
    assert outcomes(by_verdict) == [[Outcome.SAME, Outcome.DIFFERENT], [Outcome.FIRST, Outcome.DIFFERENT]]


@pytest.mark.parametrize("measure", Measure)
def test_a_map_does_not_differ_from_itself(measure: Measure) -> None:
    data = computed(on("rosenbrock"), side=8)
    found = difference_of(data, data, measure)
    assert {outcome for row in outcomes(found) for outcome in row} <= {Outcome.BOTH, Outcome.NEITHER, Outcome.SAME}
    assert np.nan_to_num(found.ratio).tolist() == np.zeros((8, 8)).tolist()


def test_without_a_minimum_losses_are_compared_by_their_difference() -> None:
    first = made_up([[D]], loss=[[-5.0]], floor=float("nan"))
    second = made_up([[D]], loss=[[-2.0]], floor=float("nan"))
    assert difference_of(first, second, Measure.LOSS).ratio.item() == -3.0


def test_losses_beyond_all_numbers_are_no_numbers_whatever_the_verdict() -> None:
    left = Verdict.LEFT_VIEW
    first, second = made_up([[left, left], [D, D]], loss=[[INF, INF], [1.0, 1.0]]), made_up([[left] * 2] * 2)
    found = difference_of(first, replace(second, loss=np.array([[INF, 1.0], [INF, 1.0]])), Measure.LOSS)
    assert outcomes(found) == [[Outcome.NEITHER, Outcome.SECOND], [Outcome.FIRST, Outcome.BOTH]]
    assert np.isnan(found.ratio).tolist() == [[True, True], [True, False]]


def test_a_coarse_map_is_compared_with_a_fine_one_by_where_the_cells_lie() -> None:
    coarse = made_up([[C, D], [X, S]])
    fine = made_up([[C, C, D, D], [C, C, D, D], [X, X, S, S], [X, X, S, S]])
    for pair in ((coarse, fine), (fine, coarse)):
        found = difference_of(*pair, Measure.VERDICT)
        assert found.outcome.shape == (4, 4)
        assert {outcome for row in outcomes(found) for outcome in row} == {Outcome.SAME}
