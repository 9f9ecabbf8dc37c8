"""A whole figure, as it stands in a paper: the surface with its paths, the charts below, a caption above.

One function paints PNG, SVG and PDF, and runs without a window.
"""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from app.gui.painting.axes import paint_axes
from app.gui.painting.chart import paint_chart
from app.gui.painting.frame import Frame
from app.gui.painting.legend import paint_legend
from app.gui.painting.plan import paint_edge, paint_landmarks, paint_terrain, paint_walks, place_of_surface
from app.gui.painting.style import Style, color, font
from app.gui.painting.text import draw_text
from app.model.charts import charts
from app.model.crowd.report import CrowdReport
from app.model.describe import run_text, surface_text
from app.model.scene import Scene
from app.model.terrain import View, terrain
from app.model.theme import Theme
from app.model.ticks import Tick, linear_ticks

NATURAL_WIDTH, NATURAL_HEIGHT = 1120.0, 840.0
"""The size at which text and lines have their nominal sizes."""
GRID = 2.0
"""Pixels a side of one cell of the terrain."""
MOST_CELLS = 1000
MOST_TICKS = 8
"""Fewer of them always have room."""


def figure_scale(size: QSizeF) -> float:
    """How large text and lines are on a paper of that size."""
    return max(0.25, min(size.width() / NATURAL_WIDTH, size.height() / NATURAL_HEIGHT))


def paint_figure(
    painter: QPainter,
    size: QSizeF,
    scene: Scene,
    theme: Theme,
    *,
    view: View | None = None,
    step: int | None = None,
    outlines: bool = False,
) -> None:
    """Paint the scene up to a step (default: the last) on paper of that size; `view` defaults to the surface's own."""
    style = Style(theme, figure_scale(size), outlines)
    step = scene.experiment.steps if step is None else step
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), color(theme.panel))
    plan, below = _areas(size, style)
    frame = Frame(plan.x(), plan.y(), plan.width(), plan.height(), view or scene.experiment.surface.view)
    paint_plan(painter, frame, style, scene, step)
    paint_caption(painter, frame, style, scene)
    shown = charts(scene)
    gap = style.px(8)
    width = (below.width() - gap * (len(shown) - 1)) / len(shown)
    for place, chart in enumerate(shown):
        rect = QRectF(below.x() + place * (width + gap), below.y(), width, below.height())
        paint_chart(painter, rect, style, chart, step, cursor=step < scene.experiment.steps)


def _areas(size: QSizeF, style: Style) -> tuple[QRectF, QRectF]:
    """The plan's picture, and the strip of the charts below it."""
    left, right = style.px(56), size.width() - style.px(22)
    top, bottom = style.px(58), size.height() - style.px(12)
    strip = (bottom - top) * 0.28
    plan = QRectF(left, top, right - left, bottom - strip - style.px(40) - top)
    return plan, QRectF(style.px(10), bottom - strip, size.width() - style.px(18), strip)


def paint_plan(
    painter: QPainter, frame: Frame, style: Style, scene: Scene, step: int, report: CrowdReport | None = None
) -> None:
    """The surface with all that walks on it up to a step; a report tells where the seeds end."""
    columns, rows = (min(MOST_CELLS, max(40, int(side / GRID))) for side in (frame.width, frame.height))
    below = place_of_surface(frame, scene, step)
    paint_terrain(painter, below, style, terrain(scene.experiment.surface, below.view, columns, rows))
    paint_edge(painter, frame, style)
    paint_plan_axes(painter, frame, style)
    paint_landmarks(painter, frame, style, scene, step)
    paint_walks(painter, frame, style, scene, step, ghosts=False, report=report)
    paint_legend(painter, frame, style, scene)


def paint_plan_axes(painter: QPainter, frame: Frame, style: Style) -> None:
    """Ticks for x and y of the surface."""
    x0, x1, y0, y1 = frame.view
    across = plan_ticks(x0, x1, max(2, int(frame.width / style.px(75))))
    up = plan_ticks(y0, y1, max(2, int(frame.height / style.px(55))))
    paint_axes(painter, frame, style, across, up)


def plan_ticks(low: float, high: float, most: int) -> list[Tick]:
    """Ticks for which there is room, and a few more where only one would be left: one number alone tells no scale."""
    found = (linear_ticks(low, high, count) for count in range(most, MOST_TICKS))
    return next((ticks for ticks in found if len(ticks) > 1), linear_ticks(low, high, most))


def paint_caption(painter: QPainter, frame: Frame, style: Style, scene: Scene) -> None:
    """Which surface it is, and how everything on it ran."""
    surface = scene.experiment.surface
    at = QPointF(frame.left, style.px(20))
    title = draw_text(painter, style, at, surface_text(surface), font(style.px(15), bold=True), style.theme.text)
    at = QPointF(title.right() + style.px(14), style.px(20))
    draw_text(painter, style, at, f"f = {surface.formula}", font(style.px(13)), style.theme.quiet)
    at = QPointF(frame.left, style.px(41))
    draw_text(painter, style, at, run_text(scene.experiment), font(style.px(12)), style.theme.quiet)
