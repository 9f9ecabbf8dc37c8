"""Learning rates and events over the loss chart."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import edits, scheduling, steering
from app.model.experiment import Experiment
from app.model.schedule_chart import MOST_DECADES, RateCurve, overlay
from optim_core import SCHEDULES, SGD, Constant, Cosine, ExponentialDecay, StepDecay, Warmup
from tests.app.model.strategies import STEPS, experiments


def rates(experiment: Experiment) -> dict[int, np.ndarray]:
    return {rate.lane: 10.0**rate.exponents for rate in overlay(experiment).rates}


@pytest.mark.parametrize("schedule", [s for s in SCHEDULES if s is not Constant], ids=lambda schedule: schedule.key)
def test_of_each_lane_that_has_a_schedule_the_rate_of_every_update(schedule) -> None:
    found = rates(scheduling.add_schedule(Experiment(), 1, schedule))
    expected = 1e-3 * schedule().factor(np.arange(1000))
    np.testing.assert_allclose(found.pop(1), expected, atol=1e-299)
    assert not found


def test_steered_rates_too_but_not_what_else_was_steered() -> None:
    experiment = steering.steer_master(edits.set_linked(Experiment(), 0, False), "lr", 5e-4, 400)
    found = rates(steering.steer_lane(experiment, 0, "weight_decay", 0.1, 10))
    assert sorted(found) == [1, 2]
    np.testing.assert_allclose(found[1], np.where(np.arange(1000) < 400, 1e-3, 5e-4))
    assert not rates(steering.steer_master(Experiment(), "beta", 0.5, 400))


def test_a_rate_that_is_steered_up_from_zero_is_shown_from_there() -> None:
    experiment = steering.steer_master(edits.set_master(Experiment(), "lr", 0.0), "lr", 1e-3, 400)
    assert rates(experiment)[1][399:401].tolist() == pytest.approx([0.0, 1e-3], abs=1e-299)
    over = overlay(experiment)
    assert over.low < -3.0 < over.high < 1.0


def test_hidden_lanes_show_neither_rates_nor_events() -> None:
    experiment = scheduling.add_schedule(scheduling.add_schedule(Experiment(), 1, Cosine), 2, Warmup)
    over = overlay(edits.set_visible(experiment, 1, False))
    assert [rate.lane for rate in over.rates] == [2]
    assert [event.lane for event in over.events] == [2]


def test_nothing_to_show() -> None:
    over = overlay(Experiment())
    assert over.is_empty
    assert (over.axis, over.rates, over.events) == (None, (), ())
    zero = edits.set_master(scheduling.add_schedule(Experiment(), 1, Cosine), "lr", 0.0)
    assert overlay(zero).rates == ()
    assert not overlay(zero).is_empty, "its handle is still there"


def test_the_axis_has_whole_decades_and_stays_while_a_rate_changes_a_little() -> None:
    experiment = scheduling.add_schedule(Experiment(), 1, StepDecay)
    axes = {overlay(edits.set_master(experiment, "lr", lr)).axis for lr in np.geomspace(1.1e-4, 9.9e-4, 50)}
    assert len(axes) == 1
    ((low, high),) = axes  # type: ignore[misc]
    assert -8.0 < low < -7.0 < -3.0 < high < -2.0


@given(experiment=experiments())
def test_the_axis_shows_the_largest_rate_and_no_more_decades_than_matter(experiment: Experiment) -> None:
    over = overlay(experiment)
    if over.axis is None:
        return
    low, high = over.axis
    largest = max(rate.exponents.max() for rate in over.rates)
    assert low < largest < high
    assert high - low <= 1.2 * (MOST_DECADES + 1)


def test_a_rise_without_end_leaves_the_axis_and_not_the_others_below_it() -> None:
    experiment = scheduling.set_schedule(Experiment(), 1, StepDecay(every=1, gamma=10.0) * Cosine(period=100))
    over = overlay(scheduling.add_schedule(experiment, 2, ExponentialDecay))
    assert over.axis is not None
    assert over.low < -3.0 < over.high < 1.0
    assert not any(np.isnan(rate.exponents).any() for rate in over.rates)
    (piece,) = over.rates[0].pieces(over.low, over.high)
    assert piece[-1, 1] == over.high
    assert len(piece) < 10


@given(
    values=st.lists(st.floats(-10, 10) | st.just(np.inf) | st.just(-300.0), min_size=1, max_size=40).map(np.array),
    low=st.floats(-6, 0),
    span=st.floats(0.5, 6),
)
def test_pieces_hold_what_lies_within_and_go_to_the_edge_where_it_leaves(values, low: float, span: float) -> None:
    high = low + span
    pieces = RateCurve(0, 0, SGD(), values).pieces(low, high)
    shown = np.concatenate([piece[:, 0].astype(int) for piece in pieces]) if pieces else np.array([], dtype=int)
    within = np.flatnonzero((values >= low) & (values <= high))
    assert set(within) <= set(shown) <= {k + d for k in within for d in (-1, 0, 1)}
    for piece in pieces:
        np.testing.assert_array_equal(piece[:, 1], np.clip(values, low, high)[piece[:, 0].astype(int)])
        assert (np.diff(piece[:, 0]) == 1).all()


def test_looks_change_with_what_is_seen_and_with_nothing_else() -> None:
    experiment = scheduling.add_schedule(Experiment(), 1, Cosine)
    looks = overlay(experiment).looks
    assert isinstance(hash(looks), int)
    for same in (edits.set_master(experiment, "beta", 0.5), edits.set_run(experiment, "noise", 1.0)):
        assert overlay(same).looks == looks
    recoloured = edits.change_lane(experiment, 1, replace(experiment.lanes[1], colour=5))
    others = [
        edits.set_master(experiment, "lr", 2e-4),
        edits.set_run(experiment, "steps", 500),
        scheduling.add_restart(experiment, 1, 300),
        steering.steer_master(experiment, "beta", 0.5, 300),
        scheduling.set_schedule_number(experiment, 1, 0, "floor", 0.1),
        recoloured,
    ]
    assert len({looks, *(overlay(other).looks for other in others)}) == 1 + len(others)


@given(experiment=experiments())
def test_events_are_those_of_the_experiment_and_rates_as_long_as_the_run(experiment: Experiment) -> None:
    over = overlay(experiment)
    assert all(rate.exponents.shape == (STEPS,) for rate in over.rates)
    assert over.experiment is experiment
    assert over.within(-1.0, 2.0).axis in ((-1.0, 2.0), None)
