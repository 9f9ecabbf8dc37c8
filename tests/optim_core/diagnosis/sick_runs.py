"""Builders of runs that go wrong: beyond the limit or just below it, swinging, standing still, leaving."""

from math import ceil, log

import numpy as np

import surfaces
from optim_core import SGD
from optim_core.diagnosis import Verdict
from tests.optim_core.diagnosis.bowls import (
    bowl_at,
    draw_beta,
    draw_bowl,
    draw_ravine,
    errors,
    follows,
    half_swing,
    hessian,
    limit,
    make,
    rate,
    side,
)
from tests.optim_core.diagnosis.run import Run
from tests.optim_core.diagnosis.settled_runs import steps_to


def diverging(rng, kind):
    """Beyond the limit of the stiff direction for long enough."""
    bowl = draw_ravine(rng, 500.0) if rng.random() < 0.7 else bowl_at(surfaces.get("sphere"), 0, 1.5)
    beta = draw_beta(rng)
    lr = rng.uniform(1.03, 1.8) * limit(kind, beta) / bowl.bends[1]
    steps = steps_to(rate(kind, lr, beta, bowl.bends[1]), rng.choice([1e2, 1e4, 1e12, 1e200, 1e300])) + 2
    start = bowl.start(side(rng, 0.2, 0.8), side(rng, 0.3, 0.6))
    run = Run("beyond the limit", bowl.surface, make(kind, lr, beta), start, steps, Verdict.DIVERGED)
    return run if steps <= 3000 else None


def diverging_on_the_ridge(rng, kind):
    """Beyond the limit across a saddle's ridge, and nothing that pushes down from it."""
    beta = draw_beta(rng)
    lr = rng.uniform(1.1, 1.8) * limit(kind, beta) / 2.0
    steps = steps_to(rate(kind, lr, beta, 2.0), 1e5)
    start = (side(rng, 0.5, 1.8), 0.0)
    return Run("beyond the limit", surfaces.get("saddle"), make(kind, lr, beta), start, steps, Verdict.DIVERGED)


def diverging_on_rosenbrock(rng, kind):
    """Far beyond the limit on a surface of the fourth degree: all numbers end, which the loop itself says."""
    surface, beta = surfaces.get("rosenbrock", b=rng.uniform(50, 200)), draw_beta(rng)
    start = (side(rng, 0.8, 1.8), rng.uniform(-0.5, 2.5))
    lr = rng.uniform(3.0, 10.0) * limit(kind, beta) / np.linalg.eigvalsh(hessian(surface, start))[1]
    run = Run("far beyond the limit", surface, make(kind, lr, beta), start, 200, Verdict.DIVERGED)
    return run if run.observe().diverged_at > 0 else None


