"""One way to divide a sheet among all that a scene's figure can have, or that it has no room; see `layout`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF

from app.gui.painting.arrow_key import arrow_entries, arrow_key_box
from app.gui.painting.arrows import kinds_in
from app.gui.painting.caption import PARTS, Caption, caption, lane_settings
from app.gui.painting.crowd_column import COLUMN, Column, column, column_words
from app.gui.painting.crowd_words import key_box, key_entries
from app.gui.painting.frame import Frame
from app.gui.painting.legend import Legend, placed_legend
from app.gui.painting.sheet import Sheet
from app.gui.painting.strip import Entry, Strip, lane_entries, strip, strip_height
from app.model.charts import Chart
from app.model.crowd.report import CrowdReport
from app.model.describe import run_text, surface_text
from app.model.paper import Part
from app.model.scene import Scene
from app.model.terrain import View

NARROW = 600.0
"""Below this width the margin at the left is only as wide as numbers need."""
LEFT, NARROW_LEFT, RIGHT, TOP, BOTTOM = 56.0, 46.0, 22.0, 18.0, 12.0
AXIS, APART = 14.0, 28.0
"""From the surface's lower edge to the paper's margin, and to the charts: room for the numbers of its axis."""
STRIP = 8.0
"""Around a strip."""
CHART_EDGE = 46.0
"""From a chart's left edge to its axis, which stands below the surface's."""
NARROWEST_CHART, BETWEEN_CHARTS = 250.0, 8.0
CHARTS_SHARE, LOWEST_CHART = 0.28, 116.0
LOWEST_PLAN = 118.0
"""A surface is at least so high, or there are no charts."""
LOWEST_ABOVE_STRIP = 96.0
"""Nor is there a strip that would leave it less."""
BESIDE = 28.0
"""Between the surface and a column at the right."""
NARROWEST_PLAN = 370.0
"""A surface beside a column is at least so wide."""
HIGHEST_CAPTION = 0.36
"""The share of the paper's height that words above the surface may take."""
KEY_WIDEST, KEY_LARGEST = 0.5, 0.12
"""Shares of the surface's width and area that keys to arrows and outlines may take."""


@dataclass(frozen=True, eq=False)
class Layout:
    """In nominal pixels. `left` is where words begin; the strip stands at `strip_at`, and is empty if none is needed.

    `arrows` are the kinds that are drawn, and `arrow_key` and `region_key` are empty if the strip explains
    what they would.
    """

    frame: Frame
    left: float
    caption: Caption | None
    legend: Legend
    arrows: frozenset[str]
    arrow_key: QRectF
    region_key: QRectF
    strip: Strip
    strip_at: QPointF
    charts: tuple[tuple[QRectF, Chart], ...]
    column: Column | None


class Key(Enum):
    """Where the lanes' names and settings stand."""

    ON_SURFACE = auto()
    ON_SURFACE_AND_CAPTION = auto()
    BELOW_AND_CAPTION = auto()
    BELOW = auto()
    """Without settings: who wants a legend wants the lanes told apart first."""
    CAPTION = auto()


