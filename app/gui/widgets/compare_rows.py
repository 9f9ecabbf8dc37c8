"""The table of a fair comparison: its head and a row a lane, scrolled where they do not fit."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.gui.widgets.compare_row import CompareHead, CompareRow
from app.model.fair.request import FairResult
from app.model.fair.use import is_used
from app.model.theme import Theme

LEAST_ROWS = 52
"""Pixels of the rows that are always in sight."""


class Rows(QScrollArea):
    """Scrolls the rows, and is no taller than they are."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(LEAST_ROWS)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(body)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class CompareTable(QWidget):
    """Shows a result; emits which lane is meant, and of which the best settings are to be taken over."""

    lane_selected = Signal(int)
    lane_hovered = Signal(int)
    """The lane under the mouse, −1 where none is."""
    use_wanted = Signal(object)
    """The places of lanes in the experiment, a tuple."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._selected = 0
        self._hovered: int | None = None
        self.head = CompareHead(theme)
        self.rows: list[CompareRow] = []
        body = QWidget()
        body.setObjectName("compare_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(Rows(body))
        self.head.use.clicked.connect(self._on_head_use_clicked)

    def show_result(self, result: FairResult, *, is_stale: bool) -> None:
        """Show that; a stale one is being computed anew."""
        self._fit(len(result.lanes))
        for place, row in enumerate(self.rows):
            row.show_lane(result, place, is_stale=is_stale)
        self.head.use.setEnabled(not is_stale and not all(is_used(lane) for lane in result.lanes))
        self.show_selected(self._selected)
        self.show_hovered(self._hovered)

    def show_selected(self, place: int) -> None:
        """Let that lane's row stand out."""
        self._selected = place
        for row in self.rows:
            row.show_selected(row.place == place)

    def show_hovered(self, place: int | None) -> None:
        """Let the row of this lane stand out, or none."""
        self._hovered = place
        for row in self.rows:
            row.show_hovered(row.place == place)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._theme = theme
        self.head.set_theme(theme)
        for row in self.rows:
            row.set_theme(theme)

    def _fit(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < count:
            row = CompareRow(self._theme)
            row.selected.connect(self.lane_selected)
            row.hovered.connect(self.lane_hovered)
            row.use_wanted.connect(self._on_row_use_wanted)
            self._column.addWidget(row)
            self.rows.append(row)

    def _on_row_use_wanted(self, place: int) -> None:
        self.use_wanted.emit((place,))

    def _on_head_use_clicked(self) -> None:
        self.use_wanted.emit(tuple(row.place for row in self.rows))
