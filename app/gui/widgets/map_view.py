"""The map itself under a hand: a press brings the cross there at once, a drag or the arrow keys move it.

What changes rarely is painted once into a pixmap; the cross, the best cell and the ghost lie on top.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.gui.painting.frame import Frame
from app.gui.painting.map_ground import map_frames
from app.gui.painting.map_lines import names_at
from app.gui.painting.map_marks import paint_map_marks
from app.gui.painting.painter import painting
from app.gui.painting.style import Style, font, pen
from app.gui.painting.text import CENTRE, draw_text
from app.gui.widgets.map_sheet import Sheet
from app.model.maps import Axis, MapPicture, MapRequest
from app.model.theme import Theme

Hover = tuple[int, float, float]
"""The place of a map in the picture, and the values under the mouse."""
STALE = 0.55
"""How much is left of a picture that waits for its successor."""
FAR = 10
"""Cells that an arrow key goes with Shift."""
WAYS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class MapView(QWidget):
    """Shows a picture; emits the values that a hand points at, of the axis across and of the upright one."""

    values_wanted = Signal(int, tuple)
    """Of the map in that place of the picture; None along an axis that is left alone."""
    gesture_began = Signal()
    gesture_ended = Signal()
    hovered = Signal(object)
    """A Hover, or None."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._picture: MapPicture | None = None
        self._stale = False
        self._instead = ""
        self._held: int | None = None
        self._sheet = Sheet()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 160)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Map")
        self.setAccessibleDescription("Arrow keys move the cross by a cell, with Shift by ten")

    @property
    def is_held(self) -> bool:
        """Whether a hand drags the cross."""
        return self._held is not None

    def show_picture(self, picture: MapPicture | None, *, stale: bool, instead: str) -> None:
        """Show this; `stale` while another is on its way, and `instead` in words where there is none."""
        self._picture, self._stale, self._instead = picture, stale, instead
        if picture is None or (self._held is not None and self._held >= len(self._frames())):
            self._let_go()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _frames(self) -> tuple[Frame, ...]:
        """Where each map lands on this widget, in places of its axes."""
        if self._picture is None:
            return ()
        return map_frames(QRectF(self.rect()), self._style, self._picture)

    def _map_at(self, place: QPointF) -> int | None:
        return next((i for i, frame in enumerate(self._frames()) if frame.rect.contains(place)), None)

    def _request(self, which: int) -> MapRequest:
        assert self._picture is not None
        return self._picture.panels[which].data.request

    def _values(self, which: int, place: QPointF) -> tuple[float, float]:
        """What is there on that map, or at its edge if the place lies beyond."""
        request = self._request(which)
        across, up = self._frames()[which].data(place.x(), place.y())
        return request.x.value(across), request.y.value(up)

    def _aim(self, which: int, place: QPointF) -> None:
        values = self._values(which, place)
        self.hovered.emit((which, *values))
        self.values_wanted.emit(which, values)

    def _hover(self, place: QPointF) -> None:
        which = self._map_at(place)
        self.setCursor(Qt.CursorShape.ArrowCursor if which is None else Qt.CursorShape.CrossCursor)
        self.hovered.emit(None if which is None else (which, *self._values(which, place)))

    def _let_go(self) -> None:
        if self._held is not None:
            self._held = None
            self.gesture_ended.emit()

    def _step(self, across: int, up: int) -> None:
        """Move the cross of the first map by so many cells along one axis."""
        panel = self._picture.panels[0] if self._picture is not None else None
        if panel is None or panel.cross is None:
            return
        request = panel.data.request
        axis, value, cells = (request.x, panel.cross[0], across) if across else (request.y, panel.cross[1], up)
        # A coarse picture is on its way to finer cells, and a key means the same before and after.
        side = request.sides[-1] if across else request.rows(request.sides[-1])
        found = _neighbour(axis, value, cells, side)
        self.values_wanted.emit(0, (found, None) if across else (None, found))

    def _limits_at(self, place: QPointF) -> str:
        """The limits of stability whose lines are under the mouse, one a line: not all have room for their name."""
        picture, which = self._picture, self._map_at(place)
        if picture is None or picture.difference or which is None:
            return ""
        return "\n".join(names_at(self._frames()[which], picture.panels[which].data.boundaries, place))

    def sizeHint(self) -> QSize:
        return QSize(480, 400)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        which = self._map_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or which is None:
            return
        self._held = which
        self.gesture_began.emit()
        self._aim(which, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._aim(self._held, event.position())
        else:
            self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._held is not None:
            self._let_go()
            self._hover(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._let_go()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._let_go()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = WAYS.get(event.key())
        if way is None:
            super().keyPressEvent(event)
        else:
            cells = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._step(way[0] * cells, way[1] * cells)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._limits_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._picture is None:
                letters, ink = font(self._style.px(12)), self._style.theme.quiet
                draw_text(painter, self._style, QPointF(self.rect().center()), self._instead, letters, ink, CENTRE)
            else:
                self._paint(painter, self._picture)

    def _paint(self, painter: QPainter, picture: MapPicture) -> None:
        rect = QRectF(self.rect())
        painter.setOpacity(STALE if self._stale else 1.0)
        painter.drawPixmap(0, 0, self._sheet.ground(picture, self.size(), self.devicePixelRatioF(), self._style))
        painter.setOpacity(1.0)
        paint_map_marks(painter, rect, self._style, picture)
        if self.hasFocus():
            painter.setPen(pen(self._style.theme.accent, self._style.px(1.5)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._frames()[0].rect)


def _neighbour(axis: Axis, value: float, cells: int, side: int) -> float:
    """The value in the middle of the cell that is so many further on, or of the last one there is."""
    cell = min(side - 1, max(0, axis.cell(value, side) + cells))
    return axis.value((cell + 0.5) / side)
