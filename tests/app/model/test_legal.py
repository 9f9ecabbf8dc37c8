"""Everything that the window makes is legal, and everything else is refused with its place."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

import surfaces
from app.model import edits, scheduling
from app.model.events import add_move
from app.model.experiment import MOST_LANES, Experiment, Lane
from app.model.legal import MOST_EVENTS, MOST_PARTS, checked_experiment, within
from app.model.steering import steer_lane, steer_master
from optim_core import RULES, SCHEDULES, SGD, Change, Constant, Momentum, Move
from optim_core.schedule import product
from tests.app.model.strategies import experiments

USUAL = Experiment()


@given(experiments())
def test_what_edits_make_is_legal(experiment: Experiment) -> None:
    assert checked_experiment(experiment) is experiment


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_surface_and_rule_is_legal(surface, rule) -> None:
    experiment = edits.add_lane(edits.choose_surface(USUAL, surface()), rule)
    assert checked_experiment(experiment) is experiment


def test_as_many_lanes_as_there_can_be_are_legal() -> None:
    experiment = edits.rename_lane(USUAL, 0, "x" * 99)
    while len(experiment.lanes) < MOST_LANES:
        experiment = edits.duplicate_lane(experiment, 0)
    assert checked_experiment(experiment) is experiment
    assert len(experiment.lanes[1].name) == 42


def test_what_lies_beyond_the_end_is_legal_for_a_longer_run_meets_it() -> None:
    experiment = steer_master(steer_lane(USUAL, 0, "lr", 0.1, 900), "noise", 1.0, 950)
    experiment = scheduling.set_restarts(add_move(experiment, 999, 1, 1), 1, [970])
    short = edits.set_run(experiment, "steps", 10)
    assert checked_experiment(short) is short


def with_lane(**changed) -> Experiment:
    return edits.change_lane(USUAL, 1, replace(USUAL.lanes[1], **changed))


def with_rule(**changed) -> Experiment:
    return with_lane(rule=Momentum(**changed))


def steered(*changes: Change) -> Experiment:
    return replace(USUAL, changes=changes)


NAN, INF = float("nan"), float("inf")
ORDER = "they must be in the order of their steps"
REFUSED = [
    (replace(USUAL, lr=-1e-9), "lr must lie between 0 and 1e9, not −1e-9"),
    (replace(USUAL, lr=NAN), "lr must lie between 0 and 1e9, not undefined"),
    (replace(USUAL, beta=1.0), "beta must lie between 0 and 0.999999, not 1"),
    (replace(USUAL, noise=INF), "noise must lie between 0 and 1e9, not beyond all numbers"),
    (replace(USUAL, steps=0), "steps must lie between 1 and 100,000, not 0"),
    (replace(USUAL, steps=100_001), "steps must lie between 1 and 100,000, not 100,001"),
    (replace(USUAL, steps=1.5), "steps must be a whole number, not 1.5"),
    (replace(USUAL, batch_size=0), "batch_size must lie between 1 and 1e9, not 0"),
    (replace(USUAL, seeds=10_001, steps=1), "seeds must lie between 1 and 10,000, not 10,001"),
    (replace(USUAL, seed=-1), "seed must lie between 0 and 9.00719925e15, not −1"),
    (replace(USUAL, start=(NAN, 0.0)), "start must lie within ±1e+09"),
    (replace(USUAL, start=(0.0, -1.1e9)), "start must lie within ±1e+09"),
    (replace(USUAL, lanes=()), "an experiment has 1 to 8 lanes, not 0"),
    (replace(USUAL, lanes=USUAL.lanes * 3), "an experiment has 1 to 8 lanes, not 9"),
    (with_lane(colour=0), "lanes: colour 0 is taken by 2 lanes; each needs its own"),
    (with_lane(colour=8), "lanes[1].colour must lie between 0 and 7, not 8"),
    (with_lane(colour=-1), "lanes[1].colour must lie between 0 and 7, not -1"),
    (with_lane(name=""), "lanes[1].name must be 1 to 42 characters on one line, without control characters"),
    (with_lane(name="a\nb"), "lanes[1].name must be 1 to 42 characters on one line, without control characters"),
    (with_rule(restarts=(5, 100_001)), "lanes[1].restarts: step must lie between 0 and 100,000, not 100,001"),
    (with_rule(changes=[(100_001, "lr", 1.0)]), "lanes[1].changes: step must lie between 0 and 100,000, not 100,001"),
    (with_rule(changes=[(5, "lr", 1.0)] * 2), "lanes[1].changes: lr is steered 2 times at step 5; once is enough"),
    (with_rule(schedule=product((SCHEDULES[1](),) * 65)), "lanes[1].schedule: 64 are the most that can be multiplied"),
    (steered(Change(5, "seeds", 1.0)), "changes: lr, beta, noise can be steered for all lanes, not 'seeds'"),
    (steered(Change(5, "lr", INF)), "changes: lr must lie between 0 and 1e9, not beyond all numbers"),
    (steered(Change(-1, "lr", 1.0)), "changes: step must lie between 0 and 100,000, not −1"),
    (steered(Change(5, "lr", 1.0), Change(4, "lr", 1.0)), f"changes: {ORDER}"),
    (steered(Change(5, "lr", 1.0), Change(5, "lr", 2.0)), "changes: lr is steered 2 times at step 5; once is enough"),
    (replace(USUAL, moves=(Move(0, NAN, 0.0),)), "moves[0].dx must lie between −1e9 and 1e9, not undefined"),
    (replace(USUAL, moves=(Move(0, 0.0, 0.0), Move(-1, 0.0, 0.0))), "moves[1].step must lie between 0 and 100,000"),
    (replace(USUAL, moves=(Move(9, 0.0, 0.0), Move(8, 0.0, 0.0))), f"moves: {ORDER}"),
]


@pytest.mark.parametrize(
    ("experiment", "sentence"), REFUSED, ids=lambda part: part[:50] if isinstance(part, str) else ""
)
def test_what_is_not_legal_is_refused_with_its_place(experiment: Experiment, sentence: str) -> None:
    with pytest.raises(ValueError, match="^" + re.escape(sentence)) as caught:
        checked_experiment(experiment)
    assert str(caught.value).isprintable()


def test_two_numbers_may_be_steered_at_one_step() -> None:
    experiment = steered(Change(5, "beta", 0.5), Change(5, "lr", 0.5), Change(6, "lr", 0.1))
    assert checked_experiment(experiment) is experiment


def test_so_many_parts_of_a_schedule_are_legal() -> None:
    parts = tuple(cls() for cls in SCHEDULES if cls is not Constant)
    lane = Lane(SGD(schedule=product((parts * MOST_PARTS)[:MOST_PARTS])), "all", 0)
    checked_experiment(replace(USUAL, lanes=(lane,)))


@pytest.mark.parametrize("more", [0, 1])
def test_all_events_together_are_counted(more: int) -> None:
    share = MOST_EVENTS // 4
    rule = SGD(restarts=tuple(range(share)), changes=tuple(Change(step, "lr", 1.0) for step in range(share)))
    experiment = replace(
        USUAL,
        lanes=(Lane(rule, "busy", 0),),
        changes=tuple(Change(step, "noise", 1.0) for step in range(share)),
        moves=tuple(Move(step, 0.0, 0.0) for step in range(share + more)),
    )
    if not more:
        checked_experiment(experiment)
        return
    with pytest.raises(ValueError, match=r"^5,001 changes, restarts and moves are too many; 5,000 are the most$"):
        checked_experiment(experiment)


def test_places_are_put_together() -> None:
    with pytest.raises(ValueError, match=r"^lanes\[1\]\.rule: why$"), within("lanes[1]", "."), within("rule"):
        raise ValueError("why")
