"""What is compared depends on what matters alone, and says of every lane what its own runs say."""

from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

import surfaces
from app.model import edits, steering
from app.model.experiment import MOST_LANES, MOST_POINTS, Experiment
from app.model.fair import FairRequest, fair_request, obstacle, use_best
from app.model.fair import lane as lanes
from app.model.fair.request import SEEDS
from app.model.fair.use import is_used
from app.model.scene import SceneBuilder
from optim_core import SGD, Change, Move
from optim_core.tuning import Objective
from surfaces.typed import Typed
from tests.app.model.experiments import experiments
from tests.app.model.fair.comparisons import answered, noisy, result_of, short


def now_in_scene(experiment: Experiment, place: int) -> float:
    """A lane's loss above the minimum at the end of its run, as the window shows it."""
    scene = SceneBuilder().build(experiment)
    return float(scene.runs[place].loss[0, -1]) - scene.floor


def test_hidden_lanes_are_left_out_and_the_others_keep_their_places():
    request = fair_request(edits.set_visible(short(), 1, False))
    assert request.places == (0, 2)
    assert [lane.name for lane in request.experiment.lanes] == ["SGD", "Nesterov"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda e: edits.set_run(e, "seed", 7),
        lambda e: edits.set_run(e, "seeds", 5),
        lambda e: edits.set_run(replace(e, changes=(Change(e.steps, "noise", 2.0),)), "seed", 7),
        lambda e: edits.set_lane_parameter(edits.set_visible(e, 1, False), 1, "lr", 0.3),
        lambda e: edits.set_lane_parameter(edits.set_lane_parameter(e, 1, "beta", 0.9), 2, "beta", 0.9),
    ],
    ids=["the draws of no noise", "seeds of no noise", "noise after the end", "a hidden lane", "who is linked"],
)
def test_what_makes_no_difference_asks_for_nothing_new(edit):
    experiment = edit(edits.set_visible(short(), 1, edit(short()).lanes[1].visible))
    same = edits.set_visible(short(), 1, experiment.lanes[1].visible)
    assert fair_request(experiment).shape == fair_request(same).shape


@pytest.mark.parametrize(
    "edit",
    [
        lambda e: edits.set_start(e, 1.0, 2.0),
        lambda e: edits.set_run(e, "steps", 61),
        lambda e: edits.set_surface_parameter(e, "condition", 20.0),
        lambda e: edits.set_lane_parameter(e, 1, "weight_decay", 0.1),
        lambda e: edits.set_master(e, "beta", 0.5),
        lambda e: edits.set_run(e, "noise", 0.1),
        lambda e: replace(e, moves=(Move(10, 0.1, 0.0),)),
    ],
    ids=["start", "steps", "surface", "decay", "beta", "noise", "moves"],
)
def test_what_makes_a_difference_asks_for_another_comparison(edit):
    known = result_of(short())
    request = fair_request(edit(short()))
    assert request != known.request
    assert known.following(request) is None


def test_with_noise_sixteen_seeds_judge_alike():
    result = result_of(noisy())
    assert result.request.experiment.seeds == SEEDS == 16
    for lane in result.lanes:
        assert lane.loss.shape == lane.tuned.every_loss.shape == (SEEDS,)
    # The first seed of them is the experiment's own run.
    assert result.lanes[1].loss[0] == pytest.approx(now_in_scene(noisy(), 1))


def test_the_largest_experiment_is_judged_by_as_many_seeds_as_there_is_room_for():
    lane = noisy().lanes[0]
    largest = replace(noisy(), lanes=(lane,) * MOST_LANES, steps=100_000)
    seeds = fair_request(largest).experiment.seeds
    assert seeds == MOST_POINTS // (MOST_LANES * 100_000)
    assert 1 < seeds < SEEDS


@pytest.mark.parametrize("place", [0, 1, 2])
def test_now_is_what_the_window_shows(place):
    experiment = replace(short(), moves=(Move(20, 0.4, -0.2),))
    lane = result_of(experiment).lanes[place]
    assert lane.loss[0] == pytest.approx(now_in_scene(experiment, place), rel=1e-9)


@pytest.mark.parametrize("objective", Objective)
@pytest.mark.parametrize("tunes_beta", [False, True])
def test_whoever_takes_the_best_settings_gets_what_was_promised(objective, tunes_beta):
    result = result_of(short(), objective, tunes_beta)
    taken = use_best(short(), result.lanes)
    for lane in result.lanes:
        assert taken.rules[lane.place].lr == lane.tuned.lr
        assert not taken.lanes[lane.place].linked
        assert max(now_in_scene(taken, lane.place), result.request.trial.least) == pytest.approx(lane.tuned.loss)
        assert not is_used(lane)
    after = answered(fair_request(taken, objective, tunes_beta=tunes_beta))
    assert all(is_used(lane) for lane in after.lanes)
    assert [lane.loss.tolist() for lane in after.lanes] == [lane.tuned.every_loss.tolist() for lane in result.lanes]


def test_the_best_replaces_what_was_steered():
    experiment = steering.steer_lane(steering.steer_master(short(), "lr", 1e-4, 20), 1, "beta", 0.1, 30)
    result = result_of(experiment)
    assert not any(
        change.name in ("lr", "beta") for rule in use_best(experiment, result.lanes).rules for change in rule.changes
    )
    assert result.lanes[1].loss[0] == pytest.approx(now_in_scene(experiment, 1))
    unsteered = result_of(edits.set_lane_parameter(short(), 1, "lr", 0.2)).lanes[1]
    assert result.lanes[1].tuned.lr == unsteered.tuned.lr


