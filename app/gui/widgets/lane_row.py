"""A row that is about one lane: a click or Return selects it, and it stands out under the mouse, here or elsewhere."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import Style, color, pen
from app.model.theme import Theme

CORNER = 8


class LaneRow(QWidget):
    """Abstract: what it says of the lane at `place` in the experiment is painted by `paint_lane`."""

    selected = Signal(int)
    hovered = Signal(int)
    """The lane's place, or −1 when the mouse leaves."""

    def __init__(self, place: int, theme: Theme) -> None:
        super().__init__()
        self.place = place
        self.look = Style(theme, screen=True)
        self.is_selected = False
        self.is_hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def help(self) -> str:
        """All that there is to say, for a tooltip; empty where the row says it itself."""
        return ""

    def paint_lane(self, painter: QPainter) -> None:
        """Paint the row's contents upon its ground."""
        raise NotImplementedError

    def show_selected(self, is_selected: bool) -> None:
        """Stand out, or not."""
        if is_selected != self.is_selected:
            self.is_selected = is_selected
            self.update()

    def show_hovered(self, is_hovered: bool) -> None:
        """Be the lane under the mouse, here or elsewhere, or not."""
        if is_hovered != self.is_hovered:
            self.is_hovered = is_hovered
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.look = Style(theme, screen=True)
        self.update()

    def paint_bar(self, painter: QPainter, colour: int) -> None:
        """Paint the bar in the lane's colour along the left edge."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self.look.theme.lanes[colour]))
        painter.drawRoundedRect(QRectF(0, 6, 4, self.height() - 12), 2, 2)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self.look.theme
        if self.is_selected or self.is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.raised, 1.0 if self.is_selected else 0.5))
            painter.drawRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        if self.hasFocus():
            painter.setPen(pen(theme.accent, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.help():
            QToolTip.showText(event.globalPos(), self.help(), self)
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.show_hovered(True)
        self.hovered.emit(self.place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.show_hovered(False)
        self.hovered.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.selected.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.selected.emit(self.place)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self.paint_lane(painter)
