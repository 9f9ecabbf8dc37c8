"""The table of what became of each lane: its columns, what they mean and where they stand."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.gui.painting.painter import painting
from app.gui.painting.style import Style, font
from app.gui.painting.text import RIGHT, text_width
from app.gui.widgets.panel_words import ROW, SMALL, Piece, write
from app.model.ledger import column_text
from app.model.numbers import number_text
from app.model.theme import Theme
from optim_core.diagnosis import TOLERANCE, Health, Measures

UNKNOWN = "Computing"
"""What stands for the verdict while the run is not computed to its end."""
LETTERS = 6
"""Of a number in the table."""
INSET = 12.0
"""From the row's left edge, where its bar is, to its words."""
COLUMNS = {
    "loss": "The loss at the end of the run.",
    "distance": "From the nearest minimum, at the end of the run.",
    "tolerance": f"The step from which on the loss stays within {number_text(TOLERANCE)} of what it was above the"
    " minimum at the start.",
    "reversals": "How often a step goes against the one before.",
}
"""The numbers of a row and what they mean."""
EDGES = (122.0, 60.0, 0.0)
"""How far from the right edge each column but the first ends; that begins where the words do."""
END = 8.0
"""From the right edge of a row to its words."""


def health_ink(theme: Theme, health: Health) -> str:
    """The colour of a verdict."""
    return {Health.GOOD: theme.good, Health.NEUTRAL: theme.text, Health.SICK: theme.warning}[health]


def cells(measures: Measures) -> tuple[str, ...]:
    """A row's numbers, in the order of the columns."""
    distance, step = measures.distance, measures.steps_to_tolerance
    return (
        column_text(measures.final_loss, 3, LETTERS),
        "none" if distance is None else column_text(distance, 3, LETTERS),
        "never" if step is None else f"{step:,}",
        f"{measures.reversals:,}",
    )


def columns(width: float, y: float, texts: tuple[str, ...], ink: str) -> list[Piece]:
    """One text a column, in a table that is so wide."""
    first, *others = texts
    placed = zip(others, EDGES, strict=True)
    return [Piece(INSET, y, first, ink), *(Piece(width - edge, y, text, ink, align=RIGHT) for text, edge in placed)]


class VerdictHeader(QWidget):
    """The names of the columns."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._style = Style(theme, screen=True)
        self.setFixedHeight(round(ROW))

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._style = Style(theme, screen=True)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._help(event.pos().x()), self)
            return True
        return super().event(event)

    def _help(self, x: float) -> str:
        ends = (self.width() - END - edge for edge in (EDGES[0] + text_width("distance", font(SMALL)), *EDGES))
        return next((words for end, words in zip(ends, COLUMNS.values(), strict=True) if x <= end), "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        with painting(self) as painter:
            shown = columns(self.width() - END, ROW / 2, tuple(COLUMNS), self._style.theme.quiet)
            write(painter, self._style, shown)
