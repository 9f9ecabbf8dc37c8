"""A hand's way through a menu and its submenus."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from tests.app.gui.hand import settle


def entries(menu: QMenu) -> list[str]:
    """The words of a menu, in order."""
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def checked(menu: QMenu) -> list[str]:
    """The entries with a check mark."""
    return [action.text() for action in menu.actions() if action.isChecked()]


def submenu(menu: QMenu, words: str) -> QMenu:
    """The submenu whose title begins with these words."""
    return next(below for below in menu.findChildren(QMenu) if below.title().startswith(words))


def walk(menu: QMenu, *path: str) -> None:
    """Move to the entry that begins with each of these words, and click it: a submenu opens under the mouse."""
    for words in path:
        action = next(action for action in menu.actions() if action.text().startswith(words))
        place = menu.actionGeometry(action).center()
        QTest.mouseMove(menu, place)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        settle()
        menu = submenu(menu, words) if words != path[-1] else menu
