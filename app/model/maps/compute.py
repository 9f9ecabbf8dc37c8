"""One run for every cell of a map, at the settings in its middle."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.model.landmarks import loss_floor
from app.model.maps.boundary import boundaries
from app.model.maps.data import MapData
from app.model.maps.kinds import MapKind
from optim_core.diagnosis.ending import Ending
from optim_core.sweep import sweep
from surfaces import Surface

if TYPE_CHECKING:
    # A request computes its own data.
    from app.model.maps.request import MapRequest

Array = NDArray[np.float64]


class Workers(NamedTuple):
    """Who computes, and whom to ask now and then whether the map is still wanted."""

    executor: Executor | None
    checkpoint: Callable[[], None]


def compute(request: "MapRequest", side: int, workers: Workers) -> MapData:
    """All cells of a map that is `side` cells wide. What the checkpoint raises comes out."""
    ending = _COMPUTED[request.kind](request, side, workers)
    floors = [loss_floor(request.surface_at(y)) for y in request.y.values(request.rows(side))]
    return MapData(
        request=request,
        side=side,
        verdict=ending.verdict,
        loss=ending.loss,
        steps=ending.steps_to_tolerance,
        minimum=ending.minimum,
        floor=np.array([np.nan if floor is None else floor for floor in floors]),
        boundaries=boundaries(request),
    )


def _rates(request: "MapRequest", side: int, workers: Workers) -> Ending:
    """Lr from left to right, β from bottom to top."""
    values = {"lr": request.x.values(side), "beta": request.y.values(side)[:, np.newaxis]}
    if not request.rows_are_alike:
        return _run(request, values, workers)
    del values["beta"]
    row = _run(request, values, workers)
    return Ending(**{name: np.tile(array, (side, 1)) for name, array in vars(row).items()})


def _starts(request: "MapRequest", side: int, workers: Workers) -> Ending:
    """X from left to right, y from bottom to top."""
    starts = np.stack(np.meshgrid(request.x.values(side), request.y.values(side)), axis=-1)
    values = {"lr": np.full((side, side), request.rule.lr)}
    return _run(request, values, workers, start=starts[:, :, np.newaxis])


def _parameter(request: "MapRequest", side: int, workers: Workers) -> Ending:
    """Lr from left to right, the surface's parameter from bottom to top: a surface of its own in every row."""
    # A row is too short to be divided.
    values, rows, alone = {"lr": request.x.values(side)}, [], Workers(None, workers.checkpoint)
    for y in request.y.values(request.rows(side)):
        workers.checkpoint()
        rows.append(_run(request, values, alone, surface=request.surface_at(y)))
    return Ending(**{name: np.stack([vars(row)[name] for row in rows]) for name in vars(rows[0])})


_COMPUTED: dict[MapKind, Callable[["MapRequest", int, Workers], Ending]] = {
    MapKind.RATES: _rates,
    MapKind.STARTS: _starts,
    MapKind.PARAMETER: _parameter,
}


def _run(
    request: "MapRequest",
    values: dict[str, Array],
    workers: Workers,
    *,
    surface: Surface | None = None,
    start: Any = None,
) -> Ending:
    """The endings with those settings, whose shapes broadcast; where nothing else is given, as the request says."""
    run, surface = request.experiment, surface or request.experiment.surface
    rule: Any = request.rule
    outcomes = sweep(
        surface.bare_gradient,
        replace(rule, **values),
        start=run.start if start is None else start,
        steps=run.steps,
        noise=run.noise_by_step,
        batch_size=run.batch_size,
        seeds=(run.seed,),
        noise_kind=run.noise_kind,
        moves=run.moves,
        executor=workers.executor,
        landscape=surface,
        checkpoint=workers.checkpoint,
    )
    assert outcomes.ending is not None, "a landscape was given"
    return Ending(**{name: array[..., 0] for name, array in vars(outcomes.ending).items()})
