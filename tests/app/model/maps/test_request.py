"""Which map is wanted: what makes two requests the same, their axes, and what they compute."""

from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

import surfaces
from app.model import edits, scheduling
from app.model.events import add_move
from app.model.experiment import Experiment
from app.model.maps import MapKind, MapRequest, Measure, on_same_axes, request_of
from app.model.maps.request import sides_for
from app.model.parameters import parameters
from app.model.steering import steer_master
from optim_core import Change, Convention, Cosine, Momentum, NoiseKind, simulate
from optim_core.diagnosis import TOLERANCE, VERDICTS, Verdict
from surfaces import SURFACES
from tests.app.model.maps.examples import MOMENTUM, computed, on

RATES, STARTS, PARAMETER = MapKind.RATES, MapKind.STARTS, MapKind.PARAMETER
ROSENBROCK = on("rosenbrock")
each_kind = pytest.mark.parametrize("kind", MapKind, ids=lambda kind: kind.name)


def differing(experiment: Experiment, kind: MapKind) -> bool:
    return request_of(experiment, MOMENTUM, kind) != request_of(ROSENBROCK, MOMENTUM, kind)


@each_kind
def test_what_a_map_does_not_depend_on_does_not_make_it_another(kind: MapKind) -> None:
    alike = [
        edits.rename_lane(ROSENBROCK, MOMENTUM, "Heavy ball"),
        edits.set_visible(ROSENBROCK, MOMENTUM, False),
        edits.set_lane_parameter(ROSENBROCK, 0, "lr", 0.5),
        edits.set_linked(ROSENBROCK, MOMENTUM, False),
        edits.set_run(ROSENBROCK, "seeds", 20),
        edits.set_run(edits.set_run(ROSENBROCK, "seed", 7), "batch_size", 8),
        edits.set_noise_kind(ROSENBROCK, NoiseKind.JITTER),
        edits.set_run(replace(ROSENBROCK, changes=(Change(ROSENBROCK.steps, "noise", 2.0),)), "seed", 7),
        edits.set_run(replace(ROSENBROCK, changes=(Change(9, "noise", 0.0),)), "seed", 7),
        edits.remove_lane(ROSENBROCK, 2),
    ]
    assert not any(differing(experiment, kind) for experiment in alike)
    assert {hash(request_of(experiment, MOMENTUM, kind)) for experiment in alike} == {
        hash(request_of(ROSENBROCK, MOMENTUM, kind))
    }


@each_kind
def test_what_a_map_depends_on_makes_it_another(kind: MapKind) -> None:
    noisy = edits.set_run(ROSENBROCK, "noise", 2.0)
    others = [
        edits.set_run(ROSENBROCK, "steps", 61),
        noisy,
        add_move(ROSENBROCK, 10, 1.0, 0.0),
        edits.set_choice(ROSENBROCK, MOMENTUM, "convention", Convention.AVERAGED),
        edits.set_lane_parameter(ROSENBROCK, MOMENTUM, "weight_decay", 0.1),
        scheduling.add_schedule(ROSENBROCK, MOMENTUM, Cosine),
        edits.set_surface_parameter(ROSENBROCK, "a", 0.5),
    ]
    assert all(differing(experiment, kind) for experiment in others)
    for change in (
        edits.set_run(noisy, "seed", 7),
        edits.set_run(noisy, "batch_size", 8),
        edits.set_noise_kind(noisy, NoiseKind.JITTER),
        steer_master(noisy, "noise", 0.5, 20),
    ):
        assert request_of(change, MOMENTUM, kind) != request_of(noisy, MOMENTUM, kind)


@pytest.mark.parametrize(
    ("edit", "stay"),
    [
        (lambda e: edits.set_master(e, "lr", 2e-3), {RATES, PARAMETER}),
        (lambda e: edits.set_master(e, "beta", 0.5), {RATES}),
        (lambda e: edits.set_start(e, 0.5, 0.5), {STARTS}),
        (lambda e: edits.set_surface_parameter(e, "b", 20.0), {PARAMETER}),
    ],
    ids=["lr", "beta", "start", "surface parameter"],
)
def test_what_an_axis_replaces_does_not_matter(edit, stay: set[MapKind]) -> None:
    assert {kind for kind in MapKind if not differing(edit(ROSENBROCK), kind)} == stay


def test_the_axes_of_rates_hold_the_limits_and_the_present_values() -> None:
    request = request_of(ROSENBROCK, MOMENTUM, RATES)
    assert (request.x.name, request.x.low, request.x.high) == ("lr", 1e-5, 1e-2)
    assert (request.y.name, request.y.low, request.y.high) == ("beta", 0.0, 0.999)
    far = edits.set_master(edits.set_master(ROSENBROCK, "lr", 0.5), "beta", 0.99995)
    request = request_of(far, MOMENTUM, RATES)
    assert (request.x.low, request.x.high, request.y.high) == (1e-5, 1.0, pytest.approx(0.99999))
    assert request_of(edits.set_master(ROSENBROCK, "lr", 0.0), MOMENTUM, RATES).x.shows(1e-5)


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
@pytest.mark.parametrize("kind", [RATES, PARAMETER], ids=lambda kind: kind.name)
def test_every_surface_has_an_axis_of_rates_around_its_own_rate(surface, kind: MapKind) -> None:
    if kind is PARAMETER and not parameters(surface):
        with pytest.raises(ValueError, match="has no parameters"):
            request_of(on(surface.key), MOMENTUM, kind)
        return
    axis = request_of(on(surface.key), MOMENTUM, kind).x
    assert axis.shows(surface.suggested_lr)
    assert axis.low * 100 <= axis.high <= axis.low * 1e9


