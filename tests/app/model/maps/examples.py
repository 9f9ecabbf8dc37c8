"""Maps to test with: computed ones of few cells, and ones made up cell by cell."""

from dataclasses import replace

import numpy as np

import surfaces
from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapData, MapKind, MapRequest, request_of
from optim_core.diagnosis import VERDICTS, Verdict

SIDE = 8
MOMENTUM = 1


def on(key: str, steps: int = 60, **values: float) -> Experiment:
    """The default lanes on a surface."""
    experiment = edits.choose_surface(Experiment(), surfaces.get(key, **values))
    return edits.set_run(experiment, "steps", steps)


def computed(
    experiment: Experiment, lane: int = MOMENTUM, kind: MapKind = MapKind.RATES, side: int = SIDE, **wishes: object
) -> MapData:
    """The one picture of a map."""
    (data,) = request_of(experiment, lane, kind, sides=(side,), **wishes).results(None, lambda: None)
    return data


def made_up(
    verdicts: list[list[Verdict]],
    *,
    loss: list[list[float]] | None = None,
    steps: list[list[int]] | None = None,
    minimum: list[list[int]] | None = None,
    floor: float = 0.0,
    request: MapRequest | None = None,
) -> MapData:
    """A map of these cells, the first row at the bottom."""
    side = len(verdicts)
    request = request or request_of(on("rosenbrock"), MOMENTUM, MapKind.RATES)
    codes = np.array([[VERDICTS.index(verdict) for verdict in row] for row in verdicts], dtype=np.int8)
    return MapData(
        request=replace(request, sides=(side,)),
        side=side,
        verdict=codes,
        loss=np.ones((side, side)) if loss is None else np.array(loss),
        steps=np.full((side, side), -1) if steps is None else np.array(steps),
        minimum=np.full((side, side), -1) if minimum is None else np.array(minimum),
        floor=np.full(side, floor),
    )
