"""Where theory draws the edge of stability on a map."""

import re
from dataclasses import replace

import numpy as np
import pytest

import surfaces
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, MapRequest, boundaries, request_of
from optim_core import Convention, Decay, simulate
from surfaces.grid import Grid
from surfaces.typed import Typed
from tests.app.model.maps.examples import MOMENTUM, computed, on

RATES, STARTS, PARAMETER = MapKind.RATES, MapKind.STARTS, MapKind.PARAMETER


def values(request, line) -> tuple[np.ndarray, np.ndarray]:
    """The line as (lr, y)."""
    lr = request.x.low * (request.x.high / request.x.low) ** line.points[:, 0]
    return lr, np.array([request.y.value(place) for place in line.points[:, 1]])


@pytest.mark.parametrize(
    ("lane", "limit"),
    [(0, lambda b: 2.0 + 0 * b), (1, lambda b: 2 + 2 * b), (2, lambda b: (2 + 2 * b) / (1 + 2 * b))],
    ids=["sgd", "momentum", "nesterov"],
)
def test_on_rosenbrock_the_limits_are_those_of_the_hessian_at_the_minimum_and_at_the_start(lane: int, limit) -> None:
    experiment = on("rosenbrock")
    request = request_of(experiment, lane, RATES)
    at_minimum, at_start = boundaries(request)
    for line, point, label in (
        (at_minimum, experiment.surface.minima[0], "limit at the minimum, λ 1,002"),
        (at_start, experiment.start, "limit at the start, λ 1,506"),
    ):
        xx, xy, yy = experiment.surface.hessian(*np.array(point))
        stiff = np.linalg.eigvalsh([[xx, xy], [xy, yy]])[-1]
        lr, beta = values(request, line)
        assert lr == pytest.approx(limit(beta) / stiff, rel=2e-3)
        assert line.label == label
    assert at_minimum.points[[0, -1], 1].tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    "settings",
    [
        {"convention": Convention.AVERAGED},
        {"convention": Convention.INSIDE, "dampening": 0.5},
        {"weight_decay": 20.0},
    ],
    ids=str,
)
def test_runs_settle_below_the_line_and_leave_above_it(settings: dict[str, object]) -> None:
    experiment = on("ravine", condition=20)
    rule = replace(experiment.rules[MOMENTUM], **settings)
    experiment = edits.set_own_rule(experiment, MOMENTUM, experiment.lanes[MOMENTUM], rule)
    request = request_of(experiment, MOMENTUM, RATES)
    (line,) = boundaries(request)
    lr, beta = values(request, line)
    for k in (1, 50, 90):
        ends = []
        for times in (0.97, 1.03):
            run = replace(rule, lr=times * lr[k], beta=beta[k])
            path = simulate(experiment.surface.gradient, [run], start=(0.0, 1.0), steps=6000)
            ends.append(float(np.abs(path.positions[0, 0, -1]).max()))
        assert ends[0] < 1e-3
        assert not ends[1] < 1.0


def test_on_a_quadratic_start_and_minimum_share_one_line() -> None:
    (line,) = boundaries(request_of(on("ravine"), MOMENTUM, RATES))
    assert line.label == "limit at the minimum and the start, λ 50"


@pytest.mark.parametrize("kind", [RATES, PARAMETER], ids=lambda kind: kind.name)
def test_of_several_minima_each_has_a_line(kind) -> None:
    experiment = edits.set_start(on("sharp-and-flat"), *surfaces.get("sharp-and-flat").minima[1])
    request = request_of(experiment, 0, kind, parameter="depth" if kind is PARAMETER else None)
    lines = boundaries(request)
    stiff = [float(experiment.surface.hessian(*np.array(point))[0]) for point in experiment.surface.minima]
    names = [line.label.partition(",")[0] for line in lines]
    assert names == ["limit at minimum 1", "limit at minimum 2 and the start"]
    for line, curvature in zip(lines, stiff, strict=True):
        lr, depth = values(request, line)
        limit = lr * curvature * (depth if kind is PARAMETER else 1.0)
        assert limit == pytest.approx(np.full(len(lr), 2.0), rel=5e-3)


def test_of_many_minima_the_deepest_have_lines() -> None:
    knots = np.linspace(-3.0, 3.0, 49)
    heights = np.sin(6.0 * knots) + np.cos(6.0 * knots[:, np.newaxis]) + 0.03 * (knots**2 + knots[:, np.newaxis])
    rough = Grid.of("rough", knots, knots, heights)
    assert len(rough.minima) > 20
    names = [line.label for line in boundaries(request_of(edits.choose_surface(Experiment(), rough), MOMENTUM, RATES))]
    named = sorted(number for name in names for number in re.findall(r"minimum (\d+)", name))
    assert named == ["1", "2", "3", "4"]


def test_over_a_parameter_the_limit_is_that_of_each_rows_surface() -> None:
    request = request_of(on("ravine"), 0, PARAMETER, parameter="condition")
    (line,) = boundaries(request)
    lr, kappa = values(request, line)
    assert lr * kappa == pytest.approx(np.full(len(lr), 2.0), rel=5e-3)
    assert "λ" not in line.label


def test_over_a_parameter_a_row_is_bent_once_for_all_points(monkeypatch: pytest.MonkeyPatch) -> None:
    experiment = edits.choose_surface(Experiment(), Typed("(x^2 - 1)^2 + b*y^2, b=1"))
    request = request_of(experiment, MOMENTUM, PARAMETER)
    bend, bent = MapRequest.surface_at, []
    monkeypatch.setattr(MapRequest, "surface_at", lambda request, y: bent.append(y) or bend(request, y))
    assert len(boundaries(request)) > 1
    assert bent == sorted(set(bent))


def test_where_theory_has_nothing_to_say_there_is_no_line() -> None:
    assert boundaries(request_of(on("rosenbrock"), MOMENTUM, STARTS)) == ()
    (line,) = boundaries(request_of(on("saddle"), MOMENTUM, RATES))
    assert line.label == "limit at the start, λ 2"
    on_the_kink = edits.set_start(on("tanh-ravine"), 2.0, 8.0)
    assert boundaries(request_of(on_the_kink, MOMENTUM, RATES)) == ()
    decoupled = replace(on("ravine").rules[MOMENTUM], weight_decay=0.1, decay=Decay.DECOUPLED)
    experiment = on("ravine")
    experiment = edits.set_own_rule(experiment, MOMENTUM, experiment.lanes[MOMENTUM], decoupled)
    assert boundaries(request_of(experiment, MOMENTUM, RATES)) == ()


def test_a_computed_map_has_its_lines() -> None:
    data = computed(on("ravine"), MOMENTUM, PARAMETER, 2)
    assert data.boundaries == boundaries(data.request) != ()


def test_a_line_may_leave_the_map() -> None:
    request = request_of(on("plateau"), MOMENTUM, RATES)
    assert surfaces.get("plateau") == request.experiment.surface
    assert [line.points[:, 0].max() > 1.0 for line in boundaries(request)] == [False, True]