def oscillating(rng, kind):
    """Just below the limit: the stiff error turns at nearly every step, and is most of the loss to the end."""
    bowl, beta, steps = draw_bowl(rng), draw_beta(rng), int(rng.integers(12, 400))
    lr = rng.uniform(0.8, 0.9995) * limit(kind, beta) / bowl.bends[1]
    soft, stiff = side(rng, 0.1, 0.3), side(rng, 0.1, 0.25)
    shares = zip((soft, stiff), bowl.bends, strict=True)
    along, across = (share * errors(kind, lr, beta, bend, steps) for share, bend in shares)
    losses = [bend * np.mean(at[-steps // 4 :] ** 2) for bend, at in zip(bowl.bends, (along, across), strict=True)]
    # So near to its limit heavy ball swells at first, at rest by |1 − lr·λ| in the first step already.
    if (
        np.abs(across).max() > 0.8
        or np.abs(across[-steps // 4 :]).max() < 0.1 * abs(stiff)
        or losses[1] < 3.0 * losses[0]
    ):
        return None
    start, rule = bowl.start(soft, stiff), make(kind, lr, beta)
    run = Run("just below the limit", bowl.surface, rule, start, steps, Verdict.OSCILLATING)
    return run if follows(run, bowl, soft, stiff) else None


def bouncing_on_rosenbrock(rng, kind):
    """Beyond the limit at the minimum, and kept from leaving by the valley's walls: it cannot settle."""
    surface = surfaces.get("rosenbrock")
    lr = rng.uniform(2.0, 2.5) * limit(kind, 0.0) / np.linalg.eigvalsh(hessian(surface, (1.0, 1.0)))[1]
    run = Run("bouncing", surface, SGD(lr=lr), (-1.2, 1.0), int(rng.integers(500, 3000)), Verdict.OSCILLATING)
    return run if run.observe().diverged_at < 0 else None


def bouncing_between_walls(rng, kind):
    """Beyond the limit at the bottom of the tanh ravine, whose walls saturate: to and fro for ever."""
    start = (side(rng, 0.3, 0.8), rng.uniform(4.0, 7.0))
    rule, steps = SGD(lr=rng.uniform(1.2, 1.7)), int(rng.integers(50, 300))
    return Run("bouncing", surfaces.get("tanh-ravine"), rule, start, steps, Verdict.OSCILLATING)


def overshooting(rng, kind):
    """Swinging along the soft direction, far from the limit, and with a good part of the swing left at the end."""
    bowl, beta = draw_bowl(rng), float(1.0 - np.exp(rng.uniform(log(0.001), log(0.05))))
    lr = rng.uniform(0.01, 0.3) * limit(kind, beta) / bowl.bends[1]
    swing = half_swing(kind, lr, beta, bowl.bends[0])
    if swing is None or swing[1] < 0.5:
        return None
    steps = ceil(swing[0] * rng.uniform(1.3, 6.0))
    if not 10 <= steps <= 3000 or rate(kind, lr, beta, bowl.bends[0]) ** steps < 0.05:
        return None
    soft, stiff = side(rng, 0.6, 0.9), side(rng, 0.0, 0.05)
    run = Run("swinging", bowl.surface, make(kind, lr, beta), bowl.start(soft, stiff), steps, Verdict.OVERSHOOTING)
    return run if follows(run, bowl, soft, stiff) else None


def overshooting_on_rosenbrock(rng, kind):
    """The classic: β near 0.99 on the whole valley, under-damped at the minimum; seen to run far past it and back."""
    surface, beta, lr = surfaces.get("rosenbrock"), rng.uniform(0.985, 0.995), rng.uniform(3e-4, 1e-3)
    swing = half_swing(kind, lr, beta, float(np.linalg.eigvalsh(hessian(surface, (1.0, 1.0)))[0]))
    if swing is None or swing[1] < 0.4:
        return None
    steps = ceil(swing[0] * rng.uniform(2.0, 3.0))
    run = Run("swinging", surface, make(kind, lr, beta), (-1.2, 1.0), steps, Verdict.OVERSHOOTING)
    seen = run.observe()
    x, quarter = seen.positions[:, 0], seen.losses[-steps // 4 :]
    swings = np.nanmax(x) > 1.3 and x[np.nanargmax(x) :].min() < 0.9
    return run if swings and quarter.max() < seen.losses[0] else None


def stuck_on_the_ridge(rng, kind):
    """On the saddle's ridge: across it by the rate to next to nothing, along it pushed by nothing or too little."""
    beta = draw_beta(rng)
    lr = rng.uniform(0.005, 0.3) * limit(kind, beta) / 2.0
    steps = max(20, steps_to(rate(kind, lr, beta, 2.0), rng.uniform(1e-8, 1e-3)))
    growth = abs(errors(kind, lr, beta, -2.0, steps)[-1])
    start = (side(rng, 0.5, 1.9), float(rng.choice([0.0, min(1e-3 / growth, 0.01)])))
    return Run("on the ridge", surfaces.get("saddle"), make(kind, lr, beta), start, steps, Verdict.STUCK)


def stuck_on_the_plateau(rng, kind):
    """Where the slope, though it were the same for all steps, would not move it a thousandth of the view."""
    width, depth, beta = rng.uniform(0.5, 1.2), rng.uniform(0.3, 5.0), draw_beta(rng)
    surface, turn, away = surfaces.get("plateau", width=width, depth=depth), rng.uniform(0, 7), rng.uniform(2.2, 2.9)
    start = (away * float(np.cos(turn)), away * float(np.sin(turn)))
    lr = rng.uniform(0.02, 0.5) * limit(kind, beta) * width**2 / (2.0 * depth)
    steps = int(rng.integers(50, 1500))
    reach = steps * lr * float(np.hypot(*surface.gradient(*np.array(start)))) / (1.0 if kind is SGD else 1.0 - beta)
    run = Run("on the plateau", surface, make(kind, lr, beta), start, steps, Verdict.STUCK)
    return run if reach < 0.01 and away > 2.0 * width else None


def left_down_the_saddle(rng, kind):
    """Pushed off the ridge, and long enough by the growth to leave the view."""
    beta, push = draw_beta(rng), side(rng, 1e-3, 1.0)
    lr = rng.uniform(0.01, 0.6) * limit(kind, beta) / 2.0
    out = int(np.argmax(np.abs(push * errors(kind, lr, beta, -2.0, 3000)) > 2.2))
    start, steps = (side(rng, 0.0, 1.9), push), out + int(rng.integers(0, 30))
    run = Run("down the saddle", surfaces.get("saddle"), make(kind, lr, beta), start, steps, Verdict.LEFT_VIEW)
    return run if out >= 10 else None


def left_down_the_ravine(rng, kind):
    """Along the tanh ravine's floor below y = −5, where it slopes by 3.3e-4 at least within the view."""
    beta, steps, y = rng.uniform(0.0, 0.8), int(rng.integers(100, 1000)), rng.uniform(-7.0, -5.0)
    rule = make(kind, (y + 8.5) / 3.0e-4 / steps, beta)
    return Run("down the ravine", surfaces.get("tanh-ravine"), rule, (0.0, y), steps, Verdict.LEFT_VIEW)


def left_towards_flattery(rng, kind):
    """With a bias above 1 agreement pays without end: by bias − 1 a step at least, along x, at once and for ever."""
    bias, beta, steps = rng.uniform(1.2, 3.0), rng.uniform(0.0, 0.8), int(rng.integers(50, 800))
    rule, start = make(kind, 7.0 / (bias - 1.0) / steps, beta), (rng.uniform(0.0, 2.0), 1.0)
    return Run("without end", surfaces.get("flattery", bias=bias), rule, start, steps, Verdict.LEFT_VIEW)


def thrown_out_of_the_basin(rng, kind):
    """The first step from the basin's side is longer than the way out of the view, and nothing pulls back there."""
    surface = surfaces.get("plateau", depth=rng.uniform(0.5, 4.0), width=rng.uniform(0.5, 1.2))
    turn = rng.uniform(0, 7)
    start = (0.8 * float(np.cos(turn)), 0.8 * float(np.sin(turn)))
    lr = (0.8 + rng.uniform(5.3, 9.0)) / float(np.hypot(*surface.gradient(*np.array(start))))
    return Run("thrown out", surface, make(kind, lr, 0.3), start, int(rng.integers(10, 300)), Verdict.LEFT_VIEW)
