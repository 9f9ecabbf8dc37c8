"""The picker of surfaces: opened, searched, walked through by keys and mouse, typed into, closed."""

from collections.abc import Callable
from html import escape
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

import surfaces
from app.gui.style_sheet import style_sheet
from app.gui.widgets.surface_card import SurfaceCard
from app.gui.widgets.surface_picker import SurfacePicker
from app.gui.widgets.surface_picker_button import BESIDE, WIDEST
from app.gui.widgets.surface_picker_sheet import PickerSheet
from app.gui.widgets.top_bar import TopBar
from app.gui.window import Window
from app.model import edits
from app.model.experiment import Experiment
from app.model.theme import DARK, LIGHT
from surfaces import SURFACES
from surfaces.ravine import Ravine
from surfaces.typed import Typed
from tests.app.gui.hand import Hand, middle, settle

LONG = " + ".join(f"(x - {k})^2*(y + {k})^2" for k in range(1, 20))


@pytest.fixture
def picker(still: Window, hand: Hand) -> SurfacePicker:
    """The picker, opened by a click."""
    hand.click(still.top_bar.surface)
    return still.top_bar.picker


@pytest.fixture
def sheet(picker: SurfacePicker) -> PickerSheet:
    return picker.sheet


def focused_card() -> SurfaceCard:
    card = QApplication.focusWidget()
    assert isinstance(card, SurfaceCard)
    return card


def in_sight(widget: QWidget) -> bool:
    """Whether all of it is to be seen."""
    return widget.visibleRegion().boundingRect() == widget.rect()


# Open and close


def test_nobody_waits_for_it_at_the_start(still: Window) -> None:
    assert still.top_bar._picker is None


def test_it_opens_below_its_button_with_the_present_surface_marked(still: Window, sheet: PickerSheet) -> None:
    assert sheet.isVisible()
    button = still.top_bar.surface
    assert sheet.mapTo(still, QPoint()).x() == button.mapTo(still, QPoint()).x()
    assert sheet.mapTo(still, QPoint()).y() > button.mapTo(still, QPoint(0, button.height())).y()
    assert [card.surface.key for card in sheet.shelves.cards.values() if card.is_present] == ["rosenbrock"]
    assert sheet.shelves.cards["rosenbrock"].accessibleName() == "Rosenbrock, present surface"
    assert sheet.search.hasFocus()
    assert sheet.detail.title.text() == "Rosenbrock"


def test_the_present_surface_is_in_sight_wherever_it_stands(still: Window, hand: Hand) -> None:
    still.apply(lambda e: edits.choose_surface(e, SURFACES[-1]()))
    settle()
    hand.click(still.top_bar.surface)
    assert in_sight(still.top_bar.picker.sheet.shelves.cards[SURFACES[-1].key])


def test_a_bent_surface_is_still_the_present_one(still: Window, hand: Hand) -> None:
    still.apply(lambda e: edits.set_surface_parameter(e, "b", 50.0))
    settle()
    hand.click(still.top_bar.surface)
    assert still.top_bar.picker.sheet.shelves.cards["rosenbrock"].is_present


@pytest.mark.parametrize("size", [(1024, 640), (1280, 800), (1920, 1080)])
def test_it_is_never_larger_than_the_window_and_follows_it(still: Window, sheet: PickerSheet, size) -> None:
    still.resize(*size)
    settle()
    assert still.rect().contains(QRect(sheet.mapTo(still, QPoint()), sheet.size()))
    assert sheet.width() >= 700
    assert sheet.height() >= min(560, size[1] - 80)
    assert still.top_bar.picker.size() == still.size()


