"""Undo and redo in a line of text, where they may be meant for the whole window."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def is_for_the_window(line: QLineEdit, event: QEvent) -> bool:
    """Whether the event asks the line for undo or redo while nothing is being typed in it that could be undone."""
    if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride or line.isModified():
        return False
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
