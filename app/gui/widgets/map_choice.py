"""What a person wants to see on the map: which kind of it, in which colours, beside which other lane.

What is wanted may not be possible on the surface or with the lanes at hand; `possible` says what is shown instead, and
the wish is kept for when it is.
"""

from dataclasses import dataclass, replace

from app.model.experiment import Experiment
from app.model.maps import MapKind, MapRequest, Measure, on_same_axes, request_of, usual_measure
from app.model.parameters import surface_parameters
from surfaces import Surface


@dataclass(frozen=True)
class MapChoice:
    """`parameter` is the surface's, by name; `other` the colour of the lane to compare with, None for alone.

    Starts are coloured by a measure of their own: they have one more, and it is what most want to see there.
    """

    kind: MapKind = MapKind.RATES
    measure_of_settings: Measure = Measure.VERDICT
    measure_of_starts: Measure = Measure.MINIMUM
    parameter: str | None = None
    other: int | None = None
    difference: bool = False

    @property
    def measure(self) -> Measure:
        """What gives the present kind its colours."""
        return self.measure_of_starts if self.kind is MapKind.STARTS else self.measure_of_settings

    def with_measure(self, measure: Measure) -> "MapChoice":
        """The present kind coloured by that."""
        name = "measure_of_starts" if self.kind is MapKind.STARTS else "measure_of_settings"
        return replace(self, **{name: measure})  # type: ignore[arg-type]


def possible(choice: MapChoice, experiment: Experiment, selected: int) -> MapChoice:
    """The nearest to that choice that there is, for the lane that is selected."""
    surface, declared = experiment.surface, surface_parameters(experiment.surface)
    others = [lane.colour for index, lane in enumerate(experiment.lanes) if index != selected]
    made = replace(
        choice,
        kind=MapKind.RATES if reason_against_kind(choice.kind, surface) else choice.kind,
        parameter=choice.parameter if choice.parameter in declared else next(iter(declared), None),
        other=choice.other if choice.other in others else None,
    )
    impossible = reason_against_measure(made.measure, surface)
    return made.with_measure(usual_measure(made.kind, surface)) if impossible else made


def reason_against_kind(kind: MapKind, surface: Surface) -> str:
    """Why there is no such map of this surface; empty where there is."""
    if kind is MapKind.PARAMETER and not surface.declared:
        return "this surface has nothing to set"
    return ""


def reason_against_measure(measure: Measure, surface: Surface) -> str:
    """Why a map of this surface cannot be coloured so; empty where it can."""
    if measure in (Measure.STEPS, Measure.MINIMUM) and not surface.minima:
        return "this surface has no minimum"
    if measure is Measure.MINIMUM and len(surface.minima) == 1:
        return "this surface has one minimum"
    return ""


def measures_of(kind: MapKind) -> tuple[Measure, ...]:
    """What can give a kind of map its colours."""
    return tuple(measure for measure in Measure if measure is not Measure.MINIMUM or kind is MapKind.STARTS)


def lanes_on(choice: MapChoice, experiment: Experiment, selected: int) -> tuple[int, ...]:
    """The lanes whose maps are shown: the selected one, and the one it is compared with."""
    others = [index for index, lane in enumerate(experiment.lanes) if lane.colour == choice.other]
    return (selected, *others)


def requests_for(choice: MapChoice, experiment: Experiment, lanes: tuple[int, ...]) -> tuple[MapRequest, ...]:
    """The map of each of these lanes; two of them over the same ranges, or nobody could compare them."""
    made = [request_of(experiment, lane, choice.kind, parameter=choice.parameter) for lane in lanes]
    return on_same_axes(*made) if len(made) > 1 else tuple(made)
