"""The field in which a surface is typed: what it says with every letter, what Enter and Escape do, what it refuses."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.gui.style_sheet import style_sheet
from app.gui.widgets.formula_field import FormulaField
from app.gui.window import Window
from app.model import edits
from app.model.formula_reading import EXAMPLES, formula_text
from app.model.theme import DARK
from surfaces.expressions.limits import MOST_CHARACTERS
from surfaces.rosenbrock import Rosenbrock
from surfaces.typed import Typed
from tests.app.gui.hand import Hand, settle

BOWL = "x^2 + 3*y^2"


@pytest.fixture
def field(stage: Callable[..., Hand]) -> tuple[FormulaField, Hand]:
    """A field with the focus, wide enough for its examples, and a hand on it."""
    made = FormulaField(DARK)
    made.setMinimumWidth(600)
    made.setStyleSheet(style_sheet(DARK))
    hand = stage(made)
    made.line.setFocus()
    settle()
    return made, hand


def heard(signal) -> list[object]:
    """What a signal has said."""
    said: list[object] = []
    signal.connect(said.append)
    return said


def is_bad(field: FormulaField) -> bool:
    return field.status.property("mood") == "bad"


# Typing


def test_each_letter_is_read_and_only_what_is_wrong_in_the_middle_is_marked(field) -> None:
    made, hand = field
    seen = []
    for letter in "x^2 + foo(y)":
        hand.type(letter)
        seen.append((made.line.text(), made.status.text(), is_bad(made), made.line.marked))
    assert [marked for text, _, bad, marked in seen if not bad] == [""] * sum(not bad for _, _, bad, _ in seen)
    assert all(not bad for text, _, bad, _ in seen[:9]), "nothing is wrong while the text merely goes on"
    assert seen[0][1] == "= x"
    assert seen[1][1].startswith("Not finished: ")
    _, said, bad, marked = seen[-1]
    assert bad
    assert said.startswith("At character 7: ")
    assert marked == "foo"


def test_the_mark_lies_under_the_letters_however_far_the_text_is_scrolled(field) -> None:
    made, hand = field
    metrics = QFontMetricsF(made.line.font())
    for before in ("", "x + ", "x*y + " * 30):
        made.line.clear()
        hand.type(f"{before}foo(y) + 1")
        assert made.line.marked == "foo"
        left, right = made.line.span_of(len(before), 3)
        assert right - left == pytest.approx(metrics.horizontalAdvance("foo"), abs=2)
        middle = QPointF((left + right) / 2, made.line.height() / 2).toPoint()
        made.line.setCursorPosition(len(before))
        left, right = made.line.span_of(len(before), 3)
        middle.setX(round((left + right) / 2))
        assert made.line.cursorPositionAt(middle) in (len(before) + 1, len(before) + 2)


def test_the_mark_is_painted_in_the_colour_of_warnings_and_goes(field) -> None:
    made, hand = field

    def waves() -> int:
        image = made.line.grab().toImage()
        row = range(image.height() * 2 // 3, image.height())
        return sum(image.pixelColor(x, y).name() == DARK.warning for x in range(image.width()) for y in row)

    hand.type("foo(y) + 1")
    assert waves() > 0
    made.line.clear()
    hand.type("abs(y) + 1")
    assert waves() == 0


def test_a_hand_that_rests_sees_the_surface_and_what_was_found_on_it(field, qtbot: QtBot) -> None:
    made, hand = field
    seen = heard(made.previewed)
    hand.type(BOWL)
    assert set(seen) == {None}
    assert "minimum" not in made.status.text()
    with qtbot.waitSignal(made.previewed, check_params_cb=lambda surface: surface is not None):
        pass
    assert seen[-1] == Typed(BOWL)
    assert made.status.text().endswith("1 minimum, found numerically")
    hand.type("+")
    assert seen[-1] is None


@pytest.mark.parametrize("button", [True, False])
def test_enter_and_the_button_use_it(field, button: bool) -> None:
    made, hand = field
    wanted = heard(made.surface_wanted)
    assert not made.use.isEnabled()
    hand.type(BOWL)
    assert wanted == []
    assert made.use.isEnabled()
    if button:
        hand.click(made.use)
    else:
        hand.key("Return")
    assert wanted == [Typed(BOWL)]


LONG_SUM = " + ".join(f"sin({k}*x + y)*cos(x - {k}*y)" for k in range(1, 11))


def test_a_long_formula_is_explored_beside_the_window_before_it_is_used(field, qtbot: QtBot) -> None:
    made, hand = field
    wanted = heard(made.surface_wanted)
    QGuiApplication.clipboard().setText(LONG_SUM)
    hand.key("Ctrl+V")
    made._commit()
    assert wanted == []
    assert made.status.text().startswith("Looking for")
    qtbot.waitUntil(lambda: wanted == [Typed(LONG_SUM)], timeout=20_000)


def test_a_long_formula_that_is_changed_before_it_was_explored_is_not_used(field, qtbot: QtBot) -> None:
    made, hand = field
    wanted = heard(made.surface_wanted)
    QGuiApplication.clipboard().setText(LONG_SUM + " + 1")
    hand.key("Ctrl+V")
    made._commit()
    hand.type("+")
    qtbot.waitUntil(lambda: not made._workshop.is_busy, timeout=20_000)
    assert wanted == []


def test_enter_insists_on_what_seemed_to_go_on(field) -> None:
    made, hand = field
    wanted = heard(made.surface_wanted)
    hand.type("x^2 + si")
    assert not is_bad(made)
    hand.key("Return")
    assert is_bad(made)
    assert made.line.marked == "si"
    assert made.status.text().startswith("At character 7: ")
    hand.type("n(x)")
    assert not is_bad(made)
    hand.key("Enter")
    assert wanted == [Typed("x^2 + sin(x)")]


def test_escape_brings_the_former_text_back(field) -> None:
    made, hand = field
    made.show_text(BOWL)
    hand.key("Ctrl+A")
    hand.type("foo(x) + 1")
    assert is_bad(made)
    hand.key("Esc")
    assert made.line.text() == BOWL
    assert not is_bad(made)
    assert made.line.marked == ""


def test_what_is_being_typed_stays_until_the_surface_becomes_another(field) -> None:
    made, hand = field
    made.show_text("x^2")
    hand.key("End")
    hand.type(" + y^2")
    made.show_text("x^2")
    assert made.line.text() == "x^2 + y^2"
    made.show_text("x^4")
    assert made.line.text() == "x^4"


# Pasting and examples


@pytest.mark.parametrize("length", [MOST_CHARACTERS + 1, 100_000])
def test_a_text_that_is_too_long_is_refused_as_a_whole(field, length: int) -> None:
    made, hand = field
    hand.type("x + y")
    QGuiApplication.clipboard().setText("x+" * (length // 2) + "x" * (length % 2))
    hand.key("Ctrl+V")
    assert made.line.text() == "x + y"
    assert is_bad(made)
    assert f"{MOST_CHARACTERS:,}" in made.status.text()
    hand.type("*2")
    assert made.line.text() == "x + y*2"
    assert not is_bad(made)
    QGuiApplication.clipboard().clear()


def test_a_pasted_formula_is_read_like_a_typed_one(field) -> None:
    made, hand = field
    QGuiApplication.clipboard().setText(BOWL)
    hand.key("Ctrl+V")
    assert made.use.isEnabled()
    QGuiApplication.clipboard().clear()


def test_line_breaks_of_a_pasted_formula_are_spaces(field) -> None:
    formula, hand = field
    QGuiApplication.clipboard().setText("x^2 +\n\ty^2\r\n")
    hand.click(formula.line)
    hand.key("Ctrl+V")
    assert formula.status.text() == "= x² + y²"
    QGuiApplication.clipboard().clear()


def test_what_is_shown_before_anything_is_typed_can_be_typed(field) -> None:
    formula, hand = field
    hand.click(formula.line)
    hand.type(formula.line.placeholderText())
    assert not is_bad(formula)
    assert formula.use.isEnabled()


def test_examples_stand_there_until_something_is_typed_and_can_be_clicked(field) -> None:
    made, hand = field
    assert all(button.isVisible() for button in made.examples)
    assert [button.text() for button in made.examples] == list(EXAMPLES)
    hand.click(made.examples[1])
    assert made.line.text() == EXAMPLES[1]
    assert made.line.hasFocus()
    assert not made.examples[1].isVisible()
    assert made.use.isEnabled()
    hand.key("Ctrl+Z")
    assert made.line.text() == ""
    assert made.examples[1].isVisible()


# In the panel


@pytest.fixture
def typed(still: Window) -> Window:
    """A window on a typed surface with a slider."""
    still.apply(lambda e: edits.choose_surface(e, Typed("x^2 + a*y^2, a=20")))
    settle()
    return still


def test_only_a_typed_surface_has_a_formula_to_change(still: Window) -> None:
    assert still.panel.formula._field is None
    still.apply(lambda e: edits.choose_surface(e, Typed("x^2 + a*y^2, a=20")))
    settle()
    assert still.panel.formula.isVisible()
    assert Typed(still.panel.formula.field.line.text()) == still.store.experiment.surface
    assert list(still.panel.surface_rows) == ["a"]
    still.apply(lambda e: edits.choose_surface(e, Rosenbrock()))
    settle()
    assert not still.panel.formula.isVisible()


def test_the_formula_is_changed_in_place_and_undone(typed: Window, hand: Hand) -> None:
    line, before = typed.panel.formula.field.line, typed.store.experiment
    text, lanes = line.text(), before.lanes
    line.setFocus()
    hand.key("End")
    assert not typed.panel.formula.field.status.isVisible()
    hand.key("Home")
    hand.type("x^4 + ")
    assert typed.panel.formula.field.status.isVisible()
    assert typed.store.experiment == before
    hand.key("Return")
    assert typed.store.experiment.surface == Typed(f"x^4 + {text}")
    assert typed.store.experiment.lanes == lanes
    assert formula_text(typed.store.experiment.surface) == line.text()
    hand.key("Ctrl+Z")
    assert typed.store.experiment == before
    assert line.text() == text


def test_a_slider_keeps_its_value_while_the_formula_around_it_changes(typed: Window, hand: Hand) -> None:
    typed.apply(lambda e: edits.set_surface_parameter(e, "a", 25.0))
    settle()
    line = typed.panel.formula.field.line
    line.setFocus()
    hand.key("Home")
    hand.type("x^4 + ")
    hand.key("Return")
    assert typed.store.experiment.surface.numbers == {"a": 25.0}


def test_letters_in_the_formula_are_no_keys_of_the_window(typed: Window, hand: Hand) -> None:
    theme, step = typed._theme, typed.playhead.step
    typed.panel.formula.field.line.setFocus()
    hand.type("ste ")
    hand.key("Left")
    hand.key("Home")
    assert typed._theme is theme
    assert typed.playhead.step == step


def test_what_is_the_same_but_for_its_spaces_changes_nothing(typed: Window, hand: Hand) -> None:
    typed.apply(lambda e: edits.set_start(e, 1.0, 1.5))
    settle()
    line, before = typed.panel.formula.field.line, typed.store.experiment
    text = line.text()
    line.setFocus()
    hand.key("Home")
    hand.type("  ")
    hand.key("Return")
    assert typed.store.experiment == before
    assert line.text() == text
    assert not typed.panel.formula.field.status.isVisible()


def test_the_narrow_field_leaves_no_button_without_a_place(stage: Callable[..., Hand]) -> None:
    made = FormulaField(DARK, narrow=True)
    stage(made)
    assert [widget for widget in QApplication.topLevelWidgets() if widget.objectName() == "formula_example"] == []
