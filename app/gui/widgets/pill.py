"""A pill whose segments exclude each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSizePolicy


@dataclass(frozen=True)
class Entry:
    """One of some values as a person reads it; `note` says more of it.

    `reason` says why it cannot be chosen, and is empty if it can.
    """

    value: Any
    title: str
    reason: str = ""
    note: str = ""


class Pill(QFrame):
    """A segment a value; emits the one that a person wants."""

    value_wanted = Signal(object)

    def __init__(self, name: str, entries: Sequence[Entry], *, roomy: bool = False) -> None:
        super().__init__()
        self.setObjectName("pill")
        self.setProperty("roomy", "yes" if roomy else "")
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.segments = {entry.value: self._segment(name, entry) for entry in entries}
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for segment in self.segments.values():
            row.addWidget(segment)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _segment(self, name: str, entry: Entry) -> QPushButton:
        segment = QPushButton(entry.title)
        segment.setObjectName("segment")
        segment.setCheckable(True)
        segment.setToolTip(entry.note)
        segment.setAccessibleName(f"{name}: {entry.title}")
        segment.clicked.connect(partial(self.value_wanted.emit, entry.value))
        self._group.addButton(segment)
        return segment

    def show_titles(self, titles: Mapping[Any, str]) -> None:
        """Show these words on the segments; their names stay."""
        for value, segment in self.segments.items():
            segment.setText(titles[value])

    def show_value(self, value: object) -> None:
        """Show which it is; Tab reaches that segment, and arrow keys the others from there."""
        for other, segment in self.segments.items():
            segment.setFocusPolicy(Qt.FocusPolicy.TabFocus if other == value else Qt.FocusPolicy.NoFocus)
        self.segments[value].setChecked(True)

    def show_reason(self, value: object, reason: str) -> None:
        """Offer a segment, or say why it cannot be chosen."""
        self.segments[value].setEnabled(not reason)
        self.segments[value].setToolTip(reason)
