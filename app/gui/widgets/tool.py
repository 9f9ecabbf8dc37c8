"""Small buttons that are an icon."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton


def icon_button(note: str) -> QToolButton:
    """A button without a frame; `note` is its tooltip and its accessible name. Its icon comes with the theme."""
    button = QToolButton()
    button.setObjectName("icon")
    button.setIconSize(QSize(14, 14))
    button.setToolTip(note)
    button.setAccessibleName(note)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
