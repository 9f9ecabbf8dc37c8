"""Every rule once more in plain Python numbers, one coordinate at a time: what the loop must agree with bit for bit."""

from math import sqrt
from typing import NamedTuple

import numpy as np

from optim_core import (
    QHM,
    SGD,
    AdaGrad,
    Adam,
    AdamW,
    AMSGrad,
    Convention,
    Decay,
    Lion,
    Momentum,
    NAdam,
    Nesterov,
    RMSProp,
)
from optim_core.rule import declared_numbers


class Walk(NamedTuple):
    """Positions, velocities (steps + 1, 2), where the gradient of each step was taken (steps, 2), and what was kept.

    Memories are (memories, steps + 1, 2), in the order of the rule's, and scales (steps + 1, 2), or None.
    """

    positions: np.ndarray
    velocities: np.ndarray
    asked: np.ndarray
    memories: np.ndarray
    scales: np.ndarray | None


def ball(x, y):
    """A bowl with a ripple, made of sums and products alone: the same bits from floats and from arrays."""
    return 3.0 * x + 0.5 * y * y, y + x * y


def lr_factor(schedule, step):
    """What a schedule does to lr in one step; that these factors are right is tested with the schedules."""
    return schedule.factor(np.array([step])).item()


def values_at(rule, step):
    """The rule's numbers in the update from that position, by name; those that a rule has not are 0."""
    now = {"beta": 0.0, "dampening": 0.0}
    now |= {name: getattr(rule, name) for name in declared_numbers(type(rule))}
    for change in sorted(rule.changes, key=lambda change: change.step):
        if step >= change.step:
            now[change.name] = change.value
    now["lr"] *= lr_factor(rule.schedule, step)
    return now


def restarting_steps(rule, steps):
    boundaries = rule.schedule.boundaries(steps) if rule.restart_at_boundaries else ()
    return {*rule.restarts, *boundaries}


def shape_of(rule, now):
    """(lr, reach, gain) of v ← βv + gain·g(θ − reach·βv);  θ ← θ − lr·v."""
    convention = getattr(rule, "convention", Convention.OUTSIDE)
    lr, gain = now["lr"], 1.0 - now["dampening"]
    if convention is Convention.INSIDE:
        lr, gain = 1.0, now["lr"] * (1.0 - now["dampening"])
    if convention is Convention.AVERAGED:
        gain = 1.0 - now["beta"]
    return lr, lr if isinstance(rule, Nesterov) else 0.0, gain


def at_rest():
    """What any rule keeps of one coordinate, before the first step; powers and products of none are 1."""
    return dict.fromkeys(("way", "v", "m", "s", "v̂ max"), 0.0) | {
        "β₁ᵗ": 1.0,
        "β₂ᵗ": 1.0,
        "∏μ": 1.0,
        "t": 0,
        "scale": None,
    }


def heavy_ball(now, kept, g, gain):
    kept["v"] = kept["way"] = now["beta"] * kept["v"] + gain * g


def qhm(now, kept, g):
    kept["m"] = now["beta"] * kept["m"] + (1.0 - now["beta"]) * g
    kept["way"] = (1.0 - now["nu"]) * g + now["nu"] * kept["m"]


def adagrad(now, kept, g):
    kept["s"] = kept["s"] + g * g
    kept["scale"] = 1.0 / (sqrt(kept["s"]) + now["eps"])
    kept["way"] = g * kept["scale"]


def rmsprop(now, kept, g):
    kept["s"] = now["rho"] * kept["s"] + (1.0 - now["rho"]) * (g * g)
    kept["scale"] = 1.0 / (sqrt(kept["s"]) + now["eps"])
    kept["way"] = g * kept["scale"]


def moments(now, kept, g):
    """m and v, and how far their weights are from 1."""
    kept["m"] = now["beta"] * kept["m"] + (1.0 - now["beta"]) * g
    kept["v"] = now["beta2"] * kept["v"] + (1.0 - now["beta2"]) * (g * g)
    kept["β₁ᵗ"] *= now["beta"]
    kept["β₂ᵗ"] *= now["beta2"]
    return 1.0 - kept["β₁ᵗ"], 1.0 - kept["β₂ᵗ"]


def adam(now, kept, g):
    short1, short2 = moments(now, kept, g)
    kept["scale"] = 1.0 / (sqrt(kept["v"] / short2) + now["eps"]) / short1
    kept["way"] = kept["m"] * kept["scale"]


