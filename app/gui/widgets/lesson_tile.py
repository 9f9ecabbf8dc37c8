"""Wide buttons whose words may take several lines, and the small signs beside them: a ring, a tick, a cross."""

from enum import Enum

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from app.gui.painting.painter import painting
from app.gui.painting.style import pen
from app.model.theme import Theme

SIDE = 16


class Sign(Enum):
    """What a mark shows."""

    NOTHING = "nothing"
    OPEN = "open"
    CHOSEN = "chosen"
    DONE = "done"
    WRONG = "wrong"


class Mark(QWidget):
    """One sign, in the colour that says how to take it."""

    def __init__(self, sign: Sign, theme: Theme) -> None:
        super().__init__()
        self.sign = sign
        self._theme = theme
        self.setFixedSize(SIDE, SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_sign(self, sign: Sign) -> None:
        """Show this one."""
        self.sign = sign
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter)

    def _paint(self, painter: QPainter) -> None:
        middle = QPointF(SIDE / 2, SIDE / 2)
        match self.sign:
            case Sign.OPEN:
                painter.setPen(pen(self._theme.quiet, 1.4))
                painter.drawEllipse(middle, 6.0, 6.0)
            case Sign.CHOSEN:
                painter.setPen(pen(self._theme.accent, 4.0))
                painter.drawEllipse(middle, 4.7, 4.7)
            case Sign.DONE:
                painter.setPen(pen(self._theme.good, 2.0))
                painter.drawPolyline(QPolygonF([QPointF(3, 8.5), QPointF(6.5, 12), QPointF(13, 4)]))
            case Sign.WRONG:
                painter.setPen(pen(self._theme.warning, 2.0))
                painter.drawLine(QPointF(4, 4), QPointF(12, 12))
                painter.drawLine(QPointF(4, 12), QPointF(12, 4))


class Tile(QAbstractButton):
    """A button made of labels below each other and widgets at their left and right."""

    def __init__(self, labels: list[QLabel], *, left: QWidget | None = None, right: QWidget | None = None) -> None:
        super().__init__()
        self.setObjectName("lesson_tile")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(labels[0].text())
        self.setAccessibleDescription(" ".join(label.text() for label in labels[1:]))
        for label in labels:
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lay_out(labels, left, right)

    def _lay_out(self, labels: list[QLabel], left: QWidget | None, right: QWidget | None) -> None:
        first = _row()
        first.addWidget(labels[0], 1)
        if right is not None:
            first.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(first)
        for label in labels[1:]:
            column.addWidget(label)
        whole = _row()
        whole.setContentsMargins(8, 4, 8, 4)
        if left is not None:
            whole.addWidget(left, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(column, 1)
        self.setLayout(whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        option = QStyleOption()
        option.initFrom(self)
        with painting(self) as painter:
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    return row
