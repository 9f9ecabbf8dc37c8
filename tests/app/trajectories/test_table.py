"""The CSV, read by Python's own csv module."""

import csv
import json
import shlex
from io import StringIO

import numpy as np
import pytest

from app.command.write import words
from app.model.experiment import Experiment
from app.sessions import Session
from app.sessions.text import read_session
from app.trajectories.setup import UNITS
from tests.app.trajectories.scenes import EXPERIMENTS, FAR, ODD, STEERED, USUAL, data_of, same, truth_of

HEADER = ["lane", "name", "rule", "seed", "step", "x", "y", "loss", "gradient_norm", "lr"]


def parts(experiment: Experiment) -> tuple[dict[str, str], list[list[str]]]:
    """What the comments say, and the rows under the header."""
    lines = data_of(experiment, ".csv").decode().split("\n")
    assert lines.pop() == ""
    comments = [line for line in lines if line.startswith("#")]
    assert lines[: len(comments)] == comments
    header, *rows = csv.reader(StringIO("\n".join(lines[len(comments) :])), strict=True)
    assert header == HEADER
    return dict(comment.removeprefix("# ").split(": ", 1) for comment in comments), rows


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_every_row_is_what_the_core_says(experiment: Experiment) -> None:
    _, rows = parts(experiment)
    truth = truth_of(experiment)
    columns = dict(zip(HEADER, zip(*rows, strict=True), strict=True))
    shape = truth.loss.shape
    grid = np.indices(shape).reshape(3, -1)
    for name, numbers in (("lane", grid[0]), ("seed", grid[1] + experiment.seed), ("step", grid[2])):
        assert [int(text) for text in columns[name]] == numbers.tolist()
    assert list(columns["name"]) == [experiment.lanes[lane].name for lane in grid[0]]
    assert list(columns["rule"]) == [experiment.rules[lane].key for lane in grid[0]]
    x, y = np.moveaxis(truth.run.positions, -1, 0)
    lr = np.concatenate((truth.lr, np.full((shape[0], 1), np.nan)), axis=1)[:, np.newaxis]
    wanted = {
        "x": x,
        "y": y,
        "loss": truth.loss,
        "gradient_norm": truth.gradient_norm,
        "lr": np.broadcast_to(lr, shape),
    }
    for name, values in wanted.items():
        assert same([float(text) for text in columns[name]], values), name


def test_what_is_no_number_has_the_word_that_all_read() -> None:
    _, rows = parts(FAR)
    words = {text for row in rows for text in row[5:] if not text[-1].isdigit()}
    assert words == {"NaN", "Inf"}
    # After the run has ended, but not before, and not in what the lane does.
    last = rows[60]
    assert last[5:9] == ["NaN"] * 4
    assert rows[59][9] == "1.0"


def test_names_are_quoted_whatever_they_are() -> None:
    data = data_of(ODD, ".csv").decode()
    assert '\n0,"a,b ""c""",sgd,0,0,' in data
    assert '\n1,"=1+1",sgd,0,0,' in data
    assert '\n2,"# no comment",sgd,0,3,' in data


@pytest.mark.parametrize("experiment", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_the_session_inside_opens_as_the_same_experiment(experiment: Experiment) -> None:
    comments, _ = parts(experiment)
    assert read_session(comments["session"].encode()) == Session(experiment)


def test_the_comments_say_what_it_is() -> None:
    comments, _ = parts(STEERED)
    assert comments["format"] == "ravine trajectories"
    assert comments["version"] == "1"
    assert comments["program"].startswith("ravine ")
    assert comments["command"] == f"ravine render data.csv {shlex.join(words(STEERED))}"
    assert set(HEADER[4:]) <= set(json.loads(comments["units"])) == set(UNITS)
    assert json.loads(comments["run"])["noise"] == 0.5
    assert [json.loads(comments[f"lane {lane}"])["visible"] for lane in range(3)] == [True, True, False]


def test_the_usual_experiment_needs_no_options() -> None:
    assert parts(USUAL)[0]["command"] == "ravine render data.csv"
