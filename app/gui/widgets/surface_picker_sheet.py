"""The picker's sheet: search above, shelves at the left and what is known of a surface at the right, typing below."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.gui.painting.style import color
from app.gui.widgets.formula_field import FormulaField
from app.gui.widgets.lesson_sheet import words
from app.gui.widgets.question import short
from app.gui.widgets.surface_card import SurfaceCard
from app.gui.widgets.surface_picker_detail import Detail
from app.gui.widgets.surface_picker_layout import MARGIN, foot, head, middle, scroller_of
from app.gui.widgets.surface_picker_shelves import Shelves
from app.gui.widgets.thumbnail import Gallery
from app.model.formula_reading import formula_text
from app.model.theme import Theme
from surfaces import Surface

CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class PickerSheet(QFrame):
    """Emits what a person chooses or types."""

    surface_wanted = Signal(object)
    file_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("picker")
        self._present: Surface | None = None
        self._hovered: Surface | None = None
        self._typed: Surface | None = None
        self.gallery = Gallery(self)
        self.search = QLineEdit()
        self.search.setObjectName("picker_search")
        self.search.setPlaceholderText("Search by name, formula, purpose or author")
        self.search.setAccessibleName("Search surfaces")
        self.shelves = Shelves(self.gallery, theme)
        self.nothing = words("")
        self.detail = Detail(self.gallery, theme)
        self.formula = FormulaField(theme)
        self.file = QPushButton("From a file…")
        self.file.setObjectName("lesson_button")
        self.file.setToolTip("A table of heights (CSV, NPZ) or an image")
        self.nothing.hide()
        self.scroller = scroller_of(self.shelves)
        self._middle = middle(self.nothing, self.scroller, self.detail)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head(self.search))
        whole.addWidget(self._middle, 1)
        whole.addWidget(foot(self.formula, self.file))
        self._connect()
        self.set_theme(theme)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search_text_changed)
        self.gallery.painted.connect(self._on_gallery_painted)
        self.shelves.chosen.connect(self.surface_wanted)
        self.shelves.hovered.connect(self._on_shelves_hovered)
        self.shelves.focused.connect(self._on_shelves_focused)
        self.shelves.left_upwards.connect(self.search.setFocus)
        self.formula.surface_wanted.connect(self.surface_wanted)
        self.formula.previewed.connect(self._on_formula_previewed)
        self.file.clicked.connect(self.file_wanted)

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What the Tab key comes to; of the cards to one, and from there arrows lead to the others."""
        entry = self._focused_card or self.shelves.entry
        return (self.search, *(() if entry is None else (entry,)), *self.formula.in_order, self.file)

    def begin(self, surface: Surface) -> None:
        """Show everything, from the surface that one walks on."""
        self._hovered = self._typed = None
        self.search.clear()
        self.show_present(surface)
        self.search.setFocus()
        self._show_entry()
        for card in self.shelves.cards.values():
            self.gallery.picture(card.order)

    def show_present(self, surface: Surface) -> None:
        """Mark the surface that one walks on."""
        self._present = surface
        self.shelves.show_present(surface)
        self.formula.show_text(formula_text(surface))
        self._show_detail()

    def set_theme(self, theme: Theme) -> None:
        """Wear other colours."""
        self._middle.setPalette(QPalette(color(theme.panel)))
        for part in (self.shelves, self.detail, self.formula):
            part.set_theme(theme)

    def rest(self) -> None:
        """Nobody looks any more."""
        self.gallery.stop()

    def focus_on_next(self, step: int) -> bool:
        """Put the focus on what comes so many places later for the Tab key; False where nothing is to be seen."""
        order = [widget for widget in self.in_order if widget.isVisible() and widget.isEnabled()]
        place = next((place for place, widget in enumerate(order) if widget.hasFocus()), -1)
        reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
        if order:
            order[(place + step) % len(order)].setFocus(reason)
        return bool(order)

    @property
    def _focused_card(self) -> SurfaceCard | None:
        return next((card for card in self.shelves.found if card.hasFocus()), None)

    @property
    def _subject(self) -> Surface | None:
        """What is told of: what lies under the mouse, has the focus, is typed or is found, or what one walks on."""
        card = self._focused_card or (self.shelves.entry if self.search.text().strip() else None)
        if self._hovered is not None:
            return self._hovered
        if self._typed is not None:
            return self._typed
        return self._present if card is None else card.surface

    def _show_detail(self) -> None:
        subject = self._subject
        if subject is not None:
            self.detail.show_surface(subject)

    def _show_entry(self) -> None:
        """Scroll as far as the card that keys come to first is in sight."""
        # What has become visible gets its place now and not in the event loop's next turn.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        entry = self.shelves.entry
        self.scroller.verticalScrollBar().setValue(0)
        if entry is not None:
            self.scroller.ensureWidgetVisible(entry, 0, MARGIN)

    def _choose_best(self) -> None:
        entry = self.shelves.entry
        if entry is not None and self.search.text().strip():
            entry.click()

    def _on_search_text_changed(self, text: str) -> None:
        self._hovered = self._typed = None
        self.shelves.search(text)
        is_empty = not self.shelves.found
        self.nothing.setText(f"Nothing fits “{short(text)}”. A formula can be typed below.")
        self.nothing.setVisible(is_empty)
        self.scroller.setVisible(not is_empty)
        self._show_entry()
        self._show_detail()

    def _on_gallery_painted(self) -> None:
        self.shelves.update()
        self.detail.picture.update()

    def _on_shelves_hovered(self, surface: Surface | None) -> None:
        self._hovered = surface
        self._show_detail()

    def _on_shelves_focused(self, card: SurfaceCard) -> None:
        # The mouse may rest where it is: keys were the last to say what is of interest.
        self._hovered = self._typed = None
        self.scroller.ensureWidgetVisible(card, 0, MARGIN)
        self._show_detail()

    def _on_formula_previewed(self, surface: Surface | None) -> None:
        self._typed = surface
        self._show_detail()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry, key = self.shelves.entry, event.key()
        in_search = self.search.hasFocus()
        if in_search and key == Qt.Key.Key_Down and entry is not None:
            entry.setFocus()
        elif in_search and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_best()
        elif not in_search and is_typing(event):
            self.search.setFocus()
            self.search.insert(event.text())
        else:
            super().keyPressEvent(event)


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key is a letter, and no wish of its own."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & CHORDS
