"""What is chosen for the map, and what is shown where that is not possible."""

from dataclasses import replace

import pytest

import surfaces
from app.gui.widgets.map_choice import (
    MapChoice,
    lanes_on,
    measures_of,
    possible,
    reason_against_kind,
    reason_against_measure,
    requests_for,
)
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, Measure
from app.model.parameters import parameters
from surfaces import SURFACES

MOMENTUM = 1


def on(key: str) -> Experiment:
    return edits.choose_surface(Experiment(steps=20), surfaces.get(key))


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("kind", MapKind)
@pytest.mark.parametrize("difference", [False, True])
def test_whatever_is_chosen_something_is_possible_on_every_surface(surface, kind, difference) -> None:
    experiment = on(surface.key)
    for measure in Measure:
        wish = MapChoice(kind, parameter="nothing", other=5, difference=difference).with_measure(measure)
        choice = possible(wish, experiment, MOMENTUM)
        assert not reason_against_kind(choice.kind, experiment.surface)
        assert not reason_against_measure(choice.measure, experiment.surface)
        assert choice.other is None
        assert (choice.parameter in parameters(surface)) is bool(parameters(surface))
        assert possible(choice, experiment, MOMENTUM) == choice
        (request,) = requests_for(choice, experiment, lanes_on(choice, experiment, MOMENTUM))
        assert request.kind is choice.kind


def test_what_is_possible_stays_as_it_is() -> None:
    wish = MapChoice(MapKind.PARAMETER, Measure.STEPS, parameter="b", other=0, difference=True)
    assert possible(wish, Experiment(), MOMENTUM) == wish


def test_which_minimum_is_asked_only_where_there_are_several() -> None:
    starts = MapChoice(MapKind.STARTS)
    assert possible(starts, on("sharp-and-flat"), MOMENTUM).measure is Measure.MINIMUM
    assert possible(starts, on("rosenbrock"), MOMENTUM).measure is Measure.VERDICT
    assert Measure.MINIMUM in measures_of(MapKind.STARTS)
    assert Measure.MINIMUM not in measures_of(MapKind.RATES)


def test_steps_to_a_minimum_need_one() -> None:
    wish = MapChoice(measure_of_settings=Measure.STEPS)
    assert possible(wish, on("saddle"), MOMENTUM).measure is Measure.VERDICT


def test_each_kind_has_colours_of_its_own() -> None:
    choice = MapChoice().with_measure(Measure.LOSS)
    assert replace(choice, kind=MapKind.PARAMETER).measure is Measure.LOSS
    assert replace(choice, kind=MapKind.STARTS).measure is MapChoice(MapKind.STARTS).measure


def test_a_lane_is_not_compared_with_itself() -> None:
    experiment = Experiment()
    own = experiment.lanes[MOMENTUM].colour
    assert possible(MapChoice(other=own), experiment, MOMENTUM).other is None
    assert lanes_on(MapChoice(other=0), experiment, MOMENTUM) == (MOMENTUM, 0)


def test_two_maps_have_the_same_axes_even_where_one_lane_is_far_out() -> None:
    experiment = edits.set_lane_parameter(Experiment(), 2, "lr", 30.0)
    first, second = requests_for(MapChoice(), experiment, (MOMENTUM, 2))
    assert (first.x, first.y) == (second.x, second.y)
    assert first.x.shows(30.0)
    (alone,) = requests_for(MapChoice(), experiment, (MOMENTUM,))
    assert not alone.x.shows(30.0)
