"""A field that takes any legal number by hand."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolTip

from app.gui.widgets.number_field import NumberField
from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.widgets.conftest import Stage

BETA, STEPS = MASTER_PARAMETERS["beta"], RUN_PARAMETERS["steps"]


def make(stage: Stage, parameter, value: float) -> tuple[NumberField, Hand, list[float]]:
    field = NumberField(parameter)
    field.show_value(value)
    hand, found = stage(field), []
    field.value_wanted.connect(found.append)
    return field, hand, found


def enter(hand: Hand, field: NumberField, text: str) -> None:
    field.setFocus()
    hand.key("Ctrl+A")
    hand.type(text)


@pytest.mark.parametrize(
    ("text", "value"), [("0.95", 0.95), ("0", 0.0), ("9e-1", 0.9), (" .5 ", 0.5), ("0.999999", 0.999999)]
)
def test_a_legal_number_is_wanted_on_enter(stage: Stage, text: str, value: float) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    enter(hand, field, text)
    assert found == []
    hand.key("Return")
    assert found == [value]
    field.show_value(value)
    hand.key("Enter")
    assert found == [value], "nothing more was typed"


@pytest.mark.parametrize("text", ["1", "-0.1", "abc", "", "nan", "inf", "0,9", "1e999", "0.9.9"])
def test_what_is_not_one_is_marked_explained_and_let_go(stage: Stage, text: str) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    enter(hand, field, text)
    if not text:
        hand.key("Backspace")
    assert field.property("bad") == "yes"
    hand.key("Return")
    assert found == []
    assert field.text() == "0.25"
    assert field.property("bad") == ""
    assert "\n" not in QToolTip.text()
    assert QToolTip.text().startswith(("beta must lie between 0 and ", "“"))


def test_leaving_the_field_enters_what_was_typed(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    enter(hand, field, "0.75")
    hand.click(field.window().findChild(QPushButton))
    hand.key("Tab")
    assert found == [0.75]


def test_leaving_it_with_nonsense_keeps_the_value(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    enter(hand, field, "nonsense")
    field.window().findChild(QPushButton).setFocus()
    assert (found, field.text()) == ([], "0.25")


def test_its_menu_leaves_what_is_typed_and_selected(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    enter(hand, field, "1e")
    field.selectAll()
    hand.click(field, button=RIGHT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert (field.text(), field.selectedText(), found) == ("1e", "1e", [])
    hand.choose(menu, "&Copy")
    assert QApplication.clipboard().text() == "1e"
    assert field.hasFocus()


def test_escape_lets_go(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    enter(hand, field, "0.7")
    hand.key("Escape")
    assert (field.text(), found) == ("0.25", [])
    hand.key("Return")
    assert found == []


def test_what_is_being_typed_is_not_overwritten(stage: Stage) -> None:
    field, hand, _ = make(stage, BETA, 0.25)
    enter(hand, field, "0.7")
    field.show_value(0.5)
    assert field.text() == "0.7"
    hand.key("Escape")
    assert field.text() == "0.5"


def test_arrow_keys_and_wheel_nudge(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.9)
    field.setFocus()
    hand.key("Up")
    hand.key("Down")
    hand.wheel(field, 1)
    hand.wheel(field, -1)
    up, down, wheel_up, wheel_down = found
    assert down < 0.9 < up
    assert (wheel_up, wheel_down) == (up, down)
    for value in (up, down):
        assert BETA.checked(value) == value


def test_the_wheel_passes_over_a_field_without_the_focus(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.9)
    field.window().findChild(QPushButton).setFocus()
    hand.wheel(field, 3)
    assert found == []


def test_nudges_stop_at_what_is_legal_and_whole_numbers_step_by_one(stage: Stage) -> None:
    field, hand, found = make(stage, STEPS, 1)
    field.setFocus()
    hand.key("Down")
    assert found == [1]
    hand.key("Up")
    assert found == [1, 2]
    field.show_value(1000)
    hand.key("Up")
    assert found[-1] > 1000
    assert isinstance(found[-1], int | float)
    assert found[-1] == int(found[-1])


def test_every_nudge_of_every_value_moves(stage: Stage) -> None:
    field, hand, found = make(stage, STEPS, 1)
    field.setFocus()
    for value in (1, 2, 10, 99, 100, 101, 150, 5_000, 9_999):
        field.show_value(value)
        hand.key("Up")
        assert found[-1] > value, value
        field.show_value(value)
        hand.key("Down")
        assert found[-1] < value or value == 1, value


def test_beyond_the_slider_a_nudge_goes_on_from_there(stage: Stage) -> None:
    field, hand, found = make(stage, STEPS, 50_000)
    field.setFocus()
    hand.key("Up")
    assert found[-1] > 50_000
    field.show_value(50_000)
    hand.key("Down")
    assert 40_000 < found[-1] < 50_000


def test_a_double_click_asks_for_the_default(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    hand.double_click(field)
    assert found == [BETA.default]


def test_showing_a_value_is_silent(stage: Stage) -> None:
    field, _, found = make(stage, BETA, 0.25)
    for value in (0.0, 0.5, 0.999999):
        field.show_value(value)
    settle()
    assert found == []
    assert field.text() == "1" or field.text().startswith("0.99")


def test_tab_selects_all_so_that_typing_replaces(stage: Stage) -> None:
    field, hand, found = make(stage, BETA, 0.25)
    field.window().findChild(QPushButton).setFocus()
    hand.key("Tab")
    assert field.hasFocus()
    hand.type("0.5")
    hand.key("Return")
    assert found == [0.5]


def test_a_long_paste_is_cut_and_refused(stage: Stage) -> None:
    field, hand, _ = make(stage, BETA, 0.25)
    field.setFocus()
    field.selectAll()
    field.insert("9" * 10_000)
    assert len(field.text()) <= 32
    hand.click(field, QPoint(5, 5))


@pytest.mark.parametrize(("width", "text"), [(200, "1.235e-5"), (58, "1.23e-5")])
def test_as_many_digits_as_there_is_room_for(stage: Stage, width: int, text: str) -> None:
    field, _, found = make(stage, MASTER_PARAMETERS["lr"], 1.2346e-5)
    field.setFixedWidth(width)
    settle()
    assert field.text() == text
    assert found == []
