"""A sheet of the lessons' panel: a way out and a title above, a column that scrolls below; and the words on it."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

WIDTH = 304
MARGIN = 16
SCROLLS: dict[int, QAbstractSlider.SliderAction] = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}


class Sheet(QWidget):
    """Emits `left` when a person wants to leave it; what stands on it goes into `column`."""

    left = Signal()

    def __init__(self, title: str, way_out: str, *, first: bool = False) -> None:
        """`way_out` says where leaving leads; the first sheet of all is closed and not left."""
        super().__init__()
        self.setAccessibleName(title)
        self.title = words(title, "lesson_title")
        self.leave = _leave_button("×" if first else "←", way_out)
        self.leave.clicked.connect(self.left)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top(first))
        whole.addWidget(self._scrolling_body())

    def _top(self, first: bool) -> QFrame:
        top = QFrame()
        top.setObjectName("lesson_top")
        row = QHBoxLayout(top)
        row.setContentsMargins(MARGIN if first else 8, 8, 8, 7)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.insertWidget(1 if first else 0, self.leave)
        return top

    def _scrolling_body(self) -> QScrollArea:
        body = QWidget()
        body.setObjectName("panel_body")
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
        self.column.setSpacing(8)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(body)
        return self.scroller

    def add_heading(self, text: str) -> QLabel:
        """Begin a section."""
        heading = words(text, "heading")
        self.column.addSpacing(8)
        self.column.addWidget(heading)
        return heading

    def show_whole(self, first: QWidget, last: QWidget) -> None:
        """Scroll as far as all from `first` to `last` is in sight, or what there is room for."""
        # What has just appeared on the sheet gets its place now and not in the event loop's next turn.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.scroller.ensureWidgetVisible(last, 0, MARGIN)
        self.scroller.ensureWidgetVisible(first, 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = SCROLLS.get(event.key())
        if action is None:
            super().keyPressEvent(event)
        else:
            self.scroller.verticalScrollBar().triggerAction(action)


def words(text: str, name: str = "") -> QLabel:
    """Words that go on in the next line where the room ends; never taken for markup."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    # One endless word in somebody's file shall not push all others out of sight.
    label.setMinimumWidth(1)
    label.setObjectName(name)
    return label


def wide_button(text: str) -> QPushButton:
    """A button for a thing to do."""
    button = QPushButton(text)
    button.setObjectName("lesson_button")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(True)
    return button


def mark_property(widget: QWidget, name: str, value: str) -> None:
    """Give a widget a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def _leave_button(sign: str, way_out: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName("icon")
    button.setText(sign)
    button.setToolTip(f"{way_out} (Esc)")
    button.setAccessibleName(way_out)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
