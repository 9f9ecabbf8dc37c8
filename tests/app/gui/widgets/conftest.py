"""One widget in a window of its own."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.app.gui.hand import Hand, settle

Stage = Callable[[QWidget], Hand]


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """Puts a widget into a window, below a button that can take the focus away, and gives a hand on it."""
    opened: list[QWidget] = []

    def show(widget: QWidget) -> Hand:
        window = QWidget()
        opened.append(window)
        column = QVBoxLayout(window)
        column.addWidget(QPushButton("elsewhere"))
        column.addWidget(widget)
        window.resize(300, 120)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        settle()
        return Hand(window)

    yield show
    for window in opened:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
