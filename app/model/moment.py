"""One update of a lane in numbers: all that takes it from its position at a step to the next one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from app.model.lane_run import LaneRun
from app.model.ledger import Vector
from app.model.scene import Scene
from optim_core import Decay, NoiseKind, Rule
from optim_core.momentum import HeavyBallFamily
from optim_core.noise import noise_source
from optim_core.theory.form import looks_ahead

NOWHERE: Vector = np.zeros(2)


class Remembered(NamedTuple):
    """Something that a rule remembers, before an update and after it."""

    before: Vector
    after: Vector


@dataclass(frozen=True, eq=False)
class Moment:
    """The update from position `step` to the next, of a lane's first seed; after divergence, the last one.

    `rule` has its hyper-parameters as they are in this update, numbers or arrays of one element. `theta` is where the
    walker is, `velocity` what it carries into the update (zero if it `restarts`), and `taken_at` where the gradient is
    taken, another point if the rule `looks_ahead`; there `slope` is ∇f. `noise` is what the
    run meets on top of it, None without noise and after the last step, whose noise nobody draws.

    What the update led to is known where the next step is computed: there θ moves by −lr·`way`, and `memory` is what
    the rule remembers, by its names; elsewhere they are None and empty. `scale` is by what lr is multiplied in each
    coordinate, None where that is the same in all; beyond the last step that is known, as on the way to that.
    """

    step: int
    rule: Rule
    family: HeavyBallFamily | None
    theta: Vector
    velocity: Vector
    restarts: bool
    looks_ahead: bool
    taken_at: Vector
    slope: Vector
    noise: Vector | None
    way: Vector | None
    scale: Vector | None
    memory: Mapping[str, Remembered]

    @cached_property
    def pull(self) -> Vector:
        """What coupled weight decay adds to the gradient."""
        return self.decays[0] * self.taken_at

    @cached_property
    def gradient(self) -> Vector:
        """What the rule takes for its gradient: slope, weight decay and noise."""
        return self.slope + self.pull + (NOWHERE if self.noise is None else self.noise)

    @cached_property
    def decays(self) -> tuple[float, float]:
        """λ where it is coupled to the gradient, and lr·λ where it is not; the other is 0."""
        coupled, apart = self.rule.decays()
        return number(coupled), number(apart)

    @property
    def lr(self) -> float:
        """The learning rate of this update."""
        return number(self.rule.lr)

    @property
    def shrinks(self) -> bool:
        """Whether there is decoupled weight decay, if only with an lr of 0 in this step."""
        return self.rule.decay is Decay.DECOUPLED and bool(np.any(self.rule.weight_decay))


def moment_at(scene: Scene, index: int, step: int) -> Moment:
    """The update of that lane from that step on, or from the last step before it that is finite and computed."""
    run = scene.runs[index]
    at = last_step(run, step)
    now = run.rule if run.rule.is_steady else run.rule.during(at, 1)
    family = _family(now)
    restarts = at in run.rule.restart_steps(at + 1)
    carried, shown = run.velocities[0, at], run.positions[0, at]
    velocity = NOWHERE if restarts else carried
    with np.errstate(all="ignore"):
        theta = shown if family is None else _theta(family, shown, carried)
        taken_at = theta if family is None else theta - family.reach * family.beta * velocity
        on_surface = taken_at - scene.offset_at(at)
        slope = np.array(scene.experiment.surface.gradient(*on_surface))
        noise = _noise(scene, at, on_surface, slope)
    return Moment(
        step=at,
        rule=now,
        family=family,
        theta=theta,
        velocity=velocity,
        restarts=restarts,
        looks_ahead=looks_ahead(run.rule),
        taken_at=taken_at,
        slope=slope,
        noise=noise,
        way=run.velocities[0, at + 1] if at + 1 < run.velocities.shape[1] else None,
        scale=_scale(run, at),
        memory=_memory(run, at, restarts=restarts),
    )


def last_step(run: LaneRun, step: int) -> int:
    """The latest step up to that one at which the lane's first seed has a position."""
    known = min(step, len(run.positions[0]) - 1)
    gone = int(run.diverged_at[0])
    return known if gone < 0 else max(0, min(known, gone - 1))


def number(value: Any) -> float:
    """A hyper-parameter of one run as a float."""
    return float(np.asarray(value).item())


def _scale(run: LaneRun, step: int) -> Vector | None:
    if run.scale is None:
        return None
    last = min(step + 1, len(run.scale) - 1)
    after: Vector = run.scale[last]
    before: Vector = run.scale[step]
    return after if np.isfinite(after).all() else before


def _memory(run: LaneRun, step: int, *, restarts: bool) -> dict[str, Remembered]:
    """What the rule remembers before and after the update from that step on; a restart goes back to the beginning."""
    if step + 1 >= run.memory.shape[1]:
        return {}
    before, after = run.memory[:, 0 if restarts else step], run.memory[:, step + 1]
    return {name: Remembered(*pair) for name, *pair in zip(run.rule.memory, before, after, strict=True)}


def _family(rule: Rule) -> HeavyBallFamily | None:
    family = rule.family()
    return HeavyBallFamily(*map(number, family)) if isinstance(family, HeavyBallFamily) else None


def _theta(family: HeavyBallFamily, shown: Vector, velocity: Vector) -> Vector:
    """Where the walker is, of the point that its path shows: that may be the look-ahead point θ − ρβv."""
    if not family.ahead:
        return shown
    behind: Vector = shown + family.reach * family.beta * velocity
    return behind if np.isfinite(behind).all() else shown


def _noise(scene: Scene, step: int, taken_at: Vector, slope: Vector) -> Vector | None:
    """What the noise of that step adds to ∇f, taken at this point of the surface's own coordinates."""
    experiment = scene.experiment
    if step >= experiment.steps:
        return None
    sigma = experiment.noise_at(step)
    if not sigma:
        return None
    draw = sigma * noise_source((experiment.seed,), experiment.steps).take(step + 1)[step, :, 0]
    if experiment.noise_kind is NoiseKind.GAUSSIAN:
        return draw
    shaken: Vector = np.array(experiment.surface.gradient(*(taken_at + draw))) - slope
    return shaken
