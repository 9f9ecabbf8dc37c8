"""The first thing to change for each verdict, with its number."""

from collections.abc import Callable
from math import ceil, exp, log

import numpy as np

from optim_core.diagnosis.facts import Facts
from optim_core.diagnosis.judge import ARRIVED, is_on_saddle
from optim_core.diagnosis.room import WORTH, faster_lr, is_stable, lr_for, present_lr, safe_product
from optim_core.diagnosis.setting import COLD, cooled
from optim_core.diagnosis.verdict import Fix, Verdict
from optim_core.diagnosis.words import number, one_minus, significant, whole

CALM = 0.9
"""The β to go down to, and the one to begin with."""
HIGH = 0.99
"""No higher β is proposed."""
MARGIN = 1.1
MOST_TIMES = 20.0
"""More steps than so many times those of the run are not proposed."""
MOST_STEPS = 100_000
"""And no more than that, which is about a second's work."""
BESIDE = 0.1
"""Of the view: how far beside a saddle another start lies."""
FAINT = 1e-3
"""Noise that a saddle needs is this share of its curvature times the view."""


def first_fix(verdict: Verdict, facts: Facts) -> Fix | None:
    """What to change first; None where nothing needs to be, or can be."""
    return FIXES[verdict](facts)


def _calm(facts: Facts) -> Fix:
    """A safe lr; where it is that low already, the velocity was what carried it off."""
    setting = facts.forecast.setting
    lr = lr_for(facts, safe_product(setting)) if setting else 0.5 * present_lr(facts)
    if setting and setting.form.beta and lr > 0.8 * present_lr(facts):
        return _lower_beta(facts)
    return _lower_lr(facts, min(lr, 0.5 * present_lr(facts)))


def _lower_lr(facts: Facts, lr: float) -> Fix:
    value = significant(lr)
    verb = "Halve" if lr == 0.5 * present_lr(facts) else "Lower"
    return Fix("lr", value, f"{verb} lr to {number(value)}.")


def _halve_lr(facts: Facts) -> Fix:
    return _lower_lr(facts, 0.5 * present_lr(facts))


def _settle(facts: Facts) -> Fix:
    """Half of lr, or less where lr·λ is over 1 still: from there on, no rule zigzags."""
    return _lower_lr(facts, min(0.5 * present_lr(facts), lr_for(facts, 1.0)))


def _lower_beta(facts: Facts) -> Fix:
    """0.9, or the critical β of the soft direction if that is lower."""
    if facts.forecast.setting is None:
        return _halve_lr(facts)
    beta = facts.forecast.setting.form.beta
    calm = CALM if beta > CALM else 0.5 * beta
    critical = facts.forecast.critical_beta(0)
    value = one_minus(1.0 - min(calm, calm if critical is None else critical))
    return Fix("beta", value, f"Lower β to {number(value)}.") if is_stable(facts, value) else _halve_lr(facts)


def _hurry(facts: Facts) -> Fix | None:
    """A larger lr where the limit leaves room for one; else more momentum; else more steps. Not against a schedule."""
    if cooled(facts.observed.rule, facts.walk.last) < COLD:
        return _keep_warm(facts)
    lr = present_lr(facts)
    value = significant(faster_lr(facts))
    if value > 0.0 and value >= WORTH * lr:
        return Fix("lr", value, f"Raise lr to {number(value)}.")
    beta = facts.forecast.setting.form.beta if facts.forecast.setting else HIGH
    higher = CALM if beta < 0.8 else one_minus(0.2 * (1.0 - beta))
    if beta >= HIGH or not is_stable(facts, higher):
        return _more_steps(facts)
    verb = "Raise β to" if beta else "Use momentum with β ="
    return Fix("beta", higher, f"{verb} {number(higher)}.")


def _go_on(facts: Facts) -> Fix | None:
    """More steps, which a schedule that has run out would take in vain."""
    cold = cooled(facts.observed.rule, facts.walk.last) < COLD
    return _keep_warm(facts) if cold else _more_steps(facts)


