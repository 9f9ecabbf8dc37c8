"""One lane against another over the seeds: how often it ends lower when both meet the same noise, and by how much."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.gui.painting.crowd_report import add_pair_rows, comparison_text
from app.gui.painting.crowd_rows import Rows
from app.gui.painting.painter import painting
from app.gui.painting.style import Style
from app.gui.widgets.crowd_lane import END, INSET, STALE
from app.gui.widgets.declared import add_action, empty
from app.gui.widgets.panel_words import cut
from app.gui.widgets.section import Heading
from app.model.crowd.report import Comparison, CrowdReport, compare
from app.model.experiment import Lane
from app.model.theme import Theme

PAIRED = "Both lanes of a pair meet the same noise: luck strikes them alike, and what is left is skill."
BUTTON, NAME = 98, 70.0
"""The width of a button, and the room for a lane's name on it."""


class CrowdPair(QWidget):
    """Shows the comparison of two lanes, which can be chosen here: the first two that are visible at first."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._lanes: tuple[Lane, ...] = ()
        self._report: CrowdReport | None = None
        self._wanted: list[int | None] = [None, None]
        self._stale = False
        self.choices = (LaneChoice("first lane"), LaneChoice("second lane"))
        self.numbers = PairNumbers(theme)
        for place, choice in enumerate(self.choices):
            choice.lane_wanted.connect(partial(self._on_choice_lane_wanted, place))
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 4)
        row.setSpacing(0)
        against = QLabel("against")
        against.setObjectName("quiet")
        against.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.choices[0])
        row.addWidget(against, 1)
        row.addWidget(self.choices[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Heading("Lane against lane"))
        column.addLayout(row)
        column.addWidget(self.numbers)

    def show_report(self, lanes: tuple[Lane, ...], report: CrowdReport | None, *, stale: bool) -> None:
        """Show two of these lanes, as the report has it; fainter if that is about to change."""
        self._lanes, self._report, self._stale = lanes, report, stale
        self.setVisible(len(lanes) > 1)
        if len(lanes) > 1:
            self._show_pair()

    def _show_pair(self) -> None:
        pair = self.pair
        for choice, index in zip(self.choices, pair, strict=True):
            choice.show_lane(self._lanes, index)
        comparison = None if self._report is None else compare(self._report, *pair)
        self.numbers.show_comparison(comparison, [self._lanes[index] for index in pair], stale=self._stale)

    @property
    def pair(self) -> tuple[int, int]:
        """The places of both lanes: those wanted, as far as they are there, else the first that are visible."""
        visible = [index for index, lane in enumerate(self._lanes) if lane.visible]
        free = [*visible, *(index for index in range(len(self._lanes)) if index not in visible)]
        wanted = [self._place(colour) for colour in self._wanted]
        first = wanted[0] if wanted[0] is not None else next(index for index in free if index != wanted[1])
        second = wanted[1] if wanted[1] is not None else next(index for index in free if index != first)
        return first, second

    def _place(self, colour: int | None) -> int | None:
        """Where the lane of that colour is: by its colour a lane is known when others come and go."""
        return next((index for index, lane in enumerate(self._lanes) if lane.colour == colour), None)

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self.numbers.set_theme(theme)

    def _on_choice_lane_wanted(self, place: int, index: int) -> None:
        before = self.pair
        self._wanted = [self._lanes[at].colour for at in before]
        if index == before[1 - place]:
            # The other one's lane: they change places.
            self._wanted.reverse()
        else:
            self._wanted[place] = self._lanes[index].colour
        self._show_pair()


class LaneChoice(QToolButton):
    """Shows a lane's name and offers the others."""

    lane_wanted = Signal(int)

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what = what
        self._lanes: tuple[Lane, ...] = ()
        self._index = 0
        self.lanes_menu = QMenu(self)
        self.setObjectName("crowd_choice")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedWidth(BUTTON)
        self.clicked.connect(self._on_self_clicked)

    def show_lane(self, lanes: tuple[Lane, ...], index: int) -> None:
        """Show this one of the lanes."""
        self._lanes, self._index = lanes, index
        self.setText(f"{cut(lanes[index].name, NAME)} ▾")
        self.setAccessibleName(f"{self._what}: {lanes[index].name}")

    def _on_self_clicked(self) -> None:
        empty(self.lanes_menu)
        for index, lane in enumerate(self._lanes):
            wanted = partial(self.lane_wanted.emit, index)
            add_action(self.lanes_menu, lane.name, wanted, checked=index == self._index)
        self.lanes_menu.popup(self.mapToGlobal(self.rect().bottomLeft()))


class PairNumbers(QWidget):
    """How often the first of two lanes ends lower, and by how much."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self._comparison: Comparison | None = None
        self._lanes: list[Lane] = []
        self._stale = False

    def show_comparison(self, comparison: Comparison | None, lanes: list[Lane], *, stale: bool) -> None:
        """Show this comparison of two lanes, None as long as nobody knows."""
        self._comparison, self._lanes, self._stale = comparison, lanes, stale
        self.setAccessibleName(comparison_text(comparison, *(lane.name for lane in lanes)))
        self._fit()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def _rows(self) -> Rows:
        theme = self._style.theme
        rows = Rows(self._style, INSET, self.width() - END)
        if self._comparison is not None:
            first = self._lanes[0]
            add_pair_rows(rows, theme, self._comparison, first.name, theme.lanes[first.colour])
        rows.add_space(4.0)
        rows.add_lines(rows.broken(PAIRED))
        return rows

    def _fit(self) -> None:
        height = round(self._rows().bottom)
        if height != self.height():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setOpacity(STALE if self._stale else 1.0)
            self._rows().paint(painter)
