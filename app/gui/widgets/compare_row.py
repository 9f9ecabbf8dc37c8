"""A lane in the table of a fair comparison, with a button that takes its best settings over; and the table's head."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import Style
from app.gui.widgets.compare_table import layout
from app.gui.widgets.lane_row import LaneRow
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
        with painting(self) as painter:
            write(painter, self._style, layout(self.width()).head(self._style.theme.quiet))


class CompareRow(LaneRow):
    """One lane: as it is now, and at its best."""

    use_wanted = Signal(int)
    """The lane's place in the experiment."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(-1, theme)
        self._result: FairResult | None = None
        self._row = 0
        self._is_stale = False
        self.use = use_button("Use", "")
        self.use.setParent(self)
        self.use.clicked.connect(self._on_use_clicked)

    def show_lane(self, result: FairResult, row: int, *, is_stale: bool) -> None:
        """Show that lane of a result; a stale one is being computed anew."""
        self._result, self._row, self._is_stale = result, row, is_stale
        found = result.lanes[row]
        self.place = found.place
        used = is_used(found)
        self.use.setEnabled(not is_stale and not used)
        self.use.setToolTip("It has these settings" if used else f"Give {found.lane.name} its own best settings")
        self.use.setAccessibleName(f"Use the best settings for {found.lane.name}")
        self.setAccessibleName(lane_text(result, found).replace("\n", " "))
        self.update()

    def _on_use_clicked(self) -> None:
        self.use_wanted.emit(self.place)

    def help(self) -> str:
        return "" if self._result is None else lane_text(self._result, self._result.lanes[self._row])

    def paint_lane(self, painter: QPainter) -> None:
        if self._result is None:
            return
        theme, found = self.look.theme, self._result.lanes[self._row]
        painter.setOpacity(STALE if self._is_stale else 1.0)
        self.paint_bar(painter, found.lane.colour)
        write(painter, self.look, layout(self.width()).row(self._result, found, theme.text, theme.quiet))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        found = layout(self.width())
        self.setFixedHeight(found.height)
        self.use.setGeometry(found.button)


def use_button(text: str, note: str) -> QPushButton:
    """A small button that takes settings over."""
    button = QPushButton(text)
    button.setObjectName("compare_use")
    button.setToolTip(note)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
