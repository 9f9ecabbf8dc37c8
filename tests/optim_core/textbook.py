"""Every rule once more in plain Python numbers, one coordinate at a time: what the loop must agree with bit for bit."""

from typing import NamedTuple

import numpy as np

from optim_core import Convention, Decay, Nesterov
from optim_core.rule import declared_numbers


class Walk(NamedTuple):
    """Positions and velocities (steps + 1, 2), and where the gradient of each step was taken (steps, 2)."""

    positions: np.ndarray
    velocities: np.ndarray
    asked: np.ndarray


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


def textbook(rule, start, steps, gradient=ball, pushes=None, shifts=None):
    """The walk of θ, as the rules' docstrings say.

    `pushes` are added to gradients and `shifts` to the points where they are taken: a pair for each step, or None.
    """
    theta, velocity = list(start), [0.0, 0.0]
    positions, velocities, asked = [tuple(theta)], [tuple(velocity)], []
    restarts = restarting_steps(rule, steps)
    for step in range(steps):
        now = values_at(rule, step)
        lr, reach, gain = shape_of(rule, now)
        if step in restarts:
            velocity = [0.0, 0.0]
        kept = [now["beta"] * v for v in velocity]
        at = [t - reach * k for t, k in zip(theta, kept, strict=True)] if reach else theta
        asked.append(tuple(at))
        push, shift = (None if part is None else part[step] for part in (pushes, shifts))
        slope = measured(gradient, at, rule, now, push, shift)
        velocity = [k + gain * g for k, g in zip(kept, slope, strict=True)]
        theta = [following(t, v, lr, rule, now) for t, v in zip(theta, velocity, strict=True)]
        positions.append(tuple(theta))
        velocities.append(tuple(velocity))
    return Walk(np.array(positions), np.array(velocities), np.array(asked).reshape(-1, 2))


def measured(gradient, at, rule, now, push, shift):
    """The gradient a rule is handed there."""
    moved = at if shift is None else [p + s for p, s in zip(at, shift, strict=True)]
    slope = list(gradient(*moved))
    if rule.decay is Decay.COUPLED and now["weight_decay"]:
        slope = [g + now["weight_decay"] * p for g, p in zip(slope, at, strict=True)]
    return slope if push is None else [g + p for g, p in zip(slope, push, strict=True)]


def following(theta, velocity, lr, rule, now):
    after = theta - lr * velocity
    if rule.decay is Decay.DECOUPLED and now["weight_decay"]:
        after -= now["lr"] * now["weight_decay"] * theta
    return after


def alive(path):
    """Which rows come before the first that is not finite."""
    finite = np.isfinite(path).all(axis=1)
    return finite & (np.cumsum(~finite) == 0)
