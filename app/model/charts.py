"""What the charts under the surface show: one curve a lane over the steps, ready for a linear frame.

Of a lane with many seeds it is the median of all, with the band that holds eight of ten. A logarithmic chart's values
are exponents of ten, so that whoever draws it needs to know nothing of logarithms.
"""

from dataclasses import dataclass, replace
from math import ceil, floor

import numpy as np

from app.model.curves import Array, Curve, Measure, Steps, curves_of
from app.model.lane_run import LaneRun
from app.model.scene import Scene
from app.model.schedule_chart import Overlay, overlay

MOST_DECADES = 18
"""Below so many decades under the top a loss is rounding, not information."""
FARTHEST = 1e300
"""An axis without logarithms ends here at the latest: of one that reaches farther the length is no number."""
DECADES_ABOVE_START = 2
"""A diverging run may rise so far above the start before the chart lets it go."""
DECADES_ABOVE_FIRST_STEP = 4
"""The same for step lengths: a warm-up begins with a hundredth, and momentum makes ten times more of it."""
TOGETHER = 32_768
"""Distances that are looked at together, while they are in the processor's cache."""
LEAST = -300
"""The exponent that stands for 0, which has none."""


@dataclass(frozen=True, eq=False)
class Chart:
    """`low` and `high` bound the values' axis (exponents if `log`); `steps` the horizontal one.

    `title` says what it shows, `detail` goes on where there is room; `crowd` says of what a line is the median, or "".
    `overlay` is what lies over the curves, on an axis of its own at the right.
    """

    title: str
    detail: str
    log: bool
    steps: int
    low: float
    high: float
    curves: tuple[Curve, ...]
    crowd: str = ""
    overlay: Overlay | None = None

    @property
    def full_title(self) -> str:
        """The title with all that can be said."""
        return self.titles[0]

    @property
    def titles(self) -> tuple[str, ...]:
        """The title in several lengths, the longest first."""
        plain, full = (self.title,), (f"{self.title} {self.detail}".strip(),)
        return (*(f"{title}, {self.crowd}" for title in (*full, *plain) if self.crowd), *full, *plain)

    @property
    def rate_axis(self) -> tuple[float, float] | None:
        """The axis of learning rates at the right, if there is one: exponents."""
        return self.overlay.axis if self.overlay is not None else None

    @property
    def axes(self) -> tuple[object, ...]:
        """All that is not curves and marks."""
        return self.full_title, self.log, self.steps, self.low, self.high, self.rate_axis


def loss_chart(scene: Scene) -> Chart:
    """Loss above the minimum on a logarithmic axis, or plain loss without one, under learning rates and events."""
    return replace(_bare_loss_chart(scene), overlay=overlay(scene.experiment))


def _bare_loss_chart(scene: Scene) -> Chart:
    if scene.floor is None:
        return _linear_chart(scene, ("loss", ""), lambda run, steps: run.loss.T[steps])
    floor_of = scene.floor
    detail = "" if floor_of == 0 else "above the minimum"
    return _log_chart(scene, ("loss", detail), lambda run, steps: run.loss.T[steps] - floor_of)


def distance_chart(scene: Scene) -> Chart | None:
    """Distance to the nearest minimum; None where the surface has none."""
    minima = scene.experiment.surface.minima
    if not minima:
        return None

    at = np.array(minima)

    def distance(run: LaneRun, steps: Steps) -> Array:
        x, y = _seen(run, steps)
        found: Array = np.sqrt(_nearest(x.ravel(), y.ravel(), at)).reshape(x.shape)
        return found

    detail = "to the minimum" if len(minima) == 1 else "to the nearest minimum"
    return _log_chart(scene, ("distance", detail), distance, weight=len(minima))


