"""What stands in a sweep's file: the same numbers as from runs one by one, whoever computed them."""

import csv
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import StringIO
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

from app.sweeping import dense, npz
from app.sweeping import plan as plans
from app.sweeping.block import VERSIONS
from app.sweeping.columns import COLUMNS
from app.sweeping.plan import AXES, Plan
from app.sweeping.starts import OverView
from optim_core import simulate, sweep
from optim_core.diagnosis import VERDICTS
from surfaces.grid import Grid
from tests.app.sweeping.plans import EMPTY_OF_MINIMA, SCHEDULED, SMALL, Backwards, loaded, made

PLANS = {"small": SMALL, "no minima": EMPTY_OF_MINIMA, "scheduled": SCHEDULED}


def rule_at(plan: Plan, rule: int, lr: int, beta: int):
    swept = plan.rules[rule]
    values = {"lr": plan.lr[lr], "beta": plan.beta[beta]}
    return replace(swept.rule, **(values if swept.has_beta else {"lr": plan.lr[lr]}))


def around(plan: Plan):
    return {name: getattr(plan, name) for name in ("steps", "noise", "batch_size", "noise_kind", "moves")}


def starts_on(plan: Plan, surface):
    return [point for pattern in plan.starts for point in pattern.points(surface)]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_positions_are_those_of_runs_one_by_one(tmp_path: Path, plan: Plan) -> None:
    found = loaded(made(tmp_path / "a.npz", plan))
    assert found["final"].shape == (*plan.shape, 2)
    for rule, ground, lr, beta in product(*map(range, plan.shape[:4])):
        surface = plan.surfaces[ground]
        for number, start in enumerate(starts_on(plan, surface)):
            run = simulate(
                surface.gradient, [rule_at(plan, rule, lr, beta)], start=start, seeds=plan.seeds, **around(plan)
            )
            at = (rule, ground, lr, beta, number)
            assert found["final"][at].tobytes() == run.positions[0, :, -1].tobytes()
            assert found["diverged_at"][at].tolist() == run.diverged_at[0].tolist()
            assert found["start"][ground, number].tolist() == list(start)


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_endings_are_those_of_the_core(tmp_path: Path, plan: Plan) -> None:
    found = loaded(made(tmp_path / "a.npz", plan))
    for rule, ground, lr, beta in product(*map(range, plan.shape[:4])):
        surface = plan.surfaces[ground]
        start = np.array(starts_on(plan, surface))[:, np.newaxis]
        alone = rule_at(plan, rule, lr, beta)
        fields = {"lr": np.full(len(start), alone.lr)}
        run = sweep(
            surface.gradient, replace(alone, **fields), start=start, seeds=plan.seeds, landscape=surface, **around(plan)
        )
        for name in ("loss", "verdict", "steps_to_tolerance", "minimum"):
            assert found[name][rule, ground, lr, beta].tolist() == getattr(run.ending, name).tolist()


def test_surfaces_from_files_are_told_apart_by_their_names(tmp_path: Path) -> None:
    heights = np.array([[2.0, 1.0], [1.0, 3.0]])
    grounds = [
        Grid.of(name, [0.0, 1.0], [0.0, 1.0], times * heights) for name, times in (("one", 1.0), ("two, b", 2.0))
    ]
    plan = replace(SMALL, surfaces=tuple(grounds), steps=2)
    assert loaded(made(tmp_path / "a.npz", plan))["surface"].tolist() == ["data:one", "data:two, b"]
    rows = csv.DictReader(StringIO(made(tmp_path / "a.csv", plan).decode()))
    assert [*dict.fromkeys(row["surface"] for row in rows)] == ["data:one", "data:two, b"]


def test_some_runs_of_the_small_sweep_diverge_and_some_do_not(tmp_path: Path) -> None:
    found = loaded(made(tmp_path / "a.npz", SMALL))
    diverged = found["diverged_at"] >= 0
    assert 0.1 < diverged.mean() < 0.9
    assert set(found["verdicts"][found["verdict"]][diverged]) == {"Diverged"}
    assert np.isnan(found["final"][diverged]).all()
    assert (found["loss"][diverged] == np.inf).all()
    assert (found["minimum"][diverged] == -1).all()
    assert np.isfinite(found["final"][~diverged]).all()


