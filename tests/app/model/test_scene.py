"""What is computed, when, and that it is computed once."""

import numpy as np
import pytest

from app.model import edits, scene
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from optim_core import SGD, simulate
from surfaces import SURFACES
from tests.app.model.clock import SliceClock
from tests.app.model.test_edits import EDITS, Edit

SAME_PATHS = {"name", "hide", "unlink"}


class Counted(scene.Simulation):
    made = 0

    def __init__(self, *args, **kwargs) -> None:
        type(self).made += 1
        super().__init__(*args, **kwargs)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    monkeypatch.setattr(Counted, "made", 0)
    monkeypatch.setattr(scene, "Simulation", Counted)
    return Counted


def test_a_scene_shows_the_simulation_of_its_lanes_and_the_loss_along_it() -> None:
    experiment = edits.set_run(edits.set_run(Experiment(), "noise", 0.5), "seeds", 3)
    built = SceneBuilder().build(experiment)
    expected = simulate(
        experiment.surface.gradient,
        list(experiment.rules),
        start=experiment.start,
        steps=1000,
        noise=0.5,
        seeds=range(3),
    )
    for index, run in enumerate(built.runs):
        assert run.lane is experiment.lanes[index]
        np.testing.assert_array_equal(run.positions, expected.positions[index])
        np.testing.assert_array_equal(run.loss, experiment.surface.value(*np.moveaxis(run.positions, -1, 0)))
        np.testing.assert_array_equal(run.diverged_at, expected.diverged_at[index])
    assert (built.computed, built.floor) == (1000, 0.0)


@pytest.mark.parametrize("name", EDITS)
def test_paths_are_computed_again_only_where_they_may_differ(name: str, counted: type[Counted]) -> None:
    edit: Edit = EDITS[name]
    builder = SceneBuilder()
    before = builder.build(Experiment())
    after = builder.build(edit(Experiment()))
    assert counted.made == (1 if name in SAME_PATHS else 2)
    assert np.shares_memory(after.runs[0].positions, before.runs[0].positions) is (name in SAME_PATHS)
    assert after.experiment == edit(Experiment())


def test_a_hidden_lane_is_not_visible_and_keeps_its_run() -> None:
    built = SceneBuilder().build(edits.set_visible(Experiment(), 1, False))
    assert [run.lane.name for run in built.visible] == ["SGD", "Nesterov"]
    assert len(built.runs) == 3


@pytest.mark.parametrize("seeds", [1, 40])
def test_slices_give_the_same_bits_as_one_go(seeds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = edits.set_run(edits.set_run(Experiment(), "noise", 1.0), "seeds", seeds)
    whole = SceneBuilder().build(experiment)
    clock, builder = SliceClock(monkeypatch), SceneBuilder()
    builder.begin(experiment)
    reached = [0]
    while not builder.done:
        clock.one_slice(builder)
        part = builder.scene()
        assert part.computed > reached[-1]
        reached.append(part.computed)
        for run, full in zip(part.runs, whole.runs, strict=True):
            np.testing.assert_array_equal(run.positions, full.positions[:, : part.computed + 1])
            np.testing.assert_array_equal(run.loss, full.loss[:, : part.computed + 1])
    assert len(reached) > 4


def test_another_experiment_drops_the_computation_before_it(
    monkeypatch: pytest.MonkeyPatch, counted: type[Counted]
) -> None:
    clock, builder = SliceClock(monkeypatch), SceneBuilder()
    builder.begin(edits.set_run(Experiment(), "steps", 100_000))
    clock.one_slice(builder)
    assert not builder.done
    other = edits.set_run(Experiment(), "steps", 5)
    builder.begin(other)
    clock.one_slice(builder)
    assert builder.done
    assert builder.scene().runs[0].positions.shape == (1, 6, 2)
    assert counted.made == 2


def test_turning_to_the_same_experiment_again_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, builder = SliceClock(monkeypatch), SceneBuilder()
    for _ in range(2):
        builder.begin(Experiment())
        clock.one_slice(builder)
    assert builder.scene().computed == 500


def test_a_diverged_lane_is_undefined_from_its_step_on_and_the_others_are_not() -> None:
    experiment = edits.set_lane_parameter(Experiment(), 0, "lr", 1e6)
    built = SceneBuilder().build(experiment)
    ended = int(built.runs[0].diverged_at[0])
    assert 0 < ended < 20
    assert np.isnan(built.runs[0].positions[0, ended:]).all()
    assert np.isfinite(built.runs[0].positions[0, :ended]).all()
    assert np.isfinite(built.runs[1].positions).all()


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
def test_the_floor_is_the_loss_of_the_deepest_minimum(surface) -> None:
    built = SceneBuilder().build(edits.choose_surface(edits.set_run(Experiment(), "steps", 3), surface()))
    minima = surface().minima
    assert (built.floor is None) is (not minima)
    if minima:
        assert built.floor == pytest.approx(min(float(surface().value(*np.array(at))) for at in minima))


def test_a_lane_alone_is_enough() -> None:
    experiment = edits.remove_lane(edits.remove_lane(Experiment(), 2), 1)
    assert [type(run.rule) for run in SceneBuilder().build(experiment).runs] == [SGD]
