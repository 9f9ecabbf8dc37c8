"""Pictures of a scene at one step after the other, painted much sooner than whole figures.

The ground is painted once, and again only where the surface has moved. A chart's curves are painted twice, as if all
were past and as if all were still to come; what a step shows is the one left of the playhead and the other right of it.
"""

from collections.abc import Callable
from math import ceil
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from app.gui.animation.reel import Pixels
from app.gui.painting.chart import chart_frame, paint_cursor
from app.gui.painting.figure import ground_key, paint_charts_run, paint_ground, paint_plan_run
from app.gui.painting.layout import layout_of
from app.gui.painting.painter import painting
from app.gui.painting.sheet import on, pixel_sheet
from app.model.charts import Chart
from app.model.paper import Paper
from app.model.scene import Scene
from app.model.terrain import View


class Backdrop(NamedTuple):
    """What lies behind heads and paths: all with the curves still to come, and each chart with its curves past."""

    coming: Pixels
    past: tuple[Pixels, ...]


class Stage:
    """Where a scene is played; `view` is what of its surface is shown, None its own."""

    def __init__(self, paper: Paper, scene: Scene, view: View | None) -> None:
        self._size, self._sheet = paper.pixels, pixel_sheet(paper)
        self._scene, self._view = scene, view
        self._charts = layout_of(self._sheet, scene, view).charts
        self._known: tuple[object, Backdrop] | None = None

    def picture(self, step: int) -> Pixels:
        """The figure at that step."""
        coming, past = self._backdrop(step)
        pixels = coming.copy()
        for (rect, chart), curves in zip(self._charts, past, strict=True):
            part = self._pixels_of(rect)
            begin, end = part[1].start, self._cut(rect, chart, step)
            pixels[part[0], begin:end] = curves[:, : end - begin]
        self._paint(pixels, lambda painter: self._paint_run(painter, step))
        return pixels

    def _backdrop(self, step: int) -> Backdrop:
        key = ground_key(self._scene, step)
        if self._known is None or self._known[0] != key:
            self._known = key, self._made_backdrop(step)
        return self._known[1]

    def _made_backdrop(self, step: int) -> Backdrop:
        ground = np.empty(self._size[::-1], dtype=np.uint32)
        self._paint(ground, lambda painter: paint_ground(painter, self._sheet, self._scene, view=self._view, step=step))
        past, coming = (self._with_curves(ground, at) for at in (self._scene.experiment.steps, 0))
        return Backdrop(coming, tuple(past[self._pixels_of(rect)].copy() for rect, _ in self._charts))

    def _with_curves(self, ground: Pixels, step: int) -> Pixels:
        pixels = ground.copy()
        sheet, scene, view = self._sheet, self._scene, self._view
        self._paint(pixels, lambda painter: paint_charts_run(painter, sheet, scene, step, cursor=False, view=view))
        return pixels

    def _paint_run(self, painter: QPainter, step: int) -> None:
        paint_plan_run(painter, self._sheet, self._scene, step, view=self._view)
        if step == self._scene.experiment.steps:
            return
        with on(painter, self._sheet):
            for rect, chart in self._charts:
                frame = chart_frame(rect, self._sheet.style, chart)
                paint_cursor(painter, frame, self._sheet.style, chart, step)

    def _pixels_of(self, rect: QRectF) -> tuple[slice, slice]:
        """Rows and columns that it touches."""
        sides = ((rect.top(), rect.bottom()), (rect.left(), rect.right()))
        rows, columns = (slice(int(low * self._sheet.zoom), ceil(high * self._sheet.zoom)) for low, high in sides)
        return rows, columns

    def _cut(self, rect: QRectF, chart: Chart, step: int) -> int:
        """The column from which on a chart's curves are still to come; beside the frame none are."""
        if step == self._scene.experiment.steps:
            return ceil(rect.right() * self._sheet.zoom)
        return round(chart_frame(rect, self._sheet.style, chart).point(step, chart.low).x() * self._sheet.zoom)

    def _paint(self, pixels: Pixels, paint: Callable[[QPainter], None]) -> None:
        rows, columns = pixels.shape
        image = QImage(pixels.data, columns, rows, pixels.strides[0], QImage.Format.Format_RGB32)
        with painting(image) as painter:
            paint(painter)
