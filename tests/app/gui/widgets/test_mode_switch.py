"""The pill that says how knobs act: a hand clicks its halves, and it shows what it is told."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.gui.widgets.mode_switch import ModeSwitch
from app.model.theme import DARK, LIGHT


@pytest.fixture
def switch(qtbot):
    parent = QWidget()
    parent.resize(600, 300)
    qtbot.addWidget(parent)
    made = ModeSwitch(parent, DARK)
    parent.show()
    yield made
    parent.close()


@pytest.fixture
def wanted(switch):
    found = []
    switch.steering_wanted.connect(found.append)
    return found


def test_a_click_on_the_other_half_is_a_wish_and_on_the_same_none(switch, wanted):
    for half in (switch.replay, switch.steer, switch.steer, switch.replay):
        QTest.mouseClick(half, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert wanted == [True, False]


def test_what_it_is_told_it_shows_without_a_word(switch, wanted):
    switch.show_steering(True)
    assert (switch.steer.isChecked(), switch.replay.isChecked()) == (True, False)
    switch.show_steering(False)
    assert (switch.steer.isChecked(), switch.replay.isChecked()) == (False, True)
    assert wanted == []


def test_it_wears_the_theme(switch):
    before = switch.grab().toImage()
    switch.set_theme(LIGHT)
    assert switch.grab().toImage() != before


def test_on_a_narrow_parent_its_words_are_short_and_its_names_stay(switch):
    names = [half.accessibleName() for half in (switch.replay, switch.steer)]
    widths = []
    for width, texts in ((600, names), (345, ["Replay", "Steer"]), (600, names)):
        switch.parentWidget().resize(width, 300)
        QTest.qWait(0)
        assert [half.text() for half in (switch.replay, switch.steer)] == texts
        assert [half.accessibleName() for half in (switch.replay, switch.steer)] == names
        assert switch.width() == switch.sizeHint().width()
        widths.append(switch.width())
    assert widths[1] < 0.75 * widths[0]
    assert widths[2] == widths[0]


def test_what_is_shown_stays_when_words_change(switch, wanted):
    switch.show_steering(True)
    switch.parentWidget().resize(345, 300)
    QTest.qWait(0)
    assert switch.steer.isChecked()
    assert wanted == []
