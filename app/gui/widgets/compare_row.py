"""A lane in the table of a fair comparison, with a button that takes its best settings over; and the table's head."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolTip, QWidget

from app.gui.painting.style import Style, color, pen
from app.gui.widgets.compare_table import layout
from app.gui.widgets.panel_words import write
from app.model.fair.cells import lane_text
from app.model.fair.request import FairResult
from app.model.fair.use import is_used
from app.model.fair.words import tolerance_text
from app.model.theme import Theme

STALE = 0.4
"""Opacity of what is being computed anew."""
HEAD_HEIGHT = 32


class CompareHead(QWidget):
    """The names of the columns, and a button for all lanes at once."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self.setFixedHeight(HEAD_HEIGHT)
        self.setToolTip(tolerance_text())
        self.use = use_button("Use all", "Give every lane its own best settings")
        self.use.setParent(self)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.use.setFixedSize(self.use.sizeHint().width(), 20)
        self.use.move(8, 6)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        try:
            write(painter, self._style, layout(self.width()).head(self._style.theme.quiet))
        finally:
            painter.end()


class CompareRow(QWidget):
    """One lane: as it is now, and at its best."""

    selected = Signal(int)
    hovered = Signal(int)
    """The lane's place in the experiment, or −1 when the mouse leaves."""
    use_wanted = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._result: FairResult | None = None
        self._row = 0
        self._is_stale = self._is_selected = self._is_hovered = False
        self.use = use_button("Use", "")
        self.use.setParent(self)
        self.use.clicked.connect(self._on_use_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def place(self) -> int:
        """The lane's place in the experiment."""
        return -1 if self._result is None else self._result.lanes[self._row].place

    def show_lane(self, result: FairResult, row: int, *, is_stale: bool) -> None:
        """Show that lane of a result; a stale one is being computed anew."""
        self._result, self._row, self._is_stale = result, row, is_stale
        found = result.lanes[row]
        used = is_used(found)
        self.use.setEnabled(not is_stale and not used)
        self.use.setToolTip("It has these settings" if used else f"Give {found.lane.name} its own best settings")
        self.use.setAccessibleName(f"Use the best settings for {found.lane.name}")
        self.setAccessibleName(lane_text(result, found).replace("\n", " "))
        self.update()

    def show_selected(self, place: int) -> None:
        """Stand out if this is the lane at that place."""
        self._is_selected = place == self.place
        self.update()

    def show_hovered(self, place: int | None) -> None:
        """Be the lane under the mouse, here or elsewhere, or not."""
        self._is_hovered = place == self.place
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _on_use_clicked(self) -> None:
        self.use_wanted.emit(self.place)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self._result is not None:
            QToolTip.showText(event.globalPos(), lane_text(self._result, self._result.lanes[self._row]), self)
            return True
        return super().event(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.hovered.emit(self.place)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.selected.emit(self.place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.selected.emit(self.place)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        found = layout(self.width())
        self.setFixedHeight(found.height)
        self.use.setGeometry(found.button)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._result is None:
            return
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            painter.setOpacity(STALE if self._is_stale else 1.0)
            self._paint_lane(painter, self._result)
        finally:
            painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._style.theme
        if self._is_selected or self._is_hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(theme.raised, 1.0 if self._is_selected else 0.5))
            painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        if self.hasFocus():
            painter.setPen(pen(theme.accent, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_lane(self, painter: QPainter, result: FairResult) -> None:
        theme, found = self._style.theme, result.lanes[self._row]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.lanes[found.lane.colour]))
        painter.drawRoundedRect(QRectF(0, 5, 4, self.height() - 10), 2, 2)
        write(painter, self._style, layout(self.width()).row(result, found, theme.text, theme.quiet))


def use_button(text: str, note: str) -> QPushButton:
    """A small button that takes settings over."""
    button = QPushButton(text)
    button.setObjectName("compare_use")
    button.setToolTip(note)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
