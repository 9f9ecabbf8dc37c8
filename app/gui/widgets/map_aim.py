"""What a place on a map means for an experiment: where a lane stands on it, and the edit that brings it elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from app.model import edits
from app.model.experiment import MASTERS, Experiment
from app.model.maps import MapPicture, cross_of
from app.model.parameters import parameters

Array = NDArray[np.float64]
Edit = Callable[[Experiment], Experiment]
START = ("x", "y")
"""The names of the axes on which a start lies."""


def lane_of(experiment: Experiment, colour: int) -> int | None:
    """Where the lane of that colour, by which it is known, is now; None if it has gone."""
    return next((index for index, lane in enumerate(experiment.lanes) if lane.colour == colour), None)


def is_of_starts(picture: MapPicture) -> bool:
    """Whether it is the plane of the surface that is mapped."""
    return picture.panels[0].data.request.x.name in START


def with_marks(picture: MapPicture, experiment: Experiment, ghosts: Mapping[int, Array]) -> MapPicture:
    """The picture with a cross where each lane stands, and with the ghosts, by their lanes' colours."""
    panels = []
    for panel in picture.panels:
        lane = lane_of(experiment, panel.colour)
        cross = None if lane is None else cross_of(experiment, lane, panel.data.request)
        panels.append(replace(panel, cross=cross, ghost=ghosts.get(panel.colour)))
    return replace(picture, panels=tuple(panels), seeds=experiment.seeds)


def aimed(lane: int, values: Mapping[str, float]) -> Edit:
    """The edit that gives a lane, the start or the surface these values, by the names of their axes."""
    return lambda experiment: _with_values(experiment, lane, values)


def _with_values(experiment: Experiment, lane: int, values: Mapping[str, float]) -> Experiment:
    if values.keys() & set(START):
        x, y = (values.get(name, own) for name, own in zip(START, experiment.start, strict=True))
        return edits.set_start(experiment, x, y)
    for name, value in values.items():
        experiment = _with_value(experiment, lane, name, value)
    return experiment


def _with_value(experiment: Experiment, lane: int, name: str, value: float) -> Experiment:
    if name not in MASTERS:
        return edits.set_surface_parameter(experiment, name, value)
    if name not in parameters(type(experiment.lanes[lane].rule)):
        return experiment
    if experiment.lanes[lane].linked:
        return edits.set_master(experiment, name, value)
    return edits.set_lane_parameter(experiment, lane, name, value)
