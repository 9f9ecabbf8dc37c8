"""The column beside a figure of crowds: how the seeds of each lane end, and the first two lanes against each other."""

from dataclasses import replace
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.gui.painting.crowd_bars import share_words
from app.gui.painting.crowd_report import add_lane_rows, add_pair_rows, happened, loss_text
from app.gui.painting.crowd_rows import Rows
from app.gui.painting.style import Style, color
from app.model.crowd.report import CrowdReport, LaneReport, compare
from app.model.scene import Scene

COLUMN = 236.0
"""Its width."""
BETWEEN = 12.0
"""Room between two lanes in it."""
MARK = 4.0
"""The width of the bar in a lane's colour, and how far from it the words begin."""
INSET = 12.0
SMALLEST = 0.75
"""Letters do not shrink further."""


class Column(NamedTuple):
    """Its blocks, and the style in which they were laid out: smaller where there is little room."""

    blocks: tuple["Block", ...]
    style: Style


class Block(NamedTuple):
    """Rows that belong together: where they begin, and in the colour of which lane, "" for none."""

    top: float
    rows: Rows
    ink: str


def column(area: QRectF, style: Style, scene: Scene, report: CrowdReport) -> Column | None:
    """The column in that area, smaller or without its last block if there is little room; None if there is none."""
    made = blocks(area, style, scene, report)
    if made and made[-1].rows.bottom > area.bottom():
        smaller = area.height() / (made[-1].rows.bottom - area.top())
        style = replace(style, scale=style.scale * max(smaller, SMALLEST))
        made = blocks(area, style, scene, report)
    # What was made to fit may do so by a hair.
    kept = [block for block in made if block.rows.bottom <= area.bottom() + 0.5]
    return Column(tuple(kept), style) if len(kept) >= len(_shown(scene, report)) else None


def paint_column(painter: QPainter, shown: Column) -> None:
    """Draw it, with a bar in each lane's colour."""
    px = shown.style.px
    for top, rows, ink in shown.blocks:
        if ink:
            mark = QRectF(rows.left - px(INSET), top + px(2), px(MARK), rows.bottom - top - px(2))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(ink))
            painter.drawRoundedRect(mark, px(MARK / 2), px(MARK / 2))
        rows.paint(painter)


def column_words(scene: Scene, report: CrowdReport) -> list[list[str]]:
    """The most important of it in a line a lane, for a caption."""
    return [[f"{scene.runs[of.lane].lane.name}: {_words(of)}"] for of in _shown(scene, report)]


def _words(report: LaneReport) -> str:
    commonest = happened(report.verdicts)[0]
    return f"median loss {loss_text(report.final[1])}, {commonest.label.lower()} {share_words(commonest)[0]}"


def _shown(scene: Scene, report: CrowdReport) -> list[LaneReport]:
    return [of for of in report.lanes if scene.runs[of.lane].lane.visible]


def blocks(area: QRectF, style: Style, scene: Scene, report: CrowdReport) -> list[Block]:
    """What stands in the area, from its top on."""
    shown = _shown(scene, report)
    made: list[Block] = []
    top = area.top()
    for of in shown:
        lane, rows = scene.runs[of.lane].lane, _rows(area, style, top)
        rows.add_title(lane.name, f"{len(of.ends):,} seeds")
        add_lane_rows(rows, style.theme, of, style.theme.lanes[lane.colour])
        made.append(Block(top, rows, style.theme.lanes[lane.colour]))
        top = rows.bottom + style.px(BETWEEN)
    if len(shown) > 1:
        made.append(Block(top, _pair_rows(area, style, scene, report, (shown[0].lane, shown[1].lane), top), ""))
    return made


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
