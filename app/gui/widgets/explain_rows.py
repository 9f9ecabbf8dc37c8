"""What became of each lane: a table with a row a lane, which is selected by a click and stands out under the mouse."""

from PySide6.QtGui import QPainter

from app.gui.painting.style import font
from app.gui.painting.text import RIGHT, text_width
from app.gui.widgets.explain_table import END, INSET, UNKNOWN, cells, columns, health_ink
from app.gui.widgets.lane_row import LaneRow
from app.gui.widgets.panel_words import LARGE, Piece, write
from app.model.experiment import Lane
from app.model.numbers import number_text
from app.model.theme import Theme
from optim_core.diagnosis import TOLERANCE, Diagnosis

HEIGHT = 40


class VerdictRow(LaneRow):
    """One lane: its verdict, its name and its numbers."""

    def __init__(self, index: int, theme: Theme) -> None:
        super().__init__(index, theme)
        self._shown: tuple[str, int, Diagnosis | None] = ("", 0, None)
        self.setFixedHeight(HEIGHT)

    def show_lane(self, lane: Lane, diagnosis: Diagnosis | None) -> None:
        """Show what became of this lane; None as long as nobody knows."""
        shown = (lane.name, lane.colour, diagnosis)
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(f"{lane.name}: {UNKNOWN if diagnosis is None else diagnosis.verdict.value}")
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

    def paint_lane(self, painter: QPainter) -> None:
        name, colour, diagnosis = self._shown
        theme, width = self.look.theme, float(self.width())
        self.paint_bar(painter, colour)
        verdict, right = UNKNOWN if diagnosis is None else diagnosis.verdict.value, width - END
        ink = theme.quiet if diagnosis is None else health_ink(theme, diagnosis.verdict.health)
        room = right - INSET - text_width(verdict, font(LARGE, bold=True)) - 8
        words = [
            Piece(INSET, 12, verdict, ink, size=LARGE, bold=True),
            Piece(right, 12, name, theme.quiet, room, RIGHT),
        ]
        if diagnosis is not None:
            words += columns(right, 29, cells(diagnosis.measures), theme.text)
        write(painter, self.look, words)