@dataclass(frozen=True, eq=False)
class Attempt:
    """One way to divide the sheet: with these charts at most, a column or none, and the key there."""

    sheet: Sheet
    scene: Scene
    view: View
    report: CrowdReport | None
    shown: tuple[Chart, ...]
    has_column: bool
    key: Key

    def layout(self) -> Layout | None:
        """None where something has no room."""
        if self.has_column and self.right - self.left < self.px(NARROWEST_PLAN):
            return None
        style, scene = self.sheet.style, self.scene
        groups = [self.lane_entries()]
        arrows = kinds_in(scene) if self.sheet.has(Part.ARROWS) else frozenset[str]()
        keys = self.keys(self.stacked(groups)[0], arrows)
        if keys is None:
            groups = [*groups, arrow_entries(arrows), key_entries(scene, self.report)]
            keys = QRectF(), QRectF()
        if self.key is Key.CAPTION and self.is_low(groups):
            groups = []
        frame, below = self.stacked(groups)
        legend, beside = self.legend(frame, keys), self.column(frame)
        if legend is None or (self.has_column and beside is None) or self.is_low(groups):
            return None
        rows = strip(groups, style, frame.width)
        at = QPointF(self.left, frame.rect.bottom() + self.px(AXIS + STRIP))
        return Layout(frame, self.left, self.caption, legend, arrows, *keys, rows, at, below, beside)

    def px(self, size: float) -> float:
        return self.sheet.style.px(size)

    @cached_property
    def left(self) -> float:
        return self.px(LEFT if self.sheet.room.width() >= self.px(NARROW) else NARROW_LEFT)

    @cached_property
    def right(self) -> float:
        return self.sheet.room.width() - self.px(RIGHT + (COLUMN + BESIDE if self.has_column else 0.0))

    @cached_property
    def caption(self) -> Caption | None:
        if not self.sheet.has(Part.CAPTION):
            return None
        experiment, room = self.scene.experiment, self.sheet.room
        width, most = room.width() - self.px(RIGHT) - self.left, HIGHEST_CAPTION * room.height()
        surface, style = experiment.surface, self.sheet.style
        return caption(style, width, most, surface_text(surface), surface.formula, self.paragraphs())

    def paragraphs(self) -> Iterator[list[str]]:
        """How it ran, and what stands nowhere else."""
        yield run_text(self.scene.experiment).split(PARTS)
        if self.key not in (Key.ON_SURFACE, Key.BELOW):
            yield lane_settings(self.scene)
        if self.report is not None and not self.has_column:
            yield from column_words(self.scene, self.report)

    @cached_property
    def top(self) -> float:
        return self.px(TOP) if self.caption is None else self.caption.bottom(self.sheet.style)

    @cached_property
    def bottom(self) -> float:
        return self.sheet.room.bottom() - self.px(BOTTOM)

    def lane_entries(self) -> list[Entry]:
        if self.key not in (Key.BELOW_AND_CAPTION, Key.BELOW):
            return []
        return lane_entries(run.lane for run in self.scene.visible)

    def stacked(self, groups: list[list[Entry]]) -> tuple[Frame, tuple[tuple[QRectF, Chart], ...]]:
        """The surface, and below it the strip and the charts."""
        rows = strip(groups, self.sheet.style, self.right - self.left)
        taken = strip_height(rows, self.sheet.style) + self.px(STRIP) if rows else 0.0
        body = self.bottom - self.top
        charts_height = max(CHARTS_SHARE * body, self.px(LOWEST_CHART)) if self.shown else 0.0
        height = body - taken - charts_height - self.px(APART)
        has_charts = bool(self.shown) and height >= max(self.px(LOWEST_PLAN), charts_height)
        if not has_charts:
            height = body - taken - self.px(AXIS)
        frame = Frame(self.left, self.top, self.right - self.left, height, self.view)
        return frame, tuple(self.below(charts_height)) if has_charts else ()

    def below(self, height: float) -> Iterable[tuple[QRectF, Chart]]:
        """The first of the charts, as many as have room side by side."""
        gap, left = self.px(BETWEEN_CHARTS), self.left - self.px(CHART_EDGE)
        width = self.right + self.px(RIGHT) - left
        count = max(1, min(len(self.shown), int((width + gap) / (self.px(NARROWEST_CHART) + gap))))
        each = (width - gap * (count - 1)) / count
        for place, chart in enumerate(self.shown[:count]):
            yield QRectF(left + place * (each + gap), self.bottom - height, each, height), chart

    def keys(self, frame: Frame, arrows: frozenset[str]) -> tuple[QRectF, QRectF] | None:
        """Where those to the arrows and to the outlines stand on the surface; None where they would hide too much."""
        of_arrows = arrow_key_box(frame, self.sheet.style, arrows)
        keys = of_arrows, key_box(frame, self.sheet.style, self.scene, self.report, (of_arrows,))
        width = max(key.width() for key in keys)
        area = sum(key.width() * key.height() for key in keys)
        fits = width <= KEY_WIDEST * frame.width and area <= KEY_LARGEST * frame.width * frame.height
        return keys if fits and all(frame.rect.contains(key) for key in keys if not key.isEmpty()) else None

    def is_low(self, groups: list[list[Entry]]) -> bool:
        """Whether a strip of these leaves the surface too little room."""
        return any(groups) and self.stacked(groups)[0].height < self.px(LOWEST_ABOVE_STRIP)

    def legend(self, frame: Frame, taken: tuple[QRectF, QRectF]) -> Legend | None:
        """None where it would hide too much."""
        if self.key not in (Key.ON_SURFACE, Key.ON_SURFACE_AND_CAPTION):
            return Legend(QRectF())
        return placed_legend(frame, self.sheet.style, self.scene, taken, settings=self.key is Key.ON_SURFACE)

    def column(self, frame: Frame) -> Column | None:
        if self.report is None or not self.has_column:
            return None
        left = self.right + self.px(BESIDE)
        area = QRectF(left, frame.top, self.px(COLUMN), self.bottom - frame.top)
        return column(area, self.sheet.style, self.scene, self.report)
