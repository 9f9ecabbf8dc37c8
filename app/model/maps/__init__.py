"""Maps: how a whole plane of settings, or of starts, turns out; plain values in, plain values out.

Example:

    request = request_of(experiment, 1, MapKind.RATES)
    for data in request.results(executor, checkpoint):       # few large cells soon, then 256 × 256
        data.best(Measure.STEPS), data.at(1e-3, 0.9)
    boundaries(request)                                       # where theory puts the edge of stability
"""

from app.model.maps.axis import Axis
from app.model.maps.boundary import Boundary, boundaries
from app.model.maps.data import MapData, Readout
from app.model.maps.difference import Difference, difference_of
from app.model.maps.kinds import MapKind, Measure, usual_measure
from app.model.maps.picture import MapPanelPicture, MapPicture, cross_of
from app.model.maps.request import MapRequest, on_same_axes, request_of

__all__ = [
    "Axis",
    "Boundary",
    "Difference",
    "MapData",
    "MapKind",
    "MapPanelPicture",
    "MapPicture",
    "MapRequest",
    "Measure",
    "Readout",
    "boundaries",
    "cross_of",
    "difference_of",
    "on_same_axes",
    "request_of",
    "usual_measure",
]