def test_no_axis_of_rates_goes_beyond_what_is_legal() -> None:
    flat = edits.choose_surface(Experiment(), surfaces.get("expr:1e-300*(x^2 + y^2)"))
    axis = request_of(flat, MOMENTUM, MapKind.RATES).x
    assert axis.high == parameters(Momentum)["lr"].legal[1]
    assert axis.shows(flat.lr)
    assert axis.low <= axis.high / 1e3


def test_the_lanes_of_one_experiment_have_the_same_axis_unless_their_rule_asks_for_more() -> None:
    assert len({request_of(ROSENBROCK, lane, RATES).x for lane in range(3)}) == 1
    averaged = edits.set_choice(ROSENBROCK, 2, "convention", Convention.AVERAGED)
    first, second = (request_of(averaged, lane, RATES) for lane in (1, 2))
    assert second.x.high > 100 * first.x.high
    first, second = on_same_axes(first, second)
    assert (first.x, first.y) == (second.x, second.y)
    assert first.x.high == request_of(averaged, 2, RATES).x.high


def test_a_map_of_starts_lies_over_the_view_and_one_of_a_parameter_along_its_slider() -> None:
    request = request_of(ROSENBROCK, MOMENTUM, STARTS)
    assert (request.x.low, request.x.high, request.y.low, request.y.high) == ROSENBROCK.surface.view
    assert request_of(ROSENBROCK, MOMENTUM, STARTS, view=(0.0, 1.0, 2.0, 4.0)).y.high == 4.0
    request = request_of(ROSENBROCK, MOMENTUM, PARAMETER)
    assert (request.y.name, request.y.scale, request.y.low, request.y.high) == ("b", "log", 1.0, 1000.0)
    assert request.surface_at(20.0) == surfaces.get("rosenbrock", a=1.0, b=20.0)
    assert request_of(ROSENBROCK, MOMENTUM, PARAMETER, parameter="a").y.scale == "linear"
    beyond = edits.set_surface_parameter(ROSENBROCK, "b", 1e5)
    assert request_of(beyond, MOMENTUM, PARAMETER).y.high == 1e5
    none = edits.set_surface_parameter(ROSENBROCK, "b", 0.0)
    assert request_of(none, MOMENTUM, PARAMETER).y.low == 1.0
    with pytest.raises(ValueError, match=r"^Rosenbrock has no parameter 'c'; known: a, b$"):
        request_of(ROSENBROCK, MOMENTUM, PARAMETER, parameter="c")


def one_run(experiment: Experiment, rule, surface, start) -> tuple[np.ndarray, int]:
    """The last point of one run alone and when it diverged, by `simulate`."""
    run = simulate(
        surface.gradient,
        [rule],
        start=start,
        steps=experiment.steps,
        noise=experiment.noise_by_step,
        batch_size=experiment.batch_size,
        seeds=(experiment.seed,),
        noise_kind=experiment.noise_kind,
        moves=experiment.moves,
    )
    return run.positions[0, 0], int(run.diverged_at[0, 0])


NOISY = edits.set_run(edits.set_run(edits.set_run(ROSENBROCK, "noise", 3.0), "seed", 5), "batch_size", 4)


@each_kind
@pytest.mark.parametrize("experiment", [ROSENBROCK, NOISY], ids=["plain", "noisy"])
@pytest.mark.parametrize("lane", [0, 2])
def test_every_cell_is_the_run_at_its_middle(kind: MapKind, experiment: Experiment, lane: int) -> None:
    data = computed(experiment, lane, kind, 8 if kind is PARAMETER else 5)
    for row in range(data.rows):
        for column in range(data.side):
            x, y = data.values_at((row, column))
            rule, surface, start = experiment.rules[lane], experiment.surface, experiment.start
            if kind is STARTS:
                start = (x, y)
            else:
                rule = replace(rule, lr=x)
                if kind is PARAMETER:
                    surface = surfaces.get("rosenbrock", a=1.0, b=y)
                elif lane:
                    rule = replace(rule, beta=y)
            path, ended = one_run(experiment, rule, surface, start)
            expected = np.inf if ended >= 0 else surface.value(*path[-1])
            assert data.loss[row, column] == expected
            if ended < 0:
                excess = surface.value(*path.T)
                within = excess <= TOLERANCE * excess[0]
                first = len(within) - int(np.argmin(within[::-1])) if not within.all() else 0
                assert data.steps[row, column] == (first if within[-1] else -1)
            assert (data.loss[row, column] == np.inf) <= (data.verdict[row, column] == VERDICTS.index(Verdict.DIVERGED))


