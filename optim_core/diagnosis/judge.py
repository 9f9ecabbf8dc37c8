"""Which verdict a run gets: that of the first in a list of questions whose answer is yes.

The order matters: what ended a run comes first, then what an event did to it, then whether it has arrived, then why
not.
"""

from collections.abc import Callable
from math import hypot, inf, sqrt

import numpy as np

from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.swings import KEPT
from optim_core.diagnosis.verdict import Verdict

GROWING = 1.2
"""A run that climbs beyond the limit has a peak so many times the one before in its last quarter."""
ROUNDING = 1e-14
"""Of the minimum's height: a climb by so much is none."""
LOST = 1e3
"""And whatever the limit is, it is lost where it grows and is so many times as high as its start."""
ARRIVED = 1e-3
"""Converged is a distance and a gradient of so much of the start's, or less."""
THERE = 1e-9
"""Of the view: so near a minimum a run is there, wherever it began."""
AT_FLOOR = 3.0
"""By which factor the mean excess loss may exceed theory's noise floor."""
SETTLED_FLOOR = 10.0
"""The same where it has had time and does not fall any more."""
STILL_FALLING = 0.67
"""It does fall where it is below this share of what it was a quarter earlier."""
STANDSTILL = 0.02
"""Of the view: who is stuck moved less in the last tenth of the run, and is no farther from the saddle."""
BENT = 1e-3
"""Of the stiff curvature: a saddle bends down by more."""
VANISHED = 0.1
"""Of the slope at the end: on the saddle nearby it is less."""
UPWARDS = -1e-6
"""Of the stiff curvature: a minimum bends down by no more."""
FLAT = 0.2
"""Of the mean slope to the minimum: a plateau slopes less. And all steps together lead no nearer than that share."""
EVEN = 1e-3
"""Of the steepest slope in the view: a plateau slopes less where there is no minimum."""
ZIGZAG = 0.3
"""Of the excess loss: so much lies in jumping across, where a run oscillates."""
TO_AND_FRO = 0.5
"""Of the last steps: so many are reversals, where it does."""
FEW = 8
"""Reversals are counted in so many last steps at least."""
AT_THE_LIMIT = 0.97
"""Of the stability limit: reversals beyond are the limit's doing, whatever they cost."""
ABOVE_NOISE = 3.0
"""What lies in jumping across is so many noise floors, where it is not only noise."""
OVER_HALF = 0.5
"""Of the stability limit: what swings along a direction that is over the limit has so much around the end."""
LEFT_OVER = 0.5
"""Of the distance: a crawling run would still have so much after as many steps again."""
ENDLESS = 0.2
"""Of the view: what counts as the distance where there is no minimum."""


def has_diverged(facts: Facts) -> bool:
    """Whether it left all numbers, if not downhill out of the view, or climbs above its start without end."""
    if facts.walk.ended:
        return not (facts.walk.fell and facts.walk.has_gone)
    excess, quarter = facts.ground.excess, facts.walk.quarter
    late = float(excess[-quarter:].max())
    if not late > excess[0] + (ROUNDING * abs(facts.ground.goal.loss) if facts.ground.goal else 0.0):
        return False
    earlier = float(excess[:-quarter][-quarter:].max(initial=-inf))
    return late == inf or (late > GROWING * earlier and (facts.forecast.overstep > 1.0 or late > LOST * excess[0]))


def has_left_view(facts: Facts) -> bool:
    """Whether it is outside of the view now, unless it merely swings that far."""
    if not facts.walk.has_gone:
        return False
    excess = facts.ground.excess
    comes_back = facts.ground.goal is not None and not facts.walk.ended and excess[-1] < excess[0]
    return not (comes_back and is_overshooting(facts))


def has_stale_momentum(facts: Facts) -> bool:
    """Whether the velocity that it carried into an event, and not lr, drove the loss up."""
    return facts.events.spike is not None and facts.forecast.overstep <= 1.0


def is_at_noise_floor(facts: Facts) -> bool:
    """Whether the mean excess loss is what theory says noise allows, or somewhat more and no longer falling."""
    floor = facts.forecast.floor
    if not floor:
        return False
    late, quarter = facts.ground.tail_excess, facts.walk.quarter
    if late <= AT_FLOOR * floor:
        return True
    earlier = facts.ground.excess[-2 * quarter : -quarter]
    settled = facts.forecast.has_had_time and late * len(earlier) >= STILL_FALLING * float(earlier.sum())
    return settled and late <= SETTLED_FLOOR * floor


