"""Why a lane got its verdict, and the first fix as a button; in the colour of a warning where something is wrong."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import Style, color, font, pen
from app.gui.painting.text import CENTRE, text_width
from app.gui.widgets.explain_table import UNKNOWN, health_ink
from app.gui.widgets.panel_words import LARGE, ROW, SMALL, Piece, broken, write
from app.model.numbers import number_text
from app.model.theme import Theme
from optim_core.diagnosis import Diagnosis, Fix, Health

PAD = 8.0
EDGE = 1
"""Room around a button for the line that shows the focus."""
LINE = 18.0
"""The height of a line of a button or a title."""
WAITING = "The verdict follows when all steps are there."
WARNING_GROUND = 0.16
"""How much of the warning colour the ground of a sick lane's box has."""


class FixButton(QAbstractButton):
    """A button in the accent colour whose words take more than one line where they must."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.update()

    def size_within(self, width: float) -> QSize:
        """How large it is where it may be so wide."""
        lines = broken(self.text(), width - 3 * PAD)
        widest = max(text_width(line, font(SMALL)) for line in lines)
        return QSize(ceil(min(width, widest + 3 * PAD)), round(LINE * len(lines) + 10))

    def sizeHint(self) -> QSize:
        return self.size_within(float("inf"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme, box = self._theme, QRectF(self.rect())
        painter.setPen(pen(theme.text, 2.0) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.accent, 0.8 if self.isDown() else 0.9 if self.underMouse() else 1.0))
        painter.drawRoundedRect(box.adjusted(EDGE, EDGE, -EDGE, -EDGE), 6, 6)
        lines, style = broken(self.text(), box.width() - 3 * PAD), Style(theme, screen=True)
        top = box.center().y() - LINE * (len(lines) - 1) / 2
        middle = box.center().x()
        pieces = (Piece(middle, top + LINE * k, line, theme.on_accent, align=CENTRE) for k, line in enumerate(lines))
        write(painter, style, pieces)


class CauseBox(QWidget):
    """Shows a diagnosis' cause; emits `fix_wanted` with its first fix when a person asks for it."""

    fix_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._shown: Diagnosis | None = None
        self.button = FixButton(theme, self)
        self.button.clicked.connect(self._on_button_clicked)
        self.button.hide()

    def show_diagnosis(self, diagnosis: Diagnosis | None) -> None:
        """Show why, and what to do first; None as long as nobody knows."""
        if diagnosis != self._shown:
            self._shown = diagnosis
            self.setAccessibleName(self._cause())
            self.setToolTip("" if diagnosis is None else evidence_text(diagnosis))
            self._fit()
            self.update()

    def _cause(self) -> str:
        return WAITING if self._shown is None else self._shown.cause

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.button.set_theme(theme)
        self.update()

    def _fit(self) -> None:
        """Take the height that the words need, and put the button below them."""
        fix, room = None if self._shown is None else self._shown.fix, self.width() - 2 * PAD
        y = 2 * PAD + LINE + ROW * len(broken(self._cause(), room))
        self.button.setVisible(fix is not None)
        if fix is not None:
            self._show_fix(fix, y + PAD / 2, room)
            y = self.button.geometry().bottom() + 1 + PAD
        if round(y) != self.height():
            self.setFixedHeight(round(y))

    def _show_fix(self, fix: Fix, y: float, room: float) -> None:
        words = fix.words.removesuffix(".")
        if words != self.button.text():
            self.button.setText(words)
            self.button.setAccessibleName(words)
        size = self.button.size_within(room)
        self.button.setGeometry(round(PAD) - EDGE, round(y), size.width(), size.height())

    def _on_button_clicked(self) -> None:
        if self._shown is not None and self._shown.fix is not None:
            self.fix_wanted.emit(self._shown.fix)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        theme, verdict = self._style.theme, None if self._shown is None else self._shown.verdict
        sick = verdict is not None and verdict.health is Health.SICK
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(theme.warning, WARNING_GROUND) if sick else color(theme.raised))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        words, ink = (verdict.value, health_ink(theme, verdict.health)) if verdict else (UNKNOWN, theme.quiet)
        title = Piece(PAD, PAD + LINE / 2, words, ink, size=LARGE, bold=True)
        lines = enumerate(broken(self._cause(), self.width() - 2 * PAD))
        top = PAD + LINE + ROW / 2
        write(painter, self._style, (title, *(Piece(PAD, top + ROW * k, line, theme.text) for k, line in lines)))


def evidence_text(diagnosis: Diagnosis) -> str:
    """The numbers behind a verdict, and the steps where it shows."""
    lines = [f"{name}: {number_text(value, 3)}" for name, value in diagnosis.evidence]
    if diagnosis.steps:
        lines.append(f"shows at step {', '.join(f'{step:,}' for step in diagnosis.steps)}")
    return "\n".join(lines)
