"""Words that follow a hand: all at once when it rests, now and then while it drags, and complete when it lets go."""

import pytest
from PySide6.QtCore import QTimer

from app.gui.widgets.explain_panel import ExplainPanel
from app.gui.words import SELDOM, Words
from app.model import edits
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from app.model.theme import DARK
from app.model.verdicts import diagnose_scene


@pytest.fixture
def panel(qtbot):
    made = ExplainPanel(DARK)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def told(panel, monkeypatch):
    """What the panel was told: the learning rate of each scene, with its verdicts."""
    found = []
    show = panel.show_scene

    def listen(scene, diagnoses):
        found.append((scene.experiment.lr, tuple(diagnoses)))
        show(scene, diagnoses)

    monkeypatch.setattr(panel, "show_scene", listen)
    return found


def scene(lr, lanes=3):
    experiment = edits.set_master(Experiment(), "lr", lr)
    while len(experiment.lanes) > lanes:
        experiment = edits.remove_lane(experiment, 0)
    return SceneBuilder().build(experiment)


def test_at_rest_all_is_told_at_once(panel, told):
    shown = scene(1e-3)
    Words(panel, panel).tell(shown, dragging=False)
    assert told == [(1e-3, diagnose_scene(shown))]


@pytest.fixture
def clock(monkeypatch):
    """Time, as the words see it, moved by hand."""
    now = [1000.0]
    monkeypatch.setattr("app.gui.words.perf_counter", lambda: now[0])
    return now


def test_while_dragging_a_lane_a_frame_is_diagnosed_and_then_all_are_shown_now_and_then(panel, told, clock):
    words, frames = Words(panel, panel), [scene(1e-4 * step) for step in range(1, 13)]
    for frame in frames[:7]:
        words.tell(frame, dragging=True)
    clock[0] += 2 * SELDOM
    for frame in frames[7:]:
        words.tell(frame, dragging=True)
    assert [lr for lr, _ in told] == [4e-4, 11e-4]
    each = [diagnose_scene(frame) for frame in frames]
    assert told[0][1] == (each[0][0], each[1][1], each[2][2])


def test_when_the_hand_lets_go_the_words_are_those_of_the_last_scene(panel, told):
    words, last = Words(panel, panel), scene(2e-3)
    words.tell(scene(1e-3), dragging=True)
    words.tell(last, dragging=True)
    words.catch_up(last)
    words.catch_up(last)
    assert told == [(2e-3, diagnose_scene(last))]


def test_a_hand_that_rests_on_the_mouse_is_told_all_of_it(panel, told, qtbot):
    words, shown = Words(panel, panel), scene(1e-3)
    words.tell(shown, dragging=True)
    qtbot.waitUntil(lambda: told != [], timeout=5000)
    assert told == [(1e-3, diagnose_scene(shown))]


def test_a_closed_window_tells_nothing(panel, told, qtbot):
    words = Words(panel, panel)
    words.tell(scene(1e-3), dragging=True)
    words.stop()
    assert not any(timer.isActive() for timer in panel.findChildren(QTimer))


def test_a_lane_removed_in_mid_drag_is_told_of_no_more(panel, told):
    words = Words(panel, panel)
    for lanes in (3, 3, 3, 1):
        words.tell(scene(1e-3, lanes), dragging=True)
    assert len(told[-1][1]) == 1


def test_a_panel_that_is_put_away_costs_no_diagnosis(panel, told, monkeypatch):
    panel.hide()
    words = Words(panel, panel)
    for _ in range(5):
        words.tell(scene(1e-3), dragging=True)
    assert told == []
    words.tell(scene(1e-3), dragging=False)
    assert told == [(1e-3, ())]
