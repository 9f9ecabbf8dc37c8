"""The surface in the window: pan, zoom, start by click or drag, paths that follow every change.

pyqtgraph's view holds the range and the hand; the map below it is kept as it was painted, and an item paints the paths
over it, both with the same functions as every file.
"""

from collections.abc import Hashable
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

import pyqtgraph as pg
from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from app.gui.painting.arrow_key import arrow_key_box, paint_arrow_key
from app.gui.painting.arrows import paint_scene_arrows
from app.gui.painting.frame import Frame
from app.gui.painting.legend import paint_legend
from app.gui.painting.plan import NO_FOCUS, paint_start, paint_walks
from app.gui.painting.style import Style
from app.gui.widgets.plan_ground import PlanGround
from app.gui.widgets.plan_view import Layer, PlanView
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme
from surfaces import Surface

if TYPE_CHECKING:
    from app.model.crowd.report import CrowdReport

LEFT, TOP, RIGHT, BOTTOM = 48.0, 12.0, 14.0, 28.0


class Canvas(pg.GraphicsView):  # type: ignore[misc]
    """Shows a scene up to a step."""

    start_moved = Signal(float, float)
    gesture_began = Signal()
    gesture_ended = Signal()
    hovered = Signal(object)
    """The place under the mouse as QPointF, or None."""
    _laid_out = False

    def __init__(self, theme: Theme) -> None:
        super().__init__(background=None)
        self._style = Style(theme, screen=True)
        self._scene_shown: Scene | None = None
        self._step = 0
        self._focus = NO_FOCUS
        self._arrows: frozenset[str] = frozenset()
        self._report: CrowdReport | None = None
        self._awaited: dict[Hashable, View] = {}
        self.is_painted = False
        self.painted_at = 0.0
        self.view = PlanView()
        self._build_layers()
        self._connect()
        self.setMouseTracking(True)
        # A file that is dropped is the window's to take.
        self.setAcceptDrops(False)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Surface")
        self.set_theme(theme)

    def _build_layers(self) -> None:
        size = lambda: QSizeF(self.size())  # noqa: E731
        self._ground = PlanGround()
        self._walks = Layer(size, self._paint_walks)
        self.setCentralItem(self.view)
        self._laid_out = True
        self._walks.setZValue(10)
        self.scene().addItem(self._walks)
        # The ground is kept here and covers all of it: Qt need not keep it too, nor fill what lies below.
        self.setCacheMode(pg.GraphicsView.CacheModeFlag.CacheNone)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _connect(self) -> None:
        self.view.sigRangeChanged.connect(self._on_view_range_changed)
        self.view.start_moved.connect(self.start_moved)
        self.view.gesture_began.connect(self.gesture_began)
        self.view.gesture_ended.connect(self.gesture_ended)
        self.view.fit_wanted.connect(self.fit)

    @property
    def frame_of_plan(self) -> Frame:
        """Where the data lands on this widget."""
        (x0, x1), (y0, y1) = self.view.viewRange()
        rect = self._plan_rect()
        return Frame(rect.x(), rect.y(), rect.width(), rect.height(), (x0, x1, y0, y1))

    def draw(self, scene: Scene) -> None:
        """Show another scene; the map is painted anew only where the surface or its minima changed."""
        before, self._scene_shown = self._scene_shown, scene
        self.is_painted = False
        self.view.show_start(scene.experiment.start)
        surface = scene.experiment.surface
        if before is None or before.experiment.surface.kind != surface.kind:
            self._show(self._awaited.pop(surface.kind, surface.view))
        if before is None or before.experiment.surface != surface or _has_moved(before, scene, self._step, self._step):
            self._ground.forget()
        self._walks.update()

    def show_step(self, step: int) -> None:
        """Show the paths up to that step, and the surface where it stands then."""
        before, self._step = self._step, step
        scene = self._scene_shown
        if scene is not None and _has_moved(scene, scene, before, step):
            self._ground.forget()
        self._walks.update()

    def show_arrows(self, kinds: frozenset[str]) -> None:
        """Draw these kinds of arrows at the present step: "gradient", "velocity", "look-ahead", "step-sizes"."""
        self._arrows = kinds
        self._walks.update()

    def show_report(self, report: "CrowdReport | None") -> None:
        """Draw where the seeds of each lane end, or do not."""
        self._report = report
        self._walks.update()

    def show_selected(self, index: int | None) -> None:
        """Draw this lane, by its place in the experiment, over the others."""
        self._focus = replace(self._focus, selected=index)
        self._walks.update()

    def show_hovered(self, index: int | None) -> None:
        """Let this lane stand out and the others fade, or none."""
        if index != self._focus.hovered:
            self._focus = replace(self._focus, hovered=index)
            self._walks.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self._change_ground()

    def fit(self) -> None:
        """Show the surface's own view."""
        if self._scene_shown is not None:
            self._show(self._scene_shown.experiment.surface.view)

    def look_at(self, rectangle: View, surface: Surface) -> None:
        """Show this rectangle of that surface: now if it is drawn, or else when it is."""
        scene = self._scene_shown
        if scene is not None and scene.experiment.surface.kind == surface.kind:
            self._show(rectangle)
        else:
            self._awaited = {surface.kind: rectangle}

    def set_equal_aspect(self, equal: bool) -> None:
        """One unit of x as long as one of y, or not."""
        self.view.setAspectLocked(equal)
        if not equal:
            self.fit()

    def _show(self, rectangle: View) -> None:
        x0, x1, y0, y1 = rectangle
        self.view.setRange(xRange=(x0, x1), yRange=(y0, y1), padding=0)

    def _plan_rect(self) -> QRectF:
        return QRectF(LEFT, TOP, max(1.0, self.width() - LEFT - RIGHT), max(1.0, self.height() - TOP - BOTTOM))

    def _change_ground(self) -> None:
        self._ground.forget()
        self._walks.update()

    def _paint_walks(self, painter: QPainter) -> None:
        if self._scene_shown is None:
            return
        frame, style, scene = self.frame_of_plan, self._style, self._scene_shown
        key = arrow_key_box(frame, style, self._arrows)
        paint_start(painter, frame, style, scene.experiment.start)
        paint_walks(
            painter, frame, style, scene, self._step, ghosts=True, focus=self._focus, taken=(key,), report=self._report
        )
        paint_scene_arrows(painter, frame, style, scene, self._step, self._arrows, self._focus)
        paint_legend(painter, frame, style, scene)
        paint_arrow_key(painter, key, style, self._arrows)
        self.is_painted = True
        self.painted_at = perf_counter()

    def _on_view_range_changed(self) -> None:
        self._change_ground()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        # pyqtgraph resizes once from its own constructor, before there is anything to lay out.
        if self._laid_out:
            self.view.setGeometry(self._plan_rect())
            self._walks.resized()

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:  # noqa: ARG002
        size, density, frame = self.size(), self.devicePixelRatioF(), self.frame_of_plan
        ground = self._ground.pixmap(size, density, frame, self._style, self._scene_shown, self._step)
        painter.drawPixmap(0, 0, ground)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Arrows would scroll the scene; here they belong to time.
        event.ignore()

    def mouseMoveEvent(self, event: object) -> None:
        super().mouseMoveEvent(event)
        place = event.position()  # type: ignore[attr-defined]
        near = self.view.near_start(self.view.mapFromScene(self.mapToScene(place.toPoint())))
        self.setCursor(Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor)
        inside = self._plan_rect().contains(place)
        self.hovered.emit(place if inside else None)

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)


def _has_moved(before: Scene, after: Scene, step_before: int, step: int) -> bool:
    """Whether the surface stands elsewhere than it did."""
    return before.offset_at(step_before) != after.offset_at(step)
