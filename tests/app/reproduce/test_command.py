"""A lane as a command line: what it asks for gives the very bits of the window's path."""

import shlex
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings

from app.command.commands import Render
from app.command.parse import parse
from app.model import edits
from app.model.experiment import Experiment
from app.model.steering import steer_lane, steer_master
from app.reproduce.command import command_text
from tests.app.reproduce.experiments import path_in_window, tame_experiments
from tests.optim_core.bits import assert_same_bits


def read(text: str) -> Experiment:
    """What the program understands by it: an experiment whose path is to be written."""
    program, *words = shlex.split(text)
    wanted = parse(words)
    assert program == "ravine"
    assert isinstance(wanted, Render)
    assert (wanted.target, wanted.format.suffix) == (Path("path.csv"), ".csv")
    return wanted.session.experiment


@settings(max_examples=50)
@given(tame_experiments())
def test_every_lane_is_read_back_alone_with_its_path_name_and_colour(experiment: Experiment) -> None:
    for index, lane in enumerate(experiment.lanes):
        alone = read(command_text(experiment, index))
        assert [replace(lane, visible=True)] == list(alone.lanes)
        assert (alone.steps, alone.seed, alone.seeds) == (experiment.steps, experiment.seed, experiment.seeds)
        assert_same_bits(path_in_window(alone, 0), path_in_window(experiment, index))


def test_a_lane_of_the_default_experiment_takes_few_words() -> None:
    assert command_text(Experiment(), 0) == "ravine render path.csv --lane sgd"
    assert command_text(Experiment(), 1) == "ravine render path.csv --lane momentum:colour=2"


def test_what_acts_on_other_lanes_alone_is_not_said() -> None:
    experiment = edits.set_master(edits.set_lane_parameter(Experiment(), 1, "lr", 0.25), "beta", 0.5)
    experiment = steer_lane(steer_master(experiment, "lr", 2e-3, 100), 2, "dampening", 0.5, 200)
    assert command_text(experiment, 0) == "ravine render path.csv --lane sgd --steer 100:lr=0.002"
    assert command_text(experiment, 1) == "ravine render path.csv --lane momentum:lr=0.25,beta=0.9,colour=2"
    assert command_text(experiment, 2) == (
        "ravine render path.csv --lane nesterov:steer=200:dampening=0.5,colour=3 --beta 0.5 --steer 100:lr=0.002"
    )


def test_a_hidden_lane_is_shown_for_it_was_asked_for() -> None:
    assert "visible" not in command_text(edits.set_visible(Experiment(), 0, False), 0)


def test_a_shell_reads_any_name_as_it_is() -> None:
    for name in ("it's", '$HOME "quoted"', "a;b|c", "β → 1", "\\", "-- -x", "`date`"):
        experiment = edits.rename_lane(Experiment(), 1, name)
        assert read(command_text(experiment, 1)).lanes[0].name == name