def test_a_rule_without_beta_stands_at_every_beta(tmp_path: Path) -> None:
    found = loaded(made(tmp_path / "a.npz", SMALL))
    for column in COLUMNS:
        plain = found[column.name][0]
        assert plain[:, :, 0].tobytes() == plain[:, :, 1].tobytes()
    assert SMALL.runs == (3 * 3 * 1 + 2 * 3 * 3 * 2) * 3 * 2


@pytest.mark.parametrize("chunk", [1, 200, 1000])
def test_what_stands_at_every_beta_is_the_same_however_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    plan = replace(SMALL, beta=tuple(np.linspace(0.0, 0.9, 7).tolist()), rules=SMALL.rules[:2])
    whole = made(tmp_path / "a.npz", plan)
    monkeypatch.setattr(dense, "CHUNK", chunk)
    assert made(tmp_path / "a.npz", plan) == whole
    plain = loaded(whole)["loss"][0]
    assert (plain == plain[:, :, :1]).all()


def test_what_lies_along_the_axes(tmp_path: Path) -> None:
    found = loaded(made(tmp_path / "a.npz", SMALL))
    assert found["axes"].tolist() == list(AXES)
    assert found["rule"].tolist() == ["sgd", "momentum", "nesterov"]
    assert found["rule_name"].tolist() == ["Plain", "Ball", "Ahead"]
    assert found["rule_convention"].tolist() == ["", "inside", "outside"]
    assert found["rule_weight_decay"].tolist() == [0.0, 0.0, 0.0]
    assert found["surface"].tolist() == ["rosenbrock", "rosenbrock", "ravine"]
    assert found["surface_b"].tolist()[:2] == [5.0, 100.0]
    assert np.isnan(found["surface_b"][2])
    assert found["surface_angle"][2] == 30.0
    assert found["lr"].tolist() == [1e-4, 1e-3, 0.5]
    assert found["beta"].tolist() == [0.0, 0.9]
    assert found["seed"].tolist() == [3, 4]
    assert found["minima"].tolist() == [[[1.0, 1.0]], [[1.0, 1.0]], [[0.0, 0.0]]]
    assert found["verdicts"].tolist() == [verdict.value for verdict in VERDICTS]
    assert found["version"] == VERSIONS
    assert set(dict(found["notes"])) == {column.name for column in COLUMNS}


def test_many_seeds_are_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npz, "SEEDS", 4)
    plan = replace(SMALL, seeds=range(3, 14))
    assert loaded(made(tmp_path / "a.npz", plan))["seed"].tolist() == list(range(3, 14))


def test_surfaces_with_fewer_minima_are_filled_up(tmp_path: Path) -> None:
    minima = loaded(made(tmp_path / "a.npz", EMPTY_OF_MINIMA))["minima"]
    assert minima.shape == (2, 1, 2)
    assert np.isnan(minima[0]).all()
    assert minima[1].tolist() == [[0.0, 0.0]]


def test_the_setup_says_everything(tmp_path: Path) -> None:
    setup = json.loads(str(loaded(made(tmp_path / "a.npz", SCHEDULED))["setup"]))
    (rule,) = setup["rules"]
    assert (rule["key"], rule["weight_decay"], rule["convention"]) == ("momentum", 0.1, "outside")
    assert rule["schedule"] == [{"key": "cosine", "period": 20, "floor": 0.0}]
    assert setup["surfaces"][0] == {"key": "rosenbrock", "a": 1.0, "b": 5.0}
    assert setup["starts"] == [{"own": True}, {"x": [-1.0, 1.0], "y": [0.5]}]
    assert setup["seeds"] == {"first": 3, "count": 2}
    assert (setup["steps"], setup["noise"], setup["batch_size"]) == (40, 0.25, 4)


