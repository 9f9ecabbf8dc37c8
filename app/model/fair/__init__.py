"""The fair comparison: every lane tuned to its own best settings for one budget, beside what all do now.

Example:

    request = fair_request(experiment)                           # None where there is an `obstacle(experiment)`
    for result in request.results(executor, checkpoint):         # a sketch soon, then the whole
        result.lanes[1].tuned.lr, result.lanes[1].tuned.good
    headline(result)                                             # At the same lr 1e-3, Momentum ends …
"""

from app.model.fair.axes import FairAxes, fair_axes
from app.model.fair.lane import LaneResult
from app.model.fair.request import FairRequest, FairResult, fair_request, obstacle
from app.model.fair.use import use_best
from app.model.fair.words import headline

__all__ = [
    "FairAxes",
    "FairRequest",
    "FairResult",
    "LaneResult",
    "fair_axes",
    "fair_request",
    "headline",
    "obstacle",
    "use_best",
]
