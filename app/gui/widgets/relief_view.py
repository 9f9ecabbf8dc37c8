"""The solid under a hand: a drag turns and tilts it, the wheel brings it nearer, a double click puts it back.

What stays while the step moves on is painted once into a pixmap: at once as well as a moving hand needs it, and when
the hand rests smoothly, for which `picture_wanted` asks. Paths and signs lie on top.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.plan import NO_FOCUS, Focus
from app.gui.painting.relief_walks import paint_relief_walks
from app.gui.painting.style import Style, pen
from app.gui.widgets.relief_sheet import Sheet
from app.model.relief.orbit import USUAL, Orbit
from app.model.relief.picture import Pixels, SmoothPicture
from app.model.relief.relief import relief
from app.model.scene import Scene
from app.model.terrain import View
from app.model.theme import Theme

PER_PIXEL = 0.4
"""Degrees for each pixel of a drag."""
PER_KEY = 5.0
"""Degrees for each press of a key."""
NEARER = 1.1
"""By how much a click of the wheel enlarges."""
REST = 120
"""Milliseconds without a move after which a hand is taken to rest."""
WAYS: dict[int, tuple[float, float]] = {
    Qt.Key.Key_Right: (-PER_KEY, 0.0),
    Qt.Key.Key_Left: (PER_KEY, 0.0),
    Qt.Key.Key_Up: (0.0, PER_KEY),
    Qt.Key.Key_Down: (0.0, -PER_KEY),
}
"""By what Shift and an arrow turn the eye around and up: the near side of the solid follows the arrow."""


class ReliefView(QWidget):
    """Shows a scene up to a step, in a rectangle of the plan, as an orbit sees it; emits what a hand wants."""

    orbit_wanted = Signal(object)
    """An Orbit."""
    picture_wanted = Signal(object)
    """A SmoothPicture of what is shown, when it stands still; None when it moves again."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._scene: Scene | None = None
        self._step = 0
        self._rectangle: View | None = None
        self._orbit = USUAL
        self._focus = NO_FOCUS
        self._grip: QPointF | None = None
        self._by_key = False
        self._sheet = Sheet()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._on_rest_timeout)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 180)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setAccessibleName("Surface in space")
        self.setAccessibleDescription("Shift and arrow keys turn it, plus and minus bring it nearer or farther")

    def show_scene(self, scene: Scene) -> None:
        """Show other paths, or another surface."""
        self._scene = scene
        self.update()

    def show_step(self, step: int) -> None:
        """Show the paths up to that step, and the surface where it stands then."""
        self._step = step
        self.update()

    def show_rectangle(self, rectangle: View | None) -> None:
        """Show this rectangle of the plan; None for the surface's own view."""
        self._rectangle = rectangle
        self.update()

    def show_orbit(self, orbit: Orbit) -> None:
        """Look from there."""
        self._orbit = orbit
        self.update()

    def show_focus(self, focus: Focus) -> None:
        """Draw the selected lane over the others, and let the hovered one stand out."""
        self._focus = focus
        self.update()

    def show_picture(self, wanted: SmoothPicture, pixels: Pixels) -> None:
        """Put what was asked for in the place of the coarse picture, unless something has moved since."""
        if self._sheet.take(wanted, pixels):
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _let_go(self) -> None:
        self._grip = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _on_rest_timeout(self) -> None:
        self.picture_wanted.emit(self._sheet.wanted)

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            way, self._grip = event.position() - self._grip, event.position()
            self.orbit_wanted.emit(self._orbit.turned(-PER_PIXEL * way.x(), PER_PIXEL * way.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._let_go()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.orbit_wanted.emit(USUAL)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.orbit_wanted.emit(self._orbit.zoomed(NEARER ** (event.angleDelta().y() / 120)))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = WAYS.get(event.key())
        if way is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.orbit_wanted.emit(self._orbit.turned(*way))
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            nearer = NEARER if event.key() == Qt.Key.Key_Plus else 1 / NEARER
            self.orbit_wanted.emit(self._orbit.zoomed(nearer))
        else:
            # Arrows alone belong to time.
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._by_key = False
        self._let_go()
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # What was asked for before may have been dropped.
        if self._sheet.is_coarse:
            self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self._let_go()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._scene is not None:
                self._paint(painter, self._scene)
            if self._by_key:
                painter.setPen(pen(self._style.theme.accent, self._style.px(1.5)))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint(self, painter: QPainter, scene: Scene) -> None:
        surface = scene.experiment.surface
        seen = relief(surface, self._rectangle or surface.view, scene.offset_at(self._step))
        if self._sheet.turn_to(seen, self._orbit, self.size(), self.devicePixelRatioF(), self._style):
            self.picture_wanted.emit(None)
            self._rest.start()
        painter.drawPixmap(0, 0, self._sheet.pixmap)
        paint_relief_walks(painter, self._sheet.sight, self._style, scene, self._step, ghosts=True, focus=self._focus)
