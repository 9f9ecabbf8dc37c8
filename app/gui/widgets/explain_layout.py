"""Where the words of an explanation stand: what stays from step to step apart from what moves.

Every place follows from the rows alone, so that a number that moves never moves anything else.
"""

from app.gui.painting.style import font
from app.gui.painting.text import RIGHT, text_width
from app.gui.widgets.panel_words import ROW, SMALL, Piece
from app.model.explain import Explanation
from app.model.ledger import Entry
from app.model.theme import Theme

TITLE = 24.0
PAD, INDENT = 8.0, 12.0
FACT = 17.0
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
    """The rows of facts as they stand together: label, value, and in tables a second value."""
    found = (explanation.settings, *explanation.tables, explanation.motion, explanation.conventions)
    return [group for group in found if group]


def ledger_height(explanation: Explanation, width: float) -> float:
    """The height of the box with the update."""
    entries = explanation.ledger
    headings = [_symbols(entry, width) for entry in entries if not entry.x]
    rows = len(entries) - len(headings) + sum(len(lines) for lines in headings)
    return 2 * PAD + ROW * rows + GAP / 2 * max(0, len(headings) - 1)


def height_of(explanation: Explanation, width: float) -> float:
    """The height of everything, where it may be so wide."""
    facts = sum(FACT * len(group) + GAP for group in groups(explanation))
    return TITLE + ledger_height(explanation, width) + GAP + facts


def _symbols(entry: Entry, width: float) -> list[str]:
    """An equation in as many lines as it needs, broken where no bracket is open."""
    lines = [""]
    for word in _words(entry.label):
        longer = f"{lines[-1]} {word}".lstrip()
        if text_width(longer, font(SMALL)) <= width - 2 * PAD or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _words(symbols: str) -> list[str]:
    words = [""]
    for word in symbols.split():
        is_inside = words[-1].count("(") > words[-1].count(")")
        words[-1:] = [f"{words[-1]} {word}"] if is_inside else [words[-1], word]
    return words[1:]


class Layout:
    """The words of one explanation within a width: `still` and `moving` pieces, and the `rules` above totals (y)."""

    def __init__(self, shown: Explanation, width: float, theme: Theme) -> None:
        self._theme = theme
        self._width = width
        self.still: list[Piece] = []
        self.moving: list[Piece] = []
        self.rules: list[float] = []
        self.labels: list[tuple[float, str]] = []
        self.box = (TITLE, ledger_height(shown, width))
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
            if entry.x:
                self._place_entry(entry, y)
                y += ROW
                continue
            y += GAP / 2 if place else 0.0
            for line in _symbols(entry, self._width):
                self.still.append(Piece(PAD, y, line, self._theme.text))
                y += ROW

    def _place_entry(self, entry: Entry, y: float) -> None:
        theme, right = self._theme, self._width - PAD
        is_total, is_whole = entry.label.startswith("="), "←" in entry.label
        if is_total:
            self.rules.append(y - ROW / 2)
        ink, left = theme.text if is_total or is_whole else theme.quiet, PAD if is_whole else INDENT
        self.still.append(Piece(left, y, entry.label, ink, right - 2 * COLUMN - left))
        self.moving.append(Piece(right - COLUMN, y, entry.x, theme.text, COLUMN, RIGHT))
        self.moving.append(Piece(right, y, entry.y, theme.text, COLUMN, RIGHT))

    def _place_facts(self, shown: Explanation) -> None:
        top = sum(self.box) + GAP
        for group in groups(shown):
            for place, row in enumerate(group):
                # Of a table the first row says what its two columns are.
                self._place_fact(top, row, self._theme.quiet if len(row) > 2 and not place else self._theme.text)
                top += FACT
            top += GAP

    def _place_fact(self, top: float, row: Row, ink: str) -> None:
        (label, *values), y = row, top + FACT / 2
        self.labels.append((top, label))
        self.still.append(Piece(0.0, y, label, self._theme.quiet))
        ends = (self._width - SECOND, self._width) if len(values) > 1 else (self._width,)
        rooms = (ends[0] - text_width(label, font(SMALL)) - PAD, SECOND)
        for value, end, room in zip(values, ends, rooms, strict=False):
            self.moving.append(Piece(end, y, value, self._theme.warning if value in WARNED else ink, room, RIGHT))
