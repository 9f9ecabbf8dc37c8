"""The JSON, read by Python's own json module, strictly."""

import json

import numpy as np
import pytest

from app.model.experiment import Experiment
from app.sessions import Session
from app.sessions.text import read_session
from tests.app.trajectories.scenes import ENDLESS, EXPERIMENTS, FAR, STEERED, data_of, same, truth_of


def refuse(word: str) -> None:
    raise AssertionError(f"{word} is no JSON")


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def loaded(experiment: Experiment):
    return json.loads(data_of(experiment, ".json"), parse_constant=refuse, object_pairs_hook=once)


def finite(values: np.ndarray) -> np.ndarray:
    """What JSON can hold of them."""
    return np.where(np.isfinite(values), values, np.nan)


def numbers(values: list[float | None]) -> list[float]:
    return [np.nan if value is None else value for value in values]


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_every_number_is_what_the_core_says(experiment: Experiment) -> None:
    lanes, truth = loaded(experiment)["lanes"], truth_of(experiment)
    assert len(lanes) == len(experiment.lanes)
    for index, lane in enumerate(lanes):
        assert (lane["name"], lane["rule"]) == (experiment.lanes[index].name, experiment.rules[index].key)
        assert same(numbers(lane["lr"]), finite(truth.lr[index]))
        assert [run["seed"] for run in lane["seeds"]] == [experiment.seed + at for at in range(experiment.seeds)]
        for at, run in enumerate(lane["seeds"]):
            end = int(truth.run.diverged_at[index, at])
            assert run["diverged_at"] == (None if end < 0 else end)
            wanted = {"x": truth.run.positions[index, at, :, 0], "y": truth.run.positions[index, at, :, 1]}
            wanted |= {"loss": truth.loss[index, at], "gradient_norm": truth.gradient_norm[index, at]}
            for name, values in wanted.items():
                assert same(numbers(run[name]), finite(values)), name


def test_what_is_no_number_is_null() -> None:
    run = loaded(FAR)["lanes"][0]["seeds"][0]
    assert run["diverged_at"] == 6
    assert run["x"][5] is not None
    assert run["x"][6:] == [None] * 55
    # The position is still a number where the loss is none any more.
    (down,) = loaded(ENDLESS)["lanes"][0]["seeds"]
    assert down["y"][600] is not None
    assert down["loss"][600] is None


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_the_session_inside_opens_as_the_same_experiment(experiment: Experiment) -> None:
    assert read_session(json.dumps(loaded(experiment)["session"]).encode()) == Session(experiment)


def test_the_head_says_what_it_is() -> None:
    found = loaded(STEERED)
    assert (found["format"], found["version"]) == ("ravine trajectories", 1)
    assert found["program"].startswith("ravine ")
    assert found["command"].startswith("ravine render data.json --lane ")
    assert found["units"]["step"] == "count"
    assert found["units"]["x"] == "1"
    assert [lane["visible"] for lane in found["lanes"]] == [True, True, False]
    assert found["lanes"][0]["settings"]["beta"] == STEERED.beta
