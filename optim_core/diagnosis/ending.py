"""How many runs ended, all judged at once: a verdict, a loss and the steps that it took, and no path.

Example:

    from optim_core import Momentum, sweep
    from optim_core.diagnosis import VERDICTS
    rule = Momentum.grid(lr=np.geomspace(1e-5, 1.0, 256), beta=1.0 - np.geomspace(1.0, 1e-3, 256)[:, None])
    ending = sweep(surface.gradient, rule, start=surface.start, steps=500, landscape=surface).ending
    VERDICTS[ending.verdict[0, 0, 0]]
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis.ending_common import Common
from optim_core.diagnosis.ending_facts import AllFacts
from optim_core.diagnosis.ending_forms import forms_of
from optim_core.diagnosis.ending_judge import VERDICTS, code, judge_all, judge_ended
from optim_core.diagnosis.ending_runs import Runs
from optim_core.diagnosis.ending_watch import SLICE, Watch
from optim_core.diagnosis.observed import Landscape
from optim_core.diagnosis.verdict import Verdict
from optim_core.parameter import Array
from optim_core.rule import Rule
from optim_core.surroundings import NoiseKind

__all__ = ["VERDICTS", "Ending", "ending_of", "ending_of_paths", "joined"]

NEAR = 1.0 / 3.0
"""Of the view's diagonal: a run that ended farther from a minimum is at none."""
MOST_AT_ONCE = 8192
"""Runs whose paths are looked at together."""


@dataclass(frozen=True, eq=False)
class Ending:
    """How runs ended, each array of one shape (…, seeds).

    `verdict` is int8, a place in `VERDICTS`. `loss` is that of the last position, +inf where a run left all numbers.
    `steps_to_tolerance` is that of `Measures`, −1 where there is none. `minimum` is which of the landscape's minima is
    the nearest at the end, and `distance` how far it is: −1 and NaN where a run diverged, or none is near.

    Verdicts are found by the questions of `judge`, from sums that were gathered while the runs went on: nearly always
    the one that `diagnose` finds with the whole path. "Stale momentum" alone is never given.
    """

    verdict: NDArray[np.int8]
    loss: Array
    steps_to_tolerance: NDArray[np.int64]
    minimum: NDArray[np.int64]
    distance: Array

    @classmethod
    def of_ended(cls, runs: Runs) -> "Ending":
        """Of runs that left all numbers."""
        loss, never, nan = (np.full(len(runs.ended), value) for value in (np.inf, -1, np.nan))
        return cls(judge_ended(runs), loss, never, never.copy(), nan)

    def put(self, runs: NDArray[np.intp], ending: "Ending") -> None:
        """Write down how some of the runs ended."""
        for whole, part in zip(vars(self).values(), vars(ending).values(), strict=True):
            whole[runs] = part

    def taken(self, runs: NDArray[np.intp]) -> "Ending":
        """That of some runs, or in another order."""
        return Ending(*(part[runs] for part in vars(self).values()))

    def reshaped(self, *shape: int) -> "Ending":
        """The same with arrays of another shape."""
        return Ending(*(part.reshape(shape) for part in vars(self).values()))


def ending_of(watch: Watch) -> Ending:
    """The ending of all runs that were watched, (runs,)."""
    with np.errstate(all="ignore"):
        facts = AllFacts(watch)
        verdict, ended = judge_all(facts), watch.runs.ended
        loss = watch.common.landscape.value(facts.x, facts.y)
        loss = np.where(np.isnan(loss), np.inf, loss)
        minimum, distance = _nearest(facts, (verdict == code(Verdict.DIVERGED)) | ended)
        return Ending(verdict, loss, _steps_to_tolerance(facts), minimum, distance)


def _steps_to_tolerance(facts: AllFacts) -> NDArray[np.int64]:
    beyond = facts.runs.beyond
    if not len(beyond):
        return np.full(facts.x.shape, -1)
    last = beyond[facts.which, np.arange(len(facts.which))]
    return np.where((last == facts.common.steps) | ~facts.has_goal, -1, last + 1)


def _nearest(facts: AllFacts, diverged: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Array]:
    """The nearest of the surface's own minima, whatever weight decay makes of them."""
    minimum, distance = np.full(diverged.shape, -1), np.full(diverged.shape, np.inf)
    for place, (x, y) in enumerate(facts.common.landscape.minima):
        away = np.hypot(facts.x - x, facts.y - y)
        minimum, distance = np.where(away < distance, place, minimum), np.fmin(away, distance)
    near = (distance <= NEAR * facts.common.span) & ~diverged
    return np.where(near, minimum, -1), np.where(near, distance, np.nan)


def ending_of_paths(
    rules: Sequence[Rule],
    positions: Array,
    losses: Array,
    diverged_at: NDArray[np.int64],
    landscape: Landscape,
    noise: float = 0.0,
    noise_kind: NoiseKind = NoiseKind.GAUSSIAN,
    offsets: Array | None = None,
    checkpoint: Callable[[], None] | None = None,
) -> Ending:
    """The ending of recorded runs, arrays (lanes, seeds): the same that `sweep` finds.

    `positions` (lanes, seeds, steps + 1, 2) and `diverged_at` (lanes, seeds) are those of a `Trajectory`, and `losses`
    the surface's values along the paths. `noise` is σ/√B, and `offsets` (steps + 1, 2) where a moving surface stood.
    `checkpoint` is called every few milliseconds; what it raises comes out.
    """
    steps, seeds = positions.shape[2] - 1, positions.shape[1]
    common = Common(landscape, steps, noise, noise_kind, offsets)
    parts = [
        _ending_of_path(common, rule, positions[lane, some], losses[lane, some], diverged_at[lane, some], checkpoint)
        for lane, rule in enumerate(rules)
        for some in (slice(first, first + MOST_AT_ONCE) for first in range(0, seeds, MOST_AT_ONCE))
    ]
    return joined(parts).reshaped(len(rules), seeds)


def joined(parts: Sequence[Ending]) -> Ending:
    """Several endings, one behind the other."""
    return Ending(*(np.concatenate(arrays) for arrays in zip(*(vars(part).values() for part in parts), strict=True)))


def _ending_of_path(
    common: Common,
    rule: Rule,
    positions: Array,
    losses: Array,
    diverged_at: NDArray[np.int64],
    checkpoint: Callable[[], None] | None,
) -> Ending:
    """The ending of one lane's runs, (seeds,)."""
    with np.errstate(all="ignore"):
        forms = forms_of(rule, 1, common.steps).taken(np.zeros(len(positions), dtype=np.intp))
        watch = Watch(common, forms, positions[:, 0].T.copy())
        # The two positions before the first step are the start.
        rows = np.arange(-1, common.steps + 1).clip(0)
        for first in range(1, common.steps + 1, SLICE):
            if checkpoint is not None:
                checkpoint()
            trace = positions[:, rows[first - 1 : first + 1 + SLICE]].transpose(1, 2, 0)
            ended = np.where(diverged_at < first + SLICE, diverged_at, -1)
            watch.look(first, trace, ended, losses[:, first : first + SLICE].T)
        return ending_of(watch)
