"""Builders of runs that arrive, are on their way, or stay at their noise floor: all by the rate of theory.

A builder draws settings and gives a run, or None where they do not fulfil what its verdict asks.
"""

from dataclasses import replace
from math import ceil, hypot, log

import numpy as np

import surfaces
from optim_core import SGD, Convention, Decay, NoiseKind
from optim_core.diagnosis import Verdict
from optim_core.theory import stationary_variance
from tests.optim_core.diagnosis.bowls import (
    QUADRATIC,
    bowl_at,
    draw_beta,
    draw_bowl,
    errors,
    follows,
    is_damped,
    limit,
    make,
    side,
    slowest,
)
from tests.optim_core.diagnosis.run import Run


def damped_settings(rng, kind, bowl):
    """An lr and a β with which the soft direction hardly swings; None if the draw was another."""
    beta = draw_beta(rng)
    lr = float(np.exp(rng.uniform(log(1e-4), log(0.4)))) * limit(kind, beta) / bowl.bends[1]
    return (lr, beta) if is_damped(kind, lr, beta, bowl.bends[0], 0.02) else None


def steps_to(rate, left):
    return ceil(log(left) / log(rate))


def converged(rng, kind):
    """Next to nothing is left of either direction."""
    return _by_rate(rng, kind, 10.0 ** rng.uniform(-12.0, -4.5), Verdict.CONVERGED)


def descending(rng, kind):
    """A good part of the way along the soft direction, not all of it; the stiff one no longer matters."""
    return _by_rate(rng, kind, rng.uniform(0.03, 0.35), Verdict.DESCENDING)


def crawling(rng, kind):
    """More than half of the way along the soft direction is left."""
    return _by_rate(rng, kind, rng.uniform(0.6, 0.99), Verdict.CRAWLING)


LEFT = {Verdict.CONVERGED: (0.0, 1e-4), Verdict.DESCENDING: (0.01, 0.4), Verdict.CRAWLING: (0.55, 1.0)}
"""Of the distance, by the recurrence."""


def _by_rate(rng, kind, left, verdict):
    bowl = draw_bowl(rng)
    settings = damped_settings(rng, kind, bowl)
    if settings is None:
        return None
    steps = steps_to(slowest(kind, *settings, bowl), left)
    if not 10 <= steps <= 5000:
        return None
    soft, stiff = (abs(errors(kind, *settings, bend, steps)[-1]) for bend in bowl.bends)
    low, high = LEFT[verdict]
    if not (
        low <= soft <= high and (stiff <= high if low == 0.0 else stiff * bowl.bends[1] < 0.3 * soft * bowl.bends[0])
    ):
        return None
    along, across = side(rng, 0.6, 0.9), side(rng, 0.0, 0.1)
    run = Run("by the rate", bowl.surface, make(kind, *settings), bowl.start(along, across), steps, verdict)
    return run if follows(run, bowl, along, across) else None


def converged_with_decay(rng, kind):
    """Weight decay of either kind leaves a minimum at the origin there and adds curvature: it arrives no later."""
    run = converged(rng, kind)
    if run is None or run.surface.key not in QUADRATIC:
        return None
    decay = Decay(rng.choice(list(Decay)))
    rule = replace(run.rule, weight_decay=rng.uniform(0.01, 0.2), decay=decay)
    return replace(run, reason=f"by the rate, {decay} decay", rule=rule)


def converged_in_another_convention(rng, kind):
    """The same run written with lr inside, or as an average with lr/(1 − β)."""
    run = converged(rng, kind)
    if run is None:
        return None
    if rng.random() < 0.5:
        return replace(run, reason="by the rate, lr inside", rule=replace(run.rule, convention=Convention.INSIDE))
    rule = replace(run.rule, lr=run.rule.lr / (1.0 - run.rule.beta), convention=Convention.AVERAGED)
    return replace(run, reason="by the rate, averaged", rule=rule)


