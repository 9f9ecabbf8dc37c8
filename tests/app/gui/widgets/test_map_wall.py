"""Maps that come, go and wait for each other."""

import pytest

from app.gui.widgets.map_wall import Wall
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, MapRequest, Measure, request_of
from tests.app.gui.widgets.maps import computed

EXPERIMENT = Experiment(steps=20)
MOMENTUM, NESTEROV = 1, 2


def turn(wall: Wall, *lanes: int, experiment: Experiment = EXPERIMENT, kind: MapKind = MapKind.RATES, **looks):
    requests = [request_of(experiment, lane, kind) for lane in lanes]
    looks = {"measure": Measure.VERDICT, "difference": False, **looks}
    wall.turn_to([experiment.lanes[lane] for lane in lanes], requests, **looks)
    return requests


def names(wall: Wall) -> list[str]:
    return [panel.lane_name for panel in wall.picture.panels]


@pytest.fixture
def wall() -> Wall:
    """With the first picture of momentum's map."""
    made = Wall()
    (request,) = turn(made, MOMENTUM)
    assert made.picture is None
    made.take(request, computed(request))
    return made


def test_two_maps_wait_for_the_second_and_the_first_stays_till_then(wall: Wall) -> None:
    first, second = turn(wall, MOMENTUM, NESTEROV)
    assert names(wall) == ["Momentum"]
    assert wall.is_stale
    wall.take(second, computed(second))
    assert names(wall) == ["Momentum", "Nesterov"]
    assert not wall.is_stale
    assert wall.requests == (first, second)


def test_a_map_of_the_same_axes_is_exchanged_alone(wall: Wall) -> None:
    _, second = turn(wall, MOMENTUM, NESTEROV)
    wall.take(second, computed(second))
    old = [panel.data for panel in wall.picture.panels]
    longer = edits.set_run(EXPERIMENT, "steps", 30)
    first, _ = turn(wall, MOMENTUM, NESTEROV, experiment=longer)
    fresh = computed(first)
    wall.take(first, fresh)
    assert [panel.data for panel in wall.picture.panels] == [fresh, old[1]]
    assert wall.is_stale


def test_a_map_of_other_axes_is_not_mixed_with_an_old_one(wall: Wall) -> None:
    _, second = turn(wall, MOMENTUM, NESTEROV)
    wall.take(second, computed(second))
    starts = turn(wall, MOMENTUM, NESTEROV, kind=MapKind.STARTS, measure=Measure.LOSS, difference=True)
    wall.take(starts[0], computed(starts[0]))
    assert {panel.data.request.kind for panel in wall.picture.panels} == {MapKind.RATES}
    assert (wall.picture.measure, wall.picture.difference) == (Measure.VERDICT, False)
    wall.take(starts[1], computed(starts[1]))
    assert {panel.data.request.kind for panel in wall.picture.panels} == {MapKind.STARTS}
    assert (wall.picture.measure, wall.picture.difference) == (Measure.LOSS, True)


def test_a_new_name_hangs_at_once(wall: Wall) -> None:
    turn(wall, MOMENTUM, experiment=edits.rename_lane(EXPERIMENT, MOMENTUM, "heavy ball"))
    assert names(wall) == ["heavy ball"]


def test_one_map_alone_is_no_difference(wall: Wall) -> None:
    turn(wall, MOMENTUM, difference=True)
    assert not wall.picture.difference


def test_the_same_map_twice_is_wanted_once(wall: Wall) -> None:
    twice = edits.duplicate_lane(EXPERIMENT, MOMENTUM)
    turn(wall, MOMENTUM, MOMENTUM + 1, experiment=twice)
    assert len(wall.requests) == 1
    assert len(wall.picture.panels) == 2


def test_it_tells_how_far_the_coarsest_is(wall: Wall) -> None:
    first, second = turn(wall, MOMENTUM, NESTEROV)
    assert wall.progress == "computing…"
    wall.take(second, computed(second, 2))
    assert wall.progress == "refining 32² → 256²"
    wall.take(first, computed(first, 2))
    assert wall.progress == ""


def test_of_a_flat_map_it_tells_both_sides() -> None:
    wall = Wall()
    (request,) = turn(wall, MOMENTUM, kind=MapKind.PARAMETER)
    wall.take(request, computed(request))
    assert wall.progress == "refining 32 × 8 → 256 × 64"


def test_what_is_not_wanted_or_coarser_is_refused(wall: Wall) -> None:
    (request,) = wall.requests
    other: MapRequest = request_of(EXPERIMENT, NESTEROV, MapKind.RATES)
    assert not wall.take(other, computed(other))
    assert wall.take(request, computed(request, 2))
    assert not wall.take(request, computed(request))
    assert wall.picture.panels[0].data.side == 256
