"""Time under the hand."""

import pytest
from PySide6.QtCore import QPoint

from app.gui.window import Window
from app.model import edits
from tests.app.gui.hand import Hand, settle


def test_play_and_pause(window: Window, hand: Hand) -> None:
    assert window.playhead.playing, "it opens in motion"
    assert window.transport.play.accessibleName() == "Pause"
    hand.click(window.transport.play)
    assert not window.playhead.playing
    assert window.transport.play.accessibleName() == "Play"
    hand.click(window.transport.play)
    assert window.playhead.playing


def test_steps_and_ends(still: Window, hand: Hand) -> None:
    for button, step in ((still.transport.forward, 1), (still.transport.forward, 2), (still.transport.back, 1)):
        hand.click(button)
        assert still.playhead.step == step
    hand.click(still.transport.to_start)
    assert still.playhead.step == 0
    hand.click(still.transport.back)
    assert still.playhead.step == 0


def test_the_scrub_bar(window: Window, hand: Hand) -> None:
    scrub = window.transport.scrub
    hand.press(scrub, QPoint(scrub.width() // 2, scrub.height() // 2))
    assert window.playhead.step == pytest.approx(500, abs=10)
    assert not window.playhead.playing
    hand.move(scrub, QPoint(scrub.width() - 3, 5))
    assert window.playhead.step == 1000
    hand.release(scrub, QPoint(scrub.width() - 3, 5))
    assert window.transport.counter.text() == "1,000 / 1,000"
    assert not window.store.can_undo, "time is no part of the experiment"


def test_the_bar_and_the_counter_follow_without_an_echo(still: Window, qtbot) -> None:
    with qtbot.assertNotEmitted(still.transport.step_wanted):
        still.playhead.seek(250)
    assert still.transport.counter.text() == "250 / 1,000"
    assert still.transport.scrub.value() == still.transport.scrub.maximum() // 4


def test_speeds_are_in_a_menu(still: Window, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    menu = still.transport.speed.menu()
    menu.popup(still.transport.speed.mapToGlobal(QPoint(0, 0)))
    hand.choose(menu, "4×")
    assert still.playhead.speed == 4.0
    assert still.transport.speed.text() == "4×"


def test_loop_by_button_and_key(still: Window, hand: Hand) -> None:
    hand.click(still.transport.loop)
    assert still.playhead.loop
    still.canvas.setFocus()
    hand.key("L")
    assert not still.playhead.loop
    assert not still.transport.loop.isChecked()


@pytest.mark.parametrize("steps", [1, 10, 100_000])
def test_runs_of_any_length_have_a_bar(still: Window, steps: int) -> None:
    still.playhead.seek(1000)
    still.apply(lambda e: edits.set_run(e, "steps", steps))
    settle()
    assert still.transport.counter.text() == f"{steps:,} / {steps:,}"
    assert still.transport.scrub.value() == still.transport.scrub.maximum()
    counter = still.transport.counter
    assert counter.sizeHint().width() <= counter.width()
