"""Schedules, changes and restarts in the loop are the textbook recurrence, bit for bit, however a run is cut."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surfaces
from optim_core import (
    SGD,
    Change,
    Constant,
    Cosine,
    CosineRestarts,
    Decay,
    Drawn,
    Momentum,
    Move,
    Nesterov,
    Simulation,
    StepDecay,
    Warmup,
    simulate,
)
from optim_core.noise import NoiseStream
from optim_core.timeline import Timeline
from tests.optim_core.bits import assert_same, assert_same_bits, assert_same_run
from tests.optim_core.strategies import DEFAULTS, SignDescent, lanes, seeds, steered_lanes
from tests.optim_core.test_simulation import assert_ends_are_data
from tests.optim_core.textbook import alive, ball, textbook

STEPS = 120
START = (-1.2, 1.0)
SEEDS = (3, 8)


def thetas(rules):
    """The same runs with θ drawn: what the textbook keeps."""
    return [replace(rule, drawn=Drawn.THETA) if isinstance(rule, Nesterov) else rule for rule in rules]


@settings(deadline=None, max_examples=60)
@given(rules=steered_lanes, noise=st.sampled_from([0.0, 0.4]), moved=st.booleans())
def test_the_loop_is_the_textbook_bit_for_bit(rules, noise, moved):
    moves = (Move(30, 0.5, -0.25),) if moved else ()
    settings = {"noise": noise, "batch_size": 3, "seeds": SEEDS, "moves": moves}
    walk = simulate(ball, thetas(rules), start=START, steps=STEPS, **settings)
    draws = NoiseStream(SEEDS).take(STEPS) * (noise / sqrt(3))
    shifts = [(-0.5, 0.25) if step >= 30 else (-0.0, -0.0) for step in range(STEPS)] if moved else None
    for lane, rule in enumerate(rules):
        for column in range(len(SEEDS)):
            pushes = draws[:, :, column].tolist() if noise else None
            expected = textbook(rule, START, STEPS, pushes=pushes, shifts=shifts)
            assert_is_the_walk(walk, lane, column, expected)


def assert_is_the_walk(walk, lane, column, expected):
    living = alive(expected.positions)
    kept = [walk.positions[lane], walk.velocities[lane], *walk.memories[lane]]
    wanted = [expected.positions, expected.velocities, *expected.memories]
    assert (walk.scales[lane] is None) == (expected.scales is None)
    if expected.scales is not None:
        kept.append(walk.scales[lane])
        wanted.append(expected.scales)
    for found, known in zip(kept, wanted, strict=True):
        assert_same_bits(found[column][living], known[living])
        assert np.isnan(found[column][~living]).all()
    assert walk.diverged_at[lane, column] == (-1 if living.all() else living.argmin())


@settings(deadline=None, max_examples=30)
@given(data=st.data(), rules=steered_lanes, seeds=seeds, noise=st.sampled_from([0.0, 0.5]))
def test_slices_of_any_sizes_give_the_same_bits(data, rules, seeds, noise):
    rules = [*rules, SignDescent(lr=1e-2, schedule=Warmup(20), restarts=(9,), changes=(Change(30, "lr", 0.1),))]
    surface = data.draw(st.sampled_from(DEFAULTS))
    arguments = {"start": surface.start, "steps": 90, "noise": noise, "seeds": seeds, "moves": ((17, 0.25, 0.5),)}
    whole = simulate(surface.gradient, rules, **arguments)
    sliced = Simulation(surface.gradient, rules, **arguments)
    while not sliced.done:
        sliced.advance(data.draw(st.integers(1, 40)))
        assert_ends_are_data(sliced.trajectory())
    assert_same_run(sliced.trajectory(), whole)


@settings(deadline=None, max_examples=40)
@given(rules=steered_lanes, steps=st.integers(0, 89))
def test_a_longer_run_extends_a_shorter_one(rules, steps):
    settings = {"start": START, "noise": 0.3, "seeds": SEEDS, "moves": ((40, 1.0, 0.0),)}
    short, long = (simulate(ball, rules, steps=count, **settings) for count in (steps, 90))
    assert_same_bits(short.positions, long.positions[:, :, : steps + 1])
    assert_same_bits(short.velocities, long.velocities[:, :, : steps + 1])
    for lane in range(len(rules)):
        assert_same_bits(short.memories[lane], long.memories[lane][:, :, : steps + 1])
        assert_same(short.scales[lane], None if long.scales[lane] is None else long.scales[lane][:, : steps + 1])


@settings(deadline=None, max_examples=40)
@given(steady=lanes, steered=steered_lanes)
def test_no_lane_sees_what_happens_to_another(steady, steered):
    rules = [*steady, *steered, SignDescent(lr=0.1, schedule=Warmup(9))]
    together = simulate(ball, rules, start=START, steps=70, noise=0.3, seeds=SEEDS)
    for lane, rule in enumerate(rules):
        alone = simulate(ball, [rule], start=START, steps=70, noise=0.3, seeds=SEEDS)
        assert_same_bits(together.positions[lane], alone.positions[0])
        assert_same_bits(together.velocities[lane], alone.velocities[0])
        assert_same(together.memories[lane], alone.memories[0])
        assert_same(together.scales[lane], alone.scales[0])


@settings(deadline=None, max_examples=40)
@given(data=st.data(), rules=steered_lanes)
def test_a_steered_run_that_leaves_is_nan_from_its_first_bad_step_on(data, rules):
    surface = data.draw(st.sampled_from(DEFAULTS))
    jump = (Change(data.draw(st.integers(0, 149)), "lr", 1e9),)
    wild = [*rules, *(replace(rule, changes=jump) for rule in rules)]
    assert_ends_are_data(simulate(surface.gradient, wild, start=surface.start, steps=150, noise=0.3))


@pytest.mark.parametrize("decay", Decay)
@pytest.mark.parametrize("schedule", [StepDecay(1, 1e6), StepDecay(1, 1e6) * Cosine(10), StepDecay(2, 1e6) * Warmup(5)])
@pytest.mark.parametrize("lr", [0.0, 1e-3, 1e9])
def test_an_lr_that_leaves_the_numbers_is_data(schedule, decay, lr):
    """inf and inf · 0 among the settings: the runs diverge, without a warning, and no other run notices."""
    own = {"lr": lr, "schedule": schedule, "decay": decay}
    wild = [SGD(**own), SGD(weight_decay=1e9, **own), Momentum(convention="inside", dampening=0.5, **own)]
    wild += [Nesterov(drawn="ahead", **own), Nesterov(convention="averaged", drawn="ahead", weight_decay=0.1, **own)]
    calm = Momentum(lr=1e-3, schedule=Warmup(50))
    walk = simulate(ball, [*wild, calm], start=START, steps=130)
    assert_ends_are_data(walk)
    assert (walk.diverged_at[:-1] > 0).all()
    assert_same_bits(walk.positions[-1], simulate(ball, [calm], start=START, steps=130).positions[0])


def test_a_look_ahead_that_leaves_the_numbers_before_theta_does_ends_no_run_early():
    """Where lr is far above 1, y overflows a step before θ: the path is finite until the run ends by its θ."""

    def gentle(x, y):
        return 0.01 * x, 0.01 * y

    rules = [Nesterov(lr=lr, beta=0.9, drawn=drawn) for lr in np.linspace(145, 300, 40) for drawn in Drawn]
    walk = simulate(gentle, rules, start=(1.0, 1.0), steps=5000)
    assert_ends_are_data(walk)
    assert (walk.diverged_at > 0).all()
    np.testing.assert_array_equal(walk.diverged_at[::2], walk.diverged_at[1::2])


def test_a_schedule_multiplies_the_learning_rate_that_a_change_sets():
    rule = SGD(lr=1.0, schedule=StepDecay(10, 0.5), changes=(Change(5, "lr", 8.0),))
    walk = simulate(lambda x, y: (1.0, 0.0 * y), [rule], start=(0.0, 0.0), steps=20)
    assert (-np.diff(walk.positions[0, 0, :, 0])).tolist() == [1.0] * 5 + [8.0] * 5 + [4.0] * 10


def test_without_a_change_of_anything_a_schedule_is_the_plain_run():
    plain = Nesterov(lr=0.01, beta=0.8)
    for schedule in (Constant(), StepDecay(7, 1.0), Cosine(50, floor=1.0)):
        walk = simulate(ball, [plain, replace(plain, schedule=schedule)], start=START, steps=STEPS)
        assert_same_bits(walk.positions[1], walk.positions[0])


def test_settings_are_those_of_each_step_of_each_lane():
    rules = [Momentum(lr=2.0, beta=0.5, schedule=StepDecay(3, 0.5)), SGD(lr=4.0, weight_decay=0.25)]
    rules.append(Nesterov(lr=1.0, beta=0.75, changes=(Change(4, "beta", 0.25), Change(2, "weight_decay", 0.5))))
    timeline = Timeline(rules, 2, 10)
    family = timeline.family(1, 5)
    lanes_of = lambda values: values[:, 0, ::2].tolist()  # noqa: E731
    assert lanes_of(family.lr) == [[2.0, 4.0, 1.0]] * 2 + [[1.0, 4.0, 1.0]] * 3
    assert lanes_of(family.beta) == [[0.5, 0.0, 0.75]] * 3 + [[0.5, 0.0, 0.25]] * 2
    assert lanes_of(family.reach) == [[0.0, 0.0, 1.0]] * 5
    assert (family.gain, family.ahead) == (1.0, 0.0)
    decays = [decay[0, ::2].tolist() for _, decay, _ in timeline.settings(1, 5).moments(5)]
    assert decays == [[0.0, 0.25, 0.0]] + [[0.0, 0.25, 0.5]] * 4
    assert all(shrink is None for _, _, shrink in timeline.settings(1, 5).moments(5))


def test_the_settings_of_a_slice_are_a_slice_of_the_settings():
    rules = [Nesterov(lr=0.1, beta=0.9, schedule=Warmup(20) * CosineRestarts(15)), SGD(lr=0.2, schedule=Cosine(30))]
    timeline = Timeline(rules, 3, 50)
    whole = timeline.family(0, 50)
    for first, count in ((0, 1), (7, 5), (49, 1), (20, 30)):
        part = timeline.family(first, count)
        for found, wanted in zip(part, whole, strict=True):
            if np.ndim(wanted) == 3:
                # One step has no dimension of steps.
                assert_same_bits(np.reshape(found, (count, 2, 6)), wanted[first : first + count])


def test_restarts_are_listed_in_order_and_belong_to_their_lane():
    rules = [Momentum(restarts=(30, 7)), SGD(), Momentum(schedule=StepDecay(10), restart_at_boundaries=True)]
    timeline = Timeline(rules, 2, 35)
    assert timeline.restart_steps(0, 35) == [7, 10, 20, 30]
    assert timeline.restart_steps(7, 4) == [7, 10]
    assert timeline.restart_steps(8, 2) == []
    assert timeline.restarting(7).tolist() == [True, True, False, False, False, False]
    assert timeline.restarting(10).tolist() == [False, False, False, False, True, True]
    assert timeline.restarting(30).tolist() == [True, True, False, False, True, True]


def test_a_run_in_which_every_step_restarts_is_gradient_descent():
    every = Momentum(lr=1e-3, schedule=StepDecay(1, 1.0), restart_at_boundaries=True)
    surface = surfaces.get("rosenbrock")
    walk = simulate(surface.gradient, [every, SGD(lr=1e-3)], start=surface.start, steps=3000)
    assert_same_bits(walk.positions[0], walk.positions[1])


def test_a_rule_at_some_steps_is_that_rule_with_an_array_for_each_number_that_changes():
    rule = Momentum(
        lr=2.0, beta=0.5, schedule=StepDecay(3, 0.5), changes=(Change(4, "lr", 8.0), Change(5, "beta", 0.25))
    )
    now = rule.during(2, 5)
    assert now.lr.tolist() == [2.0, 1.0, 4.0, 4.0, 2.0]
    assert now.beta.tolist() == [0.5, 0.5, 0.5, 0.25, 0.25]
    assert (now.dampening, now.weight_decay) == (0.0, 0.0)
    assert (rule.lr, rule.beta) == (2.0, 0.5)
    assert np.isnan(SGD(lr=0.0, schedule=StepDecay(1, 1e6)).during(70, 3).lr).all()


def test_a_grid_at_some_steps_has_the_steps_before_its_own_dimensions():
    changes = (Change(1, "beta", 0.25), Change(1, "lr", 8.0))
    grid = Momentum.grid(lr=[[1.0], [2.0]], beta=[0.0, 0.5, 0.9], changes=changes, schedule=StepDecay(2, 0.5))
    now = grid.during(0, 3, 2)
    assert now.lr.tolist() == [[[1.0], [2.0]], [[8.0], [8.0]], [[4.0], [4.0]]]
    assert now.beta.tolist() == [[[0.0, 0.5, 0.9]], [[0.25] * 3], [[0.25] * 3]]
