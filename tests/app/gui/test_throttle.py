"""Words that follow a hand: at once, less often while it drags, and never the last one lost."""

import pytest
from PySide6.QtCore import QObject

from app.gui.throttle import Throttle


@pytest.fixture
def calls():
    return []


@pytest.fixture
def throttle(calls, qapp):
    parent = QObject()
    throttle = Throttle(lambda: calls.append(len(calls)), 10, parent)
    yield throttle
    throttle.stop()
    parent.deleteLater()


def test_without_a_hand_every_call_is_answered_at_once(throttle, calls):
    for _ in range(3):
        throttle.call(dragging=False)
    assert len(calls) == 3


def test_while_dragging_the_first_is_answered_and_then_the_last_when_its_turn_comes(throttle, calls, qtbot):
    for _ in range(50):
        throttle.call(dragging=True)
    assert len(calls) == 1
    qtbot.waitUntil(lambda: not throttle._pause.isActive())
    assert len(calls) == 2, "the last, and nothing more was owed"


def test_what_is_owed_can_be_called_for(throttle, calls):
    throttle.call(dragging=True)
    throttle.flush()
    assert len(calls) == 1
    throttle.call(dragging=True)
    throttle.flush()
    throttle.flush()
    assert len(calls) == 2


def test_stopped_it_owes_nothing(throttle, calls):
    throttle.call(dragging=True)
    throttle.call(dragging=True)
    throttle.stop()
    throttle.flush()
    assert len(calls) == 1
    assert not throttle._pause.isActive()
