"""Whether a first fix helps, in the measure that the verdict names; nothing here asks the new run for its verdict."""

import numpy as np

from optim_core.diagnosis import Verdict, measure


def heals(run, diagnosis):
    """Whether the run with the fix applied is better than the run was."""
    mended = run.mended(diagnosis.fix)
    before, after = (run, run.observe()), (mended, mended.observe())
    return BETTER[diagnosis.verdict](diagnosis, before, after)


def has_fewer(name):
    """A comparison by one of the measures: lower is better."""

    def is_better(_, before, after):
        old, new = (getattr(measure(observed, run.surface), name) for run, observed in (before, after))
        return new < old

    return is_better


def ends(_, before, after):
    """Whether all positions are numbers, and the last loss is lower, however high it was."""
    old, new = (np.nan_to_num(observed.losses[-1], nan=np.inf) for _, observed in (before, after))
    return after[1].diverged_at < 0 and new < old


def stays_inside(_, before, after):
    run, observed = after
    left, right, bottom, top = run.surface.view
    x, y = observed.positions[-1]
    return left <= x <= right and bottom <= y <= top


def peaks_lower(diagnosis, before, after):
    """Whether the highest loss from the event on is lower, counted from the minimum."""
    event = diagnosis.steps[0]
    old, new = (observed.losses[event:].max() for _, observed in (before, after))
    return new < old


def is_nearer(_, before, after):
    """Whether it ends nearer to a minimum; where there is none, lower."""
    if not before[0].surface.minima:
        return after[1].losses[-1] < before[1].losses[-1]
    old, new = (distance(run.surface, observed.positions[-1]) for run, observed in (before, after))
    return new < old


def distance(surface, point):
    return min(np.hypot(*(point - minimum)) for minimum in surface.minima)


def swings_less(_, before, after):
    """Fewer passes of the minimum along the soft direction; where there were none, the stiff one swings: nearer."""
    old, new = (measure(observed, run.surface).overshoots for run, observed in (before, after))
    return new < old if old else is_nearer(_, before, after)


BETTER = {
    Verdict.DIVERGED: ends,
    Verdict.LEFT_VIEW: stays_inside,
    Verdict.STALE_MOMENTUM: peaks_lower,
    Verdict.STUCK: has_fewer("final_loss"),
    Verdict.OSCILLATING: has_fewer("reversals"),
    Verdict.OVERSHOOTING: swings_less,
    Verdict.CRAWLING: is_nearer,
}
