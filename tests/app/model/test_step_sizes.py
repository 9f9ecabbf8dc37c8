"""How far a rule goes in each coordinate for the same slope."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from app.model.experiment import Experiment, Lane
from app.model.moment import moment_at
from app.model.scene import Scene, SceneBuilder
from app.model.step_sizes import size_rows, step_sizes
from optim_core import SGD, Adam, Lion, Momentum, RMSProp, Rule, Warmup
from tests.app.model.experiments import STEPS, experiments, scaled_rules, steps


def scene_of(rule: Rule, **changes) -> Scene:
    lane = Lane(rule, "lane", 0, linked=False)
    return SceneBuilder().build(replace(Experiment(), lanes=(lane,), **{"steps": STEPS, **changes}))


def test_rmsprop_divides_lr_by_the_root_of_its_mean() -> None:
    scene = scene_of(RMSProp(lr=0.01, rho=0.9))
    squares, gradient = np.zeros(2), scene.experiment.surface.gradient
    for step in range(STEPS):
        squares = 0.9 * squares + 0.1 * np.array(gradient(*scene.runs[0].positions[0, step])) ** 2
        np.testing.assert_allclose(step_sizes(moment_at(scene, 0, step)), 0.01 / (np.sqrt(squares) + 1e-8), rtol=1e-10)


@given(experiments(scaled_rules), steps)
def test_the_sizes_are_those_of_the_update(experiment: Experiment, step: int) -> None:
    scene = SceneBuilder().build(experiment)
    run = scene.runs[0]
    if 0 <= run.diverged_at[0] <= step + 1:
        return
    lr = float(np.asarray(run.rule.during(step, 1).lr).item())
    np.testing.assert_array_equal(step_sizes(moment_at(scene, 0, step)), lr * run.scale[step + 1])


@pytest.mark.parametrize("rule", [SGD(lr=0.01), Momentum(lr=0.01), Lion(lr=0.01)])
def test_a_rule_with_one_lr_for_all_has_two_equal_sizes_and_says_nothing_of_them(rule: Rule) -> None:
    moment = moment_at(scene_of(rule), 0, 4)
    assert step_sizes(moment).tolist() == [0.01, 0.01]
    assert size_rows(moment) == ()


def test_at_the_end_they_are_those_of_the_last_update() -> None:
    scene = scene_of(Adam(lr=0.01))
    last, end = (step_sizes(moment_at(scene, 0, step)) for step in (STEPS - 1, STEPS))
    np.testing.assert_array_equal(last, end)


def test_before_any_step_there_are_none() -> None:
    builder = SceneBuilder()
    builder.begin(replace(Experiment(), lanes=(Lane(Adam(), "lane", 0, linked=False),)))
    moment = moment_at(builder.scene(), 0, 0)
    assert np.isnan(step_sizes(moment)).all()
    assert size_rows(moment)[1:] == (("lr · scale", "undefined", "undefined"), ("y against x", "undefined"))


def test_where_a_run_ends_they_are_the_last_that_there_were() -> None:
    scene = scene_of(Adam(lr=1e9), start=(1e150, 1e150))
    gone = int(scene.runs[0].diverged_at[0])
    assert gone > 0
    assert np.isfinite(step_sizes(moment_at(scene, 0, STEPS))).all() == (gone > 1)


def test_their_rows_say_how_many_times_one_is_the_other() -> None:
    scene = scene_of(RMSProp(lr=0.01, schedule=Warmup(length=20)))
    moment = moment_at(scene, 0, 9)
    x, y = step_sizes(moment)
    assert moment.lr == pytest.approx(0.005)
    rows = {label: values for label, *values in size_rows(moment)}
    assert rows[""] == ["x", "y"]
    assert float(rows["y against x"][0].removeprefix("× ")) == pytest.approx(y / x, rel=1e-2)
