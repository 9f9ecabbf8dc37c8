"""What became of all seeds of one lane; selected by a click, and it stands out under the mouse."""

from PySide6.QtGui import QPainter, QResizeEvent

from app.gui.painting.crowd_report import UNKNOWN, add_lane_rows, report_text
from app.gui.painting.crowd_rows import Rows
from app.gui.widgets.lane_row import LaneRow
from app.model.crowd.report import LaneReport
from app.model.experiment import Lane
from app.model.theme import Theme

INSET, END = 12.0, 8.0
"""From the left edge, where the lane's bar is, to its words, and from them to the right edge."""
ABOVE, BELOW = 4.0, 6.0
STALE = 0.45
"""How much ink numbers have that are about to change."""


class CrowdLane(LaneRow):
    """One lane: the final loss, how its seeds ended, where, and how far apart."""

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__(index, theme)
        self._lane: Lane | None = None
        self._report: LaneReport | None = None
        self._stale = False
        self._fit()

    def show_lane(self, lane: Lane, report: LaneReport | None, *, stale: bool) -> None:
        """Show how this lane's seeds ended, None as long as nobody knows; fainter if that is about to change."""
        self._lane, self._report, self._stale = lane, report, stale
        self.setAccessibleName(f"{lane.name}: {report_text(report)}")
        self._fit()
        self.update()

    def _fit(self) -> None:
        height = round(self._rows()[1].bottom + BELOW)
        if height != self.height():
            self.setFixedHeight(height)

    def _rows(self) -> tuple[Rows, Rows]:
        """The lane's name, and all that is said of it below."""
        left, right, theme = INSET, self.width() - END, self.look.theme
        title = Rows(self.look, left, right, ABOVE)
        if self._lane is not None:
            title.add_title(self._lane.name, UNKNOWN if self._report is None else "")
        rows = Rows(self.look, left, right, title.bottom)
        if self._lane is not None and self._report is not None:
            add_lane_rows(rows, theme, self._report, theme.lanes[self._lane.colour])
        return title, rows

    def paint_lane(self, painter: QPainter) -> None:
        if self._lane is None:
            return
        self.paint_bar(painter, self._lane.colour)
        title, rows = self._rows()
        title.paint(painter)
        painter.setOpacity(STALE if self._stale else 1.0)
        rows.paint(painter)
        painter.setOpacity(1.0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
