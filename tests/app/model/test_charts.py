"""Curves of loss, distance and step length, fit for a linear frame."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from app.model import edits, events, scheduling
from app.model.charts import MOST_DECADES, Chart, charts, loss_chart
from app.model.curves import BAND_STEPS
from app.model.experiment import Experiment
from app.model.scene import Scene, SceneBuilder
from optim_core import Warmup
from surfaces import SURFACES, get
from tests.app.model.wild import WILD


def of(experiment: Experiment) -> tuple[Chart, ...]:
    return charts(SceneBuilder().build(experiment))


def test_loss_above_the_minimum_and_distance_to_it_in_powers_of_ten() -> None:
    scene = SceneBuilder().build(Experiment())
    loss, distance, _ = charts(scene)
    assert (loss.full_title, loss.log, loss.steps) == ("loss", True, 1000)
    assert (distance.full_title, distance.log) == ("distance to the minimum", True)
    for index, run in enumerate(scene.runs):
        np.testing.assert_allclose(loss.curves[index].values, np.log10(run.loss[0]))
        away = np.hypot(*(run.positions[0] - (1.0, 1.0)).T)
        np.testing.assert_allclose(distance.curves[index].values, np.log10(away))
        assert loss.curves[index].band is None
        assert (loss.curves[index].lane, loss.curves[index].run) == (index, run)


def test_the_length_of_each_step_in_powers_of_ten() -> None:
    scene = SceneBuilder().build(Experiment())
    length = charts(scene)[-1]
    assert (length.full_title, length.log, length.overlay) == ("step length", True, None)
    for curve, run in zip(length.curves, scene.runs, strict=True):
        ways = [np.linalg.norm(b - a) for a, b in pairwise(run.positions[0])]
        np.testing.assert_allclose(10.0**curve.values, ways, rtol=1e-9)


def test_of_plain_descent_a_step_is_lr_times_the_gradient_under_it() -> None:
    scene = SceneBuilder().build(scheduling.add_step_decay(Experiment(), 0, 300))
    run, lr = scene.runs[0], np.where(np.arange(1000) < 300, 1e-3, 1e-4)
    lr[600:] *= 0.1
    lr[900:] *= 0.1
    slope = np.hypot(*scene.experiment.surface.gradient(*run.positions[0, :-1].T))
    np.testing.assert_allclose(10.0 ** charts(scene)[-1].curves[0].values, lr * slope, rtol=1e-9)


def test_a_warm_up_does_not_push_the_steps_that_follow_off_the_chart() -> None:
    length = of(scheduling.add_schedule(Experiment(), 1, Warmup))[-1]
    assert max(curve.values.max() for curve in length.curves) <= length.high


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
@pytest.mark.parametrize("lr", [0.0, 1e-3, 1e6])
@pytest.mark.parametrize("seeds", [1, 5])
def test_every_surface_has_charts_with_a_sensible_range(surface, lr: float, seeds: int) -> None:
    experiment = edits.choose_surface(edits.set_run(Experiment(), "steps", 50), surface())
    experiment = edits.set_master(edits.set_run(edits.set_run(experiment, "seeds", seeds), "noise", 1.0), "lr", lr)
    shown = of(experiment)
    assert [chart.title for chart in shown] == ["loss", *["distance"] * bool(surface().minima), "step length"]
    for chart in shown:
        assert np.isfinite([chart.low, chart.high]).all()
        assert chart.low < chart.high
        assert not chart.log or chart.high - chart.low <= MOST_DECADES + 1
        for curve in chart.curves:
            assert len(curve.values) == (50 if chart.title == "step length" else 51)
            assert (curve.band is None) is (seeds == 1)


def test_hidden_lanes_have_no_curve_and_nothing_visible_has_an_empty_chart() -> None:
    experiment = edits.set_visible(Experiment(), 0, False)
    for chart in of(experiment):
        assert [(curve.lane, curve.run.lane.name) for curve in chart.curves] == [(1, "Momentum"), (2, "Nesterov")]
    for index in (1, 2):
        experiment = edits.set_visible(experiment, index, False)
    for chart in of(experiment):
        assert chart.curves == ()
        assert chart.low < chart.high


def crowded(seeds: int, steps: int = 1000, surface: str = "rosenbrock") -> Scene:
    experiment = edits.set_run(edits.set_run(Experiment(), "steps", steps), "seeds", seeds)
    experiment = edits.choose_surface(experiment, get(surface))
    return SceneBuilder().build(edits.set_run(experiment, "noise", 5.0))


@pytest.mark.parametrize("seeds", [2, 101, 700])
@pytest.mark.parametrize("surface", ["rosenbrock", "sharp-and-flat", "saddle"])
def test_the_line_is_the_median_and_the_band_the_10_and_90_percent_quantiles(seeds: int, surface: str) -> None:
    scene = crowded(seeds, 60, surface)
    minima = np.array(scene.experiment.surface.minima).reshape(-1, 1, 1, 2)
    for lane, run in enumerate(scene.runs):
        measured = [
            run.loss if scene.floor is None else run.loss - scene.floor,
            *([np.linalg.norm(run.positions - minima, axis=-1).min(axis=0)] if len(minima) else []),
            np.linalg.norm(np.diff(run.positions, axis=1), axis=2),
        ]
        for chart, values in zip(charts(scene), measured, strict=True):
            curve = chart.curves[lane]
            assert curve.band is not None
            steps = curve.band.steps.astype(int)
            expected = np.quantile(values[:, steps], (0.1, 0.5, 0.9), axis=0)
            shown = np.array(curve.band[1:])
            np.testing.assert_allclose(10.0**shown if chart.log else shown, expected, rtol=1e-9)
            np.testing.assert_array_equal(curve.values, curve.band.median)
            np.testing.assert_array_equal(curve.steps, steps)


@pytest.mark.parametrize(("seeds", "most"), [(2, BAND_STEPS), (6000, 1_000_000 // 6000), (10_000, 100)])
def test_of_more_seeds_quantiles_are_taken_at_fewer_steps_from_the_first_to_the_last(seeds: int, most: int) -> None:
    loss, _, length = charts(crowded(seeds, 300))
    for chart, last in ((loss, 300), (length, 299)):
        steps = chart.curves[0].steps
        assert len(steps) == most
        assert (steps[0], steps[-1]) == (0, last)
        assert (np.diff(steps) > 0).all()


def test_the_title_says_of_what_a_line_is_the_median_as_far_as_there_is_room() -> None:
    scene = crowded(40, 20)
    assert [chart.full_title for chart in charts(scene)] == [
        "loss, median and 10–90 % of 40 seeds",
        "distance to the minimum, median and 10–90 % of 40 seeds",
        "step length, median and 10–90 % of 40 seeds",
    ]
    distance = charts(scene)[1]
    assert distance.titles[1:] == (
        "distance, median and 10–90 % of 40 seeds",
        "distance to the minimum",
        "distance",
    )
    assert all("median" not in chart.full_title for chart in of(Experiment()))


def test_the_title_counts_the_seeds_that_are_known() -> None:
    builder = SceneBuilder()
    builder.begin(edits.set_run(edits.set_run(Experiment(), "steps", 10), "seeds", 1000), coarse=True)
    builder.advance(float("inf"))
    assert loss_chart(builder.scene()).crowd == "median and 10–90 % of 200 seeds"


def test_between_steps_that_are_known_a_median_is_on_a_straight_line() -> None:
    curve = loss_chart(crowded(3, 1000)).curves[0]
    at = curve.steps.astype(int)
    assert len(curve.by_step) == 1001
    np.testing.assert_allclose(curve.by_step[at], curve.values)
    middle = (at[:-1] + at[1:]) / 2
    whole = middle == middle.astype(int)
    between = (curve.values[:-1] + curve.values[1:]) / 2
    np.testing.assert_allclose(curve.by_step[middle[whole].astype(int)], between[whole])
    alone = of(Experiment())[0].curves[0]
    assert alone.by_step is alone.values


def test_distance_is_to_the_minimum_where_it_has_moved() -> None:
    scene = SceneBuilder().build(events.add_move(Experiment(), 500, 0.5, -0.25))
    _, distance, _ = charts(scene)
    for curve, run in zip(distance.curves, scene.runs, strict=True):
        goal = np.where(np.arange(1001)[:, np.newaxis] < 500, (1.0, 1.0), (1.5, 0.75))
        np.testing.assert_allclose(10.0**curve.values, np.linalg.norm(run.positions[0] - goal, axis=1))


def test_rates_and_events_lie_over_the_loss_alone_and_belong_to_what_stays() -> None:
    experiment = scheduling.add_schedule(Experiment(), 1, Warmup)
    loss, *others = of(experiment)
    assert loss.overlay is not None
    assert loss.rate_axis == (loss.overlay.low, loss.overlay.high)
    assert [chart.overlay for chart in others] == [None, None]
    plain, *_ = of(Experiment())
    assert plain.rate_axis is None
    assert plain.axes[:-1] == loss.axes[:-1]
    assert plain.axes != loss.axes


def test_seeds_that_diverged_count_as_higher_than_all_others() -> None:
    experiment = edits.set_lane_parameter(edits.set_run(Experiment(), "seeds", 10), 0, "lr", 1e6)
    scene = SceneBuilder().build(edits.set_run(experiment, "steps", 30))
    with np.errstate(all="ignore"):
        band = loss_chart(scene).curves[0].band
    assert band is not None
    assert np.isposinf(band.high[-1])
    assert np.isposinf(band.low[-1])
    assert np.isfinite(band.high[0])


def test_a_diverging_lane_does_not_flatten_the_others() -> None:
    chart = of(edits.set_lane_parameter(Experiment(), 0, "lr", 1.0))[0]
    assert chart.high <= np.log10(24.2) + 3


def test_a_lane_that_stands_on_the_minimum_is_at_the_bottom_and_not_beyond_it() -> None:
    chart = of(edits.set_start(edits.set_run(Experiment(), "steps", 5), 1.0, 1.0))[0]
    assert np.isfinite(chart.curves[0].values).all()
    assert chart.high - chart.low <= MOST_DECADES + 1


def test_what_noise_makes_of_a_start_at_the_minimum_is_on_the_chart() -> None:
    noisy = edits.set_start(edits.set_run(Experiment(), "noise", 1.0), 1.0, 1.0)
    for chart in of(noisy):
        shown = np.concatenate([curve.values[1:] for curve in chart.curves])
        assert chart.low < shown.max() <= chart.high


def test_a_huge_loss_that_stays_has_an_axis_too() -> None:
    saddle = edits.choose_surface(Experiment(), get("saddle"))
    still = edits.set_master(edits.set_start(saddle, 1e9, 0.0), "lr", 0.0)
    loss = of(edits.set_run(still, "steps", 5))[0]
    assert not loss.log
    assert loss.low < 1e18 < loss.high


@pytest.mark.parametrize("seeds", [1, 10])
def test_before_the_first_step_there_is_a_start_and_no_step_length(seeds: int) -> None:
    builder = SceneBuilder()
    builder.begin(edits.set_run(Experiment(), "seeds", seeds))
    loss, distance, length = charts(builder.scene())
    assert [len(curve.by_step) for chart in (loss, distance) for curve in chart.curves] == [1] * 6
    assert [len(curve.by_step) for curve in length.curves] == [0] * 3


def test_a_scene_in_the_making_has_charts_of_full_length() -> None:
    builder = SceneBuilder()
    builder.begin(Experiment())
    scene = builder.scene()
    assert scene.computed == 0
    assert [chart.steps for chart in charts(scene)] == [1000, 1000, 1000]
    assert charts(replace(scene, runs=()))[0].curves == ()


def test_an_axis_that_reaches_from_one_end_of_all_numbers_to_the_other_still_has_a_length() -> None:
    chart = loss_chart(SceneBuilder().build(WILD["beyond all numbers"]))
    assert not chart.log
    assert chart.low < chart.high
    assert np.isfinite(chart.high - chart.low)
