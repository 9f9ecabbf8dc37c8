"""A lane's card: eye, link, name, menu, sliders of its own and of its schedule."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.gui.widgets.lane_card import LaneCard
from app.gui.window import Window
from app.model import edits, scheduling, steering
from app.model.choices import choices
from app.model.experiment import MOST_LANES
from optim_core import SCHEDULES, Constant, Convention, Cosine, Decay, Drawn, Nesterov, StepDecay, Warmup
from optim_core.schedule import numbers_of
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.widgets.menus import checked, entries, submenu, walk


def names(window: Window) -> list[str]:
    return [lane.name for lane in window.store.experiment.lanes]


def open_menu(window: Window, hand: Hand, index: int) -> LaneCard:
    card = window.panel.cards[index]
    hand.click(card.more)
    assert card.menu.isVisible()
    return card


def choose(window: Window, hand: Hand, index: int, *path: str) -> None:
    walk(open_menu(window, hand, index).menu, *path)


def test_the_eye_hides_and_shows_a_lane(still: Window, hand: Hand) -> None:
    eye = still.panel.cards[1].eye
    hand.click(eye)
    assert [lane.visible for lane in still.store.experiment.lanes] == [True, False, True]
    assert len(still.scene.visible) == 2
    hand.click(eye)
    assert still.store.experiment.lanes[1].visible
    hand.key("Ctrl+Z")
    assert not still.store.experiment.lanes[1].visible


def test_unlinking_shows_sliders_of_its_own_that_move_this_lane_alone(still: Window, hand: Hand) -> None:
    card = still.panel.cards[1]
    assert card.rows == {}
    hand.click(card.link)
    assert set(card.rows) == {"lr", "beta", "dampening", "weight_decay"}
    slider = card.rows["lr"].slider
    before = [run.positions.copy() for run in still.scene.runs]
    hand.press(slider, QPoint(20, 10))
    hand.move(slider, QPoint(30, 10))
    settle()
    changed = [bool((run.positions != path).any()) for run, path in zip(still.scene.runs, before, strict=True)]
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


def test_what_changes_while_a_name_is_edited_is_seen(still: Window, hand: Hand) -> None:
    card = still.panel.cards[0]
    seen = card.eye.icon().cacheKey()
    hand.double_click(card, card.name.geometry().center())
    hand.type("Half a na")
    hand.click(card.eye)
    assert not still.store.experiment.lanes[0].visible
    assert card.eye.icon().cacheKey() != seen
    assert card.name.text() == "Half a na", "buttons leave the focus where it is"
    hand.key("Escape")
    assert (card.name.text(), names(still)[0]) == ("SGD", "SGD")


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
    ("index", "path", "after"),
    [
        (0, ("Duplicate",), ["SGD", "SGD 2", "Momentum", "Nesterov"]),
        (0, ("Move down",), ["Momentum", "SGD", "Nesterov"]),
        (2, ("Move up",), ["SGD", "Nesterov", "Momentum"]),
        (1, ("Remove",), ["SGD", "Nesterov"]),
        (0, ("Rule", "Nesterov"), ["Nesterov", "Momentum", "Nesterov"]),
    ],
)
def test_the_menu(still: Window, hand: Hand, index: int, path: tuple[str, ...], after: list[str]) -> None:
    choose(still, hand, index, *path)
    assert names(still) == after
    assert [card.name.text() for card in still.panel.cards] == after
    assert len(still.scene.runs) == len(after)
    hand.key("Ctrl+Z")
    assert names(still) == ["SGD", "Momentum", "Nesterov"]
    assert [card.name.text() for card in still.panel.cards] == ["SGD", "Momentum", "Nesterov"]


def enabled(card: LaneCard) -> dict[str, bool]:
    return {action.text(): action.isEnabled() for action in card.menu.actions() if not action.isSeparator()}


def test_the_menu_offers_only_what_is_possible(still: Window, hand: Hand) -> None:
    card = open_menu(still, hand, 0)
    offered = enabled(card)
    assert (offered["Move up"], offered["Move down"], offered["Remove"]) == (False, True, True)
    assert [text.split("\t")[0] for text in checked(submenu(card.menu, "Rule: SGD"))] == ["SGD"]
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


# Schedule and restarts


def pick(window: Window, hand: Hand, index: int, *path: str) -> None:
    walk(open_menu(window, hand, index).menu, *path)


@pytest.mark.parametrize("schedule", [s for s in SCHEDULES if s is not Constant], ids=lambda schedule: schedule.key)
def test_a_schedule_is_added_by_the_menu_and_its_numbers_stand_on_the_card(still, hand: Hand, schedule) -> None:
    title = schedule.title[0].lower() + schedule.title[1:]
    pick(still, hand, 1, "Schedule", f"Add {title}")
    card = still.panel.cards[1]
    assert still.store.experiment.lanes[1].linked
    assert still.store.experiment.rules[1].schedule == schedule()
    (part,) = card.schedule.parts
    assert part.isVisible()
    assert {name: row.field.text() for name, row in part.rows.rows.items()}.keys() == numbers_of(schedule()).keys()
    assert schedule.title.lower() in card.notes.text()
    assert card.rows == {}, "its own numbers stay the masters'"
    hand.key("Ctrl+Z")
    assert card.schedule.parts == []
    assert not card.notes.isVisible()


def test_numbers_of_a_schedule_are_dragged_and_typed_each_as_one_step(still: Window, hand: Hand) -> None:
    still.apply(lambda e: scheduling.add_schedule(scheduling.add_schedule(e, 1, Warmup), 1, StepDecay))
    settle()
    before = still.store.experiment
    warm, decay = still.panel.cards[1].schedule.parts
    slider = warm.rows.rows["length"].slider
    hand.drag(slider, [QPoint(20, 10), QPoint(40, 10), QPoint(60, 10)])
    parts = still.store.experiment.rules[1].schedule.parts
    assert parts[0].length > 100
    assert parts[1] == StepDecay()
    hand.key("Ctrl+Z")
    assert still.store.experiment == before
    decay.rows.rows["gamma"].field.setFocus()
    hand.key("Ctrl+A")
    hand.type("0.5")
    hand.key("Return")
    assert still.store.experiment.rules[1].schedule.parts == (Warmup(), StepDecay(gamma=0.5))


def test_parts_of_a_schedule_are_taken_away_by_button_and_by_menu(still: Window, hand: Hand) -> None:
    pick(still, hand, 2, "Schedule", "Add warm-up")
    pick(still, hand, 2, "Schedule", "Add cosine")
    card = still.panel.cards[2]
    assert len(card.schedule.parts) == 2
    hand.click(card.schedule.parts[0].remove)
    assert still.store.experiment.rules[2].schedule == Cosine()
    menu = open_menu(still, hand, 2).menu
    assert "Remove cosine" in entries(submenu(menu, "Schedule"))
    assert checked(submenu(menu, "Schedule")) == []
    walk(menu, "Schedule", "Remove cosine")
    assert still.store.experiment.rules[2].schedule == Constant()
    pick(still, hand, 2, "Schedule", "Add cosine")
    pick(still, hand, 2, "Schedule", "Constant")
    assert still.store.experiment.rules[2].schedule == Constant()
    menu = open_menu(still, hand, 2).menu
    assert checked(submenu(menu, "Schedule")) == ["Constant"]
    menu.close()


def test_restarts_by_the_menu_at_the_present_step(still: Window, hand: Hand) -> None:
    still.playhead.seek(420)
    pick(still, hand, 1, "Restarts", "At step 420")
    still.playhead.seek(700)
    pick(still, hand, 1, "Restarts", "At step 700")
    pick(still, hand, 1, "Restarts", "At schedule")
    rule = still.store.experiment.rules[1]
    assert (rule.restarts, rule.restart_at_boundaries) == ((420, 700), True)
    assert still.panel.cards[1].notes.text() == "restarts at 420, 700 · restarts with its schedule"
    menu = open_menu(still, hand, 1).menu
    assert checked(submenu(menu, "Restarts")) == ["At schedule boundaries"]
    walk(menu, "Restarts", "At no step")
    assert still.store.experiment.rules[1].restarts == ()
    menu = open_menu(still, hand, 0).menu
    assert "Restarts" not in entries(menu), "SGD has no velocity"
    menu.close()


# Choices


@pytest.mark.parametrize(
    ("title", "name", "value"),
    [
        ("Convention", "convention", Convention.INSIDE),
        ("Convention", "convention", Convention.AVERAGED),
        ("Weight decay", "decay", Decay.DECOUPLED),
        ("Drawn point", "drawn", Drawn.AHEAD),
    ],
)
def test_choices_are_made_by_the_menu_and_named_on_the_card(still, hand: Hand, title: str, name: str, value) -> None:
    words = choices(Nesterov)[name].title(value)
    pick(still, hand, 2, title, words)
    assert vars(still.store.experiment.rules[2])[name] is value
    assert still.store.experiment.lanes[2].linked
    assert still.panel.cards[2].notes.isVisible()
    menu = open_menu(still, hand, 2).menu
    assert checked(submenu(menu, title)) == [words]
    menu.close()
    hand.key("Ctrl+Z")
    assert not still.panel.cards[2].notes.isVisible()


def test_a_menu_has_the_choices_of_its_rule_and_no_others(still: Window, hand: Hand) -> None:
    offered = []
    for index in range(3):
        menu = open_menu(still, hand, index).menu
        offered.append([text for text in entries(menu) if text in ("Convention", "Weight decay", "Drawn point")])
        menu.close()
    assert offered == [["Weight decay"], ["Weight decay", "Convention"], ["Weight decay", "Convention", "Drawn point"]]


def test_menus_that_were_opened_leave_nothing_behind(still: Window, hand: Hand) -> None:
    counts = []
    for _ in range(3):
        open_menu(still, hand, 2).menu.close()
        settle()
        counts.append(len(still.panel.cards[2].menu.children()))
    assert counts[1] == counts[2]


def test_how_much_longer_steps_get_depends_on_the_convention(still: Window) -> None:
    card = still.panel.cards[1]
    told = []
    for value in Convention:
        still.apply(lambda e, value=value: edits.set_choice(e, 1, "convention", value))
        settle()
        told.append(card.summary.text())
    assert told == ["lr 1e-3  β 0.9  ×10", "lr 1e-3  β 0.9  ×10", "lr 1e-3  β 0.9"]
    still.apply(
        lambda e: edits.set_lane_parameter(edits.set_choice(e, 1, "convention", "outside"), 1, "dampening", 0.5)
    )
    settle()
    assert card.summary.text() == "lr 1e-3  β 0.9  τ 0.5  ×5"


def test_a_line_too_long_for_the_card_is_told_by_its_tooltip(still: Window, hand: Hand) -> None:
    still.apply(lambda e: scheduling.set_restarts(scheduling.add_schedule(e, 1, Cosine), 1, (100, 200, 300, 400)))
    still.apply(lambda e: steering.steer_lane(e, 1, "weight_decay", 1e-3, 500))
    settle()
    notes = still.panel.cards[1].notes
    assert notes.toolTip() == notes.text() == "cosine · restarts at 100, 200, 300, 400 · steered"


def test_a_card_under_the_mouse_says_so(still: Window, hand: Hand) -> None:
    told: list[int] = []
    still.panel.lane_hovered.connect(told.append)
    for index in (1, 2):
        hand.move(still.panel.cards[index], still.panel.cards[index].swatch.geometry().center())
    hand.move(still.canvas, QPoint(20, 200))
    settle()
    assert [lane for lane, before in zip(told, [None, *told], strict=False) if lane != before] == [1, -1, 2, -1]
