"""The table of a fair comparison in the window: where its columns stand, in a row a lane or, where narrow, in two."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

from app.gui.painting.text import RIGHT
from app.gui.widgets.panel_words import Piece
from app.model.fair.cells import COLUMNS, best_cells, now_cells
from app.model.fair.lane import LaneResult
from app.model.fair.request import FairResult

WIDE = 440
"""From this width on a lane's numbers stand in one row."""
INSET = 12.0
"""From a row's left edge, where the lane's colour is, to its name."""
NATURAL = 456.0
"""The width for which the edges are given; wider tables spread."""
MOST_SPREAD = 1.5
BEST_ENDS = (206.0, 154.0, 86.0, 44.0)
"""How far from the right edge lr, β, loss and steps end."""
NOW_ENDS = (316.0, 274.0)
"""The same for loss and steps now, in one row."""
NARROW_ENDS = (164.0, 116.0, 46.0, 0.0)
NOW_ROOM = 52.0
"""What a loss takes at most."""
BUTTON = 38
END = 4.0


@dataclass(frozen=True)
class Layout:
    """Where things stand in a row of some width: `now` are the ends of loss and steps, `best` of all columns."""

    width: float
    height: int
    now_y: float
    best_y: float
    now: tuple[float, float]
    best: tuple[float, float, float, float]
    name_room: float
    button: QRect

    @property
    def is_wide(self) -> bool:
        """Whether all stands in one row."""
        return self.now_y == self.best_y

    def row(self, result: FairResult, lane: LaneResult, text: str, quiet: str) -> list[Piece]:
        """A lane's name and numbers in these inks."""
        now, best = now_cells(result, lane)[2:], best_cells(result, lane)
        pieces = [Piece(INSET, self.now_y, lane.lane.name, text, self.name_room, bold=True)]
        pieces += [_right(end, self.now_y, cell, quiet) for end, cell in zip(self.now, now, strict=True)]
        pieces += [_right(end, self.best_y, cell, text) for end, cell in zip(self.best, best, strict=True)]
        return pieces

    def head(self, ink: str) -> list[Piece]:
        """The names of the columns, and over them, or in front of a lane's rows, what they are."""
        names = [_right(end, 23.0, name, ink) for end, name in zip(self.best, COLUMNS, strict=True)]
        if not self.is_wide:
            return names
        names += [_right(end, 23.0, name, ink) for end, name in zip(self.now, COLUMNS[2:], strict=True)]
        return [*names, _right(self.now[1], 8.0, "now", ink), _right(self.best[3], 8.0, "own best", ink)]


def layout(width: int) -> Layout:
    """Where things stand in a row that is so wide."""
    right = width - END
    if width < WIDE:
        best = tuple(right - end for end in NARROW_ENDS)
        return Layout(width, 42, 12.0, 31.0, best[2:], best, best[2] - NOW_ROOM - INSET, QRect(8, 21, BUTTON, 20))  # type: ignore[arg-type]
    spread = min(MOST_SPREAD, width / NATURAL)
    now, best = (tuple(right - end * spread for end in ends) for ends in (NOW_ENDS, BEST_ENDS))
    button = QRect(width - BUTTON, 3, BUTTON, 20)
    return Layout(width, 26, 13.0, 13.0, now, best, now[0] - NOW_ROOM - INSET, button)  # type: ignore[arg-type]


def _right(x: float, y: float, text: str, ink: str) -> Piece:
    return Piece(x, y, text, ink, align=RIGHT)