def test_nothing_of_the_time_is_in_the_archive(tmp_path: Path) -> None:
    made(tmp_path / "a.npz", SMALL)
    with ZipFile(tmp_path / "a.npz") as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("suffix", ["npz", "csv"])
def test_the_bytes_depend_on_no_executor(tmp_path: Path, suffix: str) -> None:
    alone = made(tmp_path / f"a.{suffix}", SMALL)
    assert made(tmp_path / f"b.{suffix}", SMALL, Backwards()) == alone
    with ThreadPoolExecutor(3) as three:
        assert made(tmp_path / f"c.{suffix}", SMALL, three) == alone
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.{suffix}" for name in "abc"]


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_table_has_a_row_for_every_run_with_the_same_numbers(tmp_path: Path, plan: Plan) -> None:
    found = loaded(made(tmp_path / "a.npz", plan))
    rows = list(csv.DictReader(StringIO(made(tmp_path / "a.CSV", plan).decode(), newline="")))
    assert len(rows) == plan.runs
    seen = set()
    for row in rows:
        at = place_of(row, plan, found)
        seen.add(at)
        assert [float(row["x"]).hex(), float(row["y"]).hex()] == [float(v).hex() for v in found["final"][at]]
        assert float(row["loss"]) == found["loss"][at]
        assert row["verdict"] == found["verdicts"][found["verdict"][at]]
        for name in ("diverged_at", "steps_to_tolerance", "minimum"):
            assert int(row[name]) == found[name][at]
    assert len(seen) == plan.runs


def place_of(row: dict[str, str], plan: Plan, found: dict[str, np.ndarray]) -> tuple[int, ...]:
    """Where a row's run stands in the dense arrays, from what the row says."""
    rule = found["rule_name"].tolist().index(row["rule_name"])
    (ground,) = [
        number
        for number, surface in enumerate(plan.surfaces)
        if surface.key == row["surface"]
        and all(float(row[f"surface_{name}"]) == value for name, value in vars(surface).items() if name in ("a", "b"))
    ]
    beta = found["beta"].tolist().index(float(row["beta"])) if row["beta"] else 0
    assert bool(row["beta"]) is plan.rules[rule].has_beta
    start = found["start"][ground].tolist().index([float(row["start_x"]), float(row["start_y"])])
    lr = found["lr"].tolist().index(float(row["lr"]))
    return rule, ground, lr, beta, start, found["seed"].tolist().index(int(row["seed"]))


def test_blocks_are_all_runs_once_and_no_larger_than_they_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "BLOCK_RUNS", (2, 4))
    for seeds in (1, 3, 4, 5, 9):
        plan = replace(SMALL, seeds=range(seeds))
        assert plan.spans[0].first == 0
        assert plan.spans[-1].last == plan.runs
        assert all(span.last == after.first for span, after in zip(plan.spans, plan.spans[1:], strict=False))
        assert all(0 < span.last - span.first <= 4 for span in plan.spans)


@pytest.mark.parametrize("seeds", [1, 3, 7])
def test_the_cut_into_blocks_changes_no_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seeds: int) -> None:
    plan = replace(SMALL, seeds=range(seeds))
    whole = made(tmp_path / "a.csv", plan)
    monkeypatch.setattr(plans, "BLOCK_RUNS", (2, 4))
    finely = replace(plan)
    assert len(finely.spans) > len(plan.spans)
    assert made(tmp_path / "b.csv", finely) == whole


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"seeds": range(10**9)},
            "135,000,000,000 runs are more than 1,000,000,000, the most of one sweep; take fewer",
        ),
        ({"surfaces": SMALL.surfaces * 20_000}, "180,000 rules times surfaces are more than 100,000, the most of one"),
        ({"starts": (OverView(2049),)}, "4,198,401 starts are more than 4,194,304, the most of one sweep; take fewer"),
    ],
)
def test_absurd_sizes_are_refused(changes: dict, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}"):
        replace(SMALL, **changes)
