"""What pulls a lane at a step, as displacements that can be drawn on the surface."""

from dataclasses import dataclass

import numpy as np

from app.model.ledger import Vector
from app.model.moment import Moment
from app.model.scene import Scene
from app.model.step_sizes import step_sizes


@dataclass(frozen=True, eq=False)
class Arrows:
    """The two parts of a step, in data units: the next θ is θ + `velocity` + `gradient`, decoupled decay aside.

    `velocity` is −lr·βv, what the velocity carries on from `theta`; `gradient` is −lr·g, the way that the gradient
    pulls, weight decay and noise included, from `taken_at`, where it is taken. `look_ahead` is that point for a rule
    that looks ahead, None for others. `sizes` is lr times what the rule multiplies it by in each coordinate.
    """

    theta: Vector
    taken_at: Vector
    velocity: Vector
    gradient: Vector
    look_ahead: Vector | None
    sizes: Vector


def arrows_of(moment: Moment) -> Arrows:
    """The arrows of one update; of a rule with an equation of its own, the gradient's alone."""
    family, sizes = moment.family, step_sizes(moment)
    with np.errstate(all="ignore"):
        if family is None:
            gradient = -moment.lr * moment.gradient
            return Arrows(moment.theta, moment.taken_at, np.zeros(2), gradient, None, sizes)
        velocity = -family.lr * family.beta * moment.velocity
        gradient = -family.lr * family.gain * moment.gradient
    ahead = moment.taken_at if moment.looks_ahead else None
    return Arrows(moment.theta, moment.taken_at, velocity, gradient, ahead, sizes)


def is_there(scene: Scene, index: int, step: int) -> bool:
    """Whether the lane still has a position at that step."""
    gone = int(scene.runs[index].diverged_at[0])
    return gone < 0 or step < gone
