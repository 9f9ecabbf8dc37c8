"""Axes show every best, every good range and where all diverges; the present lr too, wherever it is."""

import numpy as np
import pytest

from app.model import edits
from app.model.fair import fair_axes
from optim_core.tuning import Objective
from tests.app.model.fair.comparisons import noisy, result_of, short

EXPERIMENTS = {"plain": short(), "noisy": noisy()}


@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_what_matters_is_in_sight(name, objective):
    result = result_of(EXPERIMENTS[name], objective)
    axes = fair_axes(result)
    for lane in result.lanes:
        rates = [lane.tuned.lr, *(lane.tuned.good or ()), lane.lane.rule.lr]
        assert all(axes.left <= np.log10(rate) <= axes.right for rate in rates)
        best = lane.tuned.loss if objective is Objective.LOSS else lane.tuned.steps
        assert axes.low <= axes.place(best) <= axes.high or best == np.inf
        beyond = lane.tuned.curve.lrs > 10.0**axes.right
        assert np.isinf(lane.tuned.curve.loss[0, beyond]).all()


@pytest.mark.parametrize("lr", [1e-6, 3.0])
def test_a_present_lr_far_away_widens_the_axis(lr):
    axes = fair_axes(result_of(edits.set_master(short(), "lr", lr)))
    assert axes.left <= np.log10(lr) <= axes.right


def test_the_axis_of_steps_ends_with_never():
    axes = fair_axes(result_of(short(), Objective.STEPS))
    *ticks, (top, never) = axes.value_ticks(9)
    assert (top, never) == (axes.high, "never")
    assert all(10**place == pytest.approx(float(label)) and place < axes.high for place, label in ticks)
    assert axes.place(60.0) < axes.high < axes.place(np.inf)


def test_curves_leave_upwards_where_there_is_no_number():
    result = result_of(short())
    curve = result.lanes[0].tuned.curve
    places = fair_axes(result).curve(curve)
    finite = np.isfinite(curve.loss[0])
    np.testing.assert_allclose(10 ** places[finite, 1], curve.loss[0, finite])
    assert (places[~finite, 1] > 100.0).all()
    assert (~finite).any()
