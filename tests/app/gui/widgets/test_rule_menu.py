"""The menu of all rules under the hand: in groups, with what each is good for, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.gui.widgets.rule_menu import fill_rule_menu
from app.gui.window import Window
from app.model.rule_groups import grouped_rules
from optim_core import RULES, Adam, Lion, NAdam
from tests.app.gui.hand import Hand, settle
from tests.app.gui.widgets.menus import checked, submenu, walk


@pytest.fixture
def menu(qtbot) -> QMenu:
    made = QMenu()
    qtbot.addWidget(made)
    return made


def test_a_heading_a_group_and_an_entry_a_rule_with_what_it_is_good_for(menu: QMenu) -> None:
    fill_rule_menu(menu, lambda _: None)
    words = [(action.text(), action.isEnabled()) for action in menu.actions() if not action.isSeparator()]
    expected = []
    for title, rules in grouped_rules():
        expected.append((title, False))
        expected += [(f"{rule.title}\t{rule.purpose}", True) for rule in rules]
    assert words == expected
    assert all(rule.purpose.endswith(".") for rule in RULES)
    assert [action.toolTip() for action in menu.actions() if action.isEnabled() and not action.isSeparator()] == [
        rule.origin for _, rules in grouped_rules() for rule in rules
    ]
    assert checked(menu) == []


def test_keys_go_from_rule_to_rule_and_pass_over_headings(menu: QMenu) -> None:
    chosen: list[type] = []
    fill_rule_menu(menu, chosen.append)
    menu.popup(QPoint(0, 0))
    settle()
    for _ in range(len(RULES)):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    settle()
    assert chosen == [Lion], "the last one after as many keys as there are rules"


def test_a_lane_is_added_by_the_menu(still: Window, hand: Hand) -> None:
    menu = still.panel.add.menu()
    menu.popup(still.panel.add.mapToGlobal(QPoint(0, 0)))
    hand.choose(menu, "Adam\t")
    assert [type(rule) for rule in still.store.experiment.rules][3:] == [Adam]
    assert still.scene.runs[3].scale is not None


def test_a_lane_gets_another_rule_by_its_menu_and_its_own_is_checked(still: Window, hand: Hand) -> None:
    card = still.panel.cards[0]
    hand.click(card.more)
    assert checked(submenu(card.menu, "Rule: SGD"))[0].startswith("SGD\t")
    walk(card.menu, "Rule", "NAdam")
    assert type(still.store.experiment.rules[0]) is NAdam
    assert card.name.text() == "NAdam"
    hand.key("Ctrl+Z")
    assert still.panel.cards[0].name.text() == "SGD"
