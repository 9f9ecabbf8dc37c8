"""A quiet button that shows what is chosen and opens a list of the rest."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from app.gui.widgets.declared import add_action, empty
from app.gui.widgets.pill import Entry


class MapMenu(QToolButton):
    """Shows what is chosen and offers the rest."""

    value_wanted = Signal(object)

    def __init__(self, name: str, note: str) -> None:
        super().__init__()
        self._name = name
        self._entries: tuple[Entry, ...] = ()
        self._value: object = None
        self._texts = "", ""
        self._is_short = False
        self.choices = QMenu(self)
        self.choices.setToolTipsVisible(True)
        self.setObjectName("map_menu")
        self.setToolTip(note)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_self_clicked)

    def show_choice(self, entries: Sequence[Entry], value: object, text: str, short: str | None = None) -> None:
        """Show this value in these words, or in short ones where there is no room; offer those."""
        self._entries, self._value = tuple(entries), value
        self._texts = text, text if short is None else short
        self.setAccessibleName(f"{self._name}: {text}")
        self.show_short(self._is_short)

    def show_short(self, is_short: bool) -> None:
        """Show short words, or the full ones."""
        self._is_short = is_short
        self.setText(f"{self._texts[is_short]} ▾")

    def _on_self_clicked(self) -> None:
        empty(self.choices)
        for entry in self._entries:
            chosen = partial(self.value_wanted.emit, entry.value)
            action = add_action(self.choices, entry.title, chosen, checked=entry.value == self._value)
            action.setEnabled(not entry.reason)
            action.setToolTip(entry.reason)
        self.choices.popup(self.mapToGlobal(self.rect().bottomLeft()))
