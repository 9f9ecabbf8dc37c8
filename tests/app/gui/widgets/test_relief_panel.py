"""The surface in space under a hand: it turns, comes nearer, is put back, and always shows what the plan shows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from dataclasses import replace as replaced

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.gui.widgets.relief_panel import ReliefPanel
from app.gui.widgets.relief_view import NEARER, PER_KEY, PER_PIXEL, REST
from app.model import edits
from app.model.experiment import Experiment
from app.model.relief.orbit import EXAGGERATIONS, HIGHEST, LOWEST, USUAL, ZOOMS, Orbit
from app.model.relief.picture import SmoothPicture
from app.model.scene import SceneBuilder
from app.model.theme import DARK, LIGHT
from surfaces import get
from tests.app.gui.hand import RIGHT, Hand, settle
from tests.app.gui.painting.readers import pixels
from tests.app.gui.widgets.conftest import Stage

STEPS = 80
MIDDLE = QPoint(200, 150)


@dataclass
class Shown:
    """A panel with Rosenbrock's paths at their end, and what it has told."""

    panel: ReliefPanel
    orbits: list[Orbit] = field(default_factory=list)
    pictures: list[SmoothPicture | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.panel.orbit_changed.connect(self.orbits.append)
        self.panel.picture_wanted.connect(self.pictures.append)

    def image(self) -> QImage:
        return self.panel.view.grab().toImage()


def scene_on(key: str, change: Callable[[Experiment], Experiment] = lambda experiment: experiment):
    experiment = replaced(edits.choose_surface(Experiment(), get(key)), steps=STEPS)
    return SceneBuilder().build(change(experiment))


@pytest.fixture
def shown(stage: Stage) -> Shown:
    panel = ReliefPanel(DARK)
    made = Shown(panel)
    panel.show_scene(scene_on("rosenbrock"))
    panel.show_step(STEPS)
    stage(panel)
    panel.window().resize(460, 420)
    settle()
    return made


@pytest.fixture
def hand(shown: Shown) -> Hand:
    return Hand(shown.panel.window())


def has_colour(image: QImage, name: str) -> bool:
    wanted = np.array([int(name[at : at + 2], 16) for at in (1, 3, 5)])
    return bool((np.abs(pixels(image) - wanted).max(axis=2) < 24).any())


# The hand


def test_a_drag_turns_the_near_side_with_the_hand_and_tilts(shown: Shown, hand: Hand) -> None:
    before = shown.image()
    hand.press(shown.panel.view, MIDDLE)
    assert shown.panel.view.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    hand.move(shown.panel.view, MIDDLE + QPoint(30, 0))
    assert shown.panel.orbit.azimuth == pytest.approx(USUAL.azimuth - 30 * PER_PIXEL)
    hand.move(shown.panel.view, MIDDLE + QPoint(30, 20))
    assert shown.panel.orbit.elevation == pytest.approx(USUAL.elevation + 20 * PER_PIXEL)
    hand.release(shown.panel.view, MIDDLE + QPoint(30, 20))
    assert shown.panel.view.cursor().shape() is Qt.CursorShape.OpenHandCursor
    assert shown.orbits[-1] == shown.panel.orbit
    assert shown.image() != before


def test_after_the_drag_a_hand_that_moves_turns_nothing(shown: Shown, hand: Hand) -> None:
    hand.drag(shown.panel.view, [MIDDLE, MIDDLE + QPoint(10, 0)])
    shown.orbits.clear()
    hand.move(shown.panel.view, MIDDLE + QPoint(50, 50))
    hand.drag(shown.panel.view, [MIDDLE])
    hand.press(shown.panel.view, MIDDLE, RIGHT)
    hand.move(shown.panel.view, MIDDLE + QPoint(60, 50))
    hand.release(shown.panel.view, MIDDLE, RIGHT)
    assert shown.orbits == []


def test_tilting_ends_where_it_must(shown: Shown, hand: Hand) -> None:
    far = QPoint(0, 120)
    hand.drag(shown.panel.view, [MIDDLE, MIDDLE + far])
    assert shown.panel.orbit.elevation == HIGHEST
    for _ in range(2):
        hand.drag(shown.panel.view, [MIDDLE + far, MIDDLE - far])
    assert shown.panel.orbit.elevation == LOWEST


def test_the_wheel_brings_it_nearer_and_a_double_click_puts_it_back(shown: Shown, hand: Hand) -> None:
    hand.wheel(shown.panel.view, 2)
    assert shown.panel.orbit.zoom == pytest.approx(NEARER**2)
    hand.wheel(shown.panel.view, -20)
    assert shown.panel.orbit.zoom == ZOOMS[0]
    hand.wheel(shown.panel.view, 40)
    assert shown.panel.orbit.zoom == ZOOMS[1]
    hand.double_click(shown.panel.view)
    assert shown.panel.orbit == USUAL


def test_shift_and_arrows_turn_and_arrows_alone_belong_to_time(shown: Shown, hand: Hand) -> None:
    shown.panel.view.setFocus()
    for keys, around, up in (("Right", -1, 0), ("Left", 1, 0), ("Up", 0, 1), ("Down", 0, -1)):
        shown.panel.show_orbit(USUAL)
        hand.key(f"Shift+{keys}")
        assert shown.panel.orbit == USUAL.turned(around * PER_KEY, up * PER_KEY)
        hand.key(keys)
        assert shown.panel.orbit == USUAL.turned(around * PER_KEY, up * PER_KEY)
    shown.panel.show_orbit(USUAL)
    hand.key("+")
    assert shown.panel.orbit.zoom == pytest.approx(NEARER)
    hand.key("-")
    assert shown.panel.orbit.zoom == pytest.approx(1.0)


def test_the_keyboard_sees_where_it_is(shown: Shown, hand: Hand) -> None:
    shown.panel.height_slider.setFocus()
    without = shown.image()
    shown.panel.view.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    assert shown.panel.view.hasFocus()
    assert shown.image() != without
    shown.panel.height_slider.setFocus()
    settle()
    assert shown.image() == without


def test_the_slider_sets_the_height_and_the_button_puts_all_back(shown: Shown, hand: Hand) -> None:
    slider = shown.panel.height_slider
    assert not shown.panel.reset.isEnabled()
    hand.click(slider, QPoint(slider.width() - 2, slider.height() // 2))
    assert shown.panel.orbit.exaggeration == pytest.approx(EXAGGERATIONS[1])
    hand.drag(shown.panel.view, [MIDDLE, MIDDLE + QPoint(40, 0)])
    assert shown.panel.orbit.exaggeration == pytest.approx(EXAGGERATIONS[1])
    hand.click(shown.panel.reset)
    assert shown.panel.orbit == USUAL
    assert shown.orbits[-1] == USUAL
    assert not shown.panel.reset.isEnabled()


def test_an_orbit_from_elsewhere_is_shown_without_a_word(shown: Shown) -> None:
    before = shown.image()
    shown.panel.show_orbit(Orbit(100, 30))
    assert shown.image() != before
    assert shown.orbits == []


# What is shown


def test_lanes_are_there_in_their_colours_in_either_theme(shown: Shown) -> None:
    shown.panel.show_orbit(Orbit(-35, 85))
    for theme in (DARK, LIGHT):
        shown.panel.set_theme(theme)
        assert all(has_colour(shown.image(), theme.lanes[colour]) for colour in (0, 1))


def test_time_moves_paths_and_heads_only(shown: Shown) -> None:
    late = shown.image()
    smooth = len(shown.pictures)
    shown.panel.show_step(3)
    assert shown.image() != late
    shown.panel.show_step(STEPS)
    assert shown.image() == late
    assert len(shown.pictures) == smooth


def test_a_lane_that_is_hovered_stands_out(shown: Shown) -> None:
    before = shown.image()
    shown.panel.show_hovered(1)
    assert shown.image() != before
    shown.panel.show_hovered(None)
    assert shown.image() == before


def test_the_selected_lane_lies_over_the_others(shown: Shown) -> None:
    images = []
    for lane in (1, 2):
        shown.panel.show_selected(lane)
        images.append(shown.image())
    assert images[0] != images[1]


def test_the_rectangle_is_the_plans(shown: Shown) -> None:
    before = shown.image()
    shown.panel.show_rectangle((-1.5, 1.5, 0.0, 2.0))
    assert shown.image() != before
    shown.panel.show_rectangle(None)
    assert shown.image() == before


def test_a_surface_that_has_moved_is_shown_where_it_is(shown: Shown) -> None:
    from app.model.events import add_move

    shown.panel.show_scene(scene_on("sphere", lambda experiment: add_move(experiment, 40, 0.8, -0.6)))
    shown.panel.show_step(39)
    smooth = len(shown.pictures)
    shown.image()
    shown.panel.show_step(STEPS)
    shown.image()
    assert len(shown.pictures) == smooth + 2


def test_without_a_scene_it_is_empty(stage: Stage) -> None:
    panel = ReliefPanel(LIGHT)
    stage(panel)
    panel.window().resize(400, 300)
    assert len({colour.tobytes() for colour in pixels(panel.view.grab().toImage()).reshape(-1, 3)}) == 1


# The smooth picture


def test_a_smooth_picture_is_asked_for_when_the_hand_rests(shown: Shown, hand: Hand, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(shown.pictures) and shown.pictures[-1] is not None, timeout=20 * REST)
    coarse, wanted = shown.image(), shown.pictures[-1]
    assert wanted is not None
    shown.panel.show_picture(wanted, wanted.pixels())
    smooth = shown.image()
    assert smooth != coarse
    assert np.abs(pixels(smooth) - pixels(coarse)).mean() < 6
    hand.wheel(shown.panel.view, 1)
    shown.image()
    assert shown.pictures[-1] is None


def test_a_smooth_picture_of_another_moment_is_not_shown(shown: Shown, hand: Hand, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(shown.pictures) and shown.pictures[-1] is not None, timeout=20 * REST)
    late = shown.pictures[-1]
    assert late is not None
    hand.wheel(shown.panel.view, 1)
    before = shown.image()
    shown.panel.show_picture(late, late.pixels())
    assert shown.image() == before


def test_who_comes_back_too_early_asks_again(shown: Shown, qtbot: QtBot) -> None:
    shown.panel.hide()
    shown.pictures.clear()
    shown.panel.show()
    qtbot.waitUntil(lambda: bool(shown.pictures), timeout=20 * REST)
    (wanted,) = shown.pictures
    assert wanted is not None
    shown.panel.show_picture(wanted, wanted.pixels())
    smooth = shown.image()
    shown.panel.hide()
    shown.panel.show()
    settle()
    assert shown.image() == smooth
    assert shown.pictures == [wanted]


def test_a_hand_that_moves_asks_for_none(shown: Shown, hand: Hand, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: bool(shown.pictures) and shown.pictures[-1] is not None, timeout=20 * REST)
    shown.pictures.clear()
    hand.press(shown.panel.view, MIDDLE)
    for way in range(1, 6):
        hand.move(shown.panel.view, MIDDLE + QPoint(3 * way, 0))
        shown.image()
    assert set(shown.pictures) == {None}
    hand.release(shown.panel.view, MIDDLE + QPoint(15, 0))


def test_who_cannot_see_it_hears_what_it_is(shown: Shown) -> None:
    assert shown.panel.view.accessibleName()
    assert "Shift" in shown.panel.view.accessibleDescription()
    assert "drag" in shown.panel.hint.accessibleName()
    assert shown.panel.height_slider.accessibleName() == "Height"


def test_a_hidden_panel_lets_go(shown: Shown, hand: Hand) -> None:
    hand.press(shown.panel.view, MIDDLE)
    shown.panel.hide()
    shown.panel.show()
    settle()
    shown.orbits.clear()
    hand.move(shown.panel.view, MIDDLE + QPoint(20, 0))
    QTest.mouseRelease(shown.panel.window().windowHandle(), Qt.MouseButton.LeftButton)
    assert shown.orbits == []
