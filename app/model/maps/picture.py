"""What is to be drawn of one map or of two: plain values for the painting."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.model.edits import vars_of
from app.model.experiment import Experiment
from app.model.maps.data import MapData
from app.model.maps.kinds import MapKind, Measure
from app.model.maps.request import MapRequest

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MapPanelPicture:
    """The map of one lane; `colour` is its place in the theme's palette.

    `cross` are the x and y that stand out, `ghost` (n, 2) a path over a map of starts, each None if there is none.
    """

    data: MapData
    lane_name: str
    colour: int
    cross: tuple[float, float] | None = None
    ghost: Array | None = None


@dataclass(frozen=True, eq=False)
class MapPicture:
    """One panel or two. With `difference` the two, of the same axes, become one map: the first against the second.

    `seeds` is how many the experiment has; the maps are of its first.
    """

    panels: tuple[MapPanelPicture, ...]
    measure: Measure
    difference: bool = False
    seeds: int = 1


def cross_of(experiment: Experiment, lane: int, request: MapRequest) -> tuple[float, float] | None:
    """Where a lane stands on a map: a rule without β where β is lowest.

    None where the map is of another surface's parameter.
    """
    rule = vars_of(experiment.rules[lane])
    match request.kind:
        case MapKind.STARTS:
            return experiment.start
        case MapKind.RATES:
            return rule["lr"], rule.get("beta", request.y.low)
        case MapKind.PARAMETER:
            y = experiment.surface.numbers.get(request.y.name)
            return None if y is None else (rule["lr"], y)
