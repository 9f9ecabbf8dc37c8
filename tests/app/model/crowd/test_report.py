"""What is said of a crowd, against independent computations on its paths."""

from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from app.model import edits
from app.model.crowd import report as reports
from app.model.crowd.report import CrowdJob, CrowdReport, LaneReport, Share, compare
from app.model.experiment import Experiment, Lane
from app.model.scene import Scene, SceneBuilder
from optim_core import SGD, Change, Cosine, Momentum, Move, Nesterov, NoiseKind, StepDecay, simulate
from optim_core.diagnosis import VERDICTS, diagnose
from optim_core.diagnosis.observed import Observed
from surfaces import Surface, get
from tests.app.model.crowd.inside import share_inside

BOWL = get("ravine", condition=4, angle=30)


def crowd(
    surface: Surface = BOWL, rules: tuple = (SGD(lr=0.2), Momentum(lr=0.1, beta=0.8)), **settings: object
) -> Scene:
    lanes = tuple(Lane(rule, f"lane {k}", k, linked=False) for k, rule in enumerate(rules))
    experiment = replace(edits.choose_surface(Experiment(), surface), lanes=lanes, seeds=300, steps=120, noise=0.5)
    return SceneBuilder().build(replace(experiment, **settings))


def told(scene: Scene, checkpoint: Callable[[], None] = lambda: None) -> CrowdReport:
    with ThreadPoolExecutor(2) as executor:
        (report,) = CrowdJob(scene).results(executor, checkpoint)
    return report


def wilson(count: int, trials: int) -> tuple[float, float]:
    """Where the score test admits a share, by looking at 1,000,001 of them."""
    shares = np.linspace(0.0, 1.0, 1_000_001)
    admitted = shares[(count / trials - shares) ** 2 <= 1.959963984540054**2 * shares * (1 - shares) / trials]
    return float(admitted[0]), float(admitted[-1])


def assert_is_share(share: Share, count: int, trials: int) -> None:
    assert (share.count, share.trials) == (count, trials)
    assert (share.low, share.high) == pytest.approx(wilson(count, trials), abs=2e-6)


def test_shares_per_minimum_count_the_seeds_that_end_nearest_to_it() -> None:
    scene = crowd(get("sharp-and-flat"), noise=30.0, start=(0.2, 0.1))
    x0, x1, y0, y1 = scene.experiment.surface.view
    minima = np.array(scene.experiment.surface.minima)
    for run, lane in zip(scene.runs, told(scene).lanes, strict=True):
        away = np.linalg.norm(run.positions[:, -1, np.newaxis] - minima, axis=2)
        nearest = np.where(away.min(axis=1) <= np.hypot(x1 - x0, y1 - y0) / 3, away.argmin(axis=1), -1)
        for place, share in enumerate(lane.minima[: len(minima)]):
            assert_is_share(share, int((nearest == place).sum()), 300)
        left = int((nearest < 0).sum())
        assert len(lane.minima) == len(minima) + (left > 0)
        if left:
            assert (lane.minima[-1].label, lane.minima[-1].count) == ("at none", left)


def test_shares_per_verdict_are_the_diagnoses_of_the_seeds() -> None:
    rules = (SGD(lr=0.6), SGD(lr=0.1), Momentum(lr=0.1, beta=0.99))
    scene = crowd(rules=rules, seeds=40)
    for run, lane in zip(scene.runs, told(scene).lanes, strict=True):
        assert [share.label for share in lane.verdicts] == [verdict.value for verdict in VERDICTS]
        assert sum(share.count for share in lane.verdicts) == 40
        diagnosed = [diagnosis(scene, run, seed) for seed in range(40)]
        for share in lane.verdicts:
            assert share.count == pytest.approx(diagnosed.count(share.label), abs=4)
            assert_is_share(share, int(share.count), 40)


def diagnosis(scene: Scene, run, seed: int) -> str:
    experiment = scene.experiment
    walk = simulate(
        experiment.surface.gradient,
        [run.rule],
        start=experiment.start,
        steps=experiment.steps,
        noise=experiment.noise,
        seeds=[seed],
    )
    path, ended = run.positions[seed], int(run.diverged_at[seed])
    observed = Observed(run.rule, path, run.loss[seed], walk.velocities[0, 0], ended, experiment.noise)
    return diagnose(observed, experiment.surface).verdict.value


