"""What lies under the mouse: the nearest step of a lane, or the bare surface."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.model.numbers import fixed_text
from app.model.scene import LaneRun, Scene


@dataclass(frozen=True)
class Hover:
    """A place, with the lane and step it belongs to, if any."""

    x: float
    y: float
    lane: LaneRun | None = None
    step: int = 0


def nearest_step(scene: Scene, step: int, x: float, y: float, reach: tuple[float, float]) -> Hover:
    """The nearest step of a visible lane, up to the present one, or the place itself if none is near.

    `reach` is how far off a hand may be, in data units along x and y.
    """
    best, found = 1.0, Hover(x, y)
    scale = np.array(reach)
    for run in scene.visible:
        points = run.positions[0, : step + 1]
        with np.errstate(all="ignore"):
            away = np.nan_to_num(np.hypot(*((points - (x, y)) / scale).T), nan=np.inf, posinf=np.inf)
        at = int(away.argmin())
        if away[at] < best:
            best, found = float(away[at]), Hover(float(points[at, 0]), float(points[at, 1]), run, at)
    return found


def hover_text(scene: Scene, hover: Hover) -> str:
    """One line: lane, step, point, loss, gradient norm."""
    x, y = np.float64(hover.x), np.float64(hover.y)
    surface = scene.experiment.surface
    gx, gy = surface.gradient(_array(x), _array(y))
    words = [f"{hover.lane.lane.name}, step {hover.step:,}"] if hover.lane is not None else []
    words.append(f"({fixed_text(hover.x)}, {fixed_text(hover.y)})")
    words.append(f"f {fixed_text(float(surface.value(_array(x), _array(y))))}")
    words.append(f"|∇f| {fixed_text(float(np.hypot(gx, gy)))}")
    return "   ".join(words)


def _array(value: np.float64) -> NDArray[np.float64]:
    return np.asarray(value)
