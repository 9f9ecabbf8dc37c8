"""One surface of the catalogue to choose: its picture, its title and its formula."""

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from app.gui.painting.painter import painting
from app.gui.painting.style import color, font, pen
from app.gui.widgets.thumbnail import Gallery, Order, paint_waiting
from app.model.theme import Theme
from surfaces import ClosedForm

AROUND = 8
PICTURE = QSize(126, 82)
TITLE, FORMULA = 20, 17
"""Heights of the lines."""
TICK = 16
"""Width of what marks the present surface."""
CARD = QSize(PICTURE.width() + 2 * AROUND, PICTURE.height() + 6 + TITLE + FORMULA + 2 * AROUND)
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class SurfaceCard(QAbstractButton):
    """Emits `clicked` when it is chosen; `is_present` marks the surface that one walks on now."""

    hovered = Signal(object)
    """Its Surface when the mouse comes, None when it goes."""
    focused = Signal()

    def __init__(self, surface: ClosedForm, gallery: Gallery, theme: Theme) -> None:
        super().__init__()
        self.surface = surface
        self._gallery, self._theme = gallery, theme
        self.is_present = self.is_best = False
        self.setFixedSize(CARD)
        # The keys go from card to card by arrows: Tab stops at one of them.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setText(surface.title)
        self.show_marks(is_present=False, is_best=False)

    @property
    def order(self) -> Order:
        """The picture that it shows."""
        return Order(self.surface, self._theme, (PICTURE.width(), PICTURE.height()), self.devicePixelRatioF())

    def show_marks(self, *, is_present: bool, is_best: bool) -> None:
        """Say whether it is the present surface, and whether it fits best what one searches for."""
        self.is_present, self.is_best = is_present, is_best
        self.setAccessibleName(f"{self.surface.title}, present surface" if is_present else self.surface.title)
        self.setAccessibleDescription(f"{self.surface.formula}. {self.surface.purpose}")
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.update()

    def _paint(self, painter: QPainter) -> None:
        self._paint_ground(painter)
        place = QRect(AROUND, AROUND, PICTURE.width(), PICTURE.height())
        picture = self._gallery.picture(self.order)
        if picture is None:
            paint_waiting(painter, self._theme, QRectF(place))
        else:
            painter.drawImage(place, picture)
        line = QRect(AROUND, place.bottom() + 7, place.width() - (TICK if self.is_present else 0), TITLE)
        self._write(painter, line, self.surface.title, bold=True)
        if self.is_present:
            self._tick(painter, QPointF(line.right() + 4, line.center().y()))
        line = QRect(AROUND, line.bottom() + 1, place.width(), FORMULA)
        self._write(painter, line, self.surface.formula, bold=False)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, rect = self._theme, QRectF(self.rect()).adjusted(1, 1, -1, -1)
        is_lit = self.underMouse() or self.hasFocus() or self.is_best
        edge = theme.accent if self.hasFocus() or self.is_best else theme.raised
        painter.setPen(pen(edge, 2.0) if edge == theme.accent else Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.raised) if is_lit else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, 7, 7)

    def _write(self, painter: QPainter, line: QRect, text: str, *, bold: bool) -> None:
        letters = font(13 if bold else 12, bold)
        shown = QFontMetrics(letters).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        painter.setFont(letters)
        painter.setPen(color(self._theme.text if bold else self._theme.quiet))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tick(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(pen(self._theme.accent, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([at + QPointF(*corner) for corner in ((1, 0.5), (4.5, 4), (11, -4))])

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ARROWS:
            # A button would take them for Tab; the shelves know what lies where.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.surface)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def sizeHint(self) -> QSize:
        return CARD
