"""Builders of runs with an event in the middle: what it does to them follows from the recurrence, velocity and all."""

from dataclasses import replace
from math import log

import numpy as np

from optim_core import Change, Convention, Move, StepDecay
from optim_core.diagnosis import Verdict
from tests.optim_core.diagnosis.bowls import (
    QUADRATIC,
    bowl_at,
    draw_bowl,
    errors,
    errors_from,
    is_damped,
    limit,
    make,
    side,
    slowest,
)
from tests.optim_core.diagnosis.run import Run
from tests.optim_core.diagnosis.settled_runs import steps_to


def fast_settings(rng, kind, bowl, most_swing=0.05):
    """Settings that hardly overshoot by themselves, a step soon after the fastest one, and where it starts.

    (lr, β), step, share of the radius along the soft direction; None if the draw was another.
    """
    beta = rng.uniform(0.85, 0.985)
    lr = float(np.exp(rng.uniform(log(1e-3), log(0.3)))) * limit(kind, beta) / bowl.bends[1]
    if not is_damped(kind, lr, beta, bowl.bends[0], most_swing):
        return None
    fastest = int(np.abs(np.diff(errors(kind, lr, beta, bowl.bends[0], 1000))).argmax()) + 1
    step = fastest + int(rng.integers(0, fastest + 2))
    return ((lr, beta), step, side(rng, 0.6, 0.9)) if 8 <= step <= 500 else None


def has_spike(after, soft):
    """Whether the loss, the square of the error, rises by half, and to a twentieth of the start's or more."""
    peak = float((after**2).max())
    return peak > 1.5 * after[0] ** 2 and peak > 0.05 * soft**2


def along(bowl, soft):
    """The start, with next to none of the loss along the stiff direction."""
    return bowl.start(soft, 0.02 * (bowl.bends[0] / bowl.bends[1]) ** 0.5)


def state_at(kind, lr, beta, bend, step, soft):
    """The error and the velocity after so many steps from rest."""
    path = errors(kind, lr, beta, bend, step) * soft
    return float(path[-1]), float(path[-2] - path[-1]) / lr


def stale_after_a_move(rng, kind):
    """Well damped and fast; then the minimum is moved to behind it, and by the recurrence the loss rises."""
    bowl = draw_bowl(rng)
    drawn = fast_settings(rng, kind, bowl)
    if drawn is None:
        return None
    (lr, beta), step, soft = drawn
    error, velocity = state_at(kind, lr, beta, bowl.bends[0], step, soft)
    moved, more = error * rng.uniform(0.5, 1.2), int(rng.integers(step // 2, 4 * step))
    if not has_spike(errors_from(kind, [lr] * more, beta, bowl.bends[0], error - moved, velocity), soft):
        return None
    move = Move(step, *(moved * bowl.radius * bowl.directions[0]).tolist())
    start, rule = along(bowl, soft), make(kind, lr, beta)
    return Run("moved surface", bowl.surface, rule, start, step + more, Verdict.STALE_MOMENTUM, moves=(move,))


def stale_after_a_jump(rng, kind):
    """Well damped, then lr jumps up, "lr outside": the velocity is stretched and carries on where rest would not."""
    bowl = draw_bowl(rng, most_ratio=20.0)
    drawn = fast_settings(rng, kind, bowl)
    if drawn is None:
        return None
    (lr, beta), step, soft = drawn
    times, more = rng.uniform(3.0, 15.0), int(rng.integers(step // 2 + 10, 4 * step + 20))
    calm = is_damped(kind, times * lr, beta, bowl.bends[0], 0.6)
    if times * lr * bowl.bends[1] > 0.4 * limit(kind, beta) or not calm:
        return None
    error, velocity = state_at(kind, lr, beta, bowl.bends[0], step, soft)
    carried, restarted = (
        errors_from(kind, [times * lr] * more, beta, bowl.bends[0], error, part * velocity) for part in (1.0, 0.0)
    )
    if not has_spike(carried, soft) or has_spike(restarted, soft):
        return None
    by_schedule = {"schedule": StepDecay(every=step, gamma=times)} if more <= step else {}
    event = by_schedule or {"changes": (Change(step, "lr", times * lr),)}
    rule = make(kind, lr, beta, **event)
    return Run("lr jump", bowl.surface, rule, along(bowl, soft), step + more, Verdict.STALE_MOMENTUM)


def stale_after_a_drop_inside(rng, kind):
    """lr inside the velocity: after a drop of lr the steps stay as long, and carry on where "outside" would not."""
    bowl = draw_bowl(rng)
    drawn = fast_settings(rng, kind, bowl, most_swing=0.9)
    if drawn is None:
        return None
    (lr, beta), step, soft = drawn
    times, more = rng.uniform(5.0, 50.0), int(rng.integers(2 * step, 6 * step))
    if (errors(kind, lr, beta, bowl.bends[0], step) < 0.05).any():
        return None
    error, velocity = state_at(kind, lr, beta, bowl.bends[0], step, soft)
    inside, outside = (
        errors_from(kind, [lr / times] * more, beta, bowl.bends[0], error, factor * velocity) for factor in (times, 1.0)
    )
    if not has_spike(inside, soft) or has_spike(outside, soft):
        return None
    rule = make(kind, lr, beta, convention=Convention.INSIDE, changes=(Change(step, "lr", lr / times),))
    return Run("lr drop inside", bowl.surface, rule, along(bowl, soft), step + more, Verdict.STALE_MOMENTUM)


def converged_after_a_restart(rng, kind):
    """The moved surface again, with the velocity forgotten at that step and time enough to arrive by the rate."""
    run = stale_after_a_move(rng, kind)
    if run is None or run.surface.key not in QUADRATIC:
        return None
    step, bowl = run.moves[0].step, bowl_at(run.surface, 0, 1.0)
    steps = step + steps_to(slowest(kind, run.rule.lr, run.rule.beta, bowl), 1e-6) + 200
    rule = replace(run.rule, restarts=(step,))
    mended = replace(run, reason="moved and restarted", rule=rule, steps=steps, verdict=Verdict.CONVERGED)
    return mended if steps <= 5000 else None


def converged_after_a_move(rng, kind):
    """Plain descent keeps no velocity: it only has another way to go, and time enough for it."""
    bowl = draw_bowl(rng)
    lr = rng.uniform(0.1, 0.5) * limit(kind, 0.0) / bowl.bends[1]
    each = steps_to(slowest(kind, lr, 0.0, bowl), 1e-5)
    if not 10 < each < 2000 or bowl.surface.key not in QUADRATIC:
        return None
    move = Move(int(rng.integers(5, each)), *(0.3 * bowl.radius * bowl.directions[0]).tolist())
    start, rule = bowl.start(side(rng, 0.6, 0.9), 0.05), make(kind, lr, 0.0)
    return Run("moved, no velocity", bowl.surface, rule, start, move.step + each, Verdict.CONVERGED, moves=(move,))
