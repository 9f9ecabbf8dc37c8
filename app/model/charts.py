"""What the charts under the surface show: one curve a lane over the steps, ready for a linear frame.

A logarithmic chart's values are exponents of ten, so that whoever draws it needs to know nothing of logarithms.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from app.model.scene import LaneRun, Scene
from app.model.schedule_chart import Overlay, overlay

Array = NDArray[np.float64]
MOST_DECADES = 18
"""Below so many decades under the top a loss is rounding, not information."""
DECADES_ABOVE_START = 2
"""A diverging run may rise so far above the start before the chart lets it go."""
DECADES_ABOVE_FIRST_STEP = 4
"""The same for step lengths: a warm-up begins with a hundredth, and momentum makes ten times more of it."""
LEAST = -300
"""The exponent that stands for 0, which has none."""
BAND_STEPS = 250
"""At about so many steps the quantiles over seeds are taken."""


@dataclass(frozen=True, eq=False)
class Curve:
    """The first seed's values at steps 0, 1 and so on, of the lane with that place in the experiment.

    `band` are some of the steps and the 10 and 90 % quantiles over seeds there; None where there is one seed.
    """

    lane: int
    run: LaneRun
    values: Array
    band: tuple[Array, Array, Array] | None


@dataclass(frozen=True, eq=False)
class Chart:
    """`low` and `high` bound the values' axis (exponents if `log`); `steps` the horizontal one.

    `title` says what it shows, `detail` goes on where there is room.
    `overlay` is what lies over the curves, on an axis of its own at the right.
    """

    title: str
    detail: str
    log: bool
    steps: int
    low: float
    high: float
    curves: tuple[Curve, ...]
    overlay: Overlay | None = None

    @property
    def full_title(self) -> str:
        """The title with its detail."""
        return f"{self.title} {self.detail}".strip()

    @property
    def rate_axis(self) -> tuple[float, float] | None:
        """The axis of learning rates at the right, if there is one: exponents."""
        return self.overlay.axis if self.overlay is not None else None

    @property
    def axes(self) -> tuple[object, ...]:
        """All that is not curves and marks."""
        return self.full_title, self.log, self.steps, self.low, self.high, self.rate_axis


Measure = Callable[[LaneRun, slice], Array]
"""What a chart shows of some steps of a lane, for all its seeds: (seeds, steps)."""


def loss_chart(scene: Scene) -> Chart:
    """Loss above the minimum on a logarithmic axis, or plain loss without one, under learning rates and events."""
    return replace(_bare_loss_chart(scene), overlay=overlay(scene.experiment))


def _bare_loss_chart(scene: Scene) -> Chart:
    if scene.floor is None:
        return _linear_chart(scene, ("loss", ""), lambda run, steps: run.loss[:, steps])
    floor_of = scene.floor
    detail = "" if floor_of == 0 else "above the minimum"
    return _log_chart(scene, ("loss", detail), lambda run, steps: run.loss[:, steps] - floor_of)


def distance_chart(scene: Scene) -> Chart | None:
    """Distance to the nearest minimum; None where the surface has none."""
    minima = np.asarray(scene.experiment.surface.minima)
    if not len(minima):
        return None

    def distance(run: LaneRun, steps: slice) -> Array:
        away = run.on_surface[:, steps, np.newaxis, :] - minima
        return np.asarray(np.hypot(away[..., 0], away[..., 1]).min(axis=-1))

    detail = "to the minimum" if len(minima) == 1 else "to the nearest minimum"
    return _log_chart(scene, ("distance", detail), distance)


def step_length_chart(scene: Scene) -> Chart:
    """How far each update goes: |θ(k + 1) − θ(k)| at step k."""

    def length(run: LaneRun, steps: slice) -> Array:
        way = run.positions[:, 1:][:, steps] - run.positions[:, :-1][:, steps]
        return np.asarray(np.hypot(way[..., 0], way[..., 1]))

    return _log_chart(scene, ("step length", ""), length, DECADES_ABOVE_FIRST_STEP)


def charts(scene: Scene) -> tuple[Chart, ...]:
    """All charts of a scene, in order."""
    with np.errstate(all="ignore"):
        made = (loss_chart(scene), distance_chart(scene), step_length_chart(scene))
        return tuple(chart for chart in made if chart is not None)


def _log_chart(scene: Scene, title: tuple[str, str], measure: Measure, above: int = DECADES_ABOVE_START) -> Chart:
    curves = _curves(scene, measure, lambda values: np.log10(np.maximum(values, 10.0**LEAST)))
    start = _start(curves)
    if start < LEAST + 1:
        start = _range(curves, start, np.inf)[1]
    high = start + above
    low, top = _range(curves, high - MOST_DECADES, high)
    low, top = floor(low), ceil(top)
    return Chart(*title, True, scene.experiment.steps, low, max(top, low + 1), curves)


def _linear_chart(scene: Scene, title: tuple[str, str], measure: Measure) -> Chart:
    curves = _curves(scene, measure, lambda values: values)
    start = _start(curves)
    room = 10 * max(1.0, abs(start))
    low, high = _range(curves, start - room, start + room)
    margin = 0.05 * (high - low) or 0.1 * room
    return Chart(*title, False, scene.experiment.steps, low - margin, high + margin, curves)


def _curves(scene: Scene, measure: Measure, scale: Callable[[Array], Array]) -> tuple[Curve, ...]:
    """The curves of the visible lanes."""
    return tuple(_curve(lane, run, measure, scale) for lane, run in enumerate(scene.runs) if run.lane.visible)


def _curve(lane: int, run: LaneRun, measure: Measure, scale: Callable[[Array], Array]) -> Curve:
    """A lane's curve; quantiles before the scale, which keeps order, since logarithms of all seeds are dear."""
    first = replace(run, positions=run.positions[:1], on_surface=run.on_surface[:1], loss=run.loss[:1])
    values = scale(measure(first, slice(None))[0])
    if len(run.positions) == 1:
        return Curve(lane, run, values, None)
    stride = max(1, run.loss.shape[1] // BAND_STEPS)
    low, high = _quantiles(measure(run, slice(None, None, stride)))
    return Curve(lane, run, values, (np.arange(len(low), dtype=np.float64) * stride, scale(low), scale(high)))


def _quantiles(values: Array) -> tuple[Array, Array]:
    """The 10 and 90 % quantiles over seeds; a seed that diverged counts as higher than all others."""
    last = len(values) - 1
    # NaN is sorted to the end. To sort all is sooner than to look for two (measured: 1.3 ms against 5 of 1,000 seeds).
    ordered = np.sort(values.T, axis=1)
    low, high = (ordered[:, round(share * last)] for share in (0.1, 0.9))
    return np.where(np.isnan(low), np.inf, low), np.where(np.isnan(high), np.inf, high)


def _start(curves: tuple[Curve, ...]) -> float:
    found = [float(value) for curve in curves for value in curve.values[:1] if np.isfinite(value)]
    return max(found, default=0.0)


def _range(curves: tuple[Curve, ...], low: float, high: float) -> tuple[float, float]:
    """The finite values' range, cut to [low, high]."""
    arrays = [a for curve in curves for a in (curve.values, *(curve.band or ())[1:])]
    finite = [a[np.isfinite(a)] for a in arrays]
    smallest = min((float(a.min()) for a in finite if a.size), default=0.0)
    largest = max((float(a.max()) for a in finite if a.size), default=1.0)
    return max(smallest, low), min(largest, high)
