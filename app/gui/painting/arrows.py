"""What pulls each lane at the present step: arrows for gradient and velocity, a dashed line to the look-ahead point.

An arrow points where the step goes: the gradient's along −lr·g, from the point where it is taken, and the velocity's
along −lr·βv. Directions are true on the screen; lengths are logarithmic, since one step is often less than a pixel.
Around the head, an ellipse says how far the rule goes in each coordinate for the same slope.
"""

from math import hypot, log10

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.gui.painting.frame import Frame
from app.gui.painting.plan import FADED, Focus
from app.gui.painting.step_sizes import draw_step_sizes, half_axes
from app.gui.painting.style import Style, color, pen
from app.model.arrows import Arrows, arrows_of, is_there
from app.model.ledger import Vector
from app.model.moment import moment_at
from app.model.scene import Scene
from optim_core.momentum import HeavyBallFamily

GRADIENT, VELOCITY, LOOK_AHEAD, STEP_SIZES = "gradient", "velocity", "look-ahead", "step-sizes"
SHORTEST, LONGEST = 18.0, 90.0
"""Pixels of an arrow for a step of `LEAST` pixels and less, and of `MOST` pixels and more."""
LEAST, MOST = 1e-3, 1e3
NOTHING = 1e-9
"""Steps of less pixels have no arrow: where a run stands still nothing pulls."""
HEAD, WIDTH, HALO = 8.0, 1.8, 4.0


def shown_length(pixels: float) -> float:
    """How long the arrow of a step of so many pixels is."""
    share = (log10(max(pixels, LEAST)) - log10(LEAST)) / (log10(MOST) - log10(LEAST))
    return SHORTEST + (LONGEST - SHORTEST) * min(1.0, share)


def paint_scene_arrows(
    painter: QPainter, frame: Frame, style: Style, scene: Scene, step: int, kinds: frozenset[str], focus: Focus
) -> None:
    """Draw those of the selected lane in full and on top, the others' faintly; all in full where none is selected."""
    for index in focus.order(scene) if kinds else ():
        if is_there(scene, index, step):
            full = focus.selected in (None, index) or focus.hovered == index
            ink = style.theme.lanes[scene.runs[index].lane.colour]
            arrows = arrows_of(moment_at(scene, index, step))
            paint_arrows(painter, frame, style, arrows, ink, kinds, 1.0 if full else FADED)


def paint_arrows(
    painter: QPainter, frame: Frame, style: Style, arrows: Arrows, ink: str, kinds: frozenset[str], opacity: float
) -> None:
    """Draw those kinds of one lane's arrows in its colour, as far as they begin in view."""
    painter.save()
    painter.setClipRect(frame.rect)
    painter.setOpacity(opacity)
    if STEP_SIZES in kinds:
        _paint_step_sizes(painter, frame, style, arrows, ink)
    if VELOCITY in kinds:
        _paint_arrow(painter, frame, style, arrows.theta, arrows.velocity, ink, solid=False)
    if LOOK_AHEAD in kinds and arrows.look_ahead is not None:
        _paint_look_ahead(painter, frame, style, arrows.theta, arrows.look_ahead, ink)
    if GRADIENT in kinds:
        _paint_arrow(painter, frame, style, arrows.taken_at, arrows.gradient, ink, solid=True)
    painter.restore()


def _paint_arrow(
    painter: QPainter, frame: Frame, style: Style, tail: Vector, way: Vector, ink: str, *, solid: bool
) -> None:
    """From `tail` along `way`, both in data units: with a solid head for a gradient, an open one for a velocity."""
    if not frame.shows(*tail):
        return
    x0, x1, y0, y1 = frame.view
    dx, dy = float(way[0]) * frame.width / (x1 - x0), -float(way[1]) * frame.height / (y1 - y0)
    pixels = hypot(dx, dy)
    if not NOTHING < pixels < float("inf"):
        return
    begin, longer = frame.point(*tail), style.px(shown_length(pixels)) / pixels
    draw_arrow(painter, style, begin, begin + QPointF(longer * dx, longer * dy), ink, solid=solid)


def draw_arrow(painter: QPainter, style: Style, begin: QPointF, tip: QPointF, ink: str, *, solid: bool) -> None:
    """One arrow in pixels, with a halo that keeps it legible on any map."""
    shaft = QLineF(tip, begin)
    shaft.setLength(style.px(HEAD))
    foot, half = shaft.p2(), style.px(HEAD) / 2.2
    across = QPointF(shaft.dy(), -shaft.dx()) * (half / style.px(HEAD))
    head = QPolygonF([foot + across, tip, foot - across])
    for shade, width in ((style.theme.halo, HALO), (ink, WIDTH)):
        painter.setPen(_round(pen(shade, style.px(width))))
        painter.setBrush(color(shade) if solid else Qt.BrushStyle.NoBrush)
        painter.drawLine(QLineF(begin, foot if solid else tip))
        if solid:
            painter.drawPolygon(head)
        else:
            painter.drawPolyline(head)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_look_ahead(painter: QPainter, frame: Frame, style: Style, theta: Vector, ahead: Vector, ink: str) -> None:
    """A dashed line as long as it is, and a ring where the gradient is taken."""
    for line in frame.polygons(np.array([theta, ahead]), 0.0001):
        for shade, width in ((style.theme.halo, HALO), (ink, WIDTH)):
            painter.setPen(dashed(pen(shade, style.px(width)), is_dashed=shade == ink))
            painter.drawPolyline(line)
    if frame.shows(*ahead):
        draw_ring(painter, style, frame.point(*ahead), ink)


def _paint_step_sizes(painter: QPainter, frame: Frame, style: Style, arrows: Arrows, ink: str) -> None:
    axes = half_axes(arrows.sizes)
    if axes is not None and frame.shows(*arrows.theta):
        draw_step_sizes(painter, style, frame.point(*arrows.theta), axes, ink)


def draw_ring(painter: QPainter, style: Style, centre: QPointF, ink: str) -> None:
    """A small ring, where a gradient is taken."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shade, width in ((style.theme.halo, HALO), (ink, WIDTH)):
        painter.setPen(pen(shade, style.px(width)))
        painter.drawEllipse(centre, style.px(4), style.px(4))


def _round(made: QPen) -> QPen:
    made.setCapStyle(Qt.PenCapStyle.RoundCap)
    return made


def dashed(made: QPen, *, is_dashed: bool = True) -> QPen:
    """The pen with the dashes of a look-ahead, or as it is."""
    if is_dashed:
        made.setDashPattern([2.5, 2.0])
    return made


def kinds_in(scene: Scene) -> frozenset[str]:
    """The kinds of arrows that a visible lane can have at any step."""
    families = [run.rule.family() for run in scene.visible]
    of_momentum = [family for family in families if isinstance(family, HeavyBallFamily)]
    there = {GRADIENT: bool(families)}
    there[VELOCITY] = any(bool(np.any(family.beta)) for family in of_momentum)
    there[LOOK_AHEAD] = any(bool(family.reach) for family in of_momentum)
    there[STEP_SIZES] = any(run.scale is not None for run in scene.visible)
    return frozenset(kind for kind, is_there in there.items() if is_there)
