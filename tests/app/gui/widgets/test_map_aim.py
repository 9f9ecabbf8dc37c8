"""Places on a map and settings of an experiment, one into the other."""

import numpy as np
import pytest

import surfaces
from app.gui.widgets.map_aim import aimed, is_of_starts, lane_of, with_marks
from app.model import edits, steering
from app.model.experiment import Experiment
from app.model.maps import MapKind, MapPanelPicture, MapPicture, Measure, cross_of, request_of
from surfaces.typed import Typed
from tests.app.gui.widgets.maps import computed

SGD, MOMENTUM, NESTEROV = range(3)
RATES = request_of(Experiment(), MOMENTUM, MapKind.RATES)


@pytest.mark.parametrize("kind", MapKind)
@pytest.mark.parametrize("lane", [MOMENTUM, NESTEROV])
@pytest.mark.parametrize("linked", [True, False])
def test_a_lane_stands_where_it_was_brought(kind: MapKind, lane: int, linked: bool) -> None:
    experiment = edits.set_linked(Experiment(), lane, linked)
    request = request_of(experiment, lane, kind)
    x, y = request.x.value(0.3), request.y.value(0.7)
    after = aimed(request, lane, x, y)(experiment)
    assert cross_of(after, lane, request) == (x, y)
    assert request_of(after, lane, kind) == request


@pytest.mark.parametrize("name", ["beta", "lr"])
def test_a_parameter_may_be_called_as_something_of_a_rule(name: str) -> None:
    experiment = edits.choose_surface(Experiment(), Typed(f"x^2 + {name}*y^2, {name}=10"))
    request = request_of(experiment, MOMENTUM, MapKind.PARAMETER)
    assert cross_of(experiment, MOMENTUM, request) == (experiment.lr, 10.0)
    after = aimed(request, MOMENTUM, 1e-4, 20.0)(experiment)
    assert after.surface.numbers == {name: 20.0}
    assert (after.lr, after.beta) == (1e-4, experiment.beta)
    rates = request_of(experiment, MOMENTUM, MapKind.RATES)
    assert cross_of(experiment, MOMENTUM, rates) == (experiment.lr, experiment.beta)


def test_masters_are_moved_for_a_linked_lane_and_all_others_follow() -> None:
    after = aimed(RATES, MOMENTUM, 1e-4, 0.5)(Experiment())
    assert [rule.lr for rule in after.rules] == [1e-4] * 3
    assert after.rules[NESTEROV].beta == 0.5
    own = aimed(RATES, MOMENTUM, 1e-4, None)(edits.set_linked(Experiment(), MOMENTUM, False))
    assert own.lr == Experiment().lr
    assert own.rules[MOMENTUM].lr == 1e-4


def test_one_value_leaves_the_other() -> None:
    starts, parameter = (request_of(Experiment(), SGD, kind) for kind in (MapKind.STARTS, MapKind.PARAMETER))
    assert aimed(starts, SGD, None, 0.5)(Experiment()).start == (Experiment().start[0], 0.5)
    assert aimed(starts, SGD, 0.5, None)(Experiment()).start == (0.5, Experiment().start[1])
    assert aimed(RATES, MOMENTUM, 1e-4, None)(Experiment()).beta == Experiment().beta
    assert aimed(RATES, MOMENTUM, None, 0.5)(Experiment()).lr == Experiment().lr
    assert aimed(parameter, SGD, 1e-4, None)(Experiment()).surface == Experiment().surface


def test_a_rule_without_beta_stands_at_its_lowest_and_is_not_given_one() -> None:
    experiment = Experiment()
    request = request_of(experiment, SGD, MapKind.RATES)
    assert cross_of(experiment, SGD, request) == (experiment.lr, request.y.low)
    assert aimed(request, SGD, None, 0.5)(experiment) == experiment


def test_a_steered_value_is_set_for_the_whole_run() -> None:
    steered = steering.steer_master(Experiment(), "lr", 1e-5, 300)
    after = aimed(RATES, MOMENTUM, 1e-4, None)(steered)
    assert after.changes == ()
    assert after.lr == 1e-4


def test_what_is_not_of_this_surface_has_no_place() -> None:
    request = request_of(Experiment(), MOMENTUM, MapKind.PARAMETER, parameter="b")
    elsewhere = edits.choose_surface(Experiment(), surfaces.get("sphere"))
    assert cross_of(elsewhere, MOMENTUM, request) is None
    assert aimed(request, MOMENTUM, 1e-4, 50.0)(elsewhere) == elsewhere


def test_lanes_are_known_by_their_colours() -> None:
    experiment = edits.move_lane(Experiment(), 2, 0)
    assert lane_of(experiment, Experiment().lanes[2].colour) == 0
    assert lane_of(experiment, 7) is None


def test_crosses_and_ghosts_are_the_lanes_own() -> None:
    experiment = edits.set_lane_parameter(Experiment(steps=20), NESTEROV, "lr", 2e-4)
    lanes = [(lane, experiment.lanes[lane]) for lane in (MOMENTUM, NESTEROV)]
    bare = MapPicture(
        tuple(
            MapPanelPicture(computed(request_of(experiment, index, MapKind.RATES)), lane.name, lane.colour)
            for index, lane in lanes
        ),
        Measure.VERDICT,
    )
    path = np.zeros((3, 2))
    marked = with_marks(bare, experiment, {lanes[1][1].colour: path})
    assert [panel.cross[0] for panel in marked.panels] == [experiment.lr, 2e-4]
    assert [panel.ghost for panel in marked.panels] == [None, path]
    assert not is_of_starts(marked)
    gone = with_marks(bare, edits.remove_lane(experiment, NESTEROV), {})
    assert gone.panels[1].cross is None
