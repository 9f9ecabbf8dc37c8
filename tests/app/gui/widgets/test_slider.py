"""A slider under mouse, wheel and keys."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from app.gui.widgets.slider import Slider
from app.model.experiment import MASTER_PARAMETERS, RUN_PARAMETERS
from app.model.scales import slider_place
from app.model.theme import DARK, LIGHT
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.widgets.conftest import Stage

LR = MASTER_PARAMETERS["lr"]


@pytest.fixture
def slider(stage: Stage) -> Slider:
    made = Slider(LR, DARK)
    made.show_value(LR.default)
    stage(made)
    return made


@pytest.fixture
def hand(slider: Slider) -> Hand:
    return Hand(slider.window())


@pytest.fixture
def story(slider: Slider) -> list[object]:
    """Everything it says, in order."""
    told: list[object] = []
    slider.value_wanted.connect(told.append)
    slider.gesture_began.connect(lambda: told.append("began"))
    slider.gesture_ended.connect(lambda: told.append("ended"))
    return told


def at(slider: Slider, share: float) -> QPoint:
    """That share of the way along its groove."""
    return QPoint(round(8 + share * (slider.width() - 16)), slider.height() // 2)


def values(story: list[object]) -> list[float]:
    return [told for told in story if isinstance(told, float)]


def test_a_drag_is_a_gesture_with_values_while_the_button_is_down(slider, hand, story) -> None:
    hand.press(slider, at(slider, 0.4))
    hand.move(slider, at(slider, 0.6))
    assert story[0] == "began"
    assert slider_place(LR, values(story)[-1]) == pytest.approx(0.6, abs=0.01)
    hand.move(slider, at(slider, 0.2))
    assert slider_place(LR, values(story)[-1]) == pytest.approx(0.2, abs=0.01)
    assert "ended" not in story
    hand.release(slider, at(slider, 0.2))
    assert story[-1] == "ended"
    assert story.count("began") == story.count("ended") == 1
    hand.move(slider, at(slider, 0.9))
    assert story[-1] == "ended"


def test_a_press_beside_the_knob_goes_there_and_one_on_it_goes_nowhere(slider, hand, story) -> None:
    hand.click(slider, at(slider, 0.8))
    assert slider_place(LR, values(story)[0]) == pytest.approx(0.8, abs=0.01)
    slider.show_value(LR.default)
    story.clear()
    hand.click(slider, at(slider, slider_place(LR, LR.default)) + QPoint(2, 0))
    assert story == ["began", "ended"]


def test_beyond_its_ends_are_its_ends(slider, hand, story) -> None:
    hand.drag(slider, [at(slider, 0.5), QPoint(-8, 5), QPoint(slider.width() + 8, 5)])
    assert min(values(story)) == LR.soft[0]
    assert values(story)[-1] == LR.soft[1]


def test_a_double_click_asks_for_the_default(slider, hand, story) -> None:
    slider.show_value(0.5)
    hand.double_click(slider, at(slider, 0.1))
    assert values(story)[-1] == LR.default
    assert story.count("began") == story.count("ended")


def test_the_right_button_does_nothing(slider, hand, story) -> None:
    hand.click(slider, at(slider, 0.9), RIGHT)
    assert story == []


@pytest.mark.parametrize(
    ("key", "rises"),
    [("Right", True), ("Up", True), ("PgUp", True), ("Left", False), ("Down", False), ("PgDown", False)],
)
def test_keys_move_it_to_and_fro(slider, hand, story, key: str, rises: bool) -> None:
    slider.setFocus()
    hand.key(key)
    (value,) = values(story)
    assert (value > LR.default) is rises
    slider.show_value(value)
    hand.key(key)
    assert (values(story)[-1] > value) is rises


def test_home_and_end_are_its_ends(slider, hand, story) -> None:
    slider.setFocus()
    hand.key("End")
    hand.key("Home")
    assert values(story) == [LR.soft[1], LR.soft[0]]


def test_the_wheel_moves_it_finely_both_ways(slider, hand, story) -> None:
    hand.wheel(slider, 1)
    up = values(story)[-1]
    assert LR.default < up < LR.default * 1.5
    slider.show_value(up)
    hand.wheel(slider, -1)
    assert values(story)[-1] == pytest.approx(LR.default, rel=0.01)


def turn(slider: Slider, delta: QPoint) -> None:
    """The wheel, whichever way."""
    place, phase = QPointF(slider.rect().center()), Qt.ScrollPhase.NoScrollPhase
    at, no_key = QPointF(slider.mapToGlobal(place)), Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, at, QPoint(), delta, Qt.MouseButton.NoButton, no_key, phase, False)
    QApplication.sendEvent(slider, event)


def test_a_wheel_that_is_turned_sideways_leaves_the_value_as_it_is(slider, story) -> None:
    slider.show_value(0.0012345)
    turn(slider, QPoint(120, 0))
    assert story == []


@pytest.mark.parametrize(("value", "turns"), [(500.0, 1), (0.0, -1)])
def test_beyond_its_ends_the_wheel_never_goes_back(slider, hand, story, value: float, turns: int) -> None:
    slider.show_value(value)
    hand.wheel(slider, turns)
    assert story == []
    hand.wheel(slider, -turns)
    (back,) = values(story)
    assert (back < value) is (turns > 0)


def test_a_page_begins_where_the_hand_left_the_knob(slider, hand, story) -> None:
    slider.value_wanted.connect(slider.show_value)
    hand.click(slider, at(slider, 1.0))
    hand.key("PgDown")
    assert slider_place(LR, values(story)[-1]) == pytest.approx(0.9, abs=0.01)


def test_showing_a_value_is_silent_and_does_not_echo(slider, story) -> None:
    for value in (1e-5, 1.0, 5.0, 0.0, LR.default):
        slider.show_value(value)
    settle()
    assert story == []


def test_a_value_beyond_the_slider_is_shown_at_its_end(slider, story) -> None:
    slider.show_value(1e9)
    assert slider.value() == slider.maximum()
    slider.show_value(0.0)
    assert slider.value() == slider.minimum()


def test_it_ends_its_gesture_when_it_loses_the_focus_in_the_middle(slider, hand, story) -> None:
    hand.press(slider, at(slider, 0.4))
    slider.window().findChild(type(slider.window().layout().itemAt(0).widget())).setFocus()
    assert story[-1] == "ended"
    hand.release(slider, at(slider, 0.4))
    assert story.count("ended") == 1


def test_it_is_painted_in_every_state_and_marks_show(slider, hand) -> None:
    plain = slider.grab().toImage()
    slider.show_marks(((0.01, "#ff0000"), (1e9, "#00ff00"), (0.0, "#0000ff")))
    marked = slider.grab().toImage()
    assert marked != plain
    inks = [marked.pixelColor(x, 4).getRgb()[:3] for x in range(marked.width())]
    assert any(red > 240 and green < 60 for red, green, _ in inks)
    assert all(red > 60 for red, *others in inks if max(others) > 240)
    slider.show_marks(())
    slider.set_theme(LIGHT)
    assert slider.grab().toImage() not in (plain, marked)
    slider.setEnabled(False)
    slider.grab()


def test_whole_numbers_stay_whole(stage: Stage) -> None:
    slider = Slider(RUN_PARAMETERS["steps"], DARK)
    slider.show_value(1000)
    hand = stage(slider)
    found: list[float] = []
    slider.value_wanted.connect(found.append)
    hand.drag(slider, [at(slider, 0.1), *(at(slider, 0.1 + step / 40) for step in range(30))])
    assert len(found) > 20
    assert all(value == int(value) for value in found)


def test_it_takes_the_focus_by_mouse_and_by_tab(slider, hand) -> None:
    hand.click(slider)
    assert slider.hasFocus()
    assert slider.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_a_knob_that_steers_is_told_by_its_colour(stage: Stage, theme) -> None:
    slider = Slider(MASTER_PARAMETERS["lr"], theme)
    stage(slider)
    slider.show_value(1e-2)

    def has(ink: str) -> bool:
        image = slider.grab().toImage()
        return ink in {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    assert (has(theme.warning), has(theme.accent)) == (False, True)
    slider.show_steering(True)
    assert (has(theme.warning), has(theme.accent)) == (True, False)
    slider.show_steering(False)
    assert (has(theme.warning), has(theme.accent)) == (False, True)
