"""Maps and crowds in the window: linked both ways with the run, one step of undo, exported, closed in the middle."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import surfaces
from app.gui.output import write_output
from app.gui.widgets.compare_panel import COMPUTING
from app.gui.widgets.view_switch import Tab
from app.gui.window import Window
from app.model import edits
from app.model.maps import MapKind
from app.model.motion import Motion
from app.model.numbers import read_number
from app.model.paper import Paper
from app.sessions.opening import open_session
from tests.app.gui.hand import Hand, settle
from tests.app.gui.laboratory.moves import drag, type_into
from tests.app.gui.laboratory.sight import copied
from tests.app.gui.laboratory.views import PATIENCE, cross, is_far, map_panel, on_map, open_view, wait
from tests.app.gui.test_window import on

STEPS = 60
each_view = pytest.mark.parametrize("view", [Tab.MAP, Tab.CROWD, Tab.COMPARE], ids=lambda view: view.value)


@pytest.fixture
def short(still: Window) -> Window:
    """The window with short runs, noise and a few seeds."""
    for name, value in {"steps": STEPS, "noise": 2.0, "seeds": 30}.items():
        still.apply(lambda e, name=name, value=value: edits.set_run(e, name, value))
    still.store.flush()
    settle()
    return still


def master(window: Window, name: str) -> float:
    return getattr(window.store.experiment, name)


# The tabs


@each_view
def test_a_tab_shows_its_panel_in_place_of_the_explanations(qtbot: QtBot, short: Window, hand: Hand, view: Tab) -> None:
    assert short.explanations.isVisible()
    open_view(qtbot, short, hand, view)
    part = short.views.part
    assert part is not None
    assert part.panel.isVisible()
    assert not short.explanations.isVisible()
    assert short.top_bar.views.segments[view].isChecked()
    assert part.painting(short.canvas.frame_of_plan.view, 0) is not None, "there is something to be seen"
    hand.click(short.top_bar.views.segments[Tab.PATH])
    assert not part.panel.isVisible()
    assert short.explanations.isVisible()
    assert len(short.explanations.rows) == 3


def test_the_number_keys_change_views_but_not_while_a_number_is_typed(short: Window, hand: Hand) -> None:
    for key, view in zip("2341", (Tab.MAP, Tab.CROWD, Tab.COMPARE, Tab.PATH), strict=True):
        short.canvas.setFocus()
        hand.key(key)
        assert short.views.shown is view
    type_into(hand, short.panel.masters["beta"].field, "0.24")
    assert short.views.shown is Tab.PATH
    assert master(short, "beta") == 0.24


@each_view
def test_every_view_is_narrow_wide_light_and_dark(qtbot: QtBot, short: Window, hand: Hand, view: Tab) -> None:
    open_view(qtbot, short, hand, view)
    for size in ((1024, 640), (1500, 900)):
        short.resize(*size)
        short.toggle_theme()
        settle()
        assert (short.width(), short.height()) == size, "nothing forces the window to be larger"
        assert short.canvas.width() >= short.canvas.minimumWidth()


@each_view
def test_closing_while_it_computes_leaves_nothing_behind(still: Window, hand: Hand, view: Tab) -> None:
    still.apply(lambda e: edits.set_run(edits.set_run(e, "seeds", 3000), "noise", 3.0))
    hand.click(still.top_bar.views.segments[view])
    assert not still.is_settled


@each_view
def test_lanes_come_and_go_while_a_view_is_open(qtbot: QtBot, short: Window, hand: Hand, view: Tab) -> None:
    open_view(qtbot, short, hand, view)
    for edit in (
        lambda e: edits.duplicate_lane(e, 1),
        lambda e: edits.remove_lane(e, 0),
        lambda e: edits.remove_lane(e, 2),
        lambda e: edits.set_visible(e, 0, False),
        lambda e: edits.choose_surface(e, surfaces.get("saddle")),
        lambda e: edits.choose_surface(e, surfaces.get("ravine")),
    ):
        short.apply(edit)
        short.store.flush()
        settle()
    wait(qtbot, short)
    while short.store.can_undo:
        hand.key("Ctrl+Z")
    wait(qtbot, short)
    assert len(short.scene.runs) == 3


# The map, linked both ways


def test_dragging_the_cross_moves_sliders_and_paths_before_it_is_let_go_and_is_one_step_of_undo(
    qtbot: QtBot, short: Window, hand: Hand
) -> None:
    open_view(qtbot, short, hand, Tab.MAP)
    view, before, path = map_panel(short).view, short.store.experiment, short.scene.runs[1].positions.copy()
    hand.press(view, on_map(short, 0.3, 0.3))
    settle()
    first = short.store.experiment
    assert first != before, "a press moves it there"
    hand.move(view, on_map(short, 0.45, 0.6))
    settle()
    assert short.store.is_in_gesture
    held = short.store.experiment
    assert held.lr > first.lr
    assert held.beta > first.beta
    assert is_far(short.scene.runs[1].positions, path)
    assert cross(short) == (held.lr, held.beta)
    assert read_number(short.panel.masters["lr"].field.text()) == held.lr
    hand.release(view, on_map(short, 0.45, 0.6))
    hand.key("Ctrl+Z")
    assert short.store.experiment == before
    wait(qtbot, short)
    assert not is_far(short.scene.runs[1].positions, path)


def test_a_slider_moves_the_cross_and_asks_for_no_other_map(qtbot: QtBot, short: Window, hand: Hand) -> None:
    open_view(qtbot, short, hand, Tab.MAP)
    asked = map_panel(short).requests
    slider = short.panel.masters["lr"].slider
    drag(hand, slider, 0.3, 0.4, 0.5)
    assert cross(short) == (short.store.experiment.lr, short.store.experiment.beta)
    assert map_panel(short).requests == asked
    assert short.views.is_settled


def test_noise_asks_for_another_map_which_waits_for_the_hand(qtbot: QtBot, short: Window, hand: Hand) -> None:
    open_view(qtbot, short, hand, Tab.MAP)
    asked, slider = map_panel(short).requests, short.panel.masters["noise"].slider
    hand.press(slider, on(slider, 0.4))
    hand.move(slider, on(slider, 0.6))
    settle()
    assert map_panel(short).requests != asked
    assert not short.views.is_settled
    hand.release(slider, on(slider, 0.6))
    wait(qtbot, short)
    picture = map_panel(short).picture
    assert picture is not None
    assert picture.panels[0].data.request.experiment.noise == short.store.experiment.noise


def test_the_best_cell_is_gone_to_in_one_step(qtbot: QtBot, short: Window, hand: Hand) -> None:
    short.apply(lambda e: edits.set_run(e, "noise", 0.0))
    open_view(qtbot, short, hand, Tab.MAP)
    before, loss = short.store.experiment, short.scene.runs[1].loss[0, -1]
    hand.click(map_panel(short).controls.best)
    wait(qtbot, short)
    assert short.scene.runs[1].loss[0, -1] < loss / 10
    hand.key("Ctrl+Z")
    assert short.store.experiment == before


def test_a_click_on_the_map_of_starts_places_the_start(qtbot: QtBot, short: Window, hand: Hand) -> None:
    open_view(qtbot, short, hand, Tab.MAP)
    panel = map_panel(short)
    hand.click(panel.controls.kind.segments[MapKind.STARTS])
    wait(qtbot, short)
    hand.click(panel.view, on_map(short, 0.75, 0.5))
    wait(qtbot, short)
    x, y = short.store.experiment.start
    x0, x1, y0, y1 = short.store.experiment.surface.view
    assert abs((x - x0) / (x1 - x0) - 0.75) < 0.01
    assert abs((y - y0) / (y1 - y0) - 0.5) < 0.01
    assert np.array_equal(short.scene.runs[1].positions[0, 0], (x, y))


def test_the_lane_that_is_selected_is_the_one_on_the_map(qtbot: QtBot, short: Window, hand: Hand) -> None:
    open_view(qtbot, short, hand, Tab.MAP)
    hand.click(short.panel.cards[2])
    wait(qtbot, short)
    picture = map_panel(short).picture
    assert picture is not None
    assert picture.panels[0].lane_name == "Nesterov"


# The crowd


def test_while_a_hand_drags_a_crowd_is_coarse_and_says_so_and_then_it_is_whole(
    qtbot: QtBot, short: Window, hand: Hand
) -> None:
    short.apply(lambda e: edits.set_run(e, "seeds", 600))
    open_view(qtbot, short, hand, Tab.CROWD)
    slider = short.panel.masters["noise"].slider
    hand.press(slider, on(slider, 0.3))
    hand.move(slider, on(slider, 0.4))
    settle()
    assert 1 < short.scene.seeds_known < 600
    hand.release(slider, on(slider, 0.4))
    wait(qtbot, short)
    assert short.scene.seeds_known == 600


def test_a_hand_that_comes_back_to_where_it_was_leaves_no_coarse_crowd(qtbot: QtBot, short: Window, hand: Hand) -> None:
    short.apply(lambda e: edits.set_run(e, "seeds", 600))
    wait(qtbot, short)
    slider = short.panel.masters["noise"].slider
    drag(hand, slider, 0.3, 0.4)
    before = short.store.experiment
    drag(hand, slider, 0.4, 0.5, 0.4)
    wait(qtbot, short)
    assert short.store.experiment == before
    assert short.scene.seeds_known == 600


def test_every_seed_is_judged_and_counted_once(qtbot: QtBot, short: Window, hand: Hand) -> None:
    open_view(qtbot, short, hand, Tab.CROWD)
    report = short.views.part._report
    assert report is not None
    for lane in report.lanes:
        assert sum(share.count for share in lane.verdicts) == 30
        assert {share.trials for share in lane.verdicts} == {30}
        assert np.array_equal(lane.ends, short.scene.runs[lane.lane].positions[:, -1])


# Pictures


@each_view
@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_each_view_is_written_in_every_format(
    qtbot: QtBot, short: Window, hand: Hand, tmp_path: Path, view: Tab, suffix: str
) -> None:
    written = []
    for shown in (Tab.PATH, view):
        open_view(qtbot, short, hand, shown)
        target = tmp_path / f"{shown.value}.{suffix}"
        write_output(target, short.present.subject(), Paper(640, 480), Motion())
        assert open_session(target).view == shown.value.lower()
        written.append(target.read_bytes())
    assert written[0][:4] == written[1][:4]
    assert written[0] != written[1]


@each_view
def test_what_is_copied_while_it_is_computed_is_promised_and_comes_whole(
    qtbot: QtBot, still: Window, hand: Hand, view: Tab
) -> None:
    for name, value in {"steps": 300, "noise": 3.0, "seeds": 5000}.items():
        still.apply(lambda e, name=name, value=value: edits.set_run(e, name, value))
    hand.click(still.top_bar.views.segments[view])
    QGuiApplication.clipboard().clear()
    still.canvas.setFocus()
    hand.key("Ctrl+C")
    assert QGuiApplication.clipboard().image().isNull()
    assert still.notice.text() == "Copying the picture as soon as all of it is computed."
    qtbot.waitUntil(lambda: still.notice.text() == "The picture is on the clipboard.", timeout=PATIENCE)
    promised = QGuiApplication.clipboard().image()
    wait(qtbot, still)
    assert copied(qtbot, still, hand) == promised


def test_a_crowd_under_a_dragging_hand_is_copied_when_all_seeds_are_there(
    qtbot: QtBot, short: Window, hand: Hand
) -> None:
    short.apply(lambda e: edits.set_run(e, "seeds", 600))
    open_view(qtbot, short, hand, Tab.CROWD)
    QGuiApplication.clipboard().clear()
    slider = short.panel.masters["noise"].slider
    hand.press(slider, on(slider, 0.3))
    hand.move(slider, on(slider, 0.4))
    settle()
    hand.key("Ctrl+C")
    assert QGuiApplication.clipboard().image().isNull()
    hand.release(slider, on(slider, 0.4))
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull(), timeout=PATIENCE)
    assert short.views.part._report.seeds == 600


def test_where_nothing_can_be_compared_no_other_picture_is_taken_for_it(
    qtbot: QtBot, short: Window, hand: Hand
) -> None:
    short.apply(lambda e: edits.choose_surface(e, surfaces.get("saddle")))
    open_view(qtbot, short, hand, Tab.COMPARE)
    short.canvas.setFocus()
    QGuiApplication.clipboard().clear()
    for chord in ("Ctrl+C", "Ctrl+E"):
        hand.key(chord)
        assert short.notice.text() == "Compare has nothing to show here; Path has a picture."
        short.notice.hide()
    assert QGuiApplication.clipboard().image().isNull()
    assert short.exports.dialog is None


# Keys and what stays while other things change


@each_view
def test_keys_belong_to_time_again_when_the_focused_panel_goes(
    qtbot: QtBot, short: Window, hand: Hand, view: Tab
) -> None:
    open_view(qtbot, short, hand, view)
    panel = short.views.part.panel
    parts = {Tab.MAP: "view", Tab.COMPARE: "chart", Tab.CROWD: "lanes"}
    part = getattr(panel, parts[view])
    (part[0] if view is Tab.CROWD else part).setFocus()
    hand.key("1")
    before = short.store.experiment
    hand.key("Right")
    assert short.playhead.step == 1
    assert short.store.experiment == before


def test_to_choose_the_view_that_is_shown_changes_nothing(qtbot: QtBot, short: Window, hand: Hand) -> None:
    open_view(qtbot, short, hand, Tab.CROWD)
    report = short.views.part._report
    hand.click(short.top_bar.views.segments[Tab.CROWD])
    assert short.views.is_settled
    assert short.views.part._report is report


def test_a_comparison_that_was_hidden_in_the_middle_is_there_when_it_is_seen_again(
    qtbot: QtBot, short: Window, hand: Hand
) -> None:
    short.apply(lambda e: edits.set_run(e, "steps", 1000))
    hand.click(short.top_bar.views.segments[Tab.COMPARE])
    assert not short.views.is_settled
    short.hide()
    wait(qtbot, short)
    short.show()
    wait(qtbot, short)
    part = short.views.part
    assert part is not None
    assert part.panel.words.text() != COMPUTING
    assert part.panel._followed is not None


def test_what_is_said_stays_on_the_surface_when_that_becomes_smaller(qtbot: QtBot, short: Window, hand: Hand) -> None:
    short.resize(1500, 900)
    settle()
    short.notice.say("saved a picture with a long name in a folder that lies deep below others of long names")
    for view in (Tab.MAP, Tab.PATH):
        open_view(qtbot, short, hand, view)
        assert short.notice.isVisible()
        assert short.canvas.rect().contains(short.notice.geometry())
        assert short.canvas.height() - short.notice.geometry().bottom() < 50


@each_view
def test_lessons_and_another_view_do_not_squeeze_each_other_out_of_the_window(
    qtbot: QtBot, short: Window, hand: Hand, view: Tab
) -> None:
    open_view(qtbot, short, hand, view)
    hand.click(short.top_bar.lessons)
    settle()
    assert short.lessons.isVisible()
    assert short.views.shown is view, "there is room for both"
    short.resize(1024, 640)
    settle()
    assert short.views.part.panel.isVisible()
    assert not short.lessons.isVisible()
    assert not short.top_bar.lessons.isChecked()
    assert_inside(short)
    hand.click(short.top_bar.lessons)
    settle()
    assert short.lessons.isVisible()
    assert short.views.shown is Tab.PATH
    assert_inside(short)
    hand.click(short.top_bar.views.segments[view])
    settle()
    assert short.views.shown is view
    assert not short.lessons.isVisible()
    assert_inside(short)


def assert_inside(window: Window) -> None:
    """Nothing that is shown beside the surface, nor the surface, reaches beyond the window or under another."""
    parts = [window.panel, window.canvas, window.lessons, window.views.part.panel if window.views.part else None]
    seen = sorted((part for part in parts if part is not None and part.isVisible()), key=lambda part: part.x())
    assert seen[-1].geometry().right() <= window.width()
    assert all(left.geometry().right() < right.x() for left, right in pairwise(seen))
