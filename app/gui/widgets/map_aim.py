"""What a place on a map means for an experiment: where a lane stands on it, and the edit that brings it elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapKind, MapPicture, MapRequest, cross_of
from app.model.parameters import parameters

Array = NDArray[np.float64]
Edit = Callable[[Experiment], Experiment]


def lane_of(experiment: Experiment, colour: int) -> int | None:
    """Where the lane of that colour, by which it is known, is now; None if it has gone."""
    return next((index for index, lane in enumerate(experiment.lanes) if lane.colour == colour), None)


def is_of_starts(picture: MapPicture) -> bool:
    """Whether it is the plane of the surface that is mapped."""
    return picture.panels[0].data.request.kind is MapKind.STARTS


def with_marks(picture: MapPicture, experiment: Experiment, ghosts: Mapping[int, Array]) -> MapPicture:
    """The picture with a cross where each lane stands, and with the ghosts, by their lanes' colours."""
    panels = []
    for panel in picture.panels:
        lane = lane_of(experiment, panel.colour)
        cross = None if lane is None else cross_of(experiment, lane, panel.data.request)
        panels.append(replace(panel, cross=cross, ghost=ghosts.get(panel.colour)))
    return replace(picture, panels=tuple(panels), seeds=experiment.seeds)


def aimed(request: MapRequest, lane: int, x: float | None, y: float | None) -> Edit:
    """The edit that brings a lane, the start or the surface to these values of that map's axes; None leaves its own."""
    return lambda experiment: _brought(experiment, request, lane, x, y)


def _brought(experiment: Experiment, request: MapRequest, lane: int, x: float | None, y: float | None) -> Experiment:
    match request.kind:
        case MapKind.STARTS:
            own_x, own_y = experiment.start
            return edits.set_start(experiment, own_x if x is None else x, own_y if y is None else y)
        case MapKind.RATES:
            return _with_rate(_with_rate(experiment, lane, "lr", x), lane, "beta", y)
        case MapKind.PARAMETER if request.y.name not in experiment.surface.numbers:
            # The map waits for its successor on another surface.
            return experiment
        case MapKind.PARAMETER:
            bent = experiment if y is None else edits.set_surface_parameter(experiment, request.y.name, y)
            return _with_rate(bent, lane, "lr", x)


def _with_rate(experiment: Experiment, lane: int, name: str, value: float | None) -> Experiment:
    if value is None or name not in parameters(type(experiment.lanes[lane].rule)):
        return experiment
    if experiment.lanes[lane].linked:
        return edits.set_master(experiment, name, value)
    return edits.set_lane_parameter(experiment, lane, name, value)