def test_final_losses_and_ends_are_those_of_the_last_step() -> None:
    scene = crowd()
    report = told(scene)
    assert (report.seeds, report.floor) == (300, 0.0)
    for place, (run, lane) in enumerate(zip(scene.runs, report.lanes, strict=True)):
        assert lane.lane == place
        assert lane.final == tuple(np.quantile(run.loss[:, -1], (0.1, 0.5, 0.9)))
        np.testing.assert_array_equal(lane.ends, run.positions[:, -1])
        np.testing.assert_array_equal(lane.losses, run.loss[:, -1])


def test_a_crowd_that_diverged_lost_everything() -> None:
    lane = told(crowd(rules=(SGD(lr=1e6),))).lanes[0]
    assert lane.final == (np.inf, np.inf, np.inf)
    assert np.isnan(lane.ends).all()
    assert (lane.ellipse, lane.measured) == (None, None)
    assert [share.label for share in lane.verdicts if share.count] == ["Diverged"]
    assert lane.minima[-1].count == 300


def test_blocks_of_seeds_are_put_together_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    scene = crowd(get("sharp-and-flat"), noise=30.0, start=(0.2, 0.1))
    whole = told(scene)
    monkeypatch.setattr(reports, "TOGETHER", 77)
    for parts, lane in zip(told(scene).lanes, whole.lanes, strict=True):
        assert (parts.verdicts, parts.minima, parts.final) == (lane.verdicts, lane.minima, lane.final)


def test_a_job_that_is_not_wanted_any_more_stops() -> None:
    def refuse() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        told(crowd(), refuse)


RULES = {
    "sgd": SGD(lr=0.2),
    "weight decay": SGD(lr=0.2, weight_decay=0.5),
    "momentum": Momentum(lr=0.1, beta=0.8),
    "look-ahead": Nesterov(lr=0.1, beta=0.8, drawn="ahead"),
    "steered": SGD(lr=0.01, changes=(Change(20, "lr", 0.2),)),
    "decayed early": Momentum(lr=0.5, beta=0.5, schedule=StepDecay(every=60, gamma=0.1)),
}


@pytest.mark.parametrize("kind", NoiseKind)
@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_nine_of_ten_seeds_end_in_the_region_of_theory(rule, kind: NoiseKind) -> None:
    scene = crowd(rules=(rule,), seeds=3000, steps=119, noise_kind=kind, start=(0.4, 0.2), moves=(Move(5, 1.0, -2.0),))
    lane = told(scene).lanes[0]
    assert lane.ellipse is not None
    assert lane.measured is not None
    assert share_inside(lane.ellipse, lane.ends) == pytest.approx(0.9, abs=0.02)
    assert lane.measured.axes == pytest.approx(lane.ellipse.axes, rel=0.06)
    assert lane.measured.centre == pytest.approx(lane.ellipse.centre, abs=0.06)


def only(scene: Scene) -> LaneReport:
    (lane,) = told(scene).lanes
    return lane


def test_where_theory_has_no_region_there_is_none() -> None:
    assert only(crowd(rules=(SGD(lr=0.2),), noise=0.0)).ellipse is None
    assert only(crowd(rules=(SGD(lr=0.2, schedule=Cosine(period=120)),))).ellipse is None
    assert only(crowd(rules=(SGD(lr=0.2, changes=(Change(110, "lr", 0.1),)),))).ellipse is None
    assert only(crowd(rules=(SGD(lr=0.2),), changes=(Change(110, "noise", 0.1),))).ellipse is None
    assert only(crowd(rules=(SGD(lr=0.2),), moves=(Move(110, 1.0, 0.0),))).ellipse is None
    assert only(crowd(rules=(Momentum(lr=0.1, beta=0.8, restarts=(110,)),))).ellipse is None
    assert only(crowd(rules=(SGD(lr=0.2, weight_decay=0.1, decay="decoupled"),))).ellipse is None
    assert only(crowd(get("saddle"), rules=(SGD(lr=0.01),))).ellipse is None
    assert only(crowd(rules=(SGD(lr=0.2),))).ellipse is not None
    assert only(crowd(rules=(SGD(lr=0.2, restarts=(110,)),))).ellipse is not None
    assert only(crowd(rules=(Momentum(lr=0.1, beta=0.8, restarts=(40,)),))).ellipse is not None
    assert only(crowd(rules=(SGD(lr=0.2),), moves=(Move(40, 1.0, 0.0), Move(130, 1.0, 0.0)))).ellipse is not None