def _nearest(x: Array, y: Array, minima: Array) -> Array:
    """The square of each point's distance to the nearest minimum.

    Squares are a third of the work of np.hypot, and reach far beyond both ends of the axis.
    """
    some, nearest = max(1, TOGETHER // len(minima)), np.empty_like(x)
    for begin in range(0, len(x), some):
        part = slice(begin, begin + some)
        squares = (x[part] - minima[:, :1]) ** 2
        squares += (y[part] - minima[:, 1:]) ** 2
        nearest[part] = squares.min(axis=0)
    return nearest


def step_length_chart(scene: Scene) -> Chart:
    """How far each update goes: |θ(k + 1) − θ(k)| at step k."""

    def length(run: LaneRun, steps: Steps) -> Array:
        points = run.positions.transpose(1, 2, 0)
        way = points[1:][steps] - points[:-1][steps]
        squares: Array = way[:, 0] ** 2 + way[:, 1] ** 2
        return np.sqrt(squares, out=squares)

    return _log_chart(scene, ("step length", ""), length, above=DECADES_ABOVE_FIRST_STEP, updates=True)


def _seen(run: LaneRun, steps: Steps) -> tuple[Array, Array]:
    """Two coordinates (steps, seeds) as seen from the surface."""
    points = run.positions.transpose(1, 2, 0)[steps]
    if run.offsets is not None:
        points = points - run.offsets[steps][:, :, np.newaxis]
    return points[:, 0], points[:, 1]


def charts(scene: Scene) -> tuple[Chart, ...]:
    """All charts of a scene, in order."""
    with np.errstate(all="ignore"):
        made = (loss_chart(scene), distance_chart(scene), step_length_chart(scene))
        return tuple(chart for chart in made if chart is not None)


def _log_chart(
    scene: Scene,
    title: tuple[str, str],
    measure: Measure,
    *,
    above: int = DECADES_ABOVE_START,
    weight: int = 1,
    updates: bool = False,
) -> Chart:
    """A chart of exponents, `above` the start at most; `updates` has one value less than there are positions."""
    count = scene.computed + (0 if updates else 1)
    curves = curves_of(scene, measure, lambda values: np.log10(np.maximum(values, 10.0**LEAST)), count, weight)
    start = _start(curves)
    if start < LEAST + 1:
        start = _range(curves, start, np.inf)[1]
    high = start + above
    low, top = _range(curves, high - MOST_DECADES, high)
    low, top = floor(low), ceil(top)
    return Chart(*title, True, scene.experiment.steps, low, max(top, low + 1), curves, _crowd(scene))


def _linear_chart(scene: Scene, title: tuple[str, str], measure: Measure) -> Chart:
    curves = curves_of(scene, measure, lambda values: values, scene.computed + 1)
    start = _clipped(_start(curves))
    room = 10 * max(1.0, abs(start))
    low, high = (_clipped(end) for end in _range(curves, start - room, start + room))
    margin = 0.05 * (high - low) or 0.1 * room
    return Chart(*title, False, scene.experiment.steps, low - margin, high + margin, curves, _crowd(scene))


def _clipped(value: float) -> float:
    return min(max(value, -FARTHEST), FARTHEST)


def _crowd(scene: Scene) -> str:
    seeds = scene.seeds_known
    return "" if seeds == 1 else f"median and 10–90 % of {seeds:,} seeds"


def _start(curves: tuple[Curve, ...]) -> float:
    found = [float(value) for curve in curves for value in curve.values[:1] if np.isfinite(value)]
    return max(found, default=0.0)


def _range(curves: tuple[Curve, ...], low: float, high: float) -> tuple[float, float]:
    """The finite values' range, cut to [low, high]."""
    arrays = [a for curve in curves for a in (curve.values, *(curve.band[1:] if curve.band else ()))]
    finite = [a[np.isfinite(a)] for a in arrays]
    smallest = min((float(a.min()) for a in finite if a.size), default=0.0)
    largest = max((float(a.max()) for a in finite if a.size), default=1.0)
    return max(smallest, low), min(largest, high)
