"""What is written is read back as the same experiment."""

import shlex
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

import surfaces
from app.command.commands import OpenWindow
from app.command.parse import parse
from app.command.write import words
from app.model import edits
from app.model.events import add_move
from app.model.experiment import MOST_LANES, Experiment
from app.model.scene import SceneBuilder
from app.model.scheduling import add_schedule, set_restarts, set_schedule_number
from app.model.steering import steer_lane, steer_master
from optim_core import RULES, SCHEDULES, SGD, Cosine, Momentum, Move, Nesterov, NoiseKind, Warmup
from tests.app.command.experiments import experiments


def read(said: tuple[str, ...] | list[str]) -> Experiment:
    wanted = parse(said)
    assert isinstance(wanted, OpenWindow)
    return wanted.session.experiment


@given(experiments())
def test_any_experiment_is_read_back_as_itself(experiment: Experiment) -> None:
    assert read(words(experiment)) == experiment


def test_the_default_experiment_needs_no_words() -> None:
    assert words(Experiment()) == ()


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
def test_what_a_surface_brings_is_not_said(surface) -> None:
    experiment = edits.choose_surface(Experiment(), surface())
    assert words(experiment) == (() if surface is type(Experiment().surface) else ("--surface", surface.key))


def test_only_what_differs_is_said_and_no_shell_needs_quotes() -> None:
    experiment = edits.choose_surface(Experiment(), surfaces.get("ravine", condition=20))
    experiment = edits.set_master(edits.set_start(experiment, -1.5, 2), "beta", 0.8)
    experiment = edits.set_choice(edits.set_lane_parameter(experiment, 1, "lr", 1e-4), 1, "convention", "inside")
    experiment = set_schedule_number(add_schedule(experiment, 2, Warmup), 2, 0, "length", 50)
    experiment = set_restarts(add_schedule(experiment, 2, Cosine), 2, (100, 300))
    experiment = steer_lane(experiment, 1, "dampening", 0.25, 200)
    experiment = steer_master(edits.set_noise_kind(experiment, NoiseKind.JITTER), "noise", 0.5, 600)
    assert shlex.join(words(add_move(experiment, 700, -0.5, 1))) == (
        "--surface ravine:condition=20 --lane sgd "
        "--lane momentum:lr=0.0001,beta=0.8,convention=inside,steer=200:dampening=0.25 "
        "--lane nesterov:schedule=warmup:length=50+cosine,restarts=100+300 "
        "--start -1.5,2 --beta 0.8 --noise-kind jitter --steer 600:noise=0.5 --move 700,-0.5,1"
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_setting_of_a_rule_that_differs_is_said(rule) -> None:
    usual = edits.default_rule(rule)
    fresh = edits.add_lane(replace(Experiment(), lanes=()), rule)
    assert words(fresh) == ("--lane", rule.key)
    for name in edits.vars_of(usual):
        assert f"{name}=0.125" in words(edits.set_lane_parameter(fresh, 0, name, 0.125))[1]


@pytest.mark.parametrize("schedule", SCHEDULES[1:], ids=lambda schedule: schedule.key)
def test_every_schedule_has_its_word(schedule) -> None:
    experiment = add_schedule(Experiment(), 0, schedule)
    assert words(experiment)[1] == f"sgd:schedule={schedule.key}"
    assert read(words(experiment)) == experiment


def test_a_lane_that_was_its_own_and_follows_again_keeps_what_it_had() -> None:
    own = steer_lane(edits.set_lane_parameter(Experiment(), 1, "lr", 0.25), 1, "beta", 0.5, 100)
    again = edits.set_linked(own, 1, True)
    assert words(again)[3] == "momentum:lr=0.25,beta=0.9,steer=100:beta=0.5,linked=yes"
    assert read(words(again)) == again


def test_colours_are_said_where_they_are_not_the_first_that_are_free() -> None:
    experiment = edits.remove_lane(Experiment(), 0)
    assert words(experiment) == ("--lane", "momentum:colour=2", "--lane", "nesterov:colour=3")
    reversed_lanes = replace(Experiment(), lanes=Experiment().lanes[::-1])
    assert read(words(reversed_lanes)) == reversed_lanes


def test_names_are_said_where_nobody_would_guess_them() -> None:
    experiment = edits.add_lane(Experiment(), SGD)
    assert experiment.lanes[3].name == "SGD 2"
    assert words(experiment)[-1] == "sgd"
    named = edits.rename_lane(experiment, 3, 'quick, "wild"')
    assert words(named)[-1] == 'sgd:name="quick, ""wild"""'
    assert read(words(named)) == named


def test_what_lies_beyond_the_end_of_the_run_is_left_out() -> None:
    experiment = set_restarts(add_move(Experiment(), 501, 1, 1), 1, (20, 500))
    experiment = steer_lane(steer_master(experiment, "lr", 5e-4, 501), 2, "dampening", 0.5, 501)
    short = edits.set_run(experiment, "steps", 500)
    assert words(short)[:6] == ("--lane", "sgd", "--lane", "momentum:restarts=20", "--lane", "nesterov")
    assert words(short)[6:] == ("--steps", "500")
    assert same_data(short, read(words(short)))


def test_what_comes_with_the_end_of_the_run_is_said() -> None:
    """A move is seen in the last loss, and a change tells where the last look-ahead leads."""
    experiment = edits.set_choice(add_move(Experiment(), 500, 1, 1), 2, "drawn", "ahead")
    experiment = steer_lane(steer_master(experiment, "lr", 5e-4, 500), 2, "beta", 0.5, 500)
    short = edits.set_run(experiment, "steps", 500)
    assert read(words(short)) == short
    assert not same_data(short, replace(short, moves=()))
    assert not same_data(short, replace(short, lanes=Experiment().lanes))


def same_data(*wanted: Experiment) -> bool:
    one, other = (SceneBuilder().build(experiment) for experiment in wanted)
    return all(
        run.positions.tobytes() == same.positions.tobytes() and run.loss.tobytes() == same.loss.tobytes()
        for run, same in zip(one.runs, other.runs, strict=True)
    )


def test_numbers_that_numpy_made_are_said_plainly() -> None:
    experiment = edits.set_start(Experiment(), np.float64(0.1), np.float64(1e22) / 1e20)
    moved = replace(experiment, lr=np.float64(0.5), moves=(Move(3, np.float64(0.25), np.float64(1)),))
    assert shlex.join(words(moved)) == "--start 0.1,100 --lr 0.5 --move 3,0.25,1"


def test_the_most_lanes_can_be_said() -> None:
    experiment = replace(Experiment(), lanes=())
    for place in range(MOST_LANES):
        experiment = edits.add_lane(experiment, (SGD, Momentum, Nesterov)[place % 3])
    assert read(words(experiment)) == experiment
