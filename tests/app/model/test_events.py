"""Events: all are found, each can be moved and taken away, and nothing else changes by it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import surfaces
from app.model import edits, events, scheduling, steering
from app.model.event_edits import moved, removed
from app.model.events import Event, Kind, event_text
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from optim_core import Change, Cosine, Move, OneCycle, Warmup
from tests.app.model.strategies import STEPS, experiments


def eventful() -> Experiment:
    """One of each kind."""
    experiment = scheduling.add_schedule(Experiment(), 1, Cosine)
    experiment = scheduling.add_schedule(experiment, 2, OneCycle)
    experiment = scheduling.set_restarts(experiment, 1, (200, 600))
    experiment = events.add_move(experiment, 500, 0.5, -0.25)
    experiment = steering.steer_lane(experiment, 0, "lr", 5e-4, 450)
    experiment = steering.steer_master(experiment, "beta", 0.5, 450)
    return steering.steer_master(experiment, "noise", 0.3, 300)


def at(experiment: Experiment, kind: Kind, **wanted: object) -> Event:
    (found,) = [
        event
        for event in events.events(experiment)
        if event.kind is kind and all(getattr(event, name) == value for name, value in wanted.items())
    ]
    return found


def test_everything_is_found_in_order_and_said() -> None:
    experiment = eventful()
    told = [(event.step, event_text(experiment, event)) for event in events.events(experiment)]
    assert [step for step, _ in told] == sorted(step for step, _ in told)
    assert set(told) == {
        (200, "Momentum: velocity restarts, step 200"),
        (300, "Nesterov: One cycle, rise 0.3"),
        (300, "All lanes: noise σ becomes 0.3, step 300"),
        (450, "SGD: lr becomes 5e-4, step 450"),
        (450, "All lanes: β becomes 0.5, step 450"),
        (500, "All lanes: surface moves by (0.5, −0.25), step 500"),
        (600, "Momentum: velocity restarts, step 600"),
        (1000, "Momentum: Cosine, period 1,000"),
        (1000, "Nesterov: One cycle, length 1,000"),
    }


def test_beyond_the_end_nothing_is_shown() -> None:
    short = edits.set_run(eventful(), "steps", 450)
    assert max(event.step for event in events.events(short)) == 450
    assert not events.events(Experiment())


def test_a_linked_lane_does_not_show_what_it_would_do_alone() -> None:
    steered = steering.steer_lane(steering.steer_lane(Experiment(), 1, "lr", 1e-4, 5), 1, "weight_decay", 0.1, 6)
    assert [event.name for event in events.events(steered)] == ["lr", "weight_decay"]
    assert [event.name for event in events.events(edits.set_linked(steered, 1, True))] == ["weight_decay"]


@given(experiment=experiments(), data=st.data(), step=st.integers(-10, STEPS + 10))
def test_an_event_goes_where_it_is_dragged_as_far_as_it_can_and_takes_no_other_along(
    experiment: Experiment, data, step: int
) -> None:
    found = events.events(experiment)
    if not found:
        return
    event = data.draw(st.sampled_from(found))
    after = moved(experiment, event, step)
    now = {other.identity: other for other in events.events(after)}
    assert 1 <= now[event.identity].step <= STEPS
    assert abs(now[event.identity].step - step) <= abs(event.step - step)
    for other in found:
        kept = other.lane == event.lane and other.kind is event.kind is Kind.SCHEDULE and other.place == event.place
        if other.identity != event.identity and not kept:
            assert now[other.identity] == other
    back = moved(after, now[event.identity], event.step)
    if event.kind is not Kind.SCHEDULE:
        assert back == experiment


@given(experiment=experiments(), data=st.data())
def test_a_drag_ends_where_the_hand_is_whatever_way_it_took(experiment: Experiment, data) -> None:
    found = [event for event in events.events(experiment) if event.name != "rise"]
    if not found:
        return
    event = data.draw(st.sampled_from(found))
    dragged = experiment
    way = data.draw(st.lists(st.integers(-5, STEPS + 5), min_size=1, max_size=4))
    for step in way:
        dragged = moved(dragged, event, step)
    assert dragged == moved(experiment, event, way[-1])


@given(experiment=experiments(), data=st.data())
def test_a_removed_event_is_gone_and_nothing_else_is(experiment: Experiment, data) -> None:
    found = events.events(experiment)
    if not found:
        return
    event = data.draw(st.sampled_from(found))
    left = [(other.kind, other.step, other.words, other.lane) for other in events.events(removed(experiment, event))]
    gone = [
        (other.kind, other.step, other.words, other.lane)
        for other in found
        if other == event
        or (other.kind is event.kind is Kind.SCHEDULE and (other.lane, other.place) == (event.lane, event.place))
    ]
    expected = [(other.kind, other.step, other.words, other.lane) for other in found]
    for one in gone:
        expected.remove(one)
    assert sorted(left, key=repr) == sorted(expected, key=repr)


def test_what_is_dragged_acts_from_its_new_step_on() -> None:
    experiment = events.add_move(Experiment(), 500, 0.5, 0.0)
    (event,) = events.events(experiment)
    paths = [SceneBuilder().build(moved(experiment, event, step)).runs[0].positions[0] for step in (500, 300)]
    assert np.flatnonzero((paths[0] != paths[1]).any(axis=1))[0] == 301


def test_two_values_steered_at_one_step_can_be_dragged_apart_both_ways() -> None:
    experiment = steering.steer_master(steering.steer_master(Experiment(), "lr", 1e-4, 420), "beta", 0.5, 420)
    for name, step in (("lr", 600), ("lr", 200), ("beta", 600), ("beta", 200)):
        event = at(experiment, Kind.MASTER_CHANGE, name=name)
        steps = {change.name: change.step for change in moved(experiment, event, step).changes}
        assert steps == {"lr": 420, "beta": 420, name: step}


def test_changes_of_one_value_and_restarts_keep_their_order() -> None:
    experiment = scheduling.set_restarts(Experiment(), 1, (200, 600, 601))
    first, second, third = events.events(experiment)
    assert moved(experiment, first, 900).rules[1].restarts == (599, 600, 601)
    assert moved(experiment, second, 900) == experiment
    assert moved(experiment, third, 5000).rules[1].restarts == (200, 600, 999)
    assert moved(experiment, first, -5).rules[1].restarts == (1, 600, 601)
    steered = steering.steer_master(steering.steer_master(Experiment(), "lr", 1e-4, 300), "lr", 1e-5, 400)
    assert moved(steered, events.events(steered)[0], 900).changes[0] == Change(399, "lr", 1e-4)


def test_an_event_of_a_run_that_became_shorter_stays_within_it() -> None:
    experiment = edits.set_run(scheduling.set_restarts(Experiment(), 1, (200, 800)), "steps", 500)
    (event,) = events.events(experiment)
    assert moved(experiment, event, 700).rules[1].restarts == (499, 800)


@pytest.mark.parametrize("edit", [lambda e, event: moved(e, event, 5), removed])
def test_what_has_gone_meanwhile_is_said_to_have(edit) -> None:
    experiment = eventful()
    for event in events.events(experiment):
        with pytest.raises(ValueError, match=r"^what was taken hold of is no longer there$"):
            edit(Experiment(), event)


def test_moves_are_added_in_order_changed_and_taken_away() -> None:
    experiment = events.add_move(events.add_move(Experiment(), 500, 0.5, 0.0), 200, 0.0, 1.0)
    assert experiment.moves == (Move(200, 0.0, 1.0), Move(500, 0.5, 0.0))
    assert events.set_move(experiment, 0, dx=-3.0).moves[0] == Move(200, -3.0, 1.0)
    assert events.set_move(experiment, 0, step=700).moves == (Move(500, 0.5, 0.0), Move(700, 0.0, 1.0))
    assert type(events.set_move(experiment, 0, step=700.0).moves[1].step) is int
    assert events.remove_move(experiment, 0).moves == (Move(500, 0.5, 0.0),)


@pytest.mark.parametrize(("name", "value"), [("step", -1), ("step", 1.5), ("dx", np.nan), ("dy", 1e10)])
def test_a_move_that_makes_no_sense_is_refused(name: str, value: float) -> None:
    experiment = events.add_move(Experiment(), 500, 0.5, 0.0)
    with pytest.raises(ValueError, match=rf"^{name} must "):
        events.set_move(experiment, 0, **{name: value})


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
def test_the_usual_move_is_seen_and_stays_in_view(surface) -> None:
    dx, dy = events.usual_shift(surface())
    x0, x1, *_ = surface().view
    assert 0.05 * (x1 - x0) < dx < 0.2 * (x1 - x0)
    assert dy == 0.0


def test_a_schedule_of_several_parts_is_dragged_part_by_part() -> None:
    experiment = scheduling.add_schedule(scheduling.add_schedule(Experiment(), 1, Warmup), 1, Cosine)
    warm = at(experiment, Kind.SCHEDULE, name="length")
    assert moved(experiment, warm, 250).rules[1].schedule.parts == (Warmup(length=250), Cosine())
    assert removed(experiment, warm).rules[1].schedule == Cosine()
    assert (
        moved(experiment, at(experiment, Kind.SCHEDULE, name="period"), 9999).rules[1].schedule.parts[1].period == 1000
    )
