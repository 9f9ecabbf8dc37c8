"""What became of all seeds of one lane; selected by a click, and it stands out under the mouse."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.gui.painting.crowd_report import UNKNOWN, add_lane_rows, report_text
from app.gui.painting.crowd_rows import Rows
from app.gui.painting.style import Style, color, pen
from app.model.crowd.report import LaneReport
from app.model.experiment import Lane
from app.model.theme import Theme

INSET, END = 12.0, 8.0
"""From the left edge, where the lane's bar is, to its words, and from them to the right edge."""
ABOVE, BELOW = 4.0, 6.0
STALE = 0.45
"""How much ink numbers have that are about to change."""


class CrowdLane(QWidget):
    """One lane: the final loss, how its seeds ended, where, and how far apart."""

    selected = Signal(int)
    hovered = Signal(int)
    """The lane's place, or −1 when the mouse leaves."""

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__()
        self._index = index
        self._style = Style(theme, screen=True)
        self._lane: Lane | None = None
        self._report: LaneReport | None = None
        self._stale = False
        self._is_selected = False
        self._is_hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._fit()

    def show_lane(self, lane: Lane, report: LaneReport | None, *, stale: bool) -> None:
        """Show how this lane's seeds ended, None as long as nobody knows; fainter if that is about to change."""
        self._lane, self._report, self._stale = lane, report, stale
        self.setAccessibleName(f"{lane.name}: {report_text(report)}")
        self._fit()
        self.update()

    def show_selected(self, is_selected: bool) -> None:
        """Stand out, or not."""
        self._is_selected = is_selected
        self.update()

    def show_hovered(self, is_hovered: bool) -> None:
        """Be the lane under the mouse, here or elsewhere, or not."""
        self._is_hovered = is_hovered
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _fit(self) -> None:
        height = round(self._rows()[1].bottom + BELOW)
        if height != self.height():
            self.setFixedHeight(height)

    def _rows(self) -> tuple[Rows, Rows]:
        """The lane's name, and all that is said of it below."""
        left, right, theme = INSET, self.width() - END, self._style.theme
        title = Rows(self._style, left, right, ABOVE)
        if self._lane is not None:
            title.add_title(self._lane.name, UNKNOWN if self._report is None else "")
        rows = Rows(self._style, left, right, title.bottom)
        if self._lane is not None and self._report is not None:
            add_lane_rows(rows, theme, self._report, theme.lanes[self._lane.colour])
        return title, rows

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.show_hovered(True)
        self.hovered.emit(self._index)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.show_hovered(False)
        self.hovered.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.selected.emit(self._index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.selected.emit(self._index)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_words(painter)
        finally:
            painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._style.theme
        if self._is_selected or self._is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.raised, 1.0 if self._is_selected else 0.5))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self.hasFocus():
            painter.setPen(pen(theme.accent, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_words(self, painter: QPainter) -> None:
        if self._lane is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._style.theme.lanes[self._lane.colour]))
        painter.drawRoundedRect(QRectF(0, 6, 4, self.height() - 12), 2, 2)
        title, rows = self._rows()
        title.paint(painter)
        painter.setOpacity(STALE if self._stale else 1.0)
        rows.paint(painter)
        painter.setOpacity(1.0)
