"""A figure of the solid, as it stands in a paper: the surface in space with its paths, a caption above, a key below.

One function paints PNG, SVG and PDF, and runs without a window.
"""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.gui.painting.caption import PARTS, Caption, caption, lane_settings, paint_caption, paint_step
from app.gui.painting.relief_axes import paint_relief_axes
from app.gui.painting.relief_ground import paint_solid, relief_camera
from app.gui.painting.relief_walks import paint_relief_walks
from app.gui.painting.sheet import Sheet, on, paint_blank
from app.gui.painting.strip import Strip, lane_entries, paint_strip, strip, strip_height
from app.model.describe import run_text, surface_text
from app.model.paper import Part
from app.model.relief.horizon import sight
from app.model.relief.orbit import USUAL, Orbit
from app.model.relief.relief import relief
from app.model.scene import Scene
from app.model.terrain import View

LEFT, RIGHT, HEAD, FOOT = 24.0, 22.0, 6.0, 14.0
BETWEEN = 6.0
"""Between the solid and the key."""
MOST_PIXELS = 2_000_000
"""Of the horizon that tells what of a path is to be seen."""
HIGHEST_CAPTION, HIGHEST_KEY = 0.36, 0.2
"""Shares of the paper's height that words above the solid and the key below it may take."""


def paint_relief_figure(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    *,
    view: View | None = None,
    step: int | None = None,
    orbit: Orbit = USUAL,
) -> None:
    """Paint the scene up to a step (default: the last) on that sheet; `view` defaults to the surface's own."""
    style, surface = sheet.style, scene.experiment.surface
    step = scene.experiment.steps if step is None else step
    words, key = _caption(sheet, scene), _key(sheet, scene)
    rect = _room(sheet, words, key)
    seen, camera = relief(surface, view or surface.view, scene.offset_at(step)), relief_camera(rect, style, orbit)
    shown = sight(seen, camera, sheet.room.width(), sheet.room.height(), MOST_PIXELS)
    with on(painter, sheet):
        paint_blank(painter, sheet)
        paint_solid(painter, rect, seen, camera, style, style.theme.panel)
        paint_relief_axes(painter, shown, style)
        paint_relief_walks(painter, shown, style, scene, step, ghosts=False)
        paint_strip(painter, style, QPointF(style.px(LEFT), rect.bottom() + style.px(BETWEEN)), key)
        if words is not None:
            paint_caption(painter, style, style.px(LEFT), words)
            if step < scene.experiment.steps:
                row = sheet.room.adjusted(style.px(LEFT), 0.0, -style.px(RIGHT), 0.0)
                paint_step(painter, style, row, words, step, scene.experiment.steps)


def _room(sheet: Sheet, words: Caption | None, key: Strip) -> QRectF:
    """What is left for the solid and its axes."""
    style, below = sheet.style, sheet.style.px(FOOT)
    if key:
        below += strip_height(key, style) + style.px(BETWEEN)
    top = style.px(HEAD) if words is None else words.bottom(style)
    return sheet.room.adjusted(0.0, top, 0.0, -below)


def _key(sheet: Sheet, scene: Scene) -> Strip:
    """The lanes' lines and names; none where they would take too much."""
    style, room = sheet.style, sheet.room
    if not sheet.has(Part.LEGEND):
        return ()
    rows = strip([lane_entries(run.lane for run in scene.visible)], style, room.width() - style.px(LEFT + RIGHT))
    return rows if strip_height(rows, style) <= HIGHEST_KEY * room.height() else ()


def _caption(sheet: Sheet, scene: Scene) -> Caption | None:
    """The surface with its formula, how it ran, and every lane's settings."""
    if not sheet.has(Part.CAPTION):
        return None
    surface, room = scene.experiment.surface, sheet.room
    width, most = room.width() - sheet.style.px(LEFT + RIGHT), HIGHEST_CAPTION * room.height()
    paragraphs = run_text(scene.experiment).split(PARTS), lane_settings(scene)
    return caption(sheet.style, width, most, surface_text(surface), surface.formula, paragraphs)
