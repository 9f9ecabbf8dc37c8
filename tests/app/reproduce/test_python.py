"""A lane as a Python script: executed, it gives the very bits of the window's path."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings

import surfaces
from app.model import edits
from app.model.choices import choices
from app.model.events import add_move
from app.model.experiment import Experiment, Lane
from app.model.scheduling import add_schedule, set_restarts, set_schedule_number
from app.model.steering import steer_lane, steer_master
from app.reproduce.python import python_text
from optim_core import RULES, SCHEDULES, Change, CosineRestarts, Nesterov, NoiseKind, Warmup
from tests.app.reproduce.experiments import any_experiment, path_in_window
from tests.app.reproduce.scripts import NAMES, assert_numbers_are_shortest, assert_one_comment, executed
from tests.optim_core.bits import assert_same_bits


def assert_gives_the_path(experiment: Experiment) -> None:
    for lane in range(len(experiment.lanes)):
        assert_same_bits(executed(python_text(experiment, lane)), path_in_window(experiment, lane))


@settings(max_examples=60)
@given(any_experiment)
def test_any_lane_is_walked_to_the_bit_by_the_shortest_numbers(experiment: Experiment) -> None:
    assert_gives_the_path(experiment)
    for lane in range(len(experiment.lanes)):
        assert_numbers_are_shortest(python_text(experiment, lane))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_choice_of_every_rule_is_walked_to_the_bit(rule) -> None:
    for chosen in product(*(choice.titles for choice in choices(rule).values())):
        words = dict(zip(choices(rule), (value for value, _ in chosen), strict=True))
        own = edits.default_rule(rule, weight_decay=0.125, lr=2e-4, **words)
        experiment = replace(Experiment(), lanes=(Lane(own, "lane", 0, linked=False),), steps=50)
        assert_gives_the_path(add_schedule(experiment, 0, CosineRestarts))


@pytest.mark.parametrize("surface", surfaces.SURFACES, ids=lambda surface: surface.key)
def test_every_surface_and_every_schedule_are_walked_to_the_bit(surface) -> None:
    experiment = edits.set_run(edits.choose_surface(Experiment(), surface()), "steps", 400)
    for schedule in SCHEDULES[1:]:
        assert_gives_the_path(add_schedule(experiment, 1, schedule))


def test_a_crowds_first_seed_is_its_path() -> None:
    experiment = edits.set_run(edits.set_run(Experiment(), "noise", 0.5), "seeds", 300)
    experiment = edits.set_run(edits.set_run(experiment, "seed", 7), "steps", 20)
    assert "seeds=range(7, 307)" in python_text(experiment, 0)
    assert_gives_the_path(experiment)


def test_a_change_that_comes_with_the_end_moves_the_last_look_ahead() -> None:
    rule = Nesterov(lr=1e-3, beta=0.9, drawn="ahead", changes=(Change(20, "lr", 1e-4),))
    experiment = replace(Experiment(), lanes=(Lane(rule, "lane", 0, linked=False),), steps=20)
    assert_gives_the_path(experiment)
    assert "Change" in python_text(experiment, 0)


def test_a_plain_lane_takes_few_lines() -> None:
    assert python_text(Experiment(), 1) == (
        "# Ravine's lane 'Momentum': Momentum on Rosenbrock, 1,000 steps.\n"
        "import optim_core\n"
        "import surfaces\n"
        "\n"
        'surface = surfaces.get("rosenbrock")\n'
        "rule = optim_core.Momentum(lr=0.001, beta=0.9)\n"
        "trajectory = optim_core.simulate(surface.gradient, [rule], start=(-1.2, 1.0), steps=1000)\n"
        "path = trajectory.positions[0, 0]  # (steps + 1, 2): x and y, NaN where the run has left all numbers\n"
        "print(path[-1])\n"
    )


def test_all_that_differs_is_said() -> None:
    experiment = edits.choose_surface(Experiment(), surfaces.get("ravine", condition=20))
    experiment = edits.set_choice(edits.set_choice(experiment, 2, "convention", "inside"), 2, "drawn", "ahead")
    experiment = set_schedule_number(add_schedule(experiment, 2, Warmup), 2, 0, "length", 50)
    experiment = set_restarts(add_schedule(experiment, 2, CosineRestarts), 2, (100, 300))
    experiment = steer_lane(edits.set_run(experiment, "batch_size", 4), 2, "dampening", 0.25, 200)
    experiment = steer_master(edits.set_noise_kind(experiment, NoiseKind.JITTER), "noise", 0.5, 600)
    text = python_text(add_move(experiment, 700, -0.5, 1), 2)
    assert text.split("\n", 1)[1] == (
        "import numpy as np\n"
        "\n"
        "import optim_core\n"
        "import surfaces\n"
        "\n"
        'surface = surfaces.get("ravine", condition=20.0)\n'
        "rule = optim_core.Nesterov(\n"
        "    lr=0.01,\n"
        "    beta=0.9,\n"
        '    convention="inside",\n'
        '    drawn="ahead",\n'
        "    schedule=optim_core.Warmup(length=50) * optim_core.CosineRestarts(),\n"
        "    restarts=[100, 300],\n"
        '    changes=[optim_core.Change(200, "dampening", 0.25)],\n'
        ")\n"
        "noise = np.full(1000, 0.0)\n"
        "noise[600:] = 0.5\n"
        "trajectory = optim_core.simulate(\n"
        "    surface.gradient,\n"
        "    [rule],\n"
        "    start=(-3.5, 1.5),\n"
        "    steps=1000,\n"
        "    noise=noise,\n"
        "    batch_size=4,\n"
        '    noise_kind="jitter",\n'
        "    moves=[optim_core.Move(700, -0.5, 1.0)],\n"
        ")\n"
        "path = trajectory.positions[0, 0]  # (steps + 1, 2): x and y, NaN where the run has left all numbers\n"
        "print(path[-1])\n"
    )


def test_what_lies_beyond_the_end_and_what_makes_no_noise_is_left_out() -> None:
    experiment = set_restarts(add_move(steer_master(Experiment(), "noise", 0.5, 600), 700, 1, 1), 1, (20, 500))
    experiment = edits.set_run(edits.set_run(edits.set_run(experiment, "steps", 500), "seed", 5), "batch_size", 9)
    experiment = edits.set_noise_kind(experiment, NoiseKind.JITTER)
    text = python_text(experiment, 1)
    assert "restarts=[20]" in text
    assert not [word for word in ("noise", "seed", "batch", "move", "500]", "numpy") if word in text]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_stays_in_its_comment(name: str) -> None:
    plain = edits.set_run(Experiment(), "steps", 10)
    text = python_text(edits.change_lane(plain, 1, replace(plain.lanes[1], name=name)), 1)
    assert_one_comment(text, python_text(plain, 1))
    assert executed(text).shape == (11, 2)
