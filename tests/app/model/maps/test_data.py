"""What a computed map says: its best cell, one cell's readout, and heights above the minimum."""

import numpy as np
import pytest

from app.model.maps import MapKind, Measure, cross_of
from optim_core.diagnosis import Verdict
from tests.app.model.maps.examples import MOMENTUM, computed, made_up, on

C, D, X = Verdict.CONVERGED, Verdict.DESCENDING, Verdict.DIVERGED
INF = float("inf")


def test_the_best_cell_arrives_soonest_and_of_several_has_the_lowest_loss() -> None:
    data = made_up([[C, C], [C, D]], loss=[[3.0, 2.0], [1.0, 0.5]], steps=[[9, 9], [10, -1]])
    assert data.best(Measure.STEPS) == data.best(Measure.VERDICT) == (0, 1)
    assert data.best(Measure.LOSS) == (1, 1)


def test_where_no_run_arrives_the_lowest_loss_is_the_best_and_a_diverged_one_never() -> None:
    data = made_up([[D, X], [D, D]], loss=[[3.0, -9.0], [1.0, 2.0]])
    assert data.best(Measure.STEPS) == (1, 0)
    assert made_up([[X, X], [X, X]], loss=[[INF] * 2] * 2).best(Measure.STEPS) is None


def test_heights_are_above_the_minimum_and_never_below_it() -> None:
    data = made_up([[C, C], [C, X]], loss=[[3.0, 2.0], [1.9, INF]], floor=2.0)
    assert data.height.tolist() == [[1.0, 0.0], [0.0, INF]]
    bare = made_up([[C, C], [C, X]], loss=[[3.0, 2.0], [1.9, INF]], floor=float("nan"))
    assert bare.height.tolist() == bare.loss.tolist()


def test_heights_over_a_parameter_are_above_the_minimum_of_each_rows_surface() -> None:
    experiment = on("flattery", 400)
    data = computed(experiment, MOMENTUM, MapKind.PARAMETER, 16)
    floors = []
    for bias in data.request.y.values(4):
        x = bias / np.sqrt(1.0 - bias**2)
        floors.append(np.sqrt(1.0 + x**2) - 1.0 - bias * x)
    assert data.floor == pytest.approx(np.array(floors))
    assert data.height == pytest.approx(np.maximum(data.loss - np.array(floors)[:, None], 0.0))


def test_a_readout_is_that_of_the_cell_under_the_point() -> None:
    data = computed(on("rosenbrock", 500), side=8)
    row, column = 5, 2
    x, y = data.values_at((row, column))
    found = data.at(x * 1.05, y)
    assert (found.x, found.y) == (x, y)
    assert found.height == data.height[row, column]
    assert (found.steps or -1) == data.steps[row, column]
    assert data.at(0.0, -5.0)[:2] == data.values_at((0, 0))
    assert data.at(1e9, 0.99999)[:2] == data.values_at((7, 7))
    assert data.at(1e9, 0.5).verdict is Verdict.DIVERGED
    assert data.at(1e9, 0.5).steps is None


def test_a_readout_names_the_minimum_only_where_the_run_ended_at_one() -> None:
    data = made_up([[C, D], [C, X]], minimum=[[0, -1], [1, -1]], steps=[[4, -1], [0, -1]])
    low, high = (data.values_at((row, 0)) for row in (0, 1))
    assert (data.at(*low).minimum, data.at(*high).minimum) == (0, 1)
    assert data.at(*high).steps == 0
    assert data.at(*data.values_at((0, 1))).minimum is None


def test_a_lane_stands_where_its_settings_are() -> None:
    experiment = on("rosenbrock")
    maps = {kind: computed(experiment, MOMENTUM, kind, 2).request for kind in MapKind}
    assert cross_of(experiment, MOMENTUM, maps[MapKind.RATES]) == (experiment.lr, experiment.beta)
    assert cross_of(experiment, 0, maps[MapKind.RATES]) == (experiment.lr, 0.0)
    assert cross_of(experiment, 0, maps[MapKind.STARTS]) == experiment.start
    assert cross_of(experiment, 0, maps[MapKind.PARAMETER]) == (experiment.lr, 100.0)


def test_what_is_not_on_the_maps_axes_has_no_place() -> None:
    request = computed(on("rosenbrock"), MOMENTUM, MapKind.PARAMETER, 2).request
    assert cross_of(on("sphere"), MOMENTUM, request) is None


def test_a_flat_map_is_read_by_its_own_rows() -> None:
    data = computed(on("rosenbrock"), MOMENTUM, MapKind.PARAMETER, 16)
    found = [data.at(*data.values_at((row, 15))) for row in range(4)]
    assert [cell.y for cell in found] == data.request.y.values(4).tolist()
    assert [cell.height for cell in found] == data.height[:, 15].tolist()
    row, column = data.best(Measure.LOSS)
    assert data.height[row, column] == data.height.min()