def test_the_measured_region_is_that_of_the_ends_at_the_commonest_minimum() -> None:
    scene = crowd(get("sharp-and-flat"), rules=(SGD(lr=1e-3),), noise=30.0, start=(0.2, 0.1))
    lane = only(scene)
    minima = np.array(scene.experiment.surface.minima)
    nearest = np.linalg.norm(lane.ends[:, np.newaxis] - minima, axis=2).argmin(axis=1)
    common = np.bincount(nearest).argmax()
    assert lane.measured is not None
    assert lane.measured.centre == pytest.approx(tuple(lane.ends[nearest == common].mean(axis=0)))


def test_a_surface_without_minima_has_no_shares_of_them_and_a_measured_region() -> None:
    lane = only(crowd(get("saddle"), rules=(SGD(lr=0.01),)))
    assert lane.minima == ()
    assert lane.measured is not None


def test_lanes_are_compared_seed_by_seed() -> None:
    scene = crowd(rules=(SGD(lr=0.2), Momentum(lr=0.1, beta=0.8)))
    first, second = (run.loss[:, -1] for run in scene.runs)
    found = compare(told(scene), 0, 1)
    assert_is_share(found.share, int((first < second).sum()), 300)
    assert found.difference == tuple(np.quantile(first - second, (0.1, 0.5, 0.9)))
    assert found.ratio == pytest.approx(10 ** np.quantile(np.log10(first / second), (0.1, 0.5, 0.9)))
    assert found.ties == 0


def test_a_lane_against_itself_differs_by_exactly_nothing() -> None:
    report = told(crowd(rules=(SGD(lr=0.45), SGD(lr=0.45)), noise=50.0))
    for pair in ((0, 0), (0, 1)):
        found = compare(report, *pair)
        assert (found.difference, found.ratio, found.ties) == ((0.0, 0.0, 0.0), (1.0, 1.0, 1.0), 300)
        assert (found.share.count, found.share.trials) == (150, 300)


def test_a_lane_that_diverged_is_worse_by_all_there_is() -> None:
    found = compare(told(crowd(rules=(SGD(lr=0.2), SGD(lr=1e6)))), 0, 1)
    assert (found.share.count, found.ratio, found.difference) == (300, (0.0, 0.0, 0.0), (-np.inf,) * 3)


def test_losses_of_a_surface_without_minimum_have_no_ratio() -> None:
    found = compare(told(crowd(get("saddle"), rules=(SGD(lr=0.01), SGD(lr=0.02)))), 0, 1)
    assert found.ratio is None
    assert np.isfinite(found.difference).all()


def test_rounding_of_the_minimum_is_no_loss() -> None:
    """Both end on the floor: one by rounding above, one below."""
    report, floor = told(crowd(seeds=2)), -78.33
    ends = (np.nextafter(floor, side) for side in (0.0, -100.0))
    lanes = [replace(lane, losses=np.full(2, end)) for lane, end in zip(report.lanes, ends, strict=True)]
    found = compare(replace(report, lanes=tuple(lanes), floor=floor), 0, 1)
    assert found.ratio == pytest.approx((1.0, 1.0, 1.0))
    assert found.share.count == 0


def test_the_report_is_of_the_seeds_that_are_known() -> None:
    builder = SceneBuilder()
    builder.begin(replace(crowd(seeds=2).experiment, seeds=1000), coarse=True)
    builder.advance(float("inf"))
    report = told(builder.scene())
    assert report.seeds == 200
    assert report.lanes[0].ends.shape == (200, 2)
