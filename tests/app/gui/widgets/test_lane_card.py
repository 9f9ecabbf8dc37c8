"""A lane's card: eye, link, name, menu, and sliders of its own."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.gui.widgets.lane_card import LaneCard
from app.gui.window import Window
from app.model import edits
from app.model.experiment import MOST_LANES
from tests.app.gui.hand import RIGHT, Hand, settle


def names(window: Window) -> list[str]:
    return [lane.name for lane in window.store.experiment.lanes]


def open_menu(window: Window, hand: Hand, index: int) -> LaneCard:
    card = window.panel.cards[index]
    hand.click(card.more)
    assert card.menu.isVisible()
    return card


def choose(window: Window, hand: Hand, index: int, entry: str) -> None:
    card = open_menu(window, hand, index)
    hand.choose(card.menu, entry)


def test_the_eye_hides_and_shows_a_lane(still: Window, hand: Hand) -> None:
    eye = still.panel.cards[1].eye
    hand.click(eye)
    assert [lane.visible for lane in still.store.experiment.lanes] == [True, False, True]
    assert len(still._scene.visible) == 2
    hand.click(eye)
    assert still.store.experiment.lanes[1].visible
    hand.key("Ctrl+Z")
    assert not still.store.experiment.lanes[1].visible


def test_unlinking_shows_sliders_of_its_own_that_move_this_lane_alone(still: Window, hand: Hand) -> None:
    card = still.panel.cards[1]
    assert card.rows == {}
    hand.click(card.link)
    assert set(card.rows) == {"lr", "beta", "weight_decay"}
    slider = card.rows["lr"].slider
    before = [run.positions.copy() for run in still._scene.runs]
    hand.press(slider, QPoint(20, 10))
    hand.move(slider, QPoint(30, 10))
    settle()
    changed = [bool((run.positions != path).any()) for run, path in zip(still._scene.runs, before, strict=True)]
    assert changed == [False, True, False]
    hand.release(slider, QPoint(30, 10))
    hand.key("Ctrl+Z")
    assert still.store.experiment.rules[1].lr == 1e-3
    hand.click(card.link)
    assert card.rows == {}
    assert still.store.experiment.lanes[1].linked


def test_an_unlinked_lane_does_not_follow_the_masters(still: Window, hand: Hand) -> None:
    hand.click(still.panel.cards[0].link)
    master = still.panel.masters["lr"].slider
    hand.click(master, QPoint(20, 10))
    rules = still.store.experiment.rules
    assert rules[0].lr == 1e-3
    assert rules[1].lr == rules[2].lr == still.store.experiment.lr != 1e-3


def test_renaming_by_double_click(still: Window, hand: Hand) -> None:
    card = still.panel.cards[0]
    hand.double_click(card, card.name.geometry().center())
    hand.type("mine")
    hand.key("Return")
    assert names(still)[0] == "mine"
    assert card.name.isReadOnly()
    assert card.name.text() == "mine"
    hand.key("Ctrl+Z")
    assert names(still)[0] == "SGD"


def test_renaming_by_f2_and_letting_go_by_escape(still: Window, hand: Hand) -> None:
    card = still.panel.cards[2]
    card.setFocus(Qt.FocusReason.TabFocusReason)
    hand.key("F2")
    hand.type("other")
    hand.key("Escape")
    assert names(still)[2] == card.name.text() == "Nesterov"
    card.setFocus(Qt.FocusReason.TabFocusReason)
    hand.key("F2")
    hand.type("other")
    still.canvas.setFocus()
    assert names(still)[2] == "other", "leaving the field keeps the name"


def test_an_empty_name_is_the_rules(still: Window, hand: Hand) -> None:
    choose(still, hand, 0, "Rename")
    hand.key("Ctrl+A")
    hand.key("Backspace")
    hand.key("Return")
    assert names(still)[0] == "SGD"


def test_a_name_while_it_is_typed_is_not_overwritten_by_time(still: Window, hand: Hand) -> None:
    choose(still, hand, 0, "Rename")
    hand.type("ab")
    still.playhead.seek(500)
    still.apply(lambda e: edits.set_run(e, "steps", 700))
    settle()
    hand.type("c")
    hand.key("Return")
    assert names(still)[0] == "abc"


@pytest.mark.parametrize(
    ("index", "entry", "after"),
    [
        (0, "Duplicate", ["SGD", "SGD 2", "Momentum", "Nesterov"]),
        (0, "Move down", ["Momentum", "SGD", "Nesterov"]),
        (2, "Move up", ["SGD", "Nesterov", "Momentum"]),
        (1, "Remove", ["SGD", "Nesterov"]),
        (0, "Nesterov", ["Nesterov", "Momentum", "Nesterov"]),
    ],
)
def test_the_menu(still: Window, hand: Hand, index: int, entry: str, after: list[str]) -> None:
    choose(still, hand, index, entry)
    assert names(still) == after
    assert [card.name.text() for card in still.panel.cards] == after
    assert len(still._scene.runs) == len(after)
    hand.key("Ctrl+Z")
    assert names(still) == ["SGD", "Momentum", "Nesterov"]
    assert [card.name.text() for card in still.panel.cards] == ["SGD", "Momentum", "Nesterov"]


def enabled(card: LaneCard) -> dict[str, bool]:
    return {action.text(): action.isEnabled() for action in card.menu.actions() if not action.isSeparator()}


def test_the_menu_offers_only_what_is_possible(still: Window, hand: Hand) -> None:
    card = open_menu(still, hand, 0)
    offered = enabled(card)
    assert (offered["Move up"], offered["Move down"], offered["Remove"]) == (False, True, True)
    checked = [action.text() for action in card.menu.actions() if action.isChecked()]
    assert checked == ["SGD"]
    card.menu.close()
    for _ in range(2):
        still.apply(lambda e: edits.remove_lane(e, 0))
    settle()
    card = open_menu(still, hand, 0)
    assert not enabled(card)["Remove"]
    assert not enabled(card)["Move down"]
    card.menu.close()


def test_a_right_click_opens_the_menu_and_a_click_selects(still: Window, hand: Hand) -> None:
    card = still.panel.cards[1]
    hand.click(card, card.swatch.geometry().center(), RIGHT)
    assert card.menu.isVisible()
    card.menu.close()
    hand.click(still.panel.cards[2], still.panel.cards[2].swatch.geometry().center())
    assert [c.property("selected") for c in still.panel.cards] == ["", "", "yes"]


def test_delete_removes_the_focused_lane_but_not_the_last(still: Window, hand: Hand) -> None:
    for left in (2, 1, 1):
        still.panel.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
        hand.key("Del")
        assert len(still.store.experiment.lanes) == left


def test_adding_up_to_eight(still: Window, hand: Hand) -> None:
    while len(still.store.experiment.lanes) < MOST_LANES:
        menu = still.panel.add.menu()
        menu.popup(still.panel.add.mapToGlobal(QPoint(0, 0)))
        hand.choose(menu, "Momentum")
    assert len(still.panel.cards) == MOST_LANES
    assert not still.panel.add.isEnabled()
    assert len({card.swatch.grab().toImage().pixelColor(2, 16).name() for card in still.panel.cards}) == MOST_LANES
    still.panel.cards[0].edit_wanted.emit(lambda e: edits.duplicate_lane(e, 0))
    assert len(still.panel.cards) == MOST_LANES
    assert still.notice.text() == "8 lanes are the most that can be told apart."


def test_a_card_tells_settings_and_loss_and_that_it_diverged(still: Window) -> None:
    card = still.panel.cards[1]
    assert card.summary.text().startswith("lr 1e-3  β 0.9")
    still.playhead.seek(1000)
    assert card.loss.text() == "2.5e-5"
    still.apply(lambda e: edits.set_lane_parameter(e, 1, "lr", 1.0))
    settle()
    assert card.loss.text() == "diverged"


def test_the_name_is_seen_by_mouse_as_a_part_of_the_card(still: Window) -> None:
    card = still.panel.cards[0]
    QTest.mouseClick(card.name, Qt.MouseButton.LeftButton)
    assert card.name.isReadOnly()
