"""A figure of crowds, as it stands in a paper: all seeds on the surface, bands below, and at the right how they end."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.chart import paint_chart
from app.gui.painting.crowd_report import add_lane_rows, add_pair_rows
from app.gui.painting.crowd_rows import Rows
from app.gui.painting.figure import figure_scale, paint_caption, paint_plan
from app.gui.painting.frame import Frame
from app.gui.painting.style import Style, color
from app.model.charts import charts
from app.model.crowd.report import CrowdReport, compare
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

COLUMN = 236.0
"""The width of the column at the right."""
BETWEEN = 12.0
"""Room between two lanes in it."""
MARK = 4.0
"""The width of the bar in a lane's colour, and how far from it the words begin."""
INSET = 12.0


def paint_crowd_figure(
    painter: QPainter,
    size: QSizeF,
    scene: Scene,
    report: CrowdReport,
    theme: Theme,
    *,
    view: View | None = None,
    step: int | None = None,
    outlines: bool = False,
) -> None:
    """Paint the scene up to a step (default: the last), and what the report says of its end, on paper of that size.

    `view` defaults to the surface's own.
    """
    style = Style(theme, figure_scale(size), outlines)
    step = scene.experiment.steps if step is None else step
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(QPointF(0, 0), size), color(theme.panel))
    plan, below, column = _areas(size, style)
    frame = Frame(plan.x(), plan.y(), plan.width(), plan.height(), view or scene.experiment.surface.view)
    paint_plan(painter, frame, style, scene, step, report=report)
    paint_caption(painter, frame, style, scene)
    _paint_charts(painter, below, style, scene, step)
    _paint_column(painter, column, style, scene, report)


def _areas(size: QSizeF, style: Style) -> tuple[QRectF, QRectF, QRectF]:
    """The plan's picture, the strip of the charts below it, and the column at the right."""
    left, edge = style.px(56), size.width() - style.px(22)
    top, bottom = style.px(58), size.height() - style.px(12)
    right = max(left + 1.0, edge - style.px(COLUMN + 28))
    strip = (bottom - top) * 0.28
    plan = QRectF(left, top, right - left, bottom - strip - style.px(40) - top)
    below = QRectF(style.px(10), bottom - strip, right + style.px(10) - style.px(10), strip)
    return plan, below, QRectF(edge - style.px(COLUMN), top, style.px(COLUMN), bottom - top)


def _paint_charts(painter: QPainter, strip: QRectF, style: Style, scene: Scene, step: int) -> None:
    shown, gap = charts(scene), style.px(4)
    width = (strip.width() - gap * (len(shown) - 1)) / len(shown)
    for place, chart in enumerate(shown):
        rect = QRectF(strip.x() + place * (width + gap), strip.y(), width, strip.height())
        paint_chart(painter, rect, style, chart, step, cursor=step < scene.experiment.steps)


def _paint_column(painter: QPainter, area: QRectF, style: Style, scene: Scene, report: CrowdReport) -> None:
    """How each visible lane's seeds end, and the first two lanes against each other: smaller where there is no room."""
    blocks = _blocks(area, style, scene, report)
    if blocks and blocks[-1].rows.bottom > area.bottom():
        smaller = area.height() / (blocks[-1].rows.bottom - area.top())
        blocks = _blocks(area, replace(style, scale=style.scale * smaller), scene, report)
    for top, rows, ink in blocks:
        if ink:
            mark = QRectF(area.left(), top + style.px(2), style.px(MARK), rows.bottom - top - style.px(2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ink))
            painter.drawRoundedRect(mark, style.px(MARK / 2), style.px(MARK / 2))
        rows.paint(painter)


class Block(NamedTuple):
    """Rows that belong together: where they begin, and in the colour of which lane, "" for none."""

    top: float
    rows: Rows
    ink: str


def _blocks(area: QRectF, style: Style, scene: Scene, report: CrowdReport) -> list[Block]:
    shown = [of for of in report.lanes if scene.runs[of.lane].lane.visible]
    blocks: list[Block] = []
    top = area.top()
    for of in shown:
        lane, rows = scene.runs[of.lane].lane, _rows(area, style, top)
        rows.add_title(lane.name, f"{len(of.ends):,} seeds")
        add_lane_rows(rows, style.theme, of, style.theme.lanes[lane.colour])
        blocks.append(Block(top, rows, style.theme.lanes[lane.colour]))
        top = rows.bottom + style.px(BETWEEN)
    if len(shown) > 1:
        blocks.append(Block(top, _pair_rows(area, style, scene, report, (shown[0].lane, shown[1].lane), top), ""))
    return blocks


def _pair_rows(
    area: QRectF, style: Style, scene: Scene, report: CrowdReport, pair: tuple[int, int], top: float
) -> Rows:
    first, second = (scene.runs[index].lane for index in pair)
    rows = _rows(area, style, top)
    rows.add_title(f"{first.name} against {second.name}")
    add_pair_rows(rows, style.theme, compare(report, *pair), first.name, style.theme.lanes[first.colour])
    rows.add_lines(["Both meet the same noise."])
    return rows


def _rows(area: QRectF, style: Style, top: float) -> Rows:
    return Rows(style, area.left() + style.px(INSET), area.right(), top)
