"""What became of all seeds of every lane: how many converged, where they ended, and which of two lanes is better."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from app.model.crowd.ellipse import Ellipse, measured_region
from app.model.crowd.stationary import stationary_region
from app.model.curves import BAND
from app.model.lane_run import LaneRun
from app.model.numbers import number_text
from app.model.scene import Scene
from optim_core.diagnosis import VERDICTS, Ending, ending_of_paths
from optim_core.statistics import paired, quantiles, wilson_interval

Array = NDArray[np.float64]
Quantiles = tuple[float, float, float]
"""10 %, the median, 90 %."""
TOGETHER = 2000
"""Seeds that are judged together, in one piece of work for a thread."""
TINY = 1e-300
"""A loss that is 0 above the minimum counts as so much in a ratio, or as the rounding of the minimum's."""


@dataclass(frozen=True)
class Share:
    """How many of so many seeds, and between what the true share lies with 95 % confidence (Wilson)."""

    label: str
    count: float
    trials: int
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class LaneReport:
    """All seeds of the lane with that place.

    `verdicts` are shares per verdict, in the order of `Verdict`; `minima` per minimum that is the nearest at the end,
    with what ended at none of them last, if anything did; of a surface without minima there are none. `final` are
    quantiles of the last `losses` (seeds,), where a seed that diverged has an infinite one. `ends` (seeds, 2), NaN
    where it did. `ellipse` is the region of 90 % around the minimum where most seeds end, by theory, and `measured` by
    the ends there.
    """

    lane: int
    verdicts: tuple[Share, ...]
    minima: tuple[Share, ...]
    final: Quantiles
    losses: Array
    ends: Array
    ellipse: Ellipse | None
    measured: Ellipse | None


@dataclass(frozen=True, eq=False)
class CrowdReport:
    """The lanes with so many seeds, in the experiment's order; `floor` is the loss of the deepest minimum, if any."""

    seeds: int
    lanes: tuple[LaneReport, ...]
    floor: float | None


@dataclass(frozen=True)
class Comparison:
    """Two lanes seed by seed, each pair with the same noise.

    `share` is how often the first ends lower; a tie counts as half. `difference` are quantiles of the final losses'
    difference, first less second. `ratio` are those of their ratio, first to second, above the minimum's loss; None
    where the surface has no minimum: its losses have no zero.
    """

    share: Share
    ties: int
    difference: Quantiles
    ratio: Quantiles | None


@dataclass(frozen=True, eq=False)
class CrowdJob:
    """The report of a scene, as work for threads."""

    scene: Scene

    def results(self, executor: Executor, checkpoint: Callable[[], None]) -> Iterator[CrowdReport]:
        """The one report; each lane's seeds are judged in blocks over the executor."""
        scene = self.scene
        firsts = range(0, scene.seeds_known, TOGETHER)
        blocks = [(lane, slice(at, at + TOGETHER)) for lane in range(len(scene.runs)) for at in firsts]
        endings = list(executor.map(partial(_ending, scene, checkpoint), blocks))
        each = [endings[at : at + len(firsts)] for at in range(0, len(endings), len(firsts))]
        lanes = tuple(lane_report(scene, lane, parts) for lane, parts in enumerate(each))
        yield CrowdReport(scene.seeds_known, lanes, scene.floor)


def _ending(scene: Scene, checkpoint: Callable[[], None], block: tuple[int, slice]) -> Ending:
    """How some seeds of a lane ended, (1, seeds)."""
    lane, seeds = block
    experiment, run = scene.experiment, scene.runs[lane]
    return ending_of_paths(
        [run.rule],
        run.positions[np.newaxis, seeds],
        run.loss[np.newaxis, seeds],
        run.diverged_at[np.newaxis, seeds],
        experiment.surface,
        experiment.noise_at(-1),
        experiment.noise_kind,
        run.offsets,
        checkpoint,
    )


def lane_report(scene: Scene, lane: int, endings: Sequence[Ending]) -> LaneReport:
    """The report of one lane, of which some seeds after the other ended so."""
    run = scene.runs[lane]
    verdict = np.concatenate([ending.verdict[0] for ending in endings])
    minimum = np.concatenate([ending.minimum[0] for ending in endings])
    losses = np.where(np.isnan(run.loss[:, -1]), np.inf, run.loss[:, -1])
    low, median, high = (float(value) for value in quantiles(losses, BAND))
    common = _commonest(minimum)
    return LaneReport(
        lane=lane,
        verdicts=_shares([kind.value for kind in VERDICTS], verdict, range(len(VERDICTS))),
        minima=_minima(scene, minimum),
        final=(low, median, high),
        losses=losses,
        ends=run.positions[:, -1].copy(),
        ellipse=None if common is None else stationary_region(scene, run, common),
        measured=_measured(run, minimum, common),
    )


def _minima(scene: Scene, minimum: NDArray[np.int64]) -> tuple[Share, ...]:
    points = scene.experiment.surface.minima
    labels = [f"({number_text(x, 3)}, {number_text(y, 3)})" for x, y in points]
    reached = _shares(labels, minimum, range(len(points)))
    return (*reached, *_shares(["at none"], minimum, [-1])) if points and (minimum < 0).any() else reached


def _shares(labels: Sequence[str], found: NDArray[np.integer], codes: Sequence[int]) -> tuple[Share, ...]:
    counts = [int((found == code).sum()) for code in codes]
    low, high = wilson_interval(counts, len(found))
    return tuple(
        Share(label, count, len(found), float(least), float(most))
        for label, count, least, most in zip(labels, counts, low, high, strict=True)
    )


def _commonest(minimum: NDArray[np.int64]) -> int | None:
    """The minimum where most seeds end, None where none ends at any."""
    reached = minimum[minimum >= 0]
    return int(np.bincount(reached).argmax()) if len(reached) else None


def _measured(run: LaneRun, minimum: NDArray[np.int64], common: int | None) -> Ellipse | None:
    """The region of the ends at that minimum, or of all that have one where no minimum was reached."""
    there = np.isfinite(run.positions[:, -1]).all(axis=1) if common is None else minimum == common
    return measured_region(run.positions[there, -1])


def compare(report: CrowdReport, a: int, b: int) -> Comparison:
    """Which of two lanes is better, and by how much."""
    first, second = report.lanes[a].losses, report.lanes[b].losses
    plain = paired(first, second)
    share = Share("ends lower", plain.better + 0.5 * plain.ties, plain.trials, *plain.interval)
    ratio = None if report.floor is None else _ratio(first, second, report.floor)
    return Comparison(share, plain.ties, (plain.low, plain.median, plain.high), ratio)


def _ratio(first: Array, second: Array, floor: float) -> Quantiles:
    """Quantiles of the ratio: those of the difference of logarithms, in which a half and a double weigh the same."""
    least = max(TINY, float(np.spacing(abs(floor))))
    decades = paired(*(np.log10(np.maximum(losses - floor, least)) for losses in (first, second)))
    with np.errstate(over="ignore"):
        low, median, high = (float(np.float_power(10.0, q)) for q in (decades.low, decades.median, decades.high))
    return low, median, high
