"""In which order a change is seen: while a hand drags the paths first, and what follows from them right after."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.gui.window import Window
from app.model import edits
from app.model.events import set_move


def drag_to(window: Window, lr: float) -> None:
    """As a slider does it, up to where its window has been told of the change."""
    window.apply(lambda experiment: edits.set_master(experiment, "lr", lr))
    window.store.flush()


@pytest.fixture
def drawn(still: Window, monkeypatch) -> list[str]:
    """Who was given something to draw, in order."""
    found: list[str] = []
    for name, widget in (("paths", still.canvas), ("chart", still.chart_views[0])):
        monkeypatch.setattr(widget, "draw", listening(found, name, widget.draw))
    monkeypatch.setattr(still.panel, "show_experiment", listening(found, "panel", still.panel.show_experiment))
    return found


def listening(found: list[str], name: str, draw):
    return lambda shown: (found.append(name), draw(shown))[1]


def test_under_a_dragging_hand_the_paths_come_first(still: Window, drawn: list[str], qtbot) -> None:
    still.store.begin_gesture()
    drag_to(still, 1.3e-3)
    qtbot.waitUntil(lambda: still.is_painted)
    assert drawn == ["paths", "panel", "chart"]
    still.store.end_gesture()


def test_until_panel_and_charts_have_followed_the_window_is_not_painted(still: Window, drawn: list[str]) -> None:
    still.store.begin_gesture()
    drag_to(still, 1.3e-3)
    assert not still.is_painted
    still.showing.catch_up()
    assert "panel" in drawn
    assert not still.is_painted, "the charts have been told and not yet painted"
    still.store.end_gesture()


def test_without_a_drag_the_panel_does_not_wait(still: Window, drawn: list[str]) -> None:
    drag_to(still, 1.3e-3)
    assert drawn[0] == "panel"


def test_a_lane_taken_away_in_mid_drag_leaves_nobody_behind(still: Window, qtbot) -> None:
    still.store.begin_gesture()
    for lanes in (2, 1):
        still.apply(lambda experiment: edits.remove_lane(experiment, 0))
        still.store.flush()
        still.playhead.seek(lanes)
        qtbot.waitUntil(lambda: still.is_painted)
        assert len(still.scene.runs) == len(still.panel.lanes.cards) == lanes
    assert still.showing.selected == 0
    still.store.end_gesture()


def test_time_that_goes_on_in_mid_drag_moves_the_picture_of_the_new_value(still: Window, qtbot) -> None:
    still.store.begin_gesture()
    drag_to(still, 1.3e-3)
    still.playhead.seek(500)
    qtbot.waitUntil(lambda: still.is_painted)
    assert still.scene.experiment.lr == pytest.approx(1.3e-3)
    still.store.end_gesture()


def test_a_lane_is_copied_before_the_picture_of_fewer_lanes_is_there(still: Window) -> None:
    still.showing.show_selected(2)
    for _ in range(2):
        still.apply(lambda experiment: edits.remove_lane(experiment, 0))
    still.exchange.copy_python()
    assert "Nesterov" in QGuiApplication.clipboard().text()


def test_what_is_wanted_of_a_part_that_has_gone_changes_nothing(still: Window) -> None:
    before = still.store.experiment
    for late in (
        lambda experiment: set_move(experiment, 3, dx=1.0),
        lambda experiment: edits.set_surface_parameter(experiment, "depth", 1.0),
        lambda experiment: edits.remove_lane(experiment, 7),
    ):
        still.apply(late)
    assert still.store.experiment == before
