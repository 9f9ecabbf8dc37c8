"""The paths of a scene in pieces that are small enough to be written one after the other: little memory, no long halt.

The window goes on while data is written, so nothing may hold the interpreter for long.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.model.lane_run import LaneRun
from app.model.scene import Scene
from app.npz import little_endian

Array = NDArray[np.float64]
POINTS = 4096
"""Positions of one piece."""


@dataclass(frozen=True, eq=False)
class Piece:
    """Some seeds and steps of one lane; arrays are (seeds, steps), and NaN where a run has diverged."""

    scene: Scene
    lane: int
    seeds: slice
    steps: slice

    @property
    def run(self) -> LaneRun:
        """All of the lane."""
        return self.scene.runs[self.lane]

    @property
    def share(self) -> float:
        """How much of the scene there is up to the end of this piece, from 0 to 1."""
        seeds, steps = self.run.loss.shape
        before = (self.lane * seeds + self.seeds.start) * steps
        here = (self.seeds.stop - self.seeds.start) * self.steps.stop
        share: float = (before + here) / (len(self.scene.runs) * seeds * steps)
        return share

    @property
    def positions(self) -> Array:
        """The points (x, y), (seeds, steps, 2)."""
        return little_endian(self.run.positions[self.seeds, self.steps])

    @property
    def loss(self) -> Array:
        """The height f there, of the surface as it lies at that step."""
        return little_endian(self.run.loss[self.seeds, self.steps])

    @property
    def gradient_norm(self) -> Array:
        """‖∇f‖ there, without noise."""
        points = self.run.seen(self.seeds, self.steps)
        gradient = self.scene.experiment.surface.gradient(points[..., 0], points[..., 1])
        with np.errstate(over="ignore", invalid="ignore"):
            return little_endian(np.hypot(*gradient))


def pieces(scene: Scene, longest: int = POINTS) -> Iterator[Piece]:
    """All of a scene, in the order of lanes, seeds and steps: some seeds at a time, or some steps of a long one.

    Paths of up to `longest` positions are not cut.
    """
    for lane, run in enumerate(scene.runs):
        seeds, steps = run.loss.shape
        at_once, length = max(1, POINTS // steps), max(longest, POINTS)
        for seed in range(0, seeds, at_once):
            for step in range(0, steps, length):
                some = slice(seed, min(seed + at_once, seeds))
                yield Piece(scene, lane, some, slice(step, min(step + length, steps)))


def learning_rates(scene: Scene, lane: int) -> Array:
    """What lr is, times its schedule, on the way from position k to k + 1, (steps,)."""
    steps = scene.experiment.steps
    return little_endian(np.broadcast_to(scene.runs[lane].rule.during(0, steps).lr, steps))
