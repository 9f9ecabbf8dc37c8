"""Scenes are handed on when there is something worth showing: of a crowd the first seeds, then all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from app.gui.feed import SceneFeed
from app.model import edits
from app.model.experiment import Experiment
from app.model.scene import COARSE_SEEDS, Scene


class Painted:
    is_painted = False
    painted_at = 0.0


def crowded(seeds: int, noise: float = 1.0) -> Experiment:
    experiment = edits.set_run(edits.set_run(Experiment(), "steps", 30), "seeds", seeds)
    return edits.set_run(experiment, "noise", noise)


class Held:
    """A feed, and what it has handed on."""

    def __init__(self) -> None:
        self.owner = QObject()
        self.painted = Painted()
        self.feed = SceneFeed(self.painted, Experiment(), self.owner)
        self.scenes: list[Scene] = []
        self.feed.scene_ready.connect(self.scenes.append)

    @property
    def known(self) -> list[int]:
        return [scene.seeds_known for scene in self.scenes]


@pytest.fixture
def held(qapp) -> Iterator[Held]:
    held = Held()
    yield held
    held.feed.stop()


def test_of_a_crowd_the_first_seeds_are_handed_on_and_then_all(held: Held, qtbot) -> None:
    held.feed.turn_to(crowded(3000))
    qtbot.waitUntil(lambda: held.feed.is_done)
    assert held.known == [COARSE_SEEDS, 3000]
    assert all(scene.is_whole for scene in held.scenes)


def test_a_few_seeds_are_handed_on_at_once(held: Held, qtbot) -> None:
    held.feed.turn_to(crowded(3))
    qtbot.waitUntil(lambda: held.feed.is_done)
    assert held.known == [3]


def test_a_coarse_crowd_has_the_first_seeds_alone_and_becomes_whole(held: Held, qtbot) -> None:
    for noise in (1.0, 2.0):
        held.feed.turn_to(crowded(1000, noise), coarse=True)
        qtbot.waitUntil(lambda: held.feed.is_done)
    held.feed.turn_to(crowded(1000, 2.0))
    qtbot.waitUntil(lambda: held.feed.is_done)
    assert held.known in ([COARSE_SEEDS, COARSE_SEEDS, COARSE_SEEDS, 1000], [COARSE_SEEDS, COARSE_SEEDS, 1000])
    assert held.scenes[-1].experiment == crowded(1000, 2.0)


def test_an_experiment_with_the_same_paths_is_handed_on_again(held: Held, qtbot) -> None:
    held.feed.turn_to(crowded(1000))
    qtbot.waitUntil(lambda: held.feed.is_done)
    held.feed.turn_to(edits.rename_lane(crowded(1000), 0, "mine"))
    qtbot.waitUntil(lambda: held.feed.is_done)
    assert held.known[-1] == 1000
    assert held.scenes[-1].runs[0].lane.name == "mine"


def test_the_whole_is_computed_at_once_where_it_is_wanted_now(held: Held) -> None:
    held.feed.turn_to(crowded(1000), coarse=True)
    assert held.feed.whole(crowded(1000)).seeds_known == 1000
    assert held.feed.scene.seeds_known == 1000


class Clock:
    """Time that passes with every look at it."""

    def __init__(self, tick: float) -> None:
        self.now, self.tick = 0.0, tick

    def __call__(self) -> float:
        self.now += self.tick
        return self.now


def long_run(noise: float) -> Experiment:
    return edits.set_run(edits.set_run(edits.set_run(Experiment(), "steps", 50_000), "noise", noise), "batch_size", 2)


def test_of_a_long_run_something_is_seen_within_a_frame(held: Held, qtbot, monkeypatch) -> None:
    held.feed.turn_to(crowded(1))
    held.painted.is_painted = True
    monkeypatch.setattr("app.gui.feed.perf_counter", Clock(0.009))
    held.feed.turn_to(long_run(1.0))
    qtbot.waitUntil(lambda: len(held.scenes) > 1)
    assert 0 < held.scenes[1].computed < 50_000


def test_a_hand_that_never_rests_sees_its_newest_wish_all_the_same(held: Held, monkeypatch) -> None:
    held.feed.turn_to(crowded(1))
    held.painted.is_painted = True
    monkeypatch.setattr("app.gui.feed.perf_counter", Clock(0.005))
    for noise in range(1, 9):
        held.feed.turn_to(long_run(float(noise)))
    assert len(held.scenes) > 1
    assert held.scenes[-1].experiment.noise > 1.0


def test_no_scene_is_handed_on_before_the_last_one_is_painted(held: Held, monkeypatch) -> None:
    held.feed.turn_to(crowded(1))
    monkeypatch.setattr("app.gui.feed.perf_counter", Clock(0.5))
    for noise in range(1, 9):
        held.feed.turn_to(long_run(float(noise)))
    assert len(held.scenes) == 1