def test_the_rows_of_a_rule_without_momentum_are_alike_and_it_is_said() -> None:
    request = request_of(ROSENBROCK, 0, RATES, sides=(6,))
    (data,) = request.results(None, lambda: None)
    assert request.rows_are_alike
    assert (data.loss == data.loss[0]).all()
    assert data.loss[0, 0] != data.loss[0, 1]
    assert not request_of(ROSENBROCK, MOMENTUM, RATES).rows_are_alike
    assert not request_of(ROSENBROCK, 0, STARTS).rows_are_alike


def test_schedules_restarts_and_steered_values_are_kept() -> None:
    experiment = scheduling.set_restarts(scheduling.add_schedule(ROSENBROCK, MOMENTUM, Cosine), MOMENTUM, (20, 40))
    experiment = steer_master(experiment, "beta", 0.3, 30)
    data = computed(experiment, MOMENTUM, RATES, 4)
    x, y = data.values_at((2, 1))
    rule = replace(experiment.rules[MOMENTUM], lr=x, beta=y)
    assert isinstance(rule, Momentum)
    path, _ = one_run(experiment, rule, experiment.surface, experiment.start)
    assert data.loss[2, 1] == experiment.surface.value(*path[-1])


@each_kind
def test_pictures_become_finer_and_threads_change_nothing(kind: MapKind) -> None:
    request = request_of(ROSENBROCK, MOMENTUM, kind, sides=(2, 4, 8))
    with ThreadPoolExecutor(2) as executor:
        found = list(request.results(executor, lambda: None))
    assert [data.side for data in found] == [2, 4, 8]
    alone = computed(ROSENBROCK, MOMENTUM, kind, 8)
    assert (found[-1].loss == alone.loss).all()
    assert (found[-1].verdict == alone.verdict).all()
    assert found[-1].best(Measure.LOSS) == alone.best(Measure.LOSS)


@each_kind
def test_a_map_is_square_unless_every_row_has_a_surface_of_its_own(kind: MapKind) -> None:
    data = computed(ROSENBROCK, MOMENTUM, kind, 16)
    rows = 4 if kind is PARAMETER else 16
    for array in (data.verdict, data.loss, data.steps, data.minimum):
        assert array.shape == (rows, 16)
    assert data.floor.shape == (rows,)
    assert data.request.rows(16) == data.rows == rows
    assert data.request.rows(2) >= 1


@each_kind
def test_a_map_that_nobody_wants_any_more_ends_at_its_next_checkpoint(kind: MapKind) -> None:
    asked = []

    def checkpoint() -> None:
        asked.append(None)
        if len(asked) > 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        list(request_of(ROSENBROCK, MOMENTUM, kind).results(None, checkpoint))
    assert len(asked) == 4


@pytest.mark.parametrize("steps", [1, 500, 5000, 100_000])
def test_the_first_picture_is_coarse_and_the_last_fine(steps: int) -> None:
    sides = sides_for(steps)
    assert sides[0] <= 32
    assert sides[-1] == 256
    assert list(sides) == sorted(set(sides))
    assert all(side % sides[0] == 0 for side in sides)


@pytest.mark.parametrize("lane", [0, 1, 2], ids=["sgd", "momentum", "nesterov"])
def test_on_the_ravine_the_edge_of_divergence_lies_within_one_cell_of_theory(lane: int) -> None:
    request: MapRequest = request_of(on("ravine", 200), lane, RATES, sides=(256,))
    (data,) = request.results(None, lambda: None)
    beta = request.y.values(256)
    limit = {0: 2.0 + 0.0 * beta, 1: 2.0 * (1.0 + beta), 2: 2.0 * (1.0 + beta) / (1.0 + 2.0 * beta)}[lane] / 50.0
    edge = 256 * np.log10(limit / request.x.low) / np.log10(request.x.high / request.x.low)
    first_bad, good = data.diverged.argmax(axis=1), (~data.diverged).sum(axis=1)
    assert np.abs(first_bad - edge).max() <= 1.0
    assert np.abs(good - edge).max() <= 1.0


@pytest.mark.parametrize("lr", [5e-324, 1e-310, 1e-200, 1e9])
@pytest.mark.parametrize("kind", [RATES, PARAMETER], ids=lambda kind: kind.name)
def test_an_axis_of_learning_rates_reaches_to_any_lr_that_can_be_computed_with(kind: MapKind, lr: float) -> None:
    axis = request_of(edits.set_lane_parameter(ROSENBROCK, MOMENTUM, "lr", lr), MOMENTUM, kind).x
    values = axis.values(33)
    assert (np.diff(values) > 0.0).all()
    assert 0.0 < axis.low < values[0] < values[-1] < axis.high <= 1e9
    assert axis.low <= max(lr, 1e-295) <= axis.high
    assert len(axis.ticks(8)) >= 2
