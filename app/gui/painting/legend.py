"""The key to the lanes: colour, line pattern and name, and on paper their settings where there is room."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.frame import Frame
from app.gui.painting.style import Style, color, font, lane_pen
from app.gui.painting.text import draw_text, text_width
from app.model.describe import settings_text
from app.model.polyline import finite_part
from app.model.scene import Scene

ROW = 19.0
SAMPLE = 30.0
"""Long enough for a line pattern to come twice."""
LINE = 1.8
PAD = 10.0
CORNER = 12.0
LETTERS = 11.5
GAP = 12.0
"""Between a name and its settings."""
WIDEST, HIGHEST, LARGEST = 0.62, 0.75, 0.16
"""Shares of the picture's width, height and area that a legend may take."""
HIDDEN = 0.08
"""The share of where the paths lead that it may hide."""
HEAD = 8.0
"""Pixels around a place that a head or a star there takes."""
SAMPLES = 4000
"""About so many positions tell which corner is free."""
Array = NDArray[np.float64]


class Legend(NamedTuple):
    """Where it stands; `settings` are each lane's behind its name, empty without."""

    box: QRectF
    settings: tuple[str, ...] = ()


def legend_box(frame: Frame, style: Style, scene: Scene) -> QRectF:
    """Where the legend of the window stands: in the upper right corner; empty where no lane is visible."""
    return _corners(frame, style, _size(style, scene, ()))[0] if scene.visible else QRectF()


def paint_legend(painter: QPainter, frame: Frame, style: Style, scene: Scene) -> None:
    """Draw the window's: one row a visible lane, line and name; settings it shows elsewhere."""
    paint_legend_rows(painter, style, scene, Legend(legend_box(frame, style, scene)))


def placed_legend(
    frame: Frame, style: Style, scene: Scene, taken: Sequence[QRectF], *, settings: bool
) -> Legend | None:
    """The legend in the corner where it hides least; None where it hides too much.

    It may never hide a minimum, the start, where a lane's first seed ends or leaves, or a box that is `taken`.
    """
    notes = tuple(settings_text(run.rule) for run in scene.visible) if settings else ()
    width, height = size = _size(style, scene, notes)
    is_large = width * height > LARGEST * frame.width * frame.height
    if is_large or width > WIDEST * frame.width or height > HIGHEST * frame.height:
        return None
    marks, places = _marks(frame, scene), _places(frame, style, scene)
    free = [box for box in _corners(frame, style, size) if not any(box.intersects(other) for other in taken)]
    hidden = [(_within(box, places), place) for place, box in enumerate(free) if not _within(box, marks)]
    least, place = min(hidden, default=(len(places) + 1, 0))
    return Legend(free[place], notes) if least <= HIDDEN * len(places) else None


def paint_legend_rows(painter: QPainter, style: Style, scene: Scene, legend: Legend) -> None:
    """Draw one row a visible lane: line, name and settings."""
    box, letters = legend.box, font(style.px(LETTERS))
    if box.isEmpty():
        return
    paint_box(painter, style, box)
    behind = style.px(SAMPLE + 8 + GAP) + max(text_width(run.lane.name, letters) for run in scene.visible)
    for place, run in enumerate(scene.visible):
        at = QPointF(box.left() + style.px(PAD), box.top() + style.px(PAD / 2 + ROW * (place + 0.5)))
        paint_lane_sample(painter, style, at, run.lane.colour)
        draw_text(painter, style, at + QPointF(style.px(SAMPLE + 8), 0), run.lane.name, letters, style.theme.text)
        if legend.settings:
            draw_text(painter, style, at + QPointF(behind, 0), legend.settings[place], letters, style.theme.quiet)


def paint_box(painter: QPainter, style: Style, box: QRectF) -> None:
    """The ground of words on a picture, which shines through."""
    painter.setPen(color(style.theme.line))
    painter.setBrush(color(style.theme.panel, 0.88))
    painter.drawRoundedRect(box, style.px(6), style.px(6))


def paint_lane_sample(painter: QPainter, style: Style, at: QPointF, colour: int) -> None:
    """A piece of a lane's line, from there on."""
    painter.setPen(lane_pen(style, colour, LINE))
    painter.drawLine(QLineF(at, at + QPointF(style.px(SAMPLE), 0)))


def _size(style: Style, scene: Scene, settings: tuple[str, ...]) -> tuple[float, float]:
    letters = font(style.px(LETTERS))
    width = style.px(2 * PAD + SAMPLE + 8) + max(text_width(run.lane.name, letters) for run in scene.visible)
    if settings:
        width += style.px(GAP) + max(text_width(text, letters) for text in settings)
    return width, style.px(ROW * len(scene.visible) + PAD)


def _corners(frame: Frame, style: Style, size: tuple[float, float]) -> tuple[QRectF, ...]:
    """Boxes of that size: upper right, upper left, lower left, and lower right, where other keys stand if there are."""
    inner = frame.rect.adjusted(style.px(CORNER), style.px(CORNER), -style.px(CORNER), -style.px(CORNER))
    right, low = inner.right() - size[0], inner.bottom() - size[1]
    corners = ((right, inner.top()), (inner.left(), inner.top()), (inner.left(), low), (right, low))
    return tuple(QRectF(x, y, *size) for x, y in corners)


def _marks(frame: Frame, scene: Scene) -> Array:
    """Where minima, the start and the lanes' heads at the end are, or left, in pixels."""
    heads = [finite_part(run.positions[0])[-1] for run in scene.visible]
    there = _inside(frame, np.array([*scene.experiment.surface.minima, scene.experiment.start, *heads]))
    lines = [frame.pieces(run.positions[0]) for run in scene.visible]
    # Of a surface without minima, all may be out of view.
    return np.reshape([*there, *(pieces[-1][-1] for pieces in lines if pieces)], (-1, 2))


def _places(frame: Frame, style: Style, scene: Scene) -> Array:
    """Where the paths lead, in pixels, no place twice however often they are there."""
    paths, grain = [run.positions.reshape(-1, 2) for run in scene.visible], style.px(PAD)
    some = _inside(frame, np.concatenate([points[:: max(1, len(points) // SAMPLES)] for points in paths]))
    lines = [_along(line, grain) for run in scene.visible for line in frame.pieces(run.positions[0])]
    return np.unique(np.rint(np.concatenate((some, *lines)) / grain), axis=0) * grain


def _along(line: Array, grain: float) -> Array:
    """Places on a line, a grain from each other; of a very long one, the same number."""
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    places = np.linspace(0.0, way[-1], min(SAMPLES, ceil(way[-1] / grain) + 1))
    return np.column_stack([np.interp(places, way, side) for side in line.T])


def _inside(frame: Frame, points: Array) -> Array:
    """Those in view, in pixels."""
    return frame.pixels(points[frame.inside(points)])


def _within(box: QRectF, places: Array) -> int:
    """How many of them a box hides, with what is drawn around them."""
    x, y = places.T
    box = box.adjusted(-HEAD, -HEAD, HEAD, HEAD)
    return int(((x > box.left()) & (x < box.right()) & (y > box.top()) & (y < box.bottom())).sum())
