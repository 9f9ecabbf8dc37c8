"""What lies under the mouse."""

from dataclasses import replace

import numpy as np
import pytest

from app.model import edits
from app.model.experiment import Experiment
from app.model.hover import Hover, hover_text, nearest_step
from app.model.numbers import fixed_text
from app.model.scene import SceneBuilder
from optim_core import Move
from surfaces import SURFACES, get

REACH = (0.05, 0.05)


def test_the_nearest_step_of_a_visible_lane_so_far() -> None:
    scene = SceneBuilder().build(Experiment())
    run = scene.runs[1]
    x, y = run.positions[0, 40]
    found = nearest_step(scene, 1000, x + 0.001, y, REACH)
    assert (found.lane, found.step) == (run, 40)
    assert (found.x, found.y) == (x, y)
    assert nearest_step(scene, 5, x, y, (1e-9, 1e-9)).lane is None, "time has not come there yet"
    hidden = SceneBuilder().build(edits.set_visible(Experiment(), 1, False))
    assert nearest_step(hidden, 1000, x, y, (1e-9, 1e-9)).lane is None


def test_the_start_is_step_nought() -> None:
    scene = SceneBuilder().build(Experiment())
    assert nearest_step(scene, 1000, -1.2, 1.0, REACH).step == 0


def test_where_no_lane_is_near_it_is_the_place_itself() -> None:
    scene = SceneBuilder().build(Experiment())
    assert nearest_step(scene, 1000, 1.9, -0.9, REACH) == Hover(1.9, -0.9, step=1000)


def test_a_diverged_lane_is_found_while_it_lasted() -> None:
    scene = SceneBuilder().build(edits.set_master(Experiment(), "lr", 1e6))
    found = nearest_step(scene, 1000, -1.2, 1.0, REACH)
    assert found.step == 0


def test_words_for_a_step_and_for_a_place() -> None:
    scene = SceneBuilder().build(edits.rename_lane(Experiment(), 0, "mine"))
    assert hover_text(scene, Hover(0.0, 0.0)) == "(0, 0)   f 1.00   |∇f| 2.00"
    assert hover_text(scene, Hover(-1.2, 1.0, scene.runs[0], 1000)).startswith(
        "mine, step 1,000   (−1.20, 1.00)   f 24.2"
    )


def test_on_a_surface_that_has_moved_the_numbers_are_those_of_where_it_stands_at_the_step() -> None:
    experiment = replace(edits.choose_surface(Experiment(), get("sphere")), steps=10, moves=(Move(2, 1.0, 0.5),))
    scene = SceneBuilder().build(experiment)
    reach = (1e-3, 1e-3)
    assert hover_text(scene, nearest_step(scene, 5, 1.0, 0.5, reach)).endswith("(1.00, 0.500)   f 0   |∇f| 0")
    for step, height in ((1, "f 4.25"), (5, "f 1.00")):
        assert hover_text(scene, nearest_step(scene, step, 2.0, 0.5, reach)).split("   ")[1] == height
    run = scene.runs[0]
    (x, y), loss = run.positions[0, 5], run.loss[0, 5]
    assert f"f {fixed_text(float(loss))}" in hover_text(scene, nearest_step(scene, 10, x, y, reach))


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
@pytest.mark.parametrize("place", [(0.0, 0.0), (1e200, -1e200), (np.inf, np.nan)])
def test_anywhere_on_any_surface_there_is_one_line(surface, place: tuple[float, float]) -> None:
    scene = SceneBuilder().build(edits.choose_surface(edits.set_run(Experiment(), "steps", 2), surface()))
    text = hover_text(scene, nearest_step(scene, 2, *place, REACH))
    assert "nan" not in text
    assert "inf" not in text
    assert "\n" not in text