def has_converged(facts: Facts) -> bool:
    """Whether distance and gradient are small, and stay so, at a place that is a minimum."""
    ground = facts.ground
    if ground.goal is None:
        return False
    reference, there, stiff = ground.reference_distance, THERE * facts.walk.span, ground.goal.curvature.stiff
    tail = ground.distances[-max(2, facts.walk.last // 10) :]
    if not tail.max() <= max(ARRIVED * min(reference, facts.walk.span), there):
        return False
    start = max(hypot(*ground.slopes[0]), stiff * reference)
    return ground.end_slope <= max(ARRIVED * start, stiff * there) and is_bowl(facts)


def is_bowl(facts: Facts) -> bool:
    """Whether the surface bends up at the end, in all directions."""
    soft, stiff = facts.ground.end_bends
    return soft >= UPWARDS * abs(stiff)


def is_stuck(facts: Facts) -> bool:
    """Whether it stands near a saddle, or on a plateau."""
    tenth = max(1, facts.walk.last // 10)
    # Noise walks to and fro on the spot; without noise that is no standstill.
    walked = facts.walk.moved(facts.walk.last - tenth) if facts.observed.noise else facts.walk.walked(tenth)
    return walked <= STANDSTILL * facts.walk.span and (is_on_saddle(facts) or is_on_plateau(facts))


def is_on_saddle(facts: Facts) -> bool:
    """Whether the gradient vanishes nearby, and the surface bends down there."""
    soft, stiff = facts.ground.end_bends
    if not soft < -BENT * abs(stiff):
        return False
    step = facts.ground.newton_step
    if not hypot(*step) <= STANDSTILL * facts.walk.span:
        return False
    slope = facts.ground.slopes_at((facts.walk.path[-1] + step)[np.newaxis])
    return hypot(*slope[0]) <= VANISHED * facts.ground.end_slope


def is_on_plateau(facts: Facts) -> bool:
    """Whether the slope is next to nothing, and no sensible lr would have led far."""
    slope = facts.ground.end_slope
    if facts.ground.goal is None:
        return slope <= EVEN * facts.ground.steepest
    distance = float(facts.ground.distances[-1])
    flat = slope * distance < FLAT * float(facts.ground.excess[-1])
    return flat and facts.forecast.reach(slope) <= FLAT * distance


def is_oscillating(facts: Facts) -> bool:
    """Whether it jumps to and fro and that matters, or the limit is what keeps it from settling."""
    ground, forecast = facts.ground, facts.forecast
    if ground.jumped <= ABOVE_NOISE * forecast.floor:
        return False
    tail = facts.walk.reversals[-max(facts.walk.quarter, FEW) :]
    if len(tail) and np.count_nonzero(tail) >= TO_AND_FRO * len(tail):
        at_the_limit = max(forecast.overstep, forecast.overstep_between) >= AT_THE_LIMIT
        return at_the_limit or ground.jumped >= ZIGZAG * ground.tail_excess
    mode = facts.swings.mode
    return mode is not None and forecast.oversteps[mode] >= 1.0 and forecast.overstep >= OVER_HALF


def is_overshooting(facts: Facts) -> bool:
    """Whether it swings through the minimum and loses little of its swing.

    Without a velocity nothing swings. Along the stiff direction alone, or once, that is no fault where theory says that
    the soft one is well damped.
    """
    mode, setting = facts.swings.mode, facts.forecast.setting
    if mode is None or (setting and not setting.form.beta):
        return False
    return facts.forecast.soft_swing >= KEPT or (mode == 0 and len(facts.swings.along) > 1)


def is_crawling(facts: Facts) -> bool:
    """Whether more than half of the distance would be left after as many steps again."""
    if not facts.walk.last:
        return False
    half = facts.walk.last // 2
    distance = float(facts.ground.distances[half]) if facts.ground.goal else ENDLESS * facts.walk.span
    return facts.walk.late_way <= (1.0 - sqrt(LEFT_OVER)) * distance


QUESTIONS: tuple[tuple[Verdict, Callable[[Facts], bool]], ...] = (
    (Verdict.DIVERGED, has_diverged),
    (Verdict.LEFT_VIEW, has_left_view),
    (Verdict.STALE_MOMENTUM, has_stale_momentum),
    (Verdict.NOISE_FLOOR, is_at_noise_floor),
    (Verdict.CONVERGED, has_converged),
    (Verdict.STUCK, is_stuck),
    (Verdict.OSCILLATING, is_oscillating),
    (Verdict.OVERSHOOTING, is_overshooting),
    (Verdict.CRAWLING, is_crawling),
)


def judge(facts: Facts) -> Verdict:
    """The first verdict whose question is answered with yes; still descending if none is."""
    return next((verdict for verdict, asked in QUESTIONS if asked(facts)), Verdict.DESCENDING)