@pytest.mark.parametrize("by", ["Escape", "a click beside it", "the button"])
def test_it_closes_and_changes_nothing(still: Window, hand: Hand, picker: SurfacePicker, by: str) -> None:
    if by == "Escape":
        hand.key("Esc")
    elif by == "a click beside it":
        hand.click(picker, QPoint(picker.width() - 40, picker.height() // 2))
    else:
        hand.click(picker, still.top_bar.surface.mapTo(still, middle(still.top_bar.surface)))
    assert not picker.isVisible()
    assert still.store.experiment == Experiment()
    assert still.canvas.hasFocus() or still.top_bar.surface.hasFocus()


def test_opened_by_a_key_it_gives_the_keys_back_to_time(still: Window, hand: Hand) -> None:
    still.canvas.setFocus()
    still.top_bar.open_picker()
    settle()
    hand.key("Esc")
    hand.key("Right")
    assert still.playhead.step == 1


def test_opened_by_the_mouse_it_gives_the_keys_back_to_time_too(still: Window, hand: Hand) -> None:
    still.canvas.setFocus()
    hand.click(still.top_bar.surface)
    hand.click(still.top_bar.picker.sheet.shelves.cards["booth"])
    was_playing = still.playhead.playing
    hand.key("Space")
    assert not still.top_bar.picker.isVisible()
    assert still.playhead.playing != was_playing


def test_lessons_take_its_place(still: Window, hand: Hand, picker: SurfacePicker) -> None:
    hand.key("F1")
    assert still.lessons.isVisible()
    assert not picker.isVisible()


def test_no_key_reaches_what_lies_below(still: Window, hand: Hand, sheet: PickerSheet) -> None:
    theme = still._theme
    hand.key("Down")
    for chord in ("Home", "End", "PgUp", "Del", "F2"):
        hand.key(chord)
    hand.type("st?")
    assert still._theme is theme
    assert still.playhead.step == 0
    assert sheet.search.text() == "st?"


def test_the_wheel_beside_it_does_not_zoom_the_map(still: Window, hand: Hand, picker: SurfacePicker) -> None:
    before = still.canvas.frame_of_plan
    hand.wheel(picker, 3, QPoint(picker.width() - 300, picker.height() // 3))
    assert still.canvas.frame_of_plan == before


# Choose


def test_a_click_chooses_a_surface_with_its_start(still: Window, hand: Hand, picker: SurfacePicker) -> None:
    hand.click(picker.sheet.shelves.cards["ravine"])
    assert not picker.isVisible()
    experiment = still.store.experiment
    assert (experiment.surface, experiment.start, experiment.lr) == (Ravine(), Ravine.start, Ravine.suggested_lr)
    hand.key("Ctrl+Z")
    assert still.store.experiment == Experiment()


def test_words_leave_what_they_fit_and_enter_takes_the_best(still: Window, hand: Hand, sheet: PickerSheet) -> None:
    hand.type("saddle")
    seen = [card.surface.key for card in sheet.shelves.cards.values() if card.isVisible()]
    assert "saddle" in seen
    assert "sphere" not in seen
    (best,) = (card for card in sheet.shelves.cards.values() if card.is_best)
    assert best.surface.key == "saddle"
    assert in_sight(best)
    assert sheet.detail.title.text() == "Saddle"
    hand.key("Return")
    assert still.store.experiment.surface == surfaces.get("saddle")


def test_enter_without_a_word_chooses_nothing(still: Window, hand: Hand, picker: SurfacePicker) -> None:
    hand.key("Return")
    assert picker.isVisible()
    assert still.store.experiment == Experiment()


def test_where_nothing_fits_it_says_so_and_what_can_be_done(hand: Hand, sheet: PickerSheet) -> None:
    hand.type("zebra")
    assert sheet.nothing.isVisible()
    assert sheet.nothing.text() == "Nothing fits “zebra”. A formula can be typed below."
    assert not any(card.isVisible() for card in sheet.shelves.cards.values())
    hand.key("Down")
    assert sheet.search.hasFocus()
    hand.key("Ctrl+A")
    hand.key("Del")
    assert not sheet.nothing.isVisible()
    assert all(not card.isHidden() for card in sheet.shelves.cards.values())


def test_opened_again_it_shows_everything(still: Window, hand: Hand, picker: SurfacePicker) -> None:
    hand.type("zebra")
    hand.key("Esc")
    hand.click(still.top_bar.surface)
    assert picker.sheet.search.text() == ""
    assert picker.sheet.shelves.cards["rosenbrock"].isVisible()


# Keys


def test_letters_of_other_alphabets_go_to_the_search_too(still: Window, hand: Hand, sheet: PickerSheet) -> None:
    hand.key("Down")
    # Its key has the number of its letter, for which Qt has no name.
    press = QKeyEvent(QEvent.Type.KeyPress, 0x424, Qt.KeyboardModifier.NoModifier, "ф")
    QApplication.sendEvent(still.windowHandle(), press)
    settle()
    assert sheet.search.hasFocus()
    assert sheet.search.text() == "ф"


def test_arrows_lead_from_card_to_card_in_two_dimensions(hand: Hand, sheet: PickerSheet) -> None:
    hand.key("Down")
    first = focused_card()
    assert first.is_present
    hand.key("Right")
    second = focused_card()
    assert (second.y(), second.x() > first.x()) == (first.y(), True)
    hand.key("Down")
    below = focused_card()
    assert below.y() > second.y()
    assert abs(below.x() - second.x()) == min(
        abs(card.x() - second.x()) for card in sheet.shelves.cards.values() if card.y() == below.y()
    )
    hand.key("Up")
    assert focused_card().y() == second.y()
    hand.key("Up")
    assert sheet.search.hasFocus()


def test_every_card_is_reached_by_arrows_and_is_then_in_sight_and_told_of(hand: Hand, sheet: PickerSheet) -> None:
    hand.key("Down")
    reached = [focused_card()]
    while not reached[1:] or reached[-1] is not reached[-2]:
        assert in_sight(reached[-1])
        assert sheet.detail.title.text() == reached[-1].surface.title
        hand.key("Right")
        reached.append(focused_card())
    assert [card.surface.key for card in reached[:-1]] == list(sheet.shelves.cards)


def test_enter_chooses_the_focused_card(still: Window, hand: Hand, picker: SurfacePicker) -> None:
    hand.key("Down")
    hand.key("Right")
    wanted = focused_card().surface
    hand.key("Return")
    assert still.store.experiment.surface == wanted
    assert not picker.isVisible()


def test_letters_typed_on_a_card_go_to_the_search(hand: Hand, sheet: PickerSheet) -> None:
    hand.key("Down")
    hand.type("sph")
    assert sheet.search.hasFocus()
    assert sheet.search.text() == "sph"
    hand.type("ere")
    assert [card.surface.key for card in sheet.shelves.found if card.is_best] == ["sphere"]


def test_tab_goes_around_and_stops_at_one_card(hand: Hand, sheet: PickerSheet) -> None:
    stops = []
    for _ in range(20):
        stops.append(QApplication.focusWidget())
        hand.key("Tab")
        if QApplication.focusWidget() is sheet.search:
            break
    assert stops == [widget for widget in sheet.in_order if widget.isEnabled() and widget.isVisible()]
    assert sum(isinstance(widget, SurfaceCard) for widget in stops) == 1
    assert {sheet.search, sheet.formula.line, sheet.file} <= set(stops)
    hand.key("Shift+Tab")
    assert sheet.file.hasFocus()
    assert all(widget.accessibleName() or widget.text() for widget in stops)


def test_a_focused_card_has_an_edge_in_the_accent(still: Window, hand: Hand, sheet: PickerSheet) -> None:
    def accents(card: SurfaceCard) -> int:
        image = card.grab().toImage()
        row = image.height() // 2
        return sum(image.pixelColor(x, row).name() == still._theme.accent for x in range(4))

    card = sheet.shelves.cards["rosenbrock"]
    assert accents(card) == 0
    hand.key("Down")
    assert card.hasFocus()
    assert accents(card) > 0


# What is told


def test_the_card_under_the_mouse_is_told_of_and_then_the_present_one(hand: Hand, sheet: PickerSheet) -> None:
    hand.move(sheet.shelves.cards["ravine"], QPoint(20, 20))
    settle()
    detail = sheet.detail
    assert detail.title.text() == "Ravine"
    assert detail.purpose.text() == Ravine.purpose
    assert detail.origin.text() == Ravine.origin
    assert "condition" in detail.sliders.text() or "κ" in detail.sliders.text()
    assert detail.minima.text() == "1 minimum"
    hand.move(sheet.search, QPoint(20, 10))
    settle()
    assert detail.title.text() == "Rosenbrock"


def test_all_that_is_told_of_a_surface_can_be_read(still: Window, sheet: PickerSheet) -> None:
    still.resize(1024, 640)
    settle()
    for surface in (*(cls() for cls in SURFACES), Typed(LONG)):
        sheet.detail.show_surface(surface)
        settle()
        labels = [label for label in sheet.detail.findChildren(QLabel) if label.isVisible()]
        assert len(labels) >= 3
        for label in labels:
            assert label.heightForWidth(label.width()) <= label.height() + 1
            assert label.x() + label.width() <= sheet.detail.viewport().width()


def test_pictures_come_while_nothing_else_happens_and_stop_when_it_closes(picker, hand: Hand, qtbot: QtBot) -> None:
    gallery = picker.sheet.gallery
    hand.key("Esc")
    assert gallery.is_done
    picker.sheet.begin(Experiment().surface)
    qtbot.waitUntil(lambda: gallery.is_done)
    for card in picker.sheet.shelves.cards.values():
        assert gallery.picture(card.order) is not None


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_it_wears_the_windows_theme(still: Window, hand: Hand, sheet: PickerSheet, qtbot: QtBot, theme) -> None:
    still.wear(theme)
    settle()
    qtbot.waitUntil(lambda: sheet.gallery.is_done)
    image = sheet.grab().toImage()
    assert image.pixelColor(image.width() // 2, 6).name() == theme.panel
    card = sheet.shelves.cards["rosenbrock"]
    picture = card.grab().toImage()
    inks = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 2) for y in range(0, 90, 2)}
    assert theme.map_high in inks or len(inks) > 20


# Typing and files


def test_a_typed_formula_is_shown_beside_the_shelves_and_chosen(
    still: Window, hand: Hand, sheet: PickerSheet, qtbot: QtBot
) -> None:
    hand.click(sheet.formula.line)
    hand.type("x^2 + a*y^2, a=20")
    qtbot.waitUntil(lambda: sheet.detail.title.text() != "Rosenbrock")
    assert sheet.detail.minima.text() == "1 minimum, found numerically"
    assert sheet.detail.sliders.text().startswith("a ")
    hand.key("Return")
    assert not sheet.isVisible()
    assert still.store.experiment.surface == Typed("x^2 + a*y^2, a=20")
    hand.click(still.top_bar.surface)
    assert Typed(sheet.formula.line.text()) == Typed("x^2 + a*y^2, a=20")
    assert not any(card.is_present for card in sheet.shelves.cards.values())


def test_escape_restores_what_was_typed_over_and_then_closes(hand: Hand, picker: SurfacePicker) -> None:
    line = picker.sheet.formula.line
    hand.click(line)
    hand.type("x^2")
    hand.key("Esc")
    assert picker.isVisible()
    assert line.text() == ""
    hand.key("Esc")
    assert not picker.isVisible()


def test_dead_keys_and_input_methods_reach_the_field(hand: Hand, sheet: PickerSheet) -> None:
    hand.click(sheet.formula.line)
    event = QInputMethodEvent("", [])
    event.setCommitString("x^")
    QApplication.sendEvent(QApplication.focusObject(), event)
    assert sheet.formula.line.text() == "x^"


def test_a_file_can_be_asked_for(stage: Callable[[QWidget], Hand]) -> None:
    bar, asked = TopBar(DARK), []
    hand = stage(bar)
    bar.window().resize(1280, 800)
    bar.show_surface(Ravine())
    bar.surface_file_wanted.connect(lambda: asked.append(bar.picker.isVisible()))
    hand.click(bar.surface)
    hand.click(bar.picker.sheet.file)
    assert asked == [False]


# The button


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_the_button_is_never_too_wide_and_its_note_says_everything(stage: Callable[[QWidget], Hand], width) -> None:
    bar = TopBar(DARK)
    bar.setStyleSheet(style_sheet(DARK))
    stage(bar)
    bar.window().resize(width + 20, 100)
    settle()
    for surface in (*(cls() for cls in SURFACES), Typed(LONG)):
        bar.show_surface(surface)
        settle()
        button = bar.surface
        assert button.width() <= WIDEST
        assert QFontMetrics(button.font()).horizontalAdvance(button.text()) + BESIDE <= button.width() + 1
        assert button.text().startswith(surface.title[:8])
        assert "Choose another surface" in button.toolTip()
        assert escape(surface.formula) in button.toolTip()
        edges = [(w.x(), w.x() + w.width()) for w in (bar.document, button, bar.views, bar.undo)]
        assert all(left[1] <= right[0] for left, right in pairwise(edges))
