"""Curves of loss and distance, fit for a linear frame."""

from dataclasses import replace

import numpy as np
import pytest

from app.model import edits
from app.model.charts import MOST_DECADES, Chart, charts, loss_chart
from app.model.experiment import Experiment
from app.model.scene import SceneBuilder
from surfaces import SURFACES


def of(experiment: Experiment) -> tuple[Chart, ...]:
    return charts(SceneBuilder().build(experiment))


def test_loss_above_the_minimum_and_distance_to_it_in_powers_of_ten() -> None:
    scene = SceneBuilder().build(Experiment())
    loss, distance = charts(scene)
    assert (loss.title, loss.log, loss.steps) == ("loss", True, 1000)
    assert (distance.title, distance.log) == ("distance to the minimum", True)
    for index, run in enumerate(scene.runs):
        np.testing.assert_allclose(loss.curves[index].values, np.log10(run.loss[0]))
        away = np.hypot(*(run.positions[0] - (1.0, 1.0)).T)
        np.testing.assert_allclose(distance.curves[index].values, np.log10(away))
        assert loss.curves[index].band is None


@pytest.mark.parametrize("surface", SURFACES, ids=lambda surface: surface.key)
@pytest.mark.parametrize("lr", [0.0, 1e-3, 1e6])
@pytest.mark.parametrize("seeds", [1, 5])
def test_every_surface_has_charts_with_a_sensible_range(surface, lr: float, seeds: int) -> None:
    experiment = edits.choose_surface(edits.set_run(Experiment(), "steps", 50), surface())
    experiment = edits.set_master(edits.set_run(edits.set_run(experiment, "seeds", seeds), "noise", 1.0), "lr", lr)
    shown = of(experiment)
    assert len(shown) == (2 if surface().minima else 1)
    for chart in shown:
        assert np.isfinite([chart.low, chart.high]).all()
        assert chart.low < chart.high
        assert not chart.log or chart.high - chart.low <= MOST_DECADES + 1
        for curve in chart.curves:
            assert len(curve.values) == 51
            assert (curve.band is None) is (seeds == 1)


def test_hidden_lanes_have_no_curve_and_nothing_visible_has_an_empty_chart() -> None:
    experiment = edits.set_visible(Experiment(), 0, False)
    assert [curve.run.lane.name for curve in of(experiment)[0].curves] == ["Momentum", "Nesterov"]
    for index in (1, 2):
        experiment = edits.set_visible(experiment, index, False)
    for chart in of(experiment):
        assert chart.curves == ()
        assert chart.low < chart.high


def test_a_band_holds_four_fifths_of_the_seeds() -> None:
    experiment = edits.set_run(edits.set_run(Experiment(), "seeds", 101), "noise", 5.0)
    scene = SceneBuilder().build(experiment)
    steps, low, high = loss_chart(scene).curves[0].band  # type: ignore[misc]
    values = np.log10(scene.runs[0].loss[:, steps.astype(int)])
    within = ((values >= low) & (values <= high)).sum(axis=0)
    assert within[1:] == pytest.approx(81, abs=1)


def test_seeds_that_diverged_count_as_higher_than_all_others() -> None:
    experiment = edits.set_lane_parameter(edits.set_run(Experiment(), "seeds", 10), 0, "lr", 1e6)
    scene = SceneBuilder().build(edits.set_run(experiment, "steps", 30))
    with np.errstate(all="ignore"):
        _, low, high = loss_chart(scene).curves[0].band  # type: ignore[misc]
    assert np.isposinf(high[-1])
    assert np.isposinf(low[-1])
    assert np.isfinite(high[0])


def test_a_diverging_lane_does_not_flatten_the_others() -> None:
    chart = of(edits.set_lane_parameter(Experiment(), 0, "lr", 1.0))[0]
    assert chart.high <= np.log10(24.2) + 3


def test_a_lane_that_stands_on_the_minimum_is_at_the_bottom_and_not_beyond_it() -> None:
    chart = of(edits.set_start(edits.set_run(Experiment(), "steps", 5), 1.0, 1.0))[0]
    assert np.isfinite(chart.curves[0].values).all()
    assert chart.high - chart.low <= MOST_DECADES + 1


def test_a_scene_in_the_making_has_charts_of_full_length() -> None:
    builder = SceneBuilder()
    builder.begin(Experiment())
    scene = builder.scene()
    assert scene.computed == 0
    assert [chart.steps for chart in charts(scene)] == [1000, 1000]
    assert charts(replace(scene, runs=()))[0].curves == ()
