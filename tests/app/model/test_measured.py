"""The measured rate is that of theory where theory is exact, and is silent where nothing can be measured."""

from dataclasses import replace

import pytest

import surfaces
from app.model.experiment import Experiment, Lane
from app.model.measured import measured_rate
from app.model.scene import Scene, SceneBuilder
from optim_core import SGD, Momentum, Move, Nesterov, Rule, theory


def scene_of(rule: Rule, **changes) -> Scene:
    lane = Lane(rule, "lane", 0, linked=False)
    return SceneBuilder().build(replace(Experiment(), lanes=(lane,), **changes))


@pytest.mark.parametrize("condition", [10, 100])
@pytest.mark.parametrize(
    ("cls", "settings"),
    [(SGD, {}), (Momentum, {"beta": 0.5}), (Momentum, {"beta": 0.9}), (Nesterov, {"beta": 0.8})],
)
@pytest.mark.parametrize("share", [0.2, 0.6])
def test_on_a_quadratic_it_is_the_slower_direction_s_rate(cls, settings, condition: int, share: float) -> None:
    beta = settings.get("beta", 0.0)
    lr = share * theory.stability_limit(cls.key, beta) / condition
    bowl = surfaces.get("ravine", condition=condition, angle=30)
    scene = scene_of(cls(lr=lr, **settings), surface=bowl, start=(-3.5, 1.5), steps=400)
    expected = max(theory.rate(cls.key, lr, curvature, beta) for curvature in (1.0, condition))
    assert measured_rate(scene, 0, 300) == pytest.approx(expected, rel=0.01)


def test_beyond_the_limit_it_is_what_the_error_grows_by() -> None:
    bowl = surfaces.get("ravine", condition=10)
    scene = scene_of(SGD(lr=0.21), surface=bowl, start=(-3.5, 1.5), steps=200)
    assert measured_rate(scene, 0, 150) == pytest.approx(1.1, rel=1e-3)


def test_where_there_is_no_minimum_it_is_that_of_the_steps() -> None:
    scene = scene_of(Momentum(lr=0.05, beta=0.9), surface=surfaces.get("saddle"), start=(-1.6, 0.001), steps=150)
    expected = theory.rate("momentum", 0.05, -2.0, 0.9)
    assert measured_rate(scene, 0, 90) == pytest.approx(expected, rel=1e-3)


def test_with_weight_decay_it_is_that_of_the_steps_too() -> None:
    bowl = surfaces.get("rosenbrock", b=1.0)
    scene = scene_of(SGD(lr=0.1, weight_decay=1.0), surface=bowl, start=(0.5, 0.5), steps=200)
    assert measured_rate(scene, 0, 60) < 0.95


def test_after_a_move_only_what_came_after_it_counts() -> None:
    bowl = surfaces.get("ravine", condition=1)
    still = scene_of(SGD(lr=0.1), surface=bowl, start=(-3.5, 1.5), steps=200)
    moved = scene_of(SGD(lr=0.1), surface=bowl, start=(-3.5, 1.5), steps=200, moves=(Move(90, 1.0, 1.0),))
    for step in (80, 95, 110):
        assert measured_rate(moved, 0, step) == pytest.approx(0.9, rel=1e-6)
        assert measured_rate(still, 0, step) == pytest.approx(0.9, rel=1e-6)


def test_what_stands_still_or_is_gone_at_once_has_no_rate() -> None:
    at_rest = scene_of(SGD(lr=1e-3), start=(1.0, 1.0), steps=50)
    assert measured_rate(at_rest, 0, 20) is None
    gone = scene_of(SGD(lr=1e6), steps=50)
    assert gone.runs[0].diverged_at[0] < 8
    assert measured_rate(gone, 0, 20) is None


def test_beyond_what_can_be_squared_nothing_is_measured_and_nobody_is_warned() -> None:
    far = scene_of(SGD(lr=1e8), surface=surfaces.get("sphere"), start=(1.3, 1.1), steps=100)
    gone = int(far.runs[0].diverged_at[0])
    assert abs(far.runs[0].positions[0, gone - 1]).max() > 1e300
    assert measured_rate(far, 0, gone - 1) == pytest.approx(2e8, rel=1e-2)
    at_the_edge = scene_of(SGD(lr=1e-3), surface=surfaces.get("sphere"), start=(1e308, 1.5e308), steps=20)
    assert measured_rate(at_the_edge, 0, 0) is None or measured_rate(at_the_edge, 0, 0) < 1.0


def test_rounding_is_not_measured() -> None:
    scene = scene_of(SGD(lr=0.4), surface=surfaces.get("sphere"), start=(1.0, 1.0), steps=3000)
    assert measured_rate(scene, 0, 2900) is None or measured_rate(scene, 0, 2900) == pytest.approx(0.2, rel=1e-3)
    scene = scene_of(SGD(lr=0.1), surface=surfaces.get("rosenbrock", b=1.0), start=(0.9, 0.9), steps=3000)
    assert measured_rate(scene, 0, 2900) is None
