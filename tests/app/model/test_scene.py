"""What is computed, when, and that it is computed once."""

from dataclasses import replace

import numpy as np
import pytest

from app.model import edits, scheduling, walk
from app.model.experiment import Experiment
from app.model.scene import COARSE_SEEDS, SceneBuilder
from optim_core import SGD, Adam, Change, Lion, Move, simulate
from surfaces import SURFACES
from tests.app.model.clock import SliceClock
from tests.app.model.test_edits import EDITS, Edit

SAME_PATHS = {"name", "hide", "unlink"}


class Counted(walk.Simulation):
    made = 0

    def __init__(self, *args, **kwargs) -> None:
        type(self).made += 1
        super().__init__(*args, **kwargs)


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> type[Counted]:
    monkeypatch.setattr(Counted, "made", 0)
    monkeypatch.setattr(walk, "Simulation", Counted)
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


def test_what_the_first_seed_remembers_and_by_what_it_multiplies_lr_is_kept() -> None:
    experiment = edits.set_rule(edits.set_rule(edits.set_run(Experiment(), "steps", 50), 0, Adam), 1, Lion)
    built = SceneBuilder().build(edits.set_run(edits.set_run(experiment, "noise", 0.5), "seeds", 3))
    expected = simulate(
        experiment.surface.gradient, list(experiment.rules), start=experiment.start, steps=50, noise=0.5, seeds=(0,)
    )
    for index, (run, memories) in enumerate(zip(built.runs, (2, 1, 1), strict=True)):
        assert run.memory.shape == (memories, 51, 2)
        np.testing.assert_array_equal(run.memory, expected.memories[index][:, 0])
    np.testing.assert_array_equal(built.runs[0].scale, expected.scales[0][0])
    assert [run.scale is None for run in built.runs] == [False, True, True]
    assert np.shares_memory(built.runs[2].memory, built.runs[2].velocities), "a velocity is kept once"


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


def crowded(seeds: int, steps: int = 30, noise: float = 1.0) -> Experiment:
    experiment = edits.set_run(edits.set_run(Experiment(), "steps", steps), "seeds", seeds)
    return edits.set_run(experiment, "noise", noise)


def wild(experiment: Experiment) -> Experiment:
    """With lanes that diverge, look ahead, decay and are steered, on a surface that moves."""
    wild = edits.set_lane_parameter(edits.set_linked(experiment, 0, False), 0, "lr", 2e-2)
    wild = replace(wild, moves=(Move(11, 0.5, -0.25),), changes=(Change(7, "noise", 2.0),))
    return scheduling.add_restart(wild, 1, 9)


@pytest.mark.parametrize("seeds", [COARSE_SEEDS + 1, 900])
def test_a_crowd_in_parts_has_the_bits_of_one_simulation_of_all_seeds(seeds: int) -> None:
    experiment = wild(crowded(seeds))
    built = SceneBuilder().build(experiment)
    expected = simulate(
        experiment.surface.gradient,
        list(experiment.rules),
        start=experiment.start,
        steps=30,
        noise=experiment.noise_by_step,
        seeds=range(seeds),
        moves=experiment.moves,
    )
    assert (expected.diverged_at[0] >= 0).any()
    assert built.seeds_known == seeds
    for index, run in enumerate(built.runs):
        np.testing.assert_array_equal(run.positions, expected.positions[index])
        np.testing.assert_array_equal(run.velocities, expected.velocities[index, :1])
        np.testing.assert_array_equal(run.diverged_at, expected.diverged_at[index])
        np.testing.assert_array_equal(run.loss, experiment.surface.value(*np.moveaxis(run.on_surface, -1, 0)))


def test_positions_seen_from_a_surface_that_moves_are_the_same_in_part() -> None:
    run = SceneBuilder().build(wild(crowded(40))).runs[1]
    offsets = np.where(np.arange(31)[:, np.newaxis] < 11, (0.0, 0.0), (0.5, -0.25))
    np.testing.assert_array_equal(run.on_surface, run.positions - offsets)
    np.testing.assert_array_equal(run.seen(slice(3, 9), slice(10, 13)), run.on_surface[3:9, 10:13])


def test_of_many_seeds_some_are_shown_first_and_then_all(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = crowded(1000)
    whole = SceneBuilder().build(experiment)
    clock, builder = SliceClock(monkeypatch), SceneBuilder()
    builder.begin(experiment)
    known = [builder.seeds_known]
    while not builder.done:
        clock.one_slice(builder)
        part = builder.scene()
        known.append(part.seeds_known)
        assert builder.seeds_known == part.seeds_known
        if part.is_whole:
            for run, full in zip(part.runs, whole.runs, strict=True):
                np.testing.assert_array_equal(run.positions, full.positions[: part.seeds_known])
                np.testing.assert_array_equal(run.loss, full.loss[: part.seeds_known])
                np.testing.assert_array_equal(run.velocities, full.velocities)
    assert sorted(set(known)) == [COARSE_SEEDS, 1000]
    assert known == sorted(known)


def test_a_coarse_crowd_is_made_whole_without_computing_it_again(counted: type[Counted]) -> None:
    builder = SceneBuilder()
    builder.begin(crowded(500), coarse=True)
    builder.advance(float("inf"))
    coarse = builder.scene()
    assert (builder.done, coarse.is_whole, coarse.seeds_known, counted.made) == (True, True, COARSE_SEEDS, 1)
    builder.begin(crowded(500))
    assert not builder.done
    builder.advance(float("inf"))
    assert (builder.done, builder.scene().seeds_known, counted.made) == (True, 500, 2)
    builder.begin(crowded(500), coarse=True)
    assert (builder.done, builder.scene().seeds_known) == (True, 500)
    assert coarse.runs[0].positions.shape == (COARSE_SEEDS, 31, 2)


def test_of_another_number_of_seeds_the_first_ones_are_not_computed_again(counted: type[Counted]) -> None:
    builder = SceneBuilder()
    builder.build(crowded(500))
    assert builder.build(crowded(900)).seeds_known == 900
    assert counted.made == 4
    assert builder.build(crowded(COARSE_SEEDS)).seeds_known == COARSE_SEEDS
    assert counted.made == 4
    assert builder.build(crowded(3)).seeds_known == 3
    assert counted.made == 5


def test_other_noise_drops_the_crowd(counted: type[Counted]) -> None:
    builder = SceneBuilder()
    before = builder.build(crowded(500))
    builder.begin(crowded(500, noise=2.0), coarse=True)
    builder.advance(float("inf"))
    assert builder.scene().seeds_known == COARSE_SEEDS
    assert (builder.scene().runs[0].positions != before.runs[0].positions[:COARSE_SEEDS]).any()
    assert counted.made == 3


@pytest.mark.parametrize(("seeds", "steps", "first"), [(150, 1000, 150), (150, 4000, 50), (3, 100_000, 2), (1, 9, 1)])
def test_of_long_runs_fewer_seeds_are_shown_first(seeds: int, steps: int, first: int) -> None:
    builder = SceneBuilder()
    builder.begin(crowded(seeds, steps))
    assert builder.scene().seeds_known == first


def test_velocities_are_kept_of_the_first_seed_alone() -> None:
    for seeds in (1, 7, 300):
        run = SceneBuilder().build(crowded(seeds)).runs[1]
        assert (run.positions.shape, run.velocities.shape) == ((seeds, 31, 2), (1, 31, 2))


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
