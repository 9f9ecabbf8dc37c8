"""What became of each lane: a table with a row a lane, which is selected by a click and stands out under the mouse."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.gui.painting.style import Style, color, font, pen
from app.gui.painting.text import RIGHT, text_width
from app.gui.widgets.explain_table import END, INSET, UNKNOWN, cells, columns, health_ink
from app.gui.widgets.panel_words import LARGE, Piece, write
from app.model.experiment import Lane
from app.model.numbers import number_text
from app.model.theme import Theme
from optim_core.diagnosis import TOLERANCE, Diagnosis

HEIGHT = 40


class VerdictRow(QWidget):
    """One lane: its verdict, its name and its numbers."""

    selected = Signal(int)
    hovered = Signal(int)
    """The lane's place, or −1 when the mouse leaves."""

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__()
        self._index = index
        self._style = Style(theme, screen=True)
        self._shown: tuple[str, int, Diagnosis | None] = ("", 0, None)
        self._is_selected = False
        self._is_hovered = False
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_lane(self, lane: Lane, diagnosis: Diagnosis | None) -> None:
        """Show what became of this lane; None as long as nobody knows."""
        shown = (lane.name, lane.colour, diagnosis)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(f"{lane.name}: {UNKNOWN if diagnosis is None else diagnosis.verdict.value}")
            self.update()

    def show_selected(self, is_selected: bool) -> None:
        """Stand out, or not."""
        if is_selected != self._is_selected:
            self._is_selected = is_selected
            self.update()

    def show_hovered(self, is_hovered: bool) -> None:
        """Be the lane under the mouse, here or elsewhere, or not."""
        if is_hovered != self._is_hovered:
            self._is_hovered = is_hovered
            self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def help(self) -> str:
        """The row in a sentence."""
        name, _, diagnosis = self._shown
        if diagnosis is None:
            return f"{name}: {UNKNOWN}."
        found = diagnosis.measures
        near = "" if found.distance is None else f", {number_text(found.distance, 3)} from the nearest minimum"
        within = found.steps_to_tolerance
        when = "never within" if within is None else f"from step {within:,} on within"
        lines = [
            f"{name}: {diagnosis.verdict.value}.",
            f"Loss {number_text(found.final_loss, 3)}{near};",
            f"{when} {number_text(TOLERANCE)} of the start's loss;",
            f"{found.reversals:,} reversals, {found.loss_rises:,} rises of the loss, {found.overshoots:,} overshoots.",
        ]
        return "\n".join(lines)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.help(), self)
            return True
        return super().event(event)

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

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            self._paint_words(painter, *self._shown)
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

    def _paint_words(self, painter: QPainter, name: str, colour: int, diagnosis: Diagnosis | None) -> None:
        theme, width = self._style.theme, float(self.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.lanes[colour]))
        painter.drawRoundedRect(QRectF(0, 6, 4, HEIGHT - 12), 2, 2)
        verdict, right = UNKNOWN if diagnosis is None else diagnosis.verdict.value, width - END
        ink = theme.quiet if diagnosis is None else health_ink(theme, diagnosis.verdict.health)
        room = right - INSET - text_width(verdict, font(LARGE, bold=True)) - 8
        words = [
            Piece(INSET, 12, verdict, ink, size=LARGE, bold=True),
            Piece(right, 12, name, theme.quiet, room, RIGHT),
        ]
        if diagnosis is not None:
            words += columns(right, 29, cells(diagnosis.measures), theme.text)
        write(painter, self._style, words)
