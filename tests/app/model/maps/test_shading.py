"""Colours of maps as numbers: tones, levels, scales and what the key lists."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.model import edits
from app.model.experiment import Experiment
from app.model.maps import MapData, MapKind, MapPanelPicture, MapPicture, Measure, request_of
from app.model.maps.scale import ColourScale, count_ticks, scale_of
from app.model.maps.shading import Role, Shading, shadings
from app.model.maps.words import constants_text, run_words, surface_words
from app.model.ticks import linear_ticks
from optim_core.diagnosis import VERDICTS, Verdict
from surfaces.typed import Typed
from tests.app.model.maps.examples import MOMENTUM, computed, made_up, on
from tests.app.model.wild import WILD

C, D, X = Verdict.CONVERGED, Verdict.DESCENDING, Verdict.DIVERGED
INF = float("inf")


def picture(*maps, measure: Measure, difference: bool = False) -> MapPicture:
    names = ("Momentum", "Nesterov")
    panels = (MapPanelPicture(data, name, place) for place, (data, name) in enumerate(zip(maps, names, strict=False)))
    return MapPicture(tuple(panels), measure, difference)


def labels(shading: Shading) -> list[list[str]]:
    return [[shading.tones[code].label for code in row] for row in shading.codes]


def test_a_verdict_is_its_own_tone() -> None:
    (shading,) = shadings(picture(made_up([[C, D], [X, C]]), measure=Measure.VERDICT)).maps
    assert labels(shading) == [["Converged", "Still descending"], ["Diverged", "Converged"]]
    assert shading.shares[VERDICTS.index(C)] == 0.5
    assert sum(shading.shares) == pytest.approx(1.0)


def test_losses_have_levels_by_their_logarithm_and_divergence_a_tone() -> None:
    data = made_up([[D, D], [D, X]], loss=[[1e2, 1.0], [1e-2, INF]])
    shown = shadings(picture(data, measure=Measure.LOSS))
    (shading,) = shown.maps
    assert labels(shading) == [["", ""], ["", "Diverged"]]
    assert (shown.scale.low, shown.scale.high) == (-2.0, 2.0)
    assert shading.levels[[0, 0, 1], [0, 1, 0]] == pytest.approx([1.0, 0.5, 0.0])
    assert [tone.role for tone in shading.tones] == [Role.NUMBER, Role.VERDICT, Role.NEVER]


def test_of_losses_a_dozen_decades_below_the_start_are_as_good_as_none() -> None:
    data = made_up([[C, C], [D, D]], loss=[[0.0, 1e-40], [1.0, 1e30]])
    scale = scale_of([data], Measure.LOSS)
    start = np.log10(24.2)
    assert scale.low == np.floor(2 * (start - 12)) / 2
    assert scale.high == np.ceil(2 * (start + 2)) / 2


def test_steps_have_levels_and_runs_that_never_arrive_a_tone_of_their_own() -> None:
    data = made_up([[C, D], [C, X]], steps=[[6, -1], [60, -1]])
    shown = shadings(picture(data, measure=Measure.STEPS))
    (shading,) = shown.maps
    assert labels(shading) == [["", "not in 60 steps"], ["", "Diverged"]]
    assert shown.scale.low == pytest.approx(np.log10(5))
    assert shading.levels[1, 0] == pytest.approx(1.0)
    assert 0.0 < shading.levels[0, 0] < 0.1


def test_a_minimum_has_its_own_tone_and_its_level_says_how_late() -> None:
    request = request_of(on("sharp-and-flat"), MOMENTUM, MapKind.STARTS)
    data = made_up(
        [[C, C], [D, X]],
        minimum=[[0, 1], [-1, -1]],
        steps=[[5, 60], [-1, -1]],
        loss=[[0, 0], [1, INF]],
        request=request,
    )
    (shading,) = shadings(picture(data, measure=Measure.MINIMUM)).maps
    assert labels(shading) == [["(−1.5, 0)", "(1.5, 0)"], ["at no minimum", "Diverged"]]
    assert shading.levels[0].tolist() == pytest.approx([0.0, 1.0])


def test_two_maps_share_one_scale() -> None:
    maps = [made_up([[D]], loss=[[loss]]) for loss in (1e-4, 10.0)]
    shown = shadings(picture(*maps, measure=Measure.LOSS))
    assert (shown.scale.low, shown.scale.high) == (-4.0, 1.0)
    assert [float(shading.levels.item()) for shading in shown.maps] == pytest.approx([0.0, 1.0])


def test_the_difference_of_two_maps_is_one_and_says_which_lane_did_what() -> None:
    first = made_up([[D, X], [D, X]], loss=[[1e-3, INF], [5.0, INF]])
    second = made_up([[D, D], [X, X]], loss=[[1e-1, 1.0], [INF, INF]])
    shown = shadings(picture(first, second, measure=Measure.LOSS, difference=True))
    (shading,) = shown.maps
    assert labels(shading) == [["", "Momentum diverged"], ["Nesterov diverged", "both diverged"]]
    assert (shown.scale.low, shown.scale.high) == (-2.0, 2.0)
    assert (shown.title, shown.detail) == ("final loss", "Momentum / Nesterov")
    verdicts = shadings(picture(first, second, measure=Measure.VERDICT, difference=True))
    assert verdicts.scale is None
    assert labels(verdicts.maps[0])[0][0] == "the same verdict"
    minima = shadings(picture(first, second, measure=Measure.MINIMUM, difference=True))
    assert labels(minima.maps[0])[0][0] == "neither ends at one"


def test_verdicts_have_no_scale_even_where_one_lane_converged_everywhere_and_the_other_nowhere() -> None:
    shown = shadings(picture(made_up([[C]]), made_up([[D]]), measure=Measure.VERDICT, difference=True))
    assert (shown.scale, shown.title, shown.detail) == (None, "verdict", "Momentum against Nesterov")
    assert labels(shown.maps[0]) == [["only Momentum converged"]]


@pytest.mark.parametrize("key", ["rosenbrock", "saddle", "tanh-ravine", "plateau"])
@pytest.mark.parametrize("kind", [MapKind.RATES, MapKind.STARTS], ids=lambda kind: kind.name)
@pytest.mark.parametrize("measure", [Measure.VERDICT, Measure.LOSS, Measure.STEPS])
@pytest.mark.parametrize("difference", [False, True])
def test_every_map_has_tones_for_all_its_cells_and_levels_within_bounds(
    key: str, kind: MapKind, measure: Measure, difference: bool
) -> None:
    maps = [computed(on(key), lane, kind, 6) for lane in (1, 2)]
    shown = shadings(picture(*maps, measure=measure, difference=difference))
    assert len(shown.maps) == (1 if difference else 2)
    for shading in shown.maps:
        assert shading.codes.shape == shading.levels.shape == (6, 6)
        assert shading.codes.max() < len(shading.tones)
        assert ((shading.levels >= 0.0) & (shading.levels <= 1.0)).all()
    if shown.scale is not None:
        ticks = shown.scale.ticks(5)
        assert all(-1e-9 <= level <= 1 + 1e-9 for level, _ in ticks)
        assert ticks


def test_a_picture_is_shaded_once_however_often_its_marks_move() -> None:
    data = computed(on("rosenbrock"))
    first = shadings(MapPicture((MapPanelPicture(data, "A", 0, (1e-3, 0.9)),), Measure.LOSS))
    assert shadings(MapPicture((MapPanelPicture(data, "A", 0, (1e-4, 0.5)),), Measure.LOSS)) is first


@given(st.integers(1, 10**5), st.floats(1.1, 1e4), st.integers(2, 9))
def test_ticks_of_counts_are_whole_rising_and_within(low: int, times: float, most: int) -> None:
    ticks = count_ticks(np.log10(low), np.log10(low * times), most)
    assert all(before[0] < after[0] for before, after in pairwise(ticks))
    for exponent, label in ticks:
        assert float(label.replace(",", "")) == pytest.approx(10**exponent)
        assert low * (1 - 1e-6) <= 10**exponent <= low * times * (1 + 1e-6)


def test_beyond_its_ends_a_scale_stays_at_them() -> None:
    scale = ColourScale("loss", -1.0, 3.0, linear_ticks)
    assert scale.levels(np.array([-9.0, -1.0, 1.0, 3.0, 99.0])).tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert np.isnan(scale.levels(np.array(np.nan)))
    assert scale.ticks(4) == [(0.0, "−1"), (0.25, "0"), (0.5, "1"), (0.75, "2"), (1.0, "3")]


def test_words_leave_out_what_the_axes_replace() -> None:
    experiment = on("rosenbrock")
    requests = {kind: request_of(experiment, MOMENTUM, kind) for kind in MapKind}
    assert {kind: constants_text(request) for kind, request in requests.items()} == {
        MapKind.RATES: "",
        MapKind.STARTS: "lr 1e-3  β 0.9",
        MapKind.PARAMETER: "β 0.9",
    }
    assert constants_text(request_of(experiment, 0, MapKind.RATES)) == "no β: rows are alike"
    assert surface_words(requests[MapKind.RATES]) == "Rosenbrock  a 1  b 100"
    assert surface_words(requests[MapKind.PARAMETER]) == "Rosenbrock  a 1"
    assert run_words(requests[MapKind.RATES]) == "start (−1.2, 1)  60 steps  256 × 256 runs"
    assert run_words(requests[MapKind.STARTS]) == "60 steps  256 × 256 runs"


def test_which_of_several_seeds_it_is_is_said_where_there_is_noise() -> None:
    noisy = edits.set_run(edits.set_run(on("rosenbrock"), "noise", 2.0), "seed", 7)
    request = request_of(noisy, MOMENTUM, MapKind.RATES)
    assert run_words(request, 1).endswith("noise σ 2  batch 1  seed 7  256 × 256 runs")
    assert run_words(request, 100).endswith("noise σ 2  batch 1  seed 7 of 7 to 106  256 × 256 runs")
    assert (constants_text(request, 1), constants_text(request, 100)) == ("", "seed 7 of 7 to 106")
    quiet = request_of(on("rosenbrock"), MOMENTUM, MapKind.RATES)
    assert run_words(quiet, 100) == run_words(quiet)
    flat = request_of(on("rosenbrock"), MOMENTUM, MapKind.PARAMETER)
    assert run_words(flat).endswith("  256 × 64 runs")


def test_where_both_losses_are_as_good_as_none_their_ratio_stretches_no_scale() -> None:
    first, second = (made_up([[C, D], [C, D]], loss=[[loss, 1.0], [loss, 2.0]]) for loss in (1e-280, 1e-20))
    (shading,) = shadings(picture(first, second, measure=Measure.LOSS, difference=True)).maps
    shown = shadings(picture(first, second, measure=Measure.LOSS, difference=True))
    assert (shown.scale.low, shown.scale.high) == (-12.0, 12.0)
    assert shading.levels == pytest.approx(np.array([[0.0, 0.5], [0.0, 0.5]]))


@pytest.mark.parametrize("kind", [MapKind.RATES, MapKind.STARTS], ids=lambda kind: kind.name)
@pytest.mark.parametrize("experiment", WILD.values(), ids=WILD.keys())
def test_whatever_heights_a_surface_has_losses_have_a_scale(experiment: Experiment, kind: MapKind) -> None:
    assert_has_scale(computed(experiment, kind=kind, side=4))


@pytest.mark.parametrize("formula", ["log(x^2 + y^2)", "1/x"])
def test_poles_in_view_leave_a_scale(formula: str) -> None:
    assert_has_scale(computed(edits.set_run(edits.choose_surface(Experiment(), Typed(formula)), "steps", 5), side=4))


def assert_has_scale(data: MapData) -> None:
    scale = scale_of([data], Measure.LOSS)
    assert np.isfinite([scale.low, scale.high]).all()
    assert scale.low < scale.high
    scale.ticks(5)
    (shading,) = shadings(picture(data, measure=Measure.LOSS)).maps
    assert np.isfinite(shading.levels).all()
