"""What is marked on a path, and the surface where it stands at a step."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter

from app.gui.export import scene_painting
from app.gui.painting.frame import Frame
from app.gui.painting.marks import event_steps, paint_events, paint_exits
from app.gui.painting.painter import painting
from app.gui.painting.plan import FADED, Focus, paint_minima, paint_walks, place_of_surface
from app.gui.painting.style import Style, color
from app.model import edits
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from app.model.scheduling import set_restarts
from app.model.steering import steer_lane, steer_master
from app.model.theme import LIGHT
from optim_core import Momentum, Move
from surfaces import get
from tests.app.gui.painting.papers import image_of

FRAME = Frame(0.0, 0.0, 400.0, 400.0, (-2.0, 2.0, -1.0, 3.0))
STYLE = Style(LIGHT)


def built(experiment: Experiment) -> Scene:
    return SceneBuilder().build(edits.set_run(experiment, "steps", 300))


def painted(draw) -> np.ndarray:
    """What the function paints on white, (400, 400, 3)."""
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    with painting(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter)
    data = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(400, 400, 4)
    return data[:, :, 2::-1].astype(int)


def test_steered_changes_noise_and_restarts_are_marked_each_on_the_lanes_it_acts_on() -> None:
    experiment = steer_master(steer_master(Experiment(), "lr", 5e-4, 100), "noise", 1.0, 150)
    experiment = set_restarts(steer_lane(experiment, 1, "beta", 0.5, 200), 2, (50, 60))
    scene = built(experiment)
    assert [event_steps(scene, run) for run in scene.runs] == [[100, 150], [100, 150, 200], [50, 60, 100, 150]]


def test_a_diamond_stands_on_the_path_at_its_step_and_not_before_it() -> None:
    scene = built(set_restarts(Experiment(), 1, (120,)))
    run = scene.runs[1]
    x, y = FRAME.point(*run.positions[0, 120]).toTuple()
    ink = color(LIGHT.lanes[1]).getRgb()[:3]
    for step, is_there in ((119, False), (120, True), (300, True)):
        picture = painted(lambda painter, step=step: paint_events(painter, FRAME, STYLE, scene, run, step, 1.0))
        assert (tuple(picture[round(y), round(x)]) == ink) is is_there
        assert bool((picture != 255).any()) is is_there


def test_crowded_diamonds_are_thinned_and_those_beyond_the_numbers_left_out() -> None:
    often = set_restarts(edits.set_master(Experiment(), "lr", 1.0), 1, tuple(range(1, 300)))
    scene = built(often)
    assert 0 < scene.runs[1].diverged_at[0] < 20
    painted(lambda painter: paint_events(painter, FRAME, STYLE, scene, scene.runs[1], 300, 1.0))
    calm = built(set_restarts(Experiment(), 1, tuple(range(1, 300))))
    one = painted(lambda painter: paint_events(painter, FRAME, STYLE, calm, calm.runs[1], 1, 1.0))
    all_ = painted(lambda painter: paint_events(painter, FRAME, STYLE, calm, calm.runs[1], 300, 1.0))
    assert 2 < (all_ != 255).sum() / (one != 255).sum() < 60


def test_the_surface_and_its_minima_are_drawn_where_they_stand_at_the_step() -> None:
    scene = built(replace(Experiment(), moves=(Move(100, 0.5, -0.25),)))
    assert place_of_surface(FRAME, scene, 99) == FRAME
    moved = place_of_surface(FRAME, scene, 100)
    assert moved.view == pytest.approx((-2.5, 1.5, -0.75, 3.25))
    star = {
        step: painted(lambda painter, at=at: paint_minima(painter, at, STYLE, scene.experiment.surface))
        for step, at in ((step, place_of_surface(FRAME, scene, step)) for step in (99, 100))
    }
    ink = color(LIGHT.text).getRgb()[:3]
    for step, (x, y) in ((99, (1.0, 1.0)), (100, (1.5, 0.75))):
        column, row = (round(part) for part in FRAME.point(x, y).toTuple())
        assert tuple(star[step][row, column]) == ink
        assert tuple(star[199 - step][row, column]) != ink


def test_a_figure_shows_the_moved_surface_at_its_step() -> None:
    scenes = built(Experiment()), built(replace(Experiment(), moves=(Move(100, 0.5, -0.25),)))
    for step, alike in ((99, True), (100, False)):
        still, moved = (image_of(scene_painting(scene, step=step), (420, 320)) for scene in scenes)
        assert (still.copy(30, 40, 360, 150) == moved.copy(30, 40, 360, 150)) is alike


def test_the_lane_that_stands_out_keeps_its_ink_and_the_others_fade() -> None:
    scene = built(edits.set_visible(Experiment(), 2, False))
    walks = {
        hovered: painted(
            lambda painter, hovered=hovered: paint_walks(
                painter, FRAME, STYLE, scene, 300, ghosts=True, focus=Focus(None, hovered)
            )
        )
        for hovered in (None, 0, 1)
    }
    heads = [FRAME.point(*run.positions[0, 300]).toTuple() for run in scene.runs]
    for hovered in (0, 1):
        other = 1 - hovered
        column, row = (round(part) for part in heads[hovered])
        assert tuple(walks[hovered][row, column]) == color(LIGHT.lanes[hovered]).getRgb()[:3]
        column, row = (round(part) for part in heads[other])
        assert tuple(walks[None][row, column]) == color(LIGHT.lanes[other]).getRgb()[:3]
        assert tuple(walks[hovered][row, column]) != color(LIGHT.lanes[other]).getRgb()[:3]
    assert 0.0 < FADED < 1.0


def test_the_selected_lane_lies_on_top_and_the_one_under_the_mouse_too() -> None:
    scene = built(edits.set_visible(Experiment(), 2, False))
    assert Focus(0).order(scene) == [1, 0]
    assert Focus(1, 0).order(scene) == [1, 0]
    assert Focus().order(scene) == [0, 1]
    assert [Focus(0, 1).opacity(index) for index in (0, 1)] == [FADED, 1.0]


def test_minima_that_lie_on_each_other_are_thinned() -> None:
    scene = built(edits.choose_surface(Experiment(), get("rastrigin")))
    half = 60.0
    far = Frame(0.0, 0.0, 400.0, 400.0, (-half, half, -half, half))
    picture = painted(lambda painter: paint_minima(painter, far, STYLE, scene.experiment.surface))
    pixels = round(2 * 5.0 * 400.0 / (2 * half))
    low, high = 200 - pixels // 2, 200 + pixels // 2
    inside = (picture[low:high, low:high] != 255).any(axis=2)
    assert 0.1 < inside.mean() < 0.45, "121 minima are no blot, and not gone"


def test_words_at_the_way_out_stay_in_the_frame_however_many_leave_it() -> None:
    experiment = Experiment()
    while len(experiment.lanes) < 8:
        experiment = edits.add_lane(experiment, Momentum)
    scene = built(edits.set_master(experiment, "lr", 0.1))
    low = replace(FRAME, top=150.0, height=90.0)
    picture = painted(lambda painter: paint_exits(painter, low, STYLE, list(scene.runs), 300, ()))
    rows = np.flatnonzero((picture != 255).any(axis=(1, 2)))
    assert 149 <= rows.min() < rows.max() <= 241
