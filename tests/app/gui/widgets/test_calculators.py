"""The calculators by a real hand: any legal number may be typed, and what comes out is always a number."""

import re

import pytest
from PySide6.QtWidgets import QApplication, QToolTip

from app.gui.style_sheet import style_sheet
from app.gui.widgets.calculators import CalculatorSheet
from app.gui.widgets.lesson_sheet import WIDTH
from app.model.calculators import CALCULATORS, BatchScaling, Calculator, EffectiveLr, Memory
from app.model.parameters import parameters
from app.model.theme import DARK, THEMES, Theme
from tests.app.gui.clipping import clipped
from tests.app.gui.hand import Hand, settle
from tests.app.gui.widgets.conftest import Stage

each = pytest.mark.parametrize("kind", CALCULATORS)


def make(stage: Stage, kind: type[Calculator]) -> tuple[CalculatorSheet, Hand]:
    sheet = CalculatorSheet(kind())
    sheet.setFixedWidth(WIDTH)
    hand = stage(sheet)
    sheet.window().setStyleSheet(style_sheet(DARK))
    sheet.window().resize(330, 800)
    settle()
    return sheet, hand


def enter(hand: Hand, sheet: CalculatorSheet, name: str, text: str) -> None:
    hand.click(sheet.fields[name])
    hand.key("Ctrl+A")
    hand.type(text)
    hand.key("Return")


def told(sheet: CalculatorSheet) -> dict[str, str]:
    return {name.text(): value.text() for name, value in sheet.results}


@each
def test_every_input_has_a_field_that_says_what_it_means(stage: Stage, kind: type[Calculator]) -> None:
    sheet, _ = make(stage, kind)
    assert list(sheet.fields) == list(parameters(kind))
    for name, parameter in parameters(kind).items():
        assert sheet.fields[name].toolTip().startswith(parameter.help)
        assert sheet.fields[name].accessibleName() == parameter.label
    assert told(sheet) == {result.label: result.text for result in kind().results()}


def test_the_effective_lr_of_the_checkpoint(stage: Stage) -> None:
    sheet, hand = make(stage, EffectiveLr)
    enter(hand, sheet, "lr", "0.01")
    enter(hand, sheet, "beta", "0.95")
    assert sheet.calculator == EffectiveLr(0.01, 0.95)
    assert told(sheet)["effective lr, lr/(1 − β)"] == "0.2"
    assert told(sheet)["memory, 1/(1 − β)"] == "20 steps"


def test_the_lr_for_another_batch(stage: Stage) -> None:
    sheet, hand = make(stage, BatchScaling)
    enter(hand, sheet, "batch_size", "64")
    enter(hand, sheet, "new_batch_size", "1024")
    enter(hand, sheet, "lr", "0.2")
    assert told(sheet)["lr by the root rule"] == "0.8"
    assert told(sheet)["lr by the linear rule"] == "3.2"


def test_whether_13_billion_fit(stage: Stage) -> None:
    sheet, hand = make(stage, Memory)
    enter(hand, sheet, "billions", "13")
    picker = sheet.pickers["optimizer"]
    picker.menu().popup(picker.mapToGlobal(picker.rect().bottomLeft()))
    hand.choose(picker.menu(), "Adam")
    assert picker.text().startswith("Adam")
    assert told(sheet)["optimizer state"] == "104 GB"
    value = sheet.results[-1][1]
    assert value.text() == "no, 128 GB short"
    assert value.palette().windowText().color().name() == DARK.warning
    enter(hand, sheet, "device", "640")
    assert sheet.results[-1][0].text() == "fits on 640 GB"
    assert value.text() == "yes, 432 GB left"
    assert value.palette().windowText().color().name() == DARK.good


@each
@pytest.mark.parametrize("end", [0, 1], ids=["lowest", "highest"])
def test_the_ends_of_what_may_be_typed_give_numbers_that_fit(stage: Stage, kind: type[Calculator], end: int) -> None:
    sheet, hand = make(stage, kind)
    for name, parameter in parameters(kind).items():
        enter(hand, sheet, name, repr(parameter.legal[end]))
        assert vars(sheet.calculator)[name] == parameter.legal[end]
        assert clipped(sheet) == []
        for text in told(sheet).values():
            assert re.search(r"\d", text)
            assert not re.search(r"nan|inf|undefined|beyond|below", text)


@pytest.mark.parametrize("text", ["1", "-1", "nan", "inf", "words"])
def test_what_is_not_legal_is_explained_and_changes_nothing(stage: Stage, text: str) -> None:
    sheet, hand = make(stage, EffectiveLr)
    before = told(sheet)
    enter(hand, sheet, "beta", text)
    assert QToolTip.text()
    assert sheet.calculator == EffectiveLr()
    assert told(sheet) == before


@each
@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
def test_nothing_is_clipped(stage: Stage, kind: type[Calculator], theme: Theme) -> None:
    sheet, _ = make(stage, kind)
    sheet.window().setStyleSheet(style_sheet(theme))
    settle()
    assert clipped(sheet) == []
    assert sheet.scroller.widget().width() <= sheet.scroller.viewport().width()


@each
def test_everything_is_reached_by_tab(stage: Stage, kind: type[Calculator]) -> None:
    sheet, hand = make(stage, kind)
    sheet.setFocus()
    wanted = [sheet.leave, *sheet.fields.values(), *sheet.pickers.values()]
    found = []
    for _ in wanted:
        hand.key("Tab")
        found.append(QApplication.focusWidget())
    assert found == wanted


def test_the_way_out(stage: Stage) -> None:
    sheet, hand = make(stage, EffectiveLr)
    left = []
    sheet.left.connect(lambda: left.append(None))
    hand.click(sheet.leave)
    assert len(left) == 1
