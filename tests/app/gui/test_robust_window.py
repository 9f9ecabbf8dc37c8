"""What the window does where its own files are damaged, or nothing can be written any more."""

import pytest
from PySide6.QtCore import QSize

from app.gui.window import Window
from app.lessons.progress import PROGRESS
from app.model.export_choices import CHOICES
from app.model.settings import SETTINGS, Settings, load_settings, save_settings
from tests.app.gui.conftest import dispose
from tests.app.gui.hand import Hand, settle
from tests.app.gui.plain import full_disk
from tests.app.gui.test_window import another, reopened  # noqa: F401


def damage(*files) -> None:
    for file in files:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        file.path.write_bytes(b"\x00")


def test_damaged_settings_are_told_of_where_they_can_be_read(another: list[Window]) -> None:  # noqa: F811
    damage(SETTINGS)
    window = reopened(another)
    notice = window.notice
    assert notice.text().startswith("The settings made no sense: the file is put aside as ")
    assert notice.isVisible()
    assert notice.parentWidget().rect().contains(notice.geometry())
    window.resize(1024, 640)
    settle()
    assert notice.parentWidget().rect().contains(notice.geometry())
    dispose(another.pop())
    assert not reopened(another).notice.isVisible()


def test_what_is_read_later_is_told_of_later(still: Window, hand: Hand) -> None:
    damage(PROGRESS, CHOICES)
    hand.click(still.top_bar.lessons)
    assert still.notice.text().startswith("The progress made no sense: ")
    assert still.exports is not None
    assert still.notice.text().startswith("The choices for exporting made no sense: ")
    still.notice.hide()
    hand.click(still.top_bar.lessons)
    hand.click(still.top_bar.lessons)
    assert not still.notice.isVisible()


def test_it_closes_where_the_disk_is_full(still: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings("light"))
    full_disk(monkeypatch)
    still.close()
    assert not still.isVisible()
    assert load_settings() == Settings("light")


def test_closed_maximized_it_opens_maximized(still: Window, another: list[Window]) -> None:  # noqa: F811
    still.resize(1111, 777)
    settle()
    still.showMaximized()
    settle()
    dispose(still)
    window = reopened(another)
    assert window.isMaximized()
    window.showNormal()
    settle()
    assert window.size() == QSize(1111, 777)
