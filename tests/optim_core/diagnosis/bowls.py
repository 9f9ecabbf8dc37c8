"""Bowls whose motion is known beforehand: quadratic surfaces whole, and the minima of the others from nearby.

What a run does along either eigen-direction follows from the textbook recurrence alone. Nothing here asks diagnosis.
"""

from dataclasses import dataclass
from math import log, pi

import numpy as np

import surfaces
from optim_core import SGD, Momentum, Nesterov, theory

RULES = (SGD, Momentum, Nesterov)
QUADRATIC = ("ravine", "sphere")


@dataclass(frozen=True)
class Bowl:
    """A minimum, its eigenvalues and -directions, and from how far away it looks like a quadratic."""

    surface: surfaces.Surface
    minimum: np.ndarray
    bends: tuple[float, float]
    directions: np.ndarray
    radius: float

    def start(self, soft, stiff):
        """The point at these shares of the radius along the soft and the stiff direction."""
        return tuple((self.minimum + self.radius * (soft * self.directions[0] + stiff * self.directions[1])).tolist())


def bowl_at(surface, which, radius):
    minimum = np.array(surface.minima[which])
    bends, vectors = np.linalg.eigh(hessian(surface, minimum))
    return Bowl(surface, minimum, tuple(bends.tolist()), vectors.T, radius)


def hessian(surface, point):
    xx, xy, yy = surface.hessian(*np.asarray(point))
    return [[xx, xy], [xy, yy]]


def draw_ravine(rng, most_ratio):
    ratio = float(np.exp(rng.uniform(log(3.0), log(most_ratio))))
    return bowl_at(surfaces.get("ravine", condition=ratio, angle=rng.uniform(-80.0, 80.0)), 0, 3.0)


def draw_bowl(rng, most_ratio=300.0):
    """One of the surfaces with a minimum, with parameters of its own."""
    match rng.integers(7):
        case 0:
            return bowl_at(surfaces.get("rosenbrock", a=rng.uniform(0.4, 0.7), b=rng.uniform(5.0, 30.0)), 0, 0.05)
        case 1:
            return bowl_at(surfaces.get("sphere"), 0, 1.5)
        case 2:
            return bowl_at(surfaces.get("plateau", depth=rng.uniform(0.5, 4.0), width=rng.uniform(1.0, 2.0)), 0, 0.2)
        case 3:
            which, radius = ((0, 0.05), (1, 0.3))[rng.integers(2)]
            return bowl_at(surfaces.get("sharp-and-flat", sharpness=rng.uniform(20.0, 80.0)), which, radius)
        case 4:
            return bowl_at(surfaces.get("flattery", bias=rng.uniform(0.0, 0.6)), 0, 0.15)
    return draw_ravine(rng, most_ratio)


def draw_beta(rng):
    return float(1.0 - np.exp(rng.uniform(log(0.02), log(0.6))))


def side(rng, low, high):
    """A number between these, of either sign."""
    return float(rng.choice([-1.0, 1.0]) * rng.uniform(low, high))


def make(kind, lr, beta, **more):
    """The rule; SGD leaves β out."""
    return kind(lr=lr, **more) if kind is SGD else kind(lr=lr, beta=beta, **more)


def limit(kind, beta):
    return theory.stability_limit(kind.key, 0.0 if kind is SGD else beta)


def rate(kind, lr, beta, bend):
    return theory.rate(kind.key, lr, bend, 0.0 if kind is SGD else beta)


def slowest(kind, lr, beta, bowl):
    return max(rate(kind, lr, beta, bend) for bend in bowl.bends)


def errors(kind, lr, beta, bend, steps):
    """What an error of 1 at rest becomes, (steps + 1,): the combination of the roots' powers that starts that way."""
    first, second = theory.characteristic_roots(kind.key, lr, bend, 0.0 if kind is SGD else beta)
    if abs(first - second) < 1e-3:
        return errors_from(kind, [lr] * steps, beta, bend, 1.0, 0.0)
    share = (1.0 - lr * bend - second) / (first - second)
    times = np.arange(steps + 1)
    with np.errstate(all="ignore"):
        return (share * first**times + (1.0 - share) * second**times).real


def errors_from(kind, lrs, beta, bend, error, velocity):
    """By the rule's own two lines in one dimension, from any error and velocity ("lr outside"), an lr for each step."""
    beta = 0.0 if kind is SGD else beta
    path = [error]
    for lr in lrs:
        ahead = error - lr * beta * velocity if kind is Nesterov else error
        velocity = beta * velocity + bend * ahead
        error = error - lr * velocity
        path.append(error)
    return np.array(path)


def half_swing(kind, lr, beta, bend):
    """Steps from one pass of the minimum to the next, and the share of the swing left by then; None where damped."""
    if kind is SGD:
        return None
    root, _ = theory.characteristic_roots(kind.key, lr, bend, beta)
    steps = pi / abs(np.angle(root)) if root.imag else None
    return None if steps is None else (steps, abs(root) ** steps)


def is_damped(kind, lr, beta, bend, most):
    """Whether no more than that share of a swing is left at the next pass."""
    swing = half_swing(kind, lr, beta, bend)
    return swing is None or swing[1] <= most


def follows(run, bowl, soft, stiff):
    """Whether the run stays where its bowl looks like a quadratic, and does what the recurrence says there."""
    if run.surface.key in QUADRATIC:
        return True
    away = (run.observe().positions - bowl.minimum) @ bowl.directions.T / bowl.radius
    kind, lr, beta = type(run.rule), run.rule.lr, getattr(run.rule, "beta", 0.0)
    for at, share, bend in zip(away.T, (soft, stiff), bowl.bends, strict=True):
        if np.abs(at - share * errors(kind, lr, beta, bend, run.steps)).max() > 0.08:
            return False
    return True
