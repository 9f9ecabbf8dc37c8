"""The shelves of the catalogue: cards under headings, in as many columns as there is room for."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from app.gui.widgets.surface_card import CARD, SurfaceCard
from app.gui.widgets.thumbnail import Gallery
from app.model.catalogue import rank, shelves
from app.model.theme import Theme
from surfaces import ClosedForm, Surface

GAP = 4
ABOVE, HEADING = 12, 24
"""Heights: between two shelves, and of a heading."""
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class Shelves(QWidget):
    """Emits which surface a person chooses or looks at."""

    chosen = Signal(object)
    hovered = Signal(object)
    """The Surface under the mouse, or None."""
    focused = Signal(object)
    """A SurfaceCard."""
    left_upwards = Signal()
    """The key up was pressed in the first row."""

    def __init__(self, gallery: Gallery, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("picker_body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = ""
        self._present: Surface | None = None
        self._shown = shelves()
        self.cards: dict[str, SurfaceCard] = {}
        """By the surface's key, in order."""
        self._headings: dict[str, QLabel] = {}
        for group, row in self._shown:
            self._headings[group] = _heading(group, self)
            for surface in row:
                self.cards[surface.key] = self._card(surface, gallery, theme)

    def _card(self, surface: ClosedForm, gallery: Gallery, theme: Theme) -> SurfaceCard:
        card = SurfaceCard(surface, gallery, theme)
        card.setParent(self)
        card.clicked.connect(lambda: self.chosen.emit(surface))
        card.hovered.connect(self.hovered)
        card.focused.connect(lambda: self.focused.emit(card))
        return card

    @property
    def found(self) -> list[SurfaceCard]:
        """The cards that are to be seen, in order."""
        return [self.cards[surface.key] for _, row in self._shown for surface in row]

    @property
    def entry(self) -> SurfaceCard | None:
        """The card that keys come to first: the present one, or while one searches the one that fits best."""
        found = self.found
        if self._words:
            return min(found, key=lambda card: rank(card.surface, self._words), default=None)
        return next((card for card in found if card.is_present), next(iter(found), None))

    def show_present(self, surface: Surface) -> None:
        """Mark the surface that one walks on."""
        self._present = surface
        self._show_marks()

    def search(self, words: str) -> None:
        """Show only what these words are said of."""
        self._words = words.strip()
        self._shown = shelves(words)
        self._show_marks()
        self._place()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        for card in self.cards.values():
            card.set_theme(theme)

    def _show_marks(self) -> None:
        kind = None if self._present is None else self._present.kind
        best = self.entry if self._words else None
        for card in self.cards.values():
            card.show_marks(is_present=card.surface.kind == kind, is_best=card is best)

    def _place(self) -> None:
        """Put everything into its place, and take the height that it needs."""
        shown = {group for group, _ in self._shown}
        for group, heading in self._headings.items():
            heading.setVisible(group in shown)
        found = self.found
        for card in self.cards.values():
            card.setVisible(card in found)
        columns = columns_in(self.width())
        bottom = 0
        for group, row in self._shown:
            top = bottom + (ABOVE if bottom else 0)
            self._headings[group].setGeometry(8, top, self.width() - 8, HEADING)
            for number, surface in enumerate(row):
                at = QPoint(number % columns, number // columns)
                card = self.cards[surface.key]
                card.move(at.x() * (CARD.width() + GAP), top + HEADING + at.y() * (CARD.height() + GAP))
                bottom = card.geometry().bottom() + 1
        self.setMinimumHeight(bottom + ABOVE)

    def _beside(self, card: SurfaceCard, across: int, down: int) -> SurfaceCard | None:
        """The next card in reading order, or the nearest in the next row that way."""
        found = self.found
        if across:
            place = found.index(card) + across
            return found[place] if 0 <= place < len(found) else card
        rows = sorted({other.y() for other in found if (other.y() - card.y()) * down > 0}, key=lambda y: y * down)
        row = [other for other in found if rows and other.y() == rows[0]]
        return min(row, key=lambda other: abs(other.x() - card.x()), default=None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(event.key())
        focused = next((card for card in self.found if card.hasFocus()), None)
        if step is None or focused is None:
            super().keyPressEvent(event)
            return
        beside = self._beside(focused, *step)
        if beside is not None:
            beside.setFocus()
        elif step == (0, -1):
            self.left_upwards.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def columns_in(width: int) -> int:
    """How many columns so many pixels have room for; one stands in any case."""
    return max(1, (width + GAP) // (CARD.width() + GAP))


def width_of_columns(columns: int) -> int:
    """How many pixels so many columns take."""
    return columns * (CARD.width() + GAP) - GAP


def _heading(text: str, parent: QWidget) -> QLabel:
    heading = QLabel(text, parent)
    heading.setObjectName("heading")
    return heading
