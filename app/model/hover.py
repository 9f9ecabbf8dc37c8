"""What lies under the mouse: the nearest step of a lane, or the bare surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.model.landmarks import Landmark, landmarks
from app.model.lane_run import LaneRun
from app.model.numbers import fixed_text
from app.model.scene import Scene


@dataclass(frozen=True)
class Hover:
    """A place at a step, with the lane whose step it is, or the minimum, if any."""

    x: float
    y: float
    lane: LaneRun | None = None
    step: int = 0
    minimum: Landmark | None = None


def nearest_step(scene: Scene, step: int, x: float, y: float, reach: tuple[float, float]) -> Hover:
    """The nearest step of a visible lane, up to the present one; else the nearest minimum, or the place itself.

    `reach` is how far off a hand may be, in data units along x and y.
    """
    best, found = 1.0, Hover(x, y, step=step)
    scale = np.array(reach)
    for run in scene.visible:
        points = run.positions[0, : step + 1]
        with np.errstate(all="ignore"):
            away = np.nan_to_num(np.hypot(*((points - (x, y)) / scale).T), nan=np.inf, posinf=np.inf)
        at = int(away.argmin())
        if away[at] < best:
            best, found = float(away[at]), Hover(float(points[at, 0]), float(points[at, 1]), run, at)
    return found if found.lane is not None else _nearest_minimum(scene, found, scale)


def _nearest_minimum(scene: Scene, place: Hover, scale: NDArray[np.float64]) -> Hover:
    """A minimum, where the surface stands at that step, or the place itself."""
    dx, dy = scene.offset_at(place.step)
    for mark in landmarks(scene.experiment.surface):
        at = Hover(mark.x + dx, mark.y + dy, step=place.step, minimum=mark)
        if np.hypot((at.x - place.x) / scale[0], (at.y - place.y) / scale[1]) < 1.0:
            return at
    return place


def hover_text(scene: Scene, hover: Hover) -> str:
    """One line: lane, step, point, loss, gradient norm."""
    x, y = np.array((hover.x, hover.y)) - scene.offset_at(hover.step)
    surface = scene.experiment.surface
    gx, gy = surface.gradient(_array(x), _array(y))
    words = [f"{hover.lane.lane.name}, step {hover.step:,}"] if hover.lane is not None else []
    words += [_minimum_text(hover.minimum)] if hover.minimum is not None else []
    words.append(f"({fixed_text(hover.x)}, {fixed_text(hover.y)})")
    words.append(f"f {fixed_text(float(surface.value(_array(x), _array(y))))}")
    words.append(f"|∇f| {fixed_text(float(np.hypot(gx, gy)))}")
    return "   ".join(words)


def _minimum_text(mark: Landmark) -> str:
    """What kind of minimum it is, and how that is known."""
    return f"{'deepest' if mark.is_deepest else 'local'} minimum{', found numerically' if mark.found else ''}"


def _array(value: np.float64) -> NDArray[np.float64]:
    return np.asarray(value)
