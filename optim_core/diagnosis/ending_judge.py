"""Which verdict many runs get: the questions of `judge`, in its order, asked of all of them at once.

Each is answered from what a `Watch` has gathered, and each answer is an array (runs,). Whether a velocity was stale is
not asked: that takes the path around an event in mid-run.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from optim_core.diagnosis import judge
from optim_core.diagnosis.ending_facts import AllFacts, length, steepest
from optim_core.diagnosis.ending_runs import Flags, Runs
from optim_core.diagnosis.forecast import REASONABLE
from optim_core.diagnosis.swings import KEPT
from optim_core.diagnosis.verdict import Verdict

VERDICTS: tuple[Verdict, ...] = tuple(Verdict)
"""What the codes of verdicts stand for."""


def code(verdict: Verdict) -> int:
    """The place of a verdict in `VERDICTS`."""
    return VERDICTS.index(verdict)


def have_diverged(facts: AllFacts) -> Flags:
    """As `has_diverged`."""
    late, (start, _) = facts.tail.late_most - facts.base, facts.excess
    lost: Flags = (late == np.inf) | (facts.close.overstep > 1.0) | (late > judge.LOST * start)
    return facts.grows & lost


def have_left_view(facts: AllFacts) -> Flags:
    """As `has_left_view`."""
    gone = facts.runs.inside & ~facts.common.is_seen(*facts.watch.end)
    comes_back = facts.has_goal & (facts.excess[1] < facts.excess[0])
    return gone & ~(comes_back & are_overshooting(facts))


def are_at_noise_floor(facts: AllFacts) -> Flags:
    """As `is_at_noise_floor`."""
    if not facts.common.noise:
        return np.zeros(facts.x.shape, dtype=np.bool_)
    late, earlier = facts.tail_excess, facts.tail.early - length(facts.spans.early) * facts.base
    settled = facts.has_had_time & (late * length(facts.spans.early) >= judge.STILL_FALLING * earlier)
    low: Flags = (facts.floor != 0.0) & (late <= np.where(settled, judge.SETTLED_FLOOR, judge.AT_FLOOR) * facts.floor)
    return low


def have_converged(facts: AllFacts) -> Flags:
    """As `has_converged`."""
    span, stiff = facts.common.span, facts.goal.stiff
    there = judge.THERE * span
    near = np.sqrt(facts.tail.far) <= np.maximum(judge.ARRIVED * np.minimum(facts.reference, span), there)
    start = np.maximum(np.hypot(*facts.slopes(*facts.runs.start)), stiff * facts.reference)
    level = facts.end_slope <= np.maximum(judge.ARRIVED * start, stiff * there)
    soft_end, stiff_end = facts.end_bends
    is_bowl: Flags = soft_end >= judge.UPWARDS * np.abs(stiff_end)
    return facts.has_goal & near & level & is_bowl


def are_stuck(facts: AllFacts) -> Flags:
    """As `is_stuck`."""
    walked = facts.moved(facts.tail.tenth_window, facts.spans.tenth_window) if facts.common.noise else facts.tail.walked
    return (walked <= judge.STANDSTILL * facts.common.span) & (are_on_saddle(facts) | are_on_plateau(facts))


def are_on_saddle(facts: AllFacts) -> Flags:
    """As `is_on_saddle`."""
    (xx, xy, yy), (soft, stiff), (gx, gy) = facts.end_hessian, facts.end_bends, facts.end_slopes
    determinant = xx * yy - xy * xy
    dx, dy = (xy * gy - yy * gx) / determinant, (xy * gx - xx * gy) / determinant
    bent = soft < -judge.BENT * np.abs(stiff)
    near = np.hypot(dx, dy) <= judge.STANDSTILL * facts.common.span
    slope = np.hypot(*facts.slopes(facts.x + dx, facts.y + dy))
    found: Flags = bent & near & (slope <= judge.VANISHED * facts.end_slope)
    return found


def are_on_plateau(facts: AllFacts) -> Flags:
    """As `is_on_plateau`."""
    slope, away, forms = facts.end_slope, facts.away, facts.forms
    lr = REASONABLE * forms.limit / facts.goal.stiff
    useful = forms.known & (facts.goal.stiff > 0.0)
    reach = np.where(useful, facts.common.steps * lr / forms.slowing * slope, 0.0)
    flat = (slope * away < judge.FLAT * facts.excess[1]) & (reach <= judge.FLAT * away)
    return np.where(facts.has_goal, flat, slope <= judge.EVEN * steepest(facts))


def are_oscillating(facts: AllFacts) -> Flags:
    """As `is_oscillating`."""
    close = facts.close
    at_the_limit = np.maximum(close.overstep, close.overstep_between) >= judge.AT_THE_LIMIT
    jumping = at_the_limit | (close.jumped >= judge.ZIGZAG * facts.tail_excess)
    swinging = facts.swings_over & (close.overstep >= judge.OVER_HALF)
    return (close.jumped > judge.ABOVE_NOISE * facts.floor) & np.where(facts.to_and_fro, jumping, swinging)


def are_overshooting(facts: AllFacts) -> Flags:
    """As `is_overshooting`."""
    swings = (facts.mode >= 0) & ~(facts.forms.known & (facts.forms.beta == 0.0))
    often = (facts.mode == 0) & (facts.watch.swings.passes[0] > 1)
    found: Flags = swings & ((facts.forms.swing(facts.goal.soft) >= KEPT) | often)
    return found


def are_crawling(facts: AllFacts) -> Flags:
    """As `is_crawling`."""
    if not facts.common.steps:
        return np.zeros(facts.x.shape, dtype=np.bool_)
    distance = np.where(facts.has_goal, facts.distance(*facts.tail.half), judge.ENDLESS * facts.common.span)
    way = facts.moved(facts.tail.half_window, facts.spans.half_window)
    slow: Flags = way <= (1.0 - np.sqrt(judge.LEFT_OVER)) * distance
    return slow


QUESTIONS: tuple[tuple[Verdict, Callable[[AllFacts], Flags]], ...] = (
    (Verdict.DIVERGED, have_diverged),
    (Verdict.LEFT_VIEW, have_left_view),
    (Verdict.NOISE_FLOOR, are_at_noise_floor),
    (Verdict.CONVERGED, have_converged),
    (Verdict.STUCK, are_stuck),
    (Verdict.OSCILLATING, are_oscillating),
    (Verdict.OVERSHOOTING, are_overshooting),
    (Verdict.CRAWLING, are_crawling),
)


def judge_all(facts: AllFacts) -> NDArray[np.int8]:
    """The codes of the first verdicts whose questions are answered with yes; still descending where none is."""
    verdict = np.full(facts.x.shape, code(Verdict.DESCENDING), dtype=np.int8)
    for given, asked in reversed(QUESTIONS):
        verdict[asked(facts)] = code(given)
    return np.where(facts.runs.ended, judge_ended(facts.runs), verdict)


def judge_ended(runs: Runs) -> NDArray[np.int8]:
    """The codes of runs that left all numbers: downhill, that is out of the view, if they began within."""
    return np.where(runs.fell & runs.inside, code(Verdict.LEFT_VIEW), code(Verdict.DIVERGED)).astype(np.int8)
