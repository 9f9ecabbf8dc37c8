"""What the charts under the surface show: one curve a lane over the steps, ready for a linear frame.

A logarithmic chart's values are exponents of ten, so that whoever draws it needs to know nothing of logarithms.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from app.model.scene import LaneRun, Scene

Array = NDArray[np.float64]
MOST_DECADES = 18
"""Below so many decades under the top a loss is rounding, not information."""
DECADES_ABOVE_START = 2
"""A diverging run may rise so far above the start before the chart lets it go."""


@dataclass(frozen=True, eq=False)
class Curve:
    """A lane's values at steps 0, 1, …; `band` are the 10 and 90 % quantiles over seeds, or None for one seed."""

    run: LaneRun
    values: Array
    band: tuple[Array, Array] | None


@dataclass(frozen=True, eq=False)
class Chart:
    """`low` and `high` bound the values' axis (exponents if `log`); `steps` the horizontal one."""

    title: str
    log: bool
    steps: int
    low: float
    high: float
    curves: tuple[Curve, ...]


def loss_chart(scene: Scene) -> Chart:
    """Loss above the minimum on a logarithmic axis; plain loss where the surface has no minimum."""
    if scene.floor is None:
        return _linear_chart(scene, "loss", lambda run: run.loss)
    floor_of = scene.floor
    title = "loss" if floor_of == 0 else "loss above the minimum"
    return _log_chart(scene, title, lambda run: run.loss - floor_of)


def distance_chart(scene: Scene) -> Chart | None:
    """Distance to the nearest minimum; None where the surface has none."""
    minima = np.asarray(scene.experiment.surface.minima)
    if not len(minima):
        return None

    def distance(run: LaneRun) -> Array:
        away = run.positions[..., np.newaxis, :] - minima
        return np.asarray(np.hypot(away[..., 0], away[..., 1]).min(axis=-1))

    return _log_chart(
        scene, "distance to the minimum" if len(minima) == 1 else "distance to the nearest minimum", distance
    )


def charts(scene: Scene) -> tuple[Chart, ...]:
    """All charts of a scene, in order."""
    with np.errstate(all="ignore"):
        return tuple(chart for chart in (loss_chart(scene), distance_chart(scene)) if chart is not None)


def _log_chart(scene: Scene, title: str, measure: Callable[[LaneRun], Array]) -> Chart:
    curves = tuple(_curve(run, np.log10(np.maximum(measure(run), 1e-300))) for run in scene.visible)
    high = _start(curves) + DECADES_ABOVE_START
    low, top = _range(curves, high - MOST_DECADES, high)
    low, top = floor(low), ceil(top)
    return Chart(title, True, scene.experiment.steps, low, max(top, low + 1), curves)


def _linear_chart(scene: Scene, title: str, measure: Callable[[LaneRun], Array]) -> Chart:
    curves = tuple(_curve(run, measure(run)) for run in scene.visible)
    start = _start(curves)
    room = 10 * max(1.0, abs(start))
    low, high = _range(curves, start - room, start + room)
    margin = 0.05 * (high - low) or 1.0
    return Chart(title, False, scene.experiment.steps, low - margin, high + margin, curves)


def _curve(run: LaneRun, values: Array) -> Curve:
    if len(values) == 1:
        return Curve(run, values[0], None)
    # The seeds that are left decide: NaN sorts last, so the quantiles' places count only those.
    ordered = np.sort(values, axis=0)
    left = np.isfinite(values).sum(axis=0)
    low, high = (_row(ordered, share * np.maximum(left - 1, 0)) for share in (0.1, 0.9))
    return Curve(run, values[0], (low, high))


def _row(ordered: Array, places: Array) -> Array:
    return np.asarray(np.take_along_axis(ordered, np.rint(places).astype(np.intp)[np.newaxis], axis=0)[0])


def _start(curves: tuple[Curve, ...]) -> float:
    found = [float(curve.values[0]) for curve in curves if np.isfinite(curve.values[0])]
    return max(found, default=0.0)


def _range(curves: tuple[Curve, ...], low: float, high: float) -> tuple[float, float]:
    """The finite values' range, cut to [low, high]."""
    arrays = [a for curve in curves for a in (curve.values, *(curve.band or ()))]
    finite = [a[np.isfinite(a)] for a in arrays]
    smallest = min((float(a.min()) for a in finite if a.size), default=0.0)
    largest = max((float(a.max()) for a in finite if a.size), default=1.0)
    return max(smallest, low), min(largest, high)