def amsgrad(now, kept, g):
    short1, short2 = moments(now, kept, g)
    kept["v̂ max"] = max(kept["v̂ max"], kept["v"])
    kept["scale"] = 1.0 / (sqrt(kept["v̂ max"] / short2) + now["eps"]) / short1
    kept["way"] = kept["m"] * kept["scale"]


def nadam(now, kept, g):
    _, short2 = moments(now, kept, g)
    fade = float(np.power(0.96, now["momentum_decay"]))
    kept["w"] = kept.get("w", 0.5) * fade
    momentum, following = now["beta"] * (1.0 - kept["w"]), now["beta"] * (1.0 - fade * kept["w"])
    kept["∏μ"] *= momentum
    kept["scale"] = 1.0 / (sqrt(kept["v"] / short2) + now["eps"])
    own = (1.0 - momentum) / (1.0 - kept["∏μ"]) * g
    kept["way"] = (kept["m"] * (following / (1.0 - kept["∏μ"] * following)) + own) * kept["scale"]


def lion(now, kept, g):
    mixed = now["beta"] * kept["m"] + (1.0 - now["beta"]) * g
    kept["way"] = mixed if mixed != mixed else float((mixed > 0.0) - (mixed < 0.0))
    kept["m"] = now["beta2"] * kept["m"] + (1.0 - now["beta2"]) * g


OWN = {
    QHM: qhm,
    AdaGrad: adagrad,
    RMSProp: rmsprop,
    Adam: adam,
    AMSGrad: amsgrad,
    AdamW: adam,
    NAdam: nadam,
    Lion: lion,
}
"""What rules outside of the heavy-ball family do with one coordinate's gradient: θ moves by −lr · way."""
KNOWN = (SGD, Momentum, Nesterov, *OWN)
"""The rules that stand in this book."""


def textbook(rule, start, steps, gradient=ball, pushes=None, shifts=None):
    """The walk of θ, as the rules' docstrings say.

    `pushes` are added to gradients and `shifts` to the points where they are taken: a pair for each step, or None.
    """
    theta, kept = list(start), [at_rest(), at_rest()]
    positions, rows, asked = [tuple(theta)], [noted(rule, kept)], []
    restarts = restarting_steps(rule, steps)
    for step in range(steps):
        now = values_at(rule, step)
        if step in restarts:
            kept = [at_rest(), at_rest()]
        lr, reach, gain = shape_of(rule, now)
        at = [t - reach * (now["beta"] * k["v"]) for t, k in zip(theta, kept, strict=True)] if reach else theta
        asked.append(tuple(at))
        push, shift = (None if part is None else part[step] for part in (pushes, shifts))
        slope = measured(gradient, at, rule, now, push, shift)
        for of_one, g in zip(kept, slope, strict=True):
            OWN[type(rule)](now, of_one, g) if type(rule) in OWN else heavy_ball(now, of_one, g, gain)
        theta = [following(t, k["way"], lr, rule, now) for t, k in zip(theta, kept, strict=True)]
        positions.append(tuple(theta))
        rows.append(noted(rule, kept))
    return Walk(np.array(positions), *table(rule, rows, asked))


def noted(rule, kept):
    """Velocity, memories and scale of both coordinates."""
    return [(k["way"], [k[name] for name in rule.memory], k["scale"]) for k in kept]


def table(rule, rows, asked):
    """The columns of a `Walk` behind its positions."""
    velocities = np.array([[way for way, _, _ in row] for row in rows])
    memories = np.array([[memory for _, memory, _ in row] for row in rows]).reshape(len(rows), 2, len(rule.memory))
    scales = np.array([[scale for _, _, scale in row] for row in rows], dtype=np.float64)
    has_scale = len(rows) > 1 and rows[1][0][2] is not None
    asked = np.array(asked).reshape(-1, 2)
    return velocities, asked, memories.transpose(2, 0, 1), scales if has_scale else None


def measured(gradient, at, rule, now, push, shift):
    """The gradient a rule is handed there."""
    moved = at if shift is None else [p + s for p, s in zip(at, shift, strict=True)]
    slope = list(gradient(*moved))
    if rule.decay is Decay.COUPLED and now["weight_decay"]:
        slope = [g + now["weight_decay"] * p for g, p in zip(slope, at, strict=True)]
    return slope if push is None else [g + p for g, p in zip(slope, push, strict=True)]


def following(theta, way, lr, rule, now):
    after = theta - lr * way
    if rule.decay is Decay.DECOUPLED and now["weight_decay"]:
        after -= now["lr"] * now["weight_decay"] * theta
    return after


def alive(path):
    """Which rows come before the first that is not finite."""
    finite = np.isfinite(path).all(axis=1)
    return finite & (np.cumsum(~finite) == 0)