def crawling_by_bound(rng, kind):
    """So small an lr that the steepest gradient of the view could not have carried it half a hundredth of the view."""
    keys = ("rosenbrock", "tanh-ravine", "saddle", "sharp-and-flat", "flattery")
    surface, beta = surfaces.get(keys[rng.integers(len(keys))]), draw_beta(rng)
    left, right, bottom, top = surface.view
    x, y = np.meshgrid(np.linspace(left, right, 41), np.linspace(bottom, top, 41))
    steepest, steps = np.hypot(*surface.gradient(x, y)).max(), int(rng.integers(100, 1500))
    memory = 1.0 if kind is SGD else 1.0 / (1.0 - beta)
    lr = rng.uniform(0.05, 1.0) * 0.005 * hypot(right - left, top - bottom) / (steps * memory * steepest)
    near_start = tuple((np.array(surface.start) * rng.uniform(0.9, 1.0, 2)).tolist())
    start = (side(rng, 0.8, 1.8), side(rng, 0.8, 1.8)) if surface.key == "saddle" else near_start
    return Run("next to no lr", surface, make(kind, lr, beta), start, steps, Verdict.CRAWLING)


def descending_the_endless_slope(rng, kind):
    """Down the tanh ravine's floor: 2(y + sinh y) falls by lr/(1 − β) a step, from about 17 to −10, where y is −2."""
    beta, steps = rng.uniform(0.0, 0.6), int(rng.integers(100, 1000))
    lr = rng.uniform(20.0, 28.0) * (1.0 if kind is SGD else 1.0 - beta) / steps
    start = (float(rng.choice([0.0, 0.05])), rng.uniform(2.2, 3.0))
    return Run("endless slope", surfaces.get("tanh-ravine"), make(kind, lr, beta), start, steps, Verdict.DESCENDING)


def at_the_noise_floor(rng, kind):
    """What is left of the start is nothing beside the noise, and the last quarter has time to show all of that."""
    bowl = draw_bowl(rng, most_ratio=40.0)
    settings = damped_settings(rng, kind, bowl)
    if settings is None:
        return None
    steps = ceil(rng.uniform(40.0, 100.0) / (1.0 - slowest(kind, *settings, bowl)))
    if steps > 6000:
        return None
    noise_kind = NoiseKind.JITTER if rng.random() < 0.3 else NoiseKind.GAUSSIAN
    noise = noise_for(rng, kind, *settings, bowl, 0.15, noise_kind)
    start, rule = bowl.start(side(rng, 0.6, 0.9), side(rng, 0.0, 0.1)), make(kind, *settings)
    run = Run("stationary", bowl.surface, rule, start, steps, Verdict.NOISE_FLOOR, noise, noise_kind)
    return replace(run, seed=int(rng.integers(1000)))


def noise_for(rng, kind, lr, beta, bowl, share, noise_kind=NoiseKind.GAUSSIAN):
    """Noise whose stationary spread is at most that share of the radius, and a fifth of that at least."""
    factors = bowl.bends if noise_kind is NoiseKind.JITTER else (1.0, 1.0)
    beta = 0.0 if kind is SGD else beta
    pairs = zip(bowl.bends, factors, strict=True)
    of_one = max(stationary_variance(kind.key, lr, bend, factor, beta) for bend, factor in pairs)
    return float(rng.uniform(0.2, 1.0) * share * bowl.radius / np.sqrt(of_one))


def with_some_noise(build):
    """The same runs with a noise floor far below what they have left to do."""

    def noisy(rng, kind):
        run = build(rng, kind)
        if run is None or run.surface.key not in QUADRATIC:
            return None
        bowl, lr, beta = bowl_at(run.surface, 0, 1.5), run.rule.lr, getattr(run.rule, "beta", 0.0)
        if lr * bowl.bends[1] < limit(kind, beta):
            noise = noise_for(rng, kind, lr, beta, bowl, 0.01)
        else:
            noise = 0.02 * bowl.bends[1]
        return replace(run, reason=f"{run.reason}, some noise", noise=noise, seed=int(rng.integers(1000)))

    return noisy
