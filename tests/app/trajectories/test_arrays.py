"""The NPZ, read by NumPy without pickles."""

import json
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from app.model import edits
from app.model.experiment import Experiment, Lane
from app.sessions import Session
from app.sessions.text import read_session
from optim_core import Momentum
from surfaces import SURFACES, Surface
from tests.app.trajectories.scenes import CROWD, ENDLESS, EXPERIMENTS, ODD, STEERED, USUAL, data_of, same, truth_of


def loaded(experiment: Experiment) -> dict[str, np.ndarray]:
    with np.load(BytesIO(data_of(experiment, ".npz")), allow_pickle=False) as found:
        return dict(found)


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_every_number_is_what_the_core_says(experiment: Experiment) -> None:
    found, truth = loaded(experiment), truth_of(experiment)
    wanted = {
        "positions": truth.run.positions,
        "loss": truth.loss,
        "gradient_norm": truth.gradient_norm,
        "lr": truth.lr,
        "start": np.array(experiment.start),
    }
    for name, values in wanted.items():
        assert found[name].dtype == np.dtype("<f8")
        assert found[name].shape == values.shape
        assert same(found[name], values), name
    assert found["diverged_at"].dtype == found["seeds"].dtype == np.dtype("<i8")
    assert found["diverged_at"].tolist() == truth.run.diverged_at.tolist()
    assert found["seeds"].tolist() == list(range(experiment.seed, experiment.seed + experiment.seeds))


@pytest.mark.parametrize("surface", SURFACES)
def test_on_every_surface_and_beyond_it(surface: type[Surface]) -> None:
    lanes = (*USUAL.lanes, Lane(Momentum(lr=1e6), "off", 7, linked=False))
    experiment = replace(edits.choose_surface(USUAL, surface()), lanes=lanes, steps=130, seeds=4, noise=0.2)
    found, truth = loaded(experiment), truth_of(experiment)
    assert same(found["positions"], truth.run.positions)
    assert same(found["loss"], truth.loss)
    assert same(found["gradient_norm"], truth.gradient_norm)
    gone = np.isnan(found["positions"]).any(axis=-1)
    assert np.isnan(found["loss"])[gone].all()
    assert np.isnan(found["gradient_norm"])[gone].all()
    assert (gone.argmax(axis=-1) == np.maximum(found["diverged_at"], 0)).all()


def test_a_hundred_seeds_have_a_path_each() -> None:
    positions = loaded(CROWD)["positions"]
    assert positions.shape == (3, 100, 91, 2)
    assert len(np.unique(positions[0, :, -1, 0])) == 100


def test_names_rules_and_minima() -> None:
    found = loaded(STEERED)
    assert found["names"].tolist() == ["scheduled", "own", "hidden"]
    assert found["rules"].tolist() == ["momentum", "nesterov", "sgd"]
    assert found["minima"].tolist() == [[1.0, 1.0]]
    assert loaded(ENDLESS)["minima"].shape == (0, 2)
    assert loaded(ODD)["names"].tolist() == [lane.name for lane in ODD.lanes]


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_the_session_inside_opens_as_the_same_experiment(experiment: Experiment) -> None:
    metadata = json.loads(str(loaded(experiment)["metadata"]))
    assert read_session(json.dumps(metadata["session"]).encode()) == Session(experiment)


def test_the_metadata_has_all_settings() -> None:
    metadata = json.loads(str(loaded(STEERED)["metadata"]))
    assert (metadata["format"], metadata["version"]) == ("ravine trajectories", 1)
    assert metadata["command"].startswith("ravine render data.npz --lane ")
    assert metadata["surface"]["key"] == "rosenbrock"
    assert metadata["surface"]["parameters"] == {"a": 1.0, "b": 100.0}
    run = metadata["run"]
    assert (run["start"], run["batch_size"], run["seed"], run["noise_kind"]) == ([-1.2, 1.0], 4, 2**53, "jitter")
    assert run["noise_changes"] == [[4, 0.25]]
    assert run["moves"][0] == {"step": 5, "dx": 0.5, "dy": -0.25}
    scheduled, own, hidden = metadata["lanes"]
    assert [part["key"] for part in scheduled["settings"]["schedule"]] == ["warmup", "cosine"]
    assert scheduled["settings"]["restarts"] == [7]
    # A linked lane has what was steered for all, another one its own.
    assert scheduled["settings"]["changes"] == [{"step": 11, "name": "lr", "value": 5e-4}]
    assert own["settings"]["changes"] == [{"step": 9, "name": "lr", "value": 1e-4}]
    assert own["settings"]["convention"] == "inside"
    assert (own["visible"], hidden["visible"]) == (True, False)


def test_the_archive_has_neither_time_nor_system_in_it() -> None:
    with ZipFile(BytesIO(data_of(STEERED, ".npz"))) as archive:
        members = archive.infolist()
    assert {(member.date_time, member.create_system) for member in members} == {((1980, 1, 1, 0, 0, 0), 3)}
