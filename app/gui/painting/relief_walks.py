"""What happens on the solid: paths that lie on it, heads, the start and the minima; what is hidden shows through."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPolygonF

from app.gui.painting.crowd import is_crowd
from app.gui.painting.crowd_ends import MOST_DOTS, draw_dots
from app.gui.painting.frame import has_length, polygon
from app.gui.painting.marks import draw_diamonds, event_steps
from app.gui.painting.plan import NO_FOCUS, Focus, draw_ghost, draw_path
from app.gui.painting.signs import draw_head, draw_minimum, draw_start
from app.gui.painting.style import Style
from app.model.landmarks import landmarks
from app.model.lane_run import LaneRun
from app.model.polyline import finite_part, thinned
from app.model.relief.drape import Parts, draped, lifted, parted
from app.model.relief.horizon import Sight
from app.model.scene import Scene

Array = NDArray[np.float64]
HIDDEN = 0.4
"""What is left of the ink of a sign that something hides."""


def paint_relief_walks(
    painter: QPainter,
    sight: Sight,
    style: Style,
    scene: Scene,
    step: int,
    *,
    ghosts: bool,
    focus: Focus = NO_FOCUS,
) -> None:
    """Draw minima, the start, and every visible lane up to a step; `ghosts` draws the rest of each path faintly."""
    _paint_landmarks(painter, sight, style, scene, step)
    shown = [(scene.runs[index], focus.opacity(index)) for index in focus.order(scene)]
    gone = [_parts(sight, run.positions[0, : step + 1]) for run, _ in shown]
    for (run, opacity), parts in zip(shown, gone, strict=True):
        coming = _parts(sight, run.positions[0, step:]).seen if ghosts else []
        draw_ghost(painter, style, _polygons(style, [*parts.hidden, *coming]), run, opacity)
    for (run, opacity), parts in zip(shown, gone, strict=True):
        draw_path(painter, style, _polygons(style, parts.seen), run, opacity)
        _paint_events(painter, sight, style, scene, run, step, opacity)
    for run, opacity in shown:
        if is_crowd(run):
            _paint_seeds(painter, sight, style, run, step, opacity)
    _paint_heads(painter, sight, style, shown, step)


def _parts(sight: Sight, points: Array) -> Parts:
    return parted(sight, draped(sight.relief, points))


def _polygons(style: Style, pieces: list[Array]) -> list[QPolygonF]:
    return [polygon(thinned(piece, style.grain)) for piece in pieces if has_length(piece)]


def _paint_landmarks(painter: QPainter, sight: Sight, style: Style, scene: Scene, step: int) -> None:
    marks = landmarks(scene.experiment.surface)
    dx, dy = scene.offset_at(step)
    points = [*((mark.x + dx, mark.y + dy) for mark in marks), scene.experiment.start]
    *minima, start = _places(sight, np.array(points))
    for mark, place in zip(marks, minima, strict=True):
        if place is not None:
            draw_minimum(painter, style, place.at, mark, place.ink)
    if start is not None:
        draw_start(painter, style, start.at, start.ink)


def _paint_events(
    painter: QPainter, sight: Sight, style: Style, scene: Scene, run: LaneRun, step: int, opacity: float
) -> None:
    steps = [k for k in event_steps(scene, run) if k <= min(step, scene.computed)]
    if steps:
        draw_diamonds(painter, style, _seen(sight, finite_part(run.positions[0, steps])), run, opacity)


def _paint_seeds(painter: QPainter, sight: Sight, style: Style, run: LaneRun, step: int, opacity: float) -> None:
    """Draw where the seeds are; of very many, some of them."""
    draw_dots(painter, style, _seen(sight, run.positions[:MOST_DOTS, : step + 1][:, -1]), run, opacity)


def _paint_heads(painter: QPainter, sight: Sight, style: Style, shown: list[tuple[LaneRun, float]], step: int) -> None:
    heads = np.array([run.positions[0, : step + 1][-1] for run, _ in shown]).reshape(-1, 2)
    for (run, opacity), place in zip(shown, _places(sight, heads), strict=True):
        if place is not None:
            draw_head(painter, style, place.at, run.lane.colour, opacity * place.ink)


class Place(NamedTuple):
    """A point of the surface on the picture, and how much of the ink of a sign there is left."""

    at: QPointF
    ink: float


def _places(sight: Sight, points: Array) -> list[Place | None]:
    """Where points of the plan (n, 2) lie on the picture; None for each that is not in view."""
    inside, solid = _solid(sight, points)
    pixels, hidden = sight.camera.pixels(solid), sight.horizon.hides(solid)
    places = (Place(QPointF(x, y), HIDDEN if away else 1.0) for (x, y), away in zip(pixels, hidden, strict=True))
    return [next(places) if shown else None for shown in inside]


def _seen(sight: Sight, points: Array) -> Array:
    """Pixels (m, 2) of those points of the plan (n, 2) that are in view, and not hidden."""
    _, solid = _solid(sight, points)
    return sight.camera.pixels(solid[~sight.horizon.hides(solid)])


def _solid(sight: Sight, points: Array) -> tuple[NDArray[np.bool_], Array]:
    """Which points of the plan (n, 2) are in view, and those (m, 3) on the surface."""
    places = sight.relief.places(points)
    with np.errstate(invalid="ignore"):
        u, v = places.T
        inside: NDArray[np.bool_] = (u >= 0.0) & (u <= 1.0) & (v >= 0.0) & (v <= 1.0)
    return inside, lifted(sight.relief, places[inside])