def _keep_warm(_: Facts) -> Fix:
    return Fix("schedule", 1.0, "Keep lr constant.")


def _more_steps(facts: Facts) -> Fix | None:
    """As many as the pace of the second half asks for until it has converged; twice as many where that says nothing."""
    ground, last = facts.ground, max(1, facts.walk.last)
    times = 2.0
    if ground.goal is not None:
        then, now = float(ground.distances[last // 2]), float(ground.distances[-1])
        left = ARRIVED * min(ground.reference_distance, facts.walk.span)
        if left < now < then:
            times = MARGIN * (1.0 + 0.5 * log(now / left) / log(then / now))
    value = min(significant(ceil(last * min(times, MOST_TIMES)), 2), MOST_STEPS)
    return Fix("steps", float(value), f"Take {whole(value)} steps.") if value > last else None


def _forget(facts: Facts) -> Fix:
    spike = facts.events.spike
    assert spike is not None
    return Fix("restart", float(spike.step), f"Restart the velocity at step {whole(spike.step)}.")


def _stay_inside(facts: Facts) -> Fix:
    """Where it fell, no setting keeps it: the last step within the view. Where it was thrown out, a calmer setting."""
    if not facts.walk.fell and facts.ground.goal is not None:
        return _calm(facts)
    value = max(1, int(np.flatnonzero(facts.walk.seen)[-1]))
    return Fix("steps", float(value), f"Stop at step {whole(value)}, before it leaves the view.")


def _escape(facts: Facts) -> Fix:
    """Off a saddle: faint noise, if it grows large within the steps; else a start beside the ridge."""
    if not is_on_saddle(facts):
        return _start_nearer(facts)
    setting, curvature, span = facts.forecast.setting, facts.ground.end_curvature, facts.walk.span
    faint = significant(FAINT * abs(curvature.soft) * span)
    growth = facts.walk.last * log(max(facts.forecast.end_rate, 1.0))
    if setting and not facts.observed.noise and setting.form.lr * faint * exp(min(growth, 700.0)) >= span:
        return Fix("noise", faint, f"Add noise of σ = {number(faint)}.")
    return _start_at(facts.observed.positions[0] + BESIDE * span * np.asarray(curvature.soft_direction))


def _start_nearer(facts: Facts) -> Fix:
    """Off a plateau: the first point on the way to the minimum that slopes as the way does on average."""
    placed, start, goal = facts.observed.positions[0], facts.walk.path[0], facts.ground.goal
    if goal is None:
        return _start_at(placed + BESIDE * facts.walk.span * np.asarray(facts.ground.end_curvature.soft_direction))
    way = start + np.linspace(0.1, 0.9, 33)[:, np.newaxis] * (goal.point - start)
    slope = np.hypot(*facts.ground.slopes_at(way).T)
    fall = facts.ground.landscape.value(way[:, 0], way[:, 1]) + facts.ground.bowl.value(way) - goal.loss
    steep = np.flatnonzero(slope * np.hypot(*(way - goal.point).T) >= fall)
    # A start meets the surface where that stands at first, wherever it moves later.
    return _start_at(way[steep[0] if len(steep) else len(way) // 2] + (placed - start))


def _start_at(point: np.ndarray) -> Fix:
    x, y = (significant(float(part)) for part in point)
    return Fix("start", (x, y), f"Start at ({number(x)}, {number(y)}).")


def _nothing(_: Facts) -> None:
    return None


FIXES: dict[Verdict, Callable[[Facts], Fix | None]] = {
    Verdict.CONVERGED: _nothing,
    Verdict.DESCENDING: _go_on,
    Verdict.CRAWLING: _hurry,
    Verdict.OSCILLATING: _settle,
    Verdict.OVERSHOOTING: _lower_beta,
    Verdict.STALE_MOMENTUM: _forget,
    Verdict.STUCK: _escape,
    Verdict.NOISE_FLOOR: _halve_lr,
    Verdict.LEFT_VIEW: _stay_inside,
    Verdict.DIVERGED: _calm,
}
