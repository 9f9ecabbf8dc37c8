"""The one frozen value."""

import pytest

from app.model import edits
from app.model.experiment import MOST_POINTS, Experiment
from optim_core import SGD, Change, Momentum, Nesterov


def test_the_default_is_the_lesson_of_the_first_ten_seconds() -> None:
    experiment = Experiment()
    assert experiment.surface.key == "rosenbrock"
    assert experiment.start == (-1.2, 1.0)
    assert [lane.name for lane in experiment.lanes] == ["SGD", "Momentum", "Nesterov"]
    assert all(lane.linked and lane.visible for lane in experiment.lanes)


def test_equal_experiments_are_one_key() -> None:
    assert Experiment() == Experiment()
    assert {Experiment(): 1}[Experiment()] == 1
    assert Experiment() != edits.set_master(Experiment(), "lr", 2e-3)


def test_linked_lanes_run_with_the_masters_and_others_with_their_own() -> None:
    experiment = edits.set_master(edits.set_master(Experiment(), "lr", 0.25), "beta", 0.5)
    assert list(experiment.rules) == [
        SGD(lr=0.25),
        Momentum(lr=0.25, beta=0.5),
        Nesterov(lr=0.25, beta=0.5),
    ]
    alone = edits.set_master(edits.set_linked(experiment, 1, False), "lr", 0.125)
    assert alone.rules[1] == Momentum(lr=0.25, beta=0.5)
    assert alone.rules[2].lr == 0.125


def test_nothing_can_be_changed_in_place() -> None:
    experiment = Experiment()
    for owner in (experiment, experiment.lanes[0], experiment.surface, experiment.lanes[0].rule):
        with pytest.raises(AttributeError):
            owner.lr = 1.0  # type: ignore[misc, union-attr]


def test_ten_thousand_seeds_fit_and_what_does_not_fit_is_refused_in_one_sentence() -> None:
    crowd = edits.set_run(edits.set_run(Experiment(), "steps", 400), "seeds", 10_000)
    assert len(crowd.lanes) * crowd.seeds * crowd.steps == MOST_POINTS
    size = "3 lanes × 10,000 seeds × 401 steps are 12,030,000 points"
    with pytest.raises(ValueError, match=f"^{size} and 12,000,000 are the most; take fewer seeds or steps$"):
        edits.set_run(crowd, "steps", 401)
    with pytest.raises(ValueError, match="seeds"):
        edits.set_run(Experiment(), "seeds", 10_001)


def test_noise_counts_as_far_as_the_run_meets_it() -> None:
    later = Experiment(steps=500, changes=(Change(100, "lr", 0.5), Change(500, "noise", 2.0)))
    assert not later.has_noise
    assert later.noise_changes == ()
    assert not Experiment(changes=(Change(3, "noise", 0.0),)).has_noise
    assert not Experiment(noise=2.0, changes=(Change(0, "noise", 0.0),)).has_noise
    met = Experiment(steps=501, batch_size=4, changes=later.changes)
    assert met.has_noise
    assert met.noise_changes == (Change(500, "noise", 2.0),)
    assert [met.noise_at(step) for step in (0, 499, 500, -1)] == [0.0, 0.0, 1.0, 1.0]
    assert Experiment(noise=2.0, batch_size=16).noise_at(999) == 0.5
