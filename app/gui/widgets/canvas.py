"""The surface in the window: pan, zoom, start by click or drag, paths that follow every change.

pyqtgraph's view holds the range and the hand; three items paint into it with the same functions as every file.
"""

from collections.abc import Callable
from time import perf_counter

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent, MouseDragEvent
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsObject,
    QSizePolicy,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.gui.painting.figure import paint_plan_axes
from app.gui.painting.frame import Frame
from app.gui.painting.legend import paint_legend
from app.gui.painting.plan import paint_edge, paint_landmarks, paint_terrain, paint_walks
from app.gui.painting.style import Style, color
from app.model.scene import Scene
from app.model.terrain import terrain
from app.model.theme import Theme

LEFT, TOP, RIGHT, BOTTOM = 48.0, 12.0, 14.0, 28.0
GRID = 2.2
"""Pixels a side of one cell of the terrain."""
GRAB = 12.0
"""Pixels around the start from which it can be dragged."""


class Layer(QGraphicsObject):
    """An item that covers the whole canvas and paints with a function of the painter."""

    def __init__(self, size: Callable[[], QSizeF], paint: Callable[[QPainter], None], *, cached: bool) -> None:
        super().__init__()
        self._size = size
        self._paint = paint
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        if cached:
            self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def resized(self) -> None:
        """The canvas has another size."""
        self.prepareGeometryChange()

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(0, 0), self._size())

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint(painter)


class PlanView(pg.ViewBox):  # type: ignore[misc]
    """The range in view, and what a hand does with it."""

    start_moved = Signal(float, float)
    gesture_began = Signal()
    gesture_ended = Signal()
    fit_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(enableMenu=False, border=None)
        self._start = (0.0, 0.0)
        self._dragging_start = False
        self._before_click = self._start
        self._click_settles = QTimer(self)
        self._click_settles.setSingleShot(True)
        self._click_settles.setInterval(QApplication.doubleClickInterval())
        self._click_settles.timeout.connect(self.gesture_ended)

    def show_start(self, start: tuple[float, float]) -> None:
        """Where the start is, so that it can be grabbed."""
        self._start = start

    def near_start(self, place: QPointF) -> bool:
        """Whether a place of this item is close enough to grab the start."""
        away = self.mapFromView(QPointF(*self._start)) - place
        return bool((away.x() ** 2 + away.y() ** 2) ** 0.5 <= GRAB)

    def mouseClickEvent(self, event: MouseClickEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        if event.double():
            self._take_click_back()
            self.fit_wanted.emit()
        else:
            self._place_start(event.pos())

    def _place_start(self, place: QPointF) -> None:
        # A click acts at once; should it turn out to be the first half of a double click, it is taken back, and the
        # gesture around it leaves no step of undo.
        self._before_click = self._start
        self.gesture_began.emit()
        self._move_start(place)
        self._click_settles.start()

    def _take_click_back(self) -> None:
        if self._click_settles.isActive():
            self.start_moved.emit(*self._before_click)
            self._click_settles.stop()
            self.gesture_ended.emit()

    def mouseDragEvent(self, event: MouseDragEvent, axis: int | None = None) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._drags_start(event):
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        self._move_start(event.pos())
        if event.isFinish():
            self._dragging_start = False
            self.gesture_ended.emit()

    def _drags_start(self, event: MouseDragEvent) -> bool:
        if event.isStart() and self.near_start(event.buttonDownPos()):
            self._dragging_start = True
            self.gesture_began.emit()
        return self._dragging_start

    def _move_start(self, place: QPointF) -> None:
        at = self.mapToView(place)
        self.start_moved.emit(at.x(), at.y())


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
        self.is_painted = False
        self.painted_at = 0.0
        self.view = PlanView()
        self._build_layers()
        self._connect()
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Surface")
        self.set_theme(theme)

    def _build_layers(self) -> None:
        size = lambda: QSizeF(self.size())  # noqa: E731
        self._ground = Layer(size, self._paint_ground, cached=True)
        self._walks = Layer(size, self._paint_walks, cached=False)
        self.setCentralItem(self.view)
        self._laid_out = True
        for depth, layer in enumerate((self._ground, self._walks)):
            layer.setZValue(10 + depth)
            self.scene().addItem(layer)

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
        if before is None or before.experiment.surface != scene.experiment.surface:
            other = before is None or type(before.experiment.surface) is not type(scene.experiment.surface)
            if other:
                self.fit()
            self._ground.update()
        self._walks.update()

    def show_step(self, step: int) -> None:
        """Show the paths up to that step."""
        self._step = step
        self._walks.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.setBackgroundBrush(color(theme.ground))
        self._ground.update()
        self._walks.update()

    def fit(self) -> None:
        """Show the surface's own view."""
        if self._scene_shown is not None:
            x0, x1, y0, y1 = self._scene_shown.experiment.surface.view
            self.view.setRange(xRange=(x0, x1), yRange=(y0, y1), padding=0)

    def set_equal_aspect(self, equal: bool) -> None:
        """One unit of x as long as one of y, or not."""
        self.view.setAspectLocked(equal)
        if not equal:
            self.fit()

    def _plan_rect(self) -> QRectF:
        return QRectF(LEFT, TOP, max(1.0, self.width() - LEFT - RIGHT), max(1.0, self.height() - TOP - BOTTOM))

    def _paint_ground(self, painter: QPainter) -> None:
        if self._scene_shown is None:
            return
        frame = self.frame_of_plan
        columns, rows = (max(24, int(side / GRID)) for side in (frame.width, frame.height))
        surface = self._scene_shown.experiment.surface
        paint_terrain(painter, frame, self._style, terrain(surface, frame.view, columns, rows))
        paint_edge(painter, frame, self._style)
        paint_plan_axes(painter, frame, self._style)

    def _paint_walks(self, painter: QPainter) -> None:
        if self._scene_shown is None:
            return
        frame = self.frame_of_plan
        paint_landmarks(painter, frame, self._style, self._scene_shown)
        paint_walks(painter, frame, self._style, self._scene_shown, self._step, ghosts=True)
        paint_legend(painter, frame, self._style, self._scene_shown)
        self.is_painted = True
        self.painted_at = perf_counter()

    def _on_view_range_changed(self) -> None:
        self._ground.update()
        self._walks.update()

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        # pyqtgraph resizes once from its own constructor, before there is anything to lay out.
        if self._laid_out:
            self.view.setGeometry(self._plan_rect())
            self._ground.resized()
            self._walks.resized()

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
