"""The window as a whole: from a slider to the pixels, keys, themes, sizes, pictures, and ends at awkward moments."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import surfaces
from app.gui.widgets.key_list import KEYS
from app.gui.window import Window
from app.lessons.library import lesson
from app.model import edits
from app.model.experiment import Experiment
from app.model.settings import Settings, load_settings, save_settings, settings_path
from app.model.theme import DARK, LIGHT
from tests.app.gui.clipping import clipped
from tests.app.gui.conftest import dispose
from tests.app.gui.hand import Hand, middle, settle
from tests.app.gui.laboratory.sight import copied


def on(slider: QWidget, share: float) -> QPoint:
    return QPoint(round(8 + share * (slider.width() - 16)), slider.height() // 2)


def positions(window: Window) -> np.ndarray:
    return np.array([run.positions for run in window.scene.runs])


@pytest.fixture
def another(qtbot: QtBot) -> Iterator[list[Window]]:
    """Windows that a test opens itself, closed for good at its end."""
    opened: list[Window] = []
    yield opened
    for window in opened:
        dispose(window)


def reopened(another: list[Window]) -> Window:
    window = Window(Experiment())
    another.append(window)
    window.show()
    window.playhead.pause()
    settle()
    return window


@pytest.mark.parametrize(
    ("master", "places"), [("lr", (0.4, 0.3, 0.2)), ("beta", (0.3, 0.5, 0.6)), ("noise", (0.0, 0.3, 0.6))]
)
def test_a_drag_of_a_master_changes_paths_and_pixels_while_the_button_is_down(
    still: Window, hand: Hand, master: str, places: tuple[float, ...]
) -> None:
    slider = still.panel.masters[master].slider
    still.playhead.seek(1000)
    settle()
    before, picture, chart = positions(still), still.canvas.grab().toImage(), still.chart_views[0].grab().toImage()
    hand.press(slider, on(slider, places[0]))
    seen = [picture]
    for place in places[1:]:
        hand.move(slider, on(slider, place))
        settle()
        seen.append(still.canvas.grab().toImage())
        assert still.scene.experiment == still.store.experiment
    assert slider.isSliderDown()
    assert all(one != next_one for one, next_one in pairwise(seen))
    assert still.chart_views[0].grab().toImage() != chart
    assert (positions(still)[1:] != before[1:]).any()
    assert (positions(still)[0] != before[0]).any() is np.bool_(master != "beta"), "SGD has no momentum"
    assert not still.store.can_undo
    hand.release(slider, on(slider, places[-1]))
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()
    assert not still.store.can_undo
    np.testing.assert_array_equal(positions(still), before)
    assert still.canvas.grab().toImage() == picture
    hand.key("Ctrl+Shift+Z")
    assert still.store.experiment != Experiment()


def test_two_hundred_quick_values_are_one_computation_and_the_picture_of_the_last(still: Window, qtbot) -> None:
    begun: list[Experiment] = []
    begin = still.feed._builder.begin
    note = lambda experiment, **how: (begun.append(experiment), begin(experiment, **how))  # noqa: E731
    still.feed._builder.begin = note  # type: ignore[method-assign]
    slider = still.panel.masters["lr"].slider
    for step in range(200):
        slider.value_wanted.emit(1e-4 + 1e-5 * step)
    assert begun == []
    qtbot.waitUntil(lambda: still.feed.is_done)
    settle()
    assert begun == [still.store.experiment]
    assert still.store.experiment.lr == pytest.approx(1e-4 + 1e-5 * 199)
    assert still.scene.experiment == still.store.experiment


def test_a_slider_shows_what_is_run_wherever_it_was_set(still: Window, hand: Hand) -> None:
    row = still.panel.masters["lr"]
    row.field.setFocus()
    hand.key("Ctrl+A")
    hand.type("0.01")
    hand.key("Return")
    assert still.store.experiment.lr == 0.01
    assert row.slider.value() == pytest.approx(row.slider.maximum() * 0.6, abs=1)
    hand.click(still.top_bar.undo)
    assert row.field.text() == "1e-3"
    assert row.slider.value() == pytest.approx(row.slider.maximum() * 0.4, abs=1)
    hand.click(still.top_bar.redo)
    assert still.store.experiment.lr == 0.01


@pytest.mark.parametrize(
    ("name", "text", "value"), [("steps", "250", 250), ("batch_size", "16", 16), ("seeds", "5", 5), ("seed", "42", 42)]
)
def test_the_run_is_set_in_fields(still: Window, hand: Hand, name: str, text: str, value: int) -> None:
    field = still.panel.fields[name]
    hand.click(field)
    hand.key("Ctrl+A")
    hand.type(text)
    hand.key("Return")
    assert getattr(still.store.experiment, name) == value
    assert still.scene.runs[0].positions.shape[:2] == (still.store.experiment.seeds, still.store.experiment.steps + 1)


def test_the_start_is_set_in_fields(still: Window, hand: Hand) -> None:
    for field, text in zip(still.panel.start_fields, ("0.5", "−0.25"), strict=True):
        field.setFocus()
        hand.key("Ctrl+A")
        field.insert(text)
        field.setModified(True)
        hand.key("Return")
    assert still.store.experiment.start == (0.5, -0.25)


# Keys


def test_space_and_arrows_and_ends(still: Window, hand: Hand) -> None:
    still.canvas.setFocus()
    steps = []
    for chord in ("Right", "Right", "Left", "End", "Left", "Home"):
        hand.key(chord)
        steps.append(still.playhead.step)
    assert steps == [1, 2, 1, 1000, 999, 0]
    hand.key("Space")
    assert still.playhead.playing
    hand.key("Space")
    assert not still.playhead.playing


def test_keys_of_time_work_wherever_a_click_left_the_focus(still: Window, hand: Hand) -> None:
    for widget in (still.top_bar.undo, still.panel.cards[0].eye, still.transport.forward, still.chart_views[0]):
        hand.click(widget)
        still.playhead.seek(0)
        still.playhead.pause()
        hand.key("Right")
        assert still.playhead.step == 1, widget.accessibleName()
        hand.key("Space")
        assert still.playhead.playing, widget.accessibleName()
        hand.key("Space")
        assert not still.playhead.playing


def test_space_plays_where_a_menu_was_left(still: Window, hand: Hand) -> None:
    for button in (still.top_bar.document, still.top_bar.export):
        hand.click(button)
        menu = button.menu()
        assert menu.isVisible()
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        hand.key("Space")
        assert still.playhead.playing, button.accessibleName()
        assert not menu.isVisible()
        hand.key("Space")


@pytest.mark.parametrize("chord", ["Ctrl+Shift+Z", "Ctrl+Y"])
def test_undo_and_redo_by_key_and_their_buttons_say_what_is_possible(still: Window, hand: Hand, chord: str) -> None:
    bar = still.top_bar
    assert (bar.undo.isEnabled(), bar.redo.isEnabled()) == (False, False)
    still.apply(lambda e: edits.set_master(e, "lr", 0.5))
    settle()
    assert (bar.undo.isEnabled(), bar.redo.isEnabled()) == (True, False)
    hand.key("Ctrl+Z")
    assert still.store.experiment.lr == 1e-3
    assert (bar.undo.isEnabled(), bar.redo.isEnabled()) == (False, True)
    hand.key(chord)
    assert still.store.experiment.lr == 0.5


def test_copying_puts_the_picture_on_the_clipboard(qtbot: QtBot, still: Window, hand: Hand) -> None:
    image = copied(qtbot, still, hand)
    assert (image.width(), image.height()) == (1680, 1260)
    assert colours(image) > 20
    assert still.notice.text() == "The picture is on the clipboard."


def test_full_screen_and_back(still: Window, hand: Hand) -> None:
    hand.key("F11")
    assert still.isFullScreen()
    hand.key("F11")
    assert not still.isFullScreen()


def test_a_maximized_window_is_maximized_again_after_full_screen(still: Window, hand: Hand) -> None:
    still.showMaximized()
    settle()
    hand.key("F11")
    assert still.isFullScreen()
    hand.key("F11")
    assert (still.isFullScreen(), still.isMaximized()) == (False, True)
    dispose(still)
    assert load_settings().maximized


def test_the_list_of_keys(still: Window, hand: Hand) -> None:
    hand.key("?")
    (shown,) = still.findChildren(QDialog)
    assert shown.isVisible()
    text = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert all(keys in text for keys, _ in KEYS)
    assert clipped(shown) == []
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    settle()
    assert still.findChildren(QDialog) == []


def test_the_list_names_every_key_that_is_built() -> None:
    listed = " ".join(keys for keys, _ in KEYS)
    for key in ("Space", "← →", "Home", "End", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+E", "Ctrl+C", "F11", "?"):
        assert key in listed


def test_letters_do_nothing_while_a_number_is_typed(still: Window, hand: Hand) -> None:
    theme, field = still._theme, still.panel.fields["steps"]
    field.setFocus()
    hand.type("tlfe ")
    assert (still._theme, still.playhead.loop, still.playhead.playing) == (theme, False, False)
    hand.key("Escape")


CYRILLIC_EF = 0x424
"""A key of other alphabets has the number of its letter, for which Qt has no name."""


@pytest.mark.parametrize("focused", ["canvas", "slider", "field"])
def test_keys_of_other_alphabets_do_nothing(still: Window, hand: Hand, focused: str) -> None:
    widgets = {"canvas": still.canvas, "slider": still.panel.masters["lr"].slider, "field": still.panel.fields["steps"]}
    widgets[focused].setFocus()
    before = still.store.experiment
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, CYRILLIC_EF, Qt.KeyboardModifier.NoModifier, "ф")
        QApplication.sendEvent(still.windowHandle(), event)
    settle()
    assert still.store.experiment == before


def test_a_letter_with_control_is_not_that_letter(still: Window, hand: Hand) -> None:
    theme, step = still._theme, still.playhead.step
    for chord in ("Alt+S", "Ctrl+A", "Ctrl+T", "Ctrl+L", "Alt+E", "Ctrl+Right"):
        hand.key(chord)
    assert still._theme is theme
    assert not still._steering
    assert still.playhead.step == step
    assert not still.top_bar.aspect.isChecked()


# Surfaces


@pytest.mark.parametrize("group", [surfaces.SURFACES[first::4] for first in range(4)])
def test_the_picker_offers_every_surface_with_its_own_sliders(still: Window, hand: Hand, group) -> None:
    for surface in group:
        choose_and_drag(still, hand, surface)
        while still.store.can_undo:
            hand.key("Ctrl+Z")
        assert still.store.experiment == Experiment()


def choose_and_drag(still: Window, hand: Hand, surface) -> None:
    """Take a surface from the picker, and drag the last of its sliders: all are of one class."""
    hand.click(still.top_bar.surface)
    hand.click(still.top_bar.picker.sheet.shelves.cards[surface.key])
    experiment = still.store.experiment
    assert (experiment.surface, experiment.start, experiment.lr) == (surface(), surface.start, surface.suggested_lr)
    assert surface.title in still.top_bar.surface.text()
    assert list(still.panel.surface_rows) == list(surface().numbers)
    for name, row in list(still.panel.surface_rows.items())[-1:]:
        before = positions(still)
        hand.drag(row.slider, [on(row.slider, 0.5), on(row.slider, 0.63)])
        assert still.store.experiment.surface.numbers[name] != experiment.surface.numbers[name]
        assert (positions(still) != before).any()


# Theme and size


def test_the_theme_is_toggled_and_remembered(still: Window, hand: Hand, another: list[Window]) -> None:
    first = still._theme
    hand.click(still.top_bar.theme)
    assert {first.name, still._theme.name} == {"dark", "light"}
    ground = QImage(still.grab().toImage()).pixelColor(still.panel.width() + 2, still.height() - 2).name()
    assert ground == still._theme.ground
    dispose(still)
    assert reopened(another)._theme.name != first.name


def test_the_theme_follows_the_system_until_one_is_chosen(still: Window) -> None:
    assert load_settings().theme == "system"
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert still._theme is (DARK if dark else LIGHT)
    dispose(still)
    assert load_settings().theme == "system"


def test_the_size_is_remembered(still: Window, another: list[Window]) -> None:
    assert still.size() == QSize(1280, 800)
    still.resize(1111, 777)
    settle()
    dispose(still)
    assert reopened(another).size() == QSize(1111, 777)


def test_closed_in_full_screen_it_opens_as_a_window_of_the_size_before(
    still: Window, hand: Hand, another: list[Window]
) -> None:
    still.resize(1111, 777)
    settle()
    hand.key("F11")
    dispose(still)
    window = reopened(another)
    assert not window.isFullScreen()
    assert window.size() == QSize(1111, 777)


def test_settings_that_cannot_be_kept_do_not_keep_it_open(still: Window) -> None:
    settings_path().mkdir(parents=True)
    still.close()
    assert not still.isVisible()


@pytest.mark.parametrize("text", ["{", '{"width": 1, "height": 1}'])
def test_odd_settings_are_no_obstacle(another: list[Window], text: str) -> None:
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text(text)
    assert reopened(another).isVisible()


SIZES = [QSize(1024, 640), QSize(1280, 800), QSize(1920, 1080), QSize(3840, 2160)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_no_text_is_clipped_at_any_size(still: Window, size: QSize) -> None:
    still.resize(size)
    # Where there is the least room, every surface; where there is more, some.
    for surface in surfaces.SURFACES[:: 1 if size == SIZES[0] else 4]:
        still.apply(lambda e, surface=surface: edits.choose_surface(e, surface()))
        still.playhead.seek(1000)
        settle()
        assert still.size() == size, surface
        assert clipped(still) == [], surface
        assert still.canvas.width() > 0.5 * size.width(), surface
        assert still.canvas.height() > 0.5 * size.height(), surface


LONG = {
    "ordinary numbers": lambda e: edits.set_master(edits.set_master(e, "lr", 8.88e-5), "beta", 0.888),
    "small numbers": lambda e: edits.set_master(edits.set_master(e, "lr", 1.234e-5), "beta", 0.9985),
    "large numbers": lambda e: edits.set_run(edits.set_run(e, "steps", 100_000), "batch_size", 10**9),
    "noise": lambda e: edits.set_run(edits.set_run(e, "noise", 123.456), "seed", 2**53),
    "far start": lambda e: edits.set_start(e, -123456.7, 1e-9),
    "steep": lambda e: edits.set_surface_parameter(e, "b", 123.4567),
    "alone": lambda e: edits.set_linked(edits.set_linked(e, 1, False), 2, False),
    "decayed": lambda e: edits.set_lane_parameter(e, 2, "weight_decay", 0.001234),
    "diverged": lambda e: edits.set_lane_parameter(e, 1, "lr", 123.4),
}


@pytest.mark.parametrize("edit", LONG.values(), ids=LONG.keys())
def test_no_text_is_clipped_whatever_the_numbers(still: Window, edit) -> None:
    still.resize(1024, 640)
    still.apply(edit)
    still.playhead.seek(still.playhead.last)
    settle()
    assert clipped(still) == []


def test_the_default_window_needs_no_scrolling(still: Window) -> None:
    shown = [scroll for scroll in still.findChildren(QScrollArea) if scroll.isVisible()]
    assert len(shown) >= 2
    for scroll in shown:
        assert scroll.verticalScrollBar().maximum() == 0


def test_the_window_can_begin_with_a_lesson(still: Window) -> None:
    wanted = lesson("momentum")
    still.open_lesson(wanted)
    settle()
    assert still.lessons.isVisible()
    assert still.store.experiment == wanted.setup
    still.store.undo()
    assert still.store.experiment == Experiment()


# Access


def controls(window: Window) -> list[QWidget]:
    kinds = QAbstractButton | QLineEdit | QAbstractSlider
    return [
        widget
        for widget in window.findChildren(QWidget)
        if isinstance(widget, kinds)
        and widget.isVisible()
        and widget.isEnabled()
        and "scroll" not in widget.objectName()
        and not (isinstance(widget, QLineEdit) and widget.isReadOnly())
        and type(widget).__name__ != "QScrollBar"
        and not is_another_choice(widget)
    ]


def is_another_choice(widget: QWidget) -> bool:
    """Whether it is one of several of which one is chosen: arrows go to it from that one, as among radio buttons."""
    return isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked()


def test_tab_reaches_every_control_and_goes_round(still: Window, hand: Hand) -> None:
    hand.click(still.panel.cards[0].link)
    still.apply(lambda e: edits.set_master(edits.set_master(e, "lr", 0.5), "lr", 1e-3))
    settle()
    expected = {*controls(still), *still.panel.cards, still.canvas}
    reached: list[QWidget | None] = []
    for _ in range(3 * len(expected)):
        hand.key("Tab")
        reached.append(QApplication.focusWidget())
    assert [widget.accessibleName() or widget for widget in expected - set(reached)] == []
    for _ in range(3 * len(expected)):
        hand.key("Shift+Tab")
    assert QApplication.focusWidget() in expected


def test_every_control_has_a_name_of_its_own(still: Window, hand: Hand) -> None:
    hand.click(still.panel.cards[0].link)
    everything = [*controls(still), still.canvas, *still.panel.cards, *still.chart_views]
    spoken = [widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text()) for widget in everything]
    assert [widget for widget, name in zip(everything, spoken, strict=True) if not name] == []
    names = [
        widget.accessibleName() for widget in still.top_bar.findChildren(QAbstractButton) if widget.accessibleName()
    ]
    assert len(set(names)) == len(names)


def test_the_focus_is_seen(still: Window, hand: Hand) -> None:
    for widget in (
        still.panel.masters["lr"].slider,
        still.panel.fields["steps"],
        still.transport.back,
        still.top_bar.fit,
    ):
        still.canvas.setFocus()
        settle()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        settle()
        assert widget.grab().toImage() != before, widget.accessibleName()


# Pictures


def colours(image: QImage) -> int:
    small = image.scaled(160, 120)
    return len({small.pixel(x, y) for x in range(small.width()) for y in range(small.height())})


def test_the_picture_is_that_of_the_screen(qtbot: QtBot, still: Window, hand: Hand) -> None:
    pictures = []
    for act in (
        lambda: None,
        lambda: still.playhead.seek(1000),
        lambda: hand.wheel(still.canvas, 4),
        lambda: hand.key("T"),
    ):
        act()
        pictures.append(copied(qtbot, still, hand))
    assert len({picture.constBits().tobytes() for picture in pictures}) == 4


# Awkward moments


def enormous(experiment: Experiment) -> Experiment:
    experiment = edits.set_run(experiment, "steps", 100_000)
    while len(experiment.lanes) < 8:
        experiment = edits.duplicate_lane(experiment, 1)
    return experiment


def test_a_long_run_is_computed_while_the_window_answers(still: Window, hand: Hand, qtbot) -> None:
    still.apply(enormous)
    settle()
    assert not still.feed.is_done
    hand.click(still.transport.forward)
    assert still.playhead.step == 1
    still.apply(lambda e: edits.set_run(e, "steps", 10))
    qtbot.waitUntil(lambda: still.feed.is_done)
    settle()
    assert still.scene.runs[0].positions.shape == (1, 11, 2)


def test_looking_beyond_what_is_computed_waits_for_it(still: Window, hand: Hand) -> None:
    still.apply(enormous)
    settle()
    hand.key("End")
    assert still.playhead.step == 100_000
    still.canvas.grab()
    hand.move(still.canvas, middle(still.canvas))
    for view in still.chart_views:
        view.grab()


def test_closing_while_a_long_run_is_computed(still: Window) -> None:
    still.apply(enormous)
    settle()
    assert not still.feed.is_done
    dispose(still)


def test_closing_in_the_middle_of_a_drag(still: Window, hand: Hand) -> None:
    slider = still.panel.masters["lr"].slider
    hand.press(slider, on(slider, 0.4))
    hand.move(slider, on(slider, 0.6))
    dispose(still)


def test_closing_in_the_middle_of_a_click(still: Window, hand: Hand) -> None:
    hand.click(still.canvas)
    dispose(still)


def test_closing_while_a_name_is_typed(still: Window, hand: Hand) -> None:
    still.panel.cards[0].setFocus(Qt.FocusReason.TabFocusReason)
    hand.key("F2")
    hand.type("half")
    dispose(still)


def test_closing_by_key(still: Window, hand: Hand) -> None:
    QTest.keyClick(still.windowHandle(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not still.isVisible()


def test_undo_in_the_middle_of_a_drag_and_the_drag_goes_on(still: Window, hand: Hand) -> None:
    slider = still.panel.masters["lr"].slider
    hand.press(slider, on(slider, 0.4))
    hand.move(slider, on(slider, 0.6))
    hand.key("Ctrl+Z")
    assert still.store.experiment.lr == 1e-3
    hand.move(slider, on(slider, 0.7))
    hand.release(slider, on(slider, 0.7))
    assert still.store.experiment.lr > 0.01
    while still.store.can_undo:
        hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()


def test_settings_of_another_window_size_are_kept_within_reason(another: list[Window]) -> None:
    save_settings(Settings(width=400, height=300))
    assert reopened(another).size() == QSize(1024, 640)
