"""The minima as a picture marks them."""

from dataclasses import replace

import numpy as np
import pytest

import surfaces
from app.model import edits
from app.model.experiment import Experiment
from app.model.hover import Hover, hover_text, nearest_step
from app.model.landmarks import landmarks
from app.model.scene import SceneBuilder
from optim_core import Move
from surfaces.grid import Grid


def test_equal_minima_are_all_the_deepest() -> None:
    marks = landmarks(surfaces.get("himmelblau"))
    assert [mark.is_deepest for mark in marks] == [True] * 4
    assert not any(mark.found for mark in marks)


def test_the_deepest_comes_last() -> None:
    marks = landmarks(surfaces.get("rastrigin"))
    assert [mark.is_deepest for mark in marks] == [False] * (len(marks) - 1) + [True]
    assert (marks[-1].x, marks[-1].y) == (0.0, 0.0)


def test_a_surface_without_minima_has_none() -> None:
    assert landmarks(surfaces.get("saddle")) == ()


@pytest.mark.parametrize(
    ("formula", "height"),
    [
        ("(x^2-1)^2 + x/4 + y^2 + 0*log(a + x*y), a=99 in [0, 100]", "nan"),
        ("(x^2-1)^2 + x/4 + y^2 + exp(a*(x^2 + y^2 - 1.5)), a=0 in [0, 10000]", "inf"),
    ],
)
def test_one_of_two_is_the_deepest_where_the_start_has_no_height(formula: str, height: str) -> None:
    usual = surfaces.get(f"expr:{formula}")
    surface = usual.bent(a=0.1 if height == "nan" else 10_000.0)
    assert str(surface.value(*map(np.asarray, surface.start))) == height
    assert [mark.is_deepest for mark in landmarks(surface)] == [False, True]


def test_minima_that_were_found_are_marked_without_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("surfaces.typed.propose", None)
    marks = landmarks(surfaces.get("expr:(x^2-1)^2 + x/8 + y^2"))
    assert [mark.is_deepest for mark in marks] == [False, True]


def bowl() -> Grid:
    x = np.linspace(-2.0, 2.0, 21)
    return Grid.of("bowl", x, x, x**2 + (x[:, np.newaxis] - 0.5) ** 2)


def test_minima_of_data_are_found() -> None:
    (mark,) = landmarks(bowl())
    assert (mark.is_deepest, mark.found) == (True, True)
    np.testing.assert_allclose((mark.x, mark.y), (0.0, 0.5), atol=1e-9)


def test_a_minimum_under_the_mouse_says_what_it_is() -> None:
    experiment = edits.set_run(edits.choose_surface(Experiment(), bowl()), "steps", 5)
    scene = SceneBuilder().build(experiment)
    found = nearest_step(scene, 0, 0.03, 0.49, (0.1, 0.1))
    assert found.lane is None
    assert hover_text(scene, found).startswith("deepest minimum, found numerically   (")
    assert nearest_step(scene, 0, 0.3, 0.49, (0.1, 0.1)) == Hover(0.3, 0.49)


def test_a_minimum_moves_with_its_surface() -> None:
    experiment = edits.set_run(edits.choose_surface(Experiment(), surfaces.get("sphere")), "steps", 5)
    scene = SceneBuilder().build(replace(experiment, moves=(Move(2, 1.0, 0.5),)))
    reach = (1e-6, 1e-6)
    assert nearest_step(scene, 1, 0.0, 0.0, reach).minimum is not None
    assert nearest_step(scene, 5, 0.0, 0.0, reach).minimum is None
    assert nearest_step(scene, 5, 1.0, 0.5, reach).minimum is not None