def test_only_a_rule_with_beta_has_its_best_tuned():
    tuned = [lane.tuned.beta for lane in result_of(short()).lanes]
    assert tuned[0] is None
    assert None not in tuned[1:]
    assert [lane.tuned.beta for lane in result_of(short(), tunes_beta=False).lanes] == [None] * 3
    assert [lane.along is None for lane in result_of(short(), tunes_beta=False).lanes] == [True] * 3
    assert [lane.along is None for lane in result_of(short()).lanes] == [True, False, False]


def test_tuning_beta_too_is_never_worse():
    both, lr = result_of(short()), result_of(short(), tunes_beta=False)
    for with_beta, without in zip(both.lanes, lr.lanes, strict=True):
        assert with_beta.tuned.loss <= without.tuned.loss


def test_another_lr_is_read_off_the_curve_until_it_is_known():
    known, moved = result_of(short()), edits.set_master(short(), "lr", 0.013)
    followed = known.following(fair_request(moved))
    assert [lane.tuned for lane in followed.lanes] == [lane.tuned for lane in known.lanes]
    for lane, exact in zip(followed.lanes, result_of(moved).lanes, strict=True):
        assert lane.lane.rule.lr == 0.013
        assert np.log10(lane.loss[0] / exact.loss[0]) == pytest.approx(0.0, abs=1.0)
    assert known.following(known.request) is known


def test_a_lane_that_is_renamed_is_the_same_lane():
    request = fair_request(edits.rename_lane(short(), 1, "Heavy"))
    followed = result_of(short()).following(request)
    assert followed.lanes[1].lane.name == "Heavy"
    assert (followed.lanes[1].loss == result_of(short()).lanes[1].loss).all()


def test_a_sketch_comes_first_and_the_whole_is_last_and_better():
    sketch, whole = fair_request(short()).results(None, lambda: None)
    for rough, fine in zip(sketch.lanes, whole.lanes, strict=True):
        assert fine.tuned.loss <= rough.tuned.loss
        assert rough.loss.tolist() == fine.loss.tolist()


def test_where_one_lane_changes_the_others_are_not_tuned_again(monkeypatch):
    monkeypatch.setattr(lanes, "_MEMORY", type(lanes._MEMORY)())
    calls: list[None] = []

    def count(request: FairRequest) -> int:
        calls.clear()
        list(request.results(None, lambda: calls.append(None)))
        return len(calls)

    first = count(fair_request(short()))
    changed = count(fair_request(edits.set_lane_parameter(short(), 0, "weight_decay", 0.2)))
    assert 0 < changed < 0.6 * first
    assert count(fair_request(short())) == 0


def test_threads_find_the_same(monkeypatch):
    monkeypatch.setattr(lanes, "_MEMORY", type(lanes._MEMORY)())
    with ThreadPoolExecutor(2) as executor:
        *_, found = fair_request(noisy()).results(executor, lambda: None)
    for mine, other in zip(found.lanes, result_of(noisy()).lanes, strict=True):
        assert (mine.tuned.lr, mine.tuned.beta, mine.tuned.loss) == (other.tuned.lr, other.tuned.beta, other.tuned.loss)


def test_whoever_does_not_want_it_any_more_is_heard():
    def unwanted() -> None:
        raise CancelledError

    request = fair_request(edits.set_run(short(), "steps", 77))
    with pytest.raises(CancelledError):
        next(request.results(None, unwanted))


def test_what_cannot_be_compared_says_why():
    hidden = short()
    for place in range(3):
        hidden = edits.set_visible(hidden, place, False)
    saddle = edits.choose_surface(short(), surfaces.get("saddle"))
    assert obstacle(hidden) == "No lane is visible. Show one to compare it with others."
    assert obstacle(saddle).startswith("Saddle has no minimum, ")
    assert fair_request(hidden) is fair_request(saddle) is None
    assert obstacle(short()) == ""


def test_a_request_is_a_value():
    assert fair_request(short()) == fair_request(short())
    assert len({fair_request(short()), fair_request(short()), fair_request(short(), Objective.STEPS)}) == 2


def test_lanes_that_are_gone_are_passed_over():
    fewer = edits.remove_lane(short(), 2)
    assert use_best(fewer, result_of(short()).lanes).rules[1].lr == result_of(short()).lanes[1].tuned.lr


@settings(max_examples=8, deadline=None)
@given(experiments())
def test_every_experiment_is_compared_or_says_why_not(experiment):
    request = fair_request(experiment)
    assert (request is None) is bool(obstacle(experiment))
    if request is not None:
        (lane,) = next(request.results(None, lambda: None)).lanes
        assert not np.isnan(lane.tuned.curve.loss).any()
        assert lane.tuned.loss >= 0.0
        assert isinstance(experiment.lanes[0].rule, SGD) is not lanes.has_beta(lane.lane.rule)


def test_from_where_there_is_no_loss_nothing_can_be_compared():
    experiment = edits.choose_surface(short(), Typed("x*log(x) + y^2"))
    assert obstacle(replace(experiment, start=(0.5, 1.0))) == ""
    nowhere = replace(experiment, start=(-0.5, 1.0))
    assert "start" in obstacle(nowhere)
    assert fair_request(nowhere) is None
    moved = replace(nowhere, moves=(Move(0, -1.0, 0.0),))
    assert obstacle(moved) == "", "the surface has moved under the start by then"
