"""A whole figure, as it stands in a paper: the surface with its paths, the charts below, a caption above.

One function paints PNG, SVG and PDF, and runs without a window. It is made of two, for animations: the ground is what
stays while the step moves on (paper, terrain, grid, axes, minima and start, caption, and the charts' axes, learning
rates and events), the run what does not (paths, heads, arrows, curves and playhead) with the keys that lie over it.
"""

from PySide6.QtGui import QPainter

from app.gui.painting.arrow_key import paint_arrow_key
from app.gui.painting.arrows import paint_scene_arrows
from app.gui.painting.axes import paint_axes, paint_tick_lines, telling_ticks
from app.gui.painting.caption import paint_caption, paint_step
from app.gui.painting.chart import chart_frame, paint_chart_curves, paint_chart_ground
from app.gui.painting.frame import Frame
from app.gui.painting.layout import layout_of
from app.gui.painting.legend import paint_legend_rows
from app.gui.painting.overlay import paint_overlay
from app.gui.painting.own_path import paint_path_of
from app.gui.painting.plan import (
    NO_FOCUS,
    paint_edge,
    paint_minima,
    paint_start,
    paint_terrain,
    paint_walks,
    place_of_surface,
)
from app.gui.painting.sheet import Sheet, on, paint_blank
from app.gui.painting.strip import paint_strip
from app.gui.painting.style import Style
from app.model.crowd.report import CrowdReport
from app.model.paper import Part
from app.model.scene import Scene
from app.model.terrain import View, terrain
from app.model.ticks import Tick

GRID = 2.0
"""Nominal pixels a side of one cell of the terrain."""
LEAST_CELLS, MOST_CELLS = 320, 1000


def paint_figure(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    *,
    view: View | None = None,
    step: int | None = None,
    report: CrowdReport | None = None,
) -> None:
    """Paint the scene up to a step (default: the last) on that sheet; `view` defaults to the surface's own.

    With a report there is room for what it says; see `app.gui.painting.crowd_figure`.
    """
    paint_ground(painter, sheet, scene, view=view, step=step, report=report)
    paint_run(painter, sheet, scene, view=view, step=step, report=report)


def ground_key(scene: Scene, step: int) -> tuple[float, float]:
    """What of a step the ground depends on: where the surface stands. Equal keys have the same ground."""
    return scene.offset_at(step)


def paint_ground(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    *,
    view: View | None = None,
    step: int | None = None,
    report: CrowdReport | None = None,
) -> None:
    """Paint what stays while the step moves on."""
    style, layout = sheet.style, layout_of(sheet, scene, view, report)
    step = scene.experiment.steps if step is None else step
    with on(painter, sheet):
        paint_blank(painter, sheet)
        _paint_surface(painter, layout.frame, style, scene, step, has_grid=sheet.has(Part.GRID))
        if layout.caption is not None:
            paint_caption(painter, style, layout.left, layout.caption)
        paint_strip(painter, style, layout.strip_at, layout.strip)
        for rect, chart in layout.charts:
            paint_chart_ground(painter, rect, style, chart)
            if chart.overlay is not None:
                paint_overlay(painter, chart_frame(rect, style, chart), style, chart.overlay)


def paint_run(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    *,
    view: View | None = None,
    step: int | None = None,
    report: CrowdReport | None = None,
) -> None:
    """Paint over the ground what has happened up to the step."""
    step = scene.experiment.steps if step is None else step
    paint_plan_run(painter, sheet, scene, step, view=view, report=report)
    paint_charts_run(painter, sheet, scene, step, cursor=step < scene.experiment.steps, view=view, report=report)


def paint_plan_run(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    step: int,
    *,
    view: View | None = None,
    report: CrowdReport | None = None,
) -> None:
    """Paint what has happened on the surface, and the keys that lie over it."""
    style, layout = sheet.style, layout_of(sheet, scene, view, report)
    frame, arrows, keys = layout.frame, layout.arrows, (layout.legend.box, layout.region_key)
    taken = (layout.arrow_key,)
    with on(painter, sheet):
        paint_walks(painter, frame, style, scene, step, ghosts=False, keys=keys, taken=taken, report=report)
        paint_scene_arrows(painter, frame, style, scene, step, arrows, NO_FOCUS)
        paint_legend_rows(painter, style, scene, layout.legend)
        paint_arrow_key(painter, layout.arrow_key, style, arrows)
        if layout.caption is not None and step < scene.experiment.steps:
            paint_step(painter, style, frame.rect, layout.caption, step, scene.experiment.steps)


def paint_charts_run(
    painter: QPainter,
    sheet: Sheet,
    scene: Scene,
    step: int,
    *,
    cursor: bool,
    view: View | None = None,
    report: CrowdReport | None = None,
) -> None:
    """Paint the charts' curves, what is still to come faintly; `cursor` draws the playhead."""
    with on(painter, sheet):
        for rect, chart in layout_of(sheet, scene, view, report).charts:
            paint_chart_curves(painter, rect, sheet.style, chart, step, cursor=cursor)


def _paint_surface(painter: QPainter, frame: Frame, style: Style, scene: Scene, step: int, *, has_grid: bool) -> None:
    columns, rows = (min(MOST_CELLS, max(LEAST_CELLS, int(side / GRID))) for side in (frame.width, frame.height))
    below = place_of_surface(frame, scene, step)
    paint_terrain(painter, below, style, terrain(scene.experiment.surface, below.view, columns, rows))
    paint_path_of(painter, below, style, scene.experiment.surface)
    if has_grid:
        paint_tick_lines(painter, frame, style, *_ticks(frame, style))
    paint_edge(painter, frame, style)
    paint_plan_axes(painter, frame, style)
    paint_minima(painter, below, style, scene.experiment.surface)
    paint_start(painter, frame, style, scene.experiment.start)


def paint_plan_axes(painter: QPainter, frame: Frame, style: Style) -> None:
    """Ticks for x and y of the surface."""
    paint_axes(painter, frame, style, *_ticks(frame, style))


def _ticks(frame: Frame, style: Style) -> tuple[list[Tick], list[Tick]]:
    x0, x1, y0, y1 = frame.view
    across = telling_ticks(x0, x1, max(2, int(frame.width / style.px(75))))
    return across, telling_ticks(y0, y1, max(2, int(frame.height / style.px(55))))
