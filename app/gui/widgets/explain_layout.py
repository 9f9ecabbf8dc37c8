"""Where the words of an explanation stand: what stays from step to step apart from what moves.

Every place follows from the rows alone, so that a number that moves never moves anything else.
"""

from app.gui.painting.style import font
from app.gui.painting.text import RIGHT, text_width
from app.gui.widgets.panel_words import ROW, SMALL, Piece
from app.model.explain import Entry, Explanation
from app.model.theme import Theme

TITLE = 24.0
PAD, INDENT = 8.0, 12.0
FACT = 18.0
"""The height of a row of facts."""
GAP = 8.0
COLUMN = 66.0
"""The width of a column of coordinates."""
SECOND = 92.0
"""The width of the column of the soft direction; the stiff one's ends where it begins."""
WARNED = ("unstable",)
"""Values in the colour of a warning."""
Row = tuple[str, ...]


def groups(explanation: Explanation) -> list[tuple[Row, ...]]:
    """The rows of facts as they stand together: label, value, and for directions a second value."""
    directions = (("", "stiff", "soft"), *explanation.directions)
    found = (explanation.settings, directions, explanation.motion, explanation.conventions)
    return [group for group in found if group]


def ledger_height(explanation: Explanation) -> float:
    """The height of the box with the update."""
    entries = explanation.ledger
    headings = sum(not entry.x for entry in entries)
    return 2 * PAD + ROW * len(entries) + GAP / 2 * max(0, headings - 1)


def height_of(explanation: Explanation) -> float:
    """The height of everything."""
    facts = sum(FACT * len(group) + GAP for group in groups(explanation))
    return TITLE + ledger_height(explanation) + GAP + facts


class Layout:
    """The words of one explanation within a width: `still` and `moving` pieces, and the `rules` above totals (y)."""

    def __init__(self, shown: Explanation, width: float, theme: Theme) -> None:
        self._theme = theme
        self._width = width
        self.still: list[Piece] = []
        self.moving: list[Piece] = []
        self.rules: list[float] = []
        self.labels: list[tuple[float, str]] = []
        self.box = (TITLE, ledger_height(shown))
        self._place_title(shown)
        self._place_ledger(shown)
        self._place_facts(shown)

    def label_at(self, y: float) -> str:
        """The label of the row of facts at that height; "" elsewhere."""
        return next((label for top, label in self.labels if top <= y < top + FACT), "")

    def _place_title(self, shown: Explanation) -> None:
        quiet = self._theme.quiet
        taken = text_width(shown.note, font(SMALL)) + PAD if shown.note else 0.0
        self.moving.append(Piece(0.0, ROW / 2, shown.title, quiet, self._width - taken, bold=True))
        if shown.note:
            self.moving.append(Piece(self._width, ROW / 2, shown.note, quiet, align=RIGHT))

    def _place_ledger(self, shown: Explanation) -> None:
        y = TITLE + PAD + ROW / 2
        for place, entry in enumerate(shown.ledger):
            y += GAP / 2 if place and not entry.x else 0.0
            self._place_entry(entry, y)
            y += ROW

    def _place_entry(self, entry: Entry, y: float) -> None:
        theme, right = self._theme, self._width - PAD
        if not entry.x:
            self.still.append(Piece(PAD, y, entry.label, theme.text, right - PAD))
            return
        is_total = entry.label.startswith("=")
        if is_total:
            self.rules.append(y - ROW / 2)
        ink = theme.text if is_total else theme.quiet
        self.still.append(Piece(INDENT, y, entry.label, ink, right - 2 * COLUMN - INDENT))
        self.moving.append(Piece(right - COLUMN, y, entry.x, theme.text, COLUMN, RIGHT))
        self.moving.append(Piece(right, y, entry.y, theme.text, COLUMN, RIGHT))

    def _place_facts(self, shown: Explanation) -> None:
        top = TITLE + ledger_height(shown) + GAP
        for group in groups(shown):
            for row in group:
                self._place_fact(top, *row)
                top += FACT
            top += GAP

    def _place_fact(self, top: float, label: str, value: str, second: str = "") -> None:
        y, right = top + FACT / 2, self._width - SECOND if second else self._width
        room = right - text_width(label, font(SMALL)) - PAD
        self.labels.append((top, label))
        self.still.append(Piece(0.0, y, label, self._theme.quiet))
        self.moving.append(Piece(right, y, value, self._ink(label, value), room, RIGHT))
        if second:
            self.moving.append(Piece(self._width, y, second, self._ink(label, second), SECOND, RIGHT))

    def _ink(self, label: str, value: str) -> str:
        if value in WARNED:
            return self._theme.warning
        return self._theme.text if label else self._theme.quiet
