"""What is done to a run in mid-course: the past stays to the bit, and a restart is a new run from where it stands."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optim_core import (
    SGD,
    Change,
    Convention,
    CosineRestarts,
    Drawn,
    Lion,
    Momentum,
    Move,
    Nesterov,
    StepDecay,
    Warmup,
    simulate,
)
from optim_core.noise import NoiseStream
from optim_core.rule import declared_numbers
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.strategies import FEW, SignDescent, steered_rules
from tests.optim_core.textbook import KNOWN, OWN, ball, textbook

STEPS = 100
START = (-1.2, 1.0)
NOISE = 0.4
OTHER = {
    "lr": 0.013,
    "beta": 0.35,
    "beta2": 0.6,
    "rho": 0.6,
    "nu": 0.25,
    "eps": 0.1,
    "momentum_decay": 0.5,
    "dampening": 0.6,
    "weight_decay": 0.7,
}
EACH_NUMBER = [(cls(lr=0.02), name) for cls in KNOWN for name in declared_numbers(cls)]
# The step of Lion is a sign, which another β need not turn.
SEEN = [(rule, name) for rule, name in EACH_NUMBER if not (isinstance(rule, Lion) and name in ("beta", "beta2"))]
each_seen_number = pytest.mark.parametrize(("rule", "name"), SEEN, ids=[f"{r.key}-{n}" for r, n in SEEN])
each_number = pytest.mark.parametrize(("rule", "name"), EACH_NUMBER, ids=[f"{r.key}-{n}" for r, n in EACH_NUMBER])


def noisy(rules, steps=STEPS, **more):
    return simulate(ball, rules, start=START, steps=steps, noise=NOISE, seeds=(5, 6), **more)


@pytest.mark.parametrize("at", [0, 1, 2, 50, 99])
@each_seen_number
def test_a_change_leaves_every_position_up_to_its_step_untouched_and_no_later_one(rule, name, at):
    calm, steered = noisy([rule, replace(rule, changes=(Change(at, name, OTHER[name]),))]).positions
    assert_same_bits(steered[:, : at + 1], calm[:, : at + 1])
    # At rest there is nothing that another β could keep, and averages are corrected for it.
    first = at + 1 if not (name in ("beta", "beta2") and at == 0) else 2
    assert (steered[:, first:] != calm[:, first:]).any(axis=-1).all()


def test_another_beta_of_lions_changes_what_it_remembers_or_its_signs():
    """On a slope that turns as θ moves: β₁ is of the step, β₂ of m."""
    calm = Lion(lr=0.02)
    changes = [replace(calm, changes=(Change(10, name, 0.0),)) for name in ("beta", "beta2")]
    walk = noisy([calm, *changes])
    assert (walk.memories[2][0, :, 11:] != walk.memories[0][0, :, 11:]).any(axis=-1).all()
    assert_same_bits(walk.memories[2][0, :, :11], walk.memories[0][0, :, :11])
    assert (walk.positions[1] != walk.positions[0]).any()


@settings(deadline=None, max_examples=60)
@given(rule=steered_rules, at=st.integers(0, STEPS), kind=st.sampled_from(["change", "restart", "move"]))
def test_no_event_touches_the_past_of_any_run(rule, at, kind):
    """The look-ahead point of a position belongs to the update from there, so that it may be another from `at` on."""
    moves = (Move(at, 0.5, 0.5),) if kind == "move" else ()
    steered = rule
    if kind == "change":
        steered = replace(rule, changes=(*rule.changes, Change(at, "lr", 0.5)))
    if kind == "restart":
        steered = replace(rule, restarts=(*rule.restarts, at))
    calm, found = noisy([rule]), noisy([steered], moves=moves)
    until = at if kind == "change" and getattr(rule, "drawn", None) is Drawn.AHEAD else at + 1
    assert_same_bits(found.positions[:, :, :until], calm.positions[:, :, :until])
    assert_same_bits(found.velocities[:, :, : at + 1], calm.velocities[:, :, : at + 1])


@each_number
def test_a_change_to_the_same_value_changes_no_bit(rule, name):
    same = replace(rule, changes=(Change(30, name, getattr(rule, name)),))
    calm, steered = noisy([rule, same]).positions
    assert_same_bits(steered, calm)


@each_number
def test_a_change_at_the_first_step_is_the_rule_with_that_value(rule, name):
    both = [replace(rule, changes=(Change(0, name, OTHER[name]),)), replace(rule, **{name: OTHER[name]})]
    early, other = noisy(both).positions
    assert_same_bits(early, other)


def test_gradient_descent_after_a_change_is_a_new_run_from_there():
    walk = simulate(ball, [SGD(lr=0.1, changes=(Change(20, "lr", 0.03),))], start=START, steps=60).positions[0, 0]
    rest = simulate(ball, [SGD(lr=0.03)], start=walk[20], steps=40).positions[0, 0]
    assert_same_bits(walk[20:], rest)


def test_several_changes_hold_each_until_the_next_in_any_order():
    changes = (Change(40, "lr", 2.0), Change(10, "lr", 4.0), Change(25, "lr", 0.0))
    rule = SGD(lr=1.0, changes=changes)
    assert rule == SGD(lr=1.0, changes=changes[::-1])
    walk = simulate(lambda x, y: (1.0, 0.0 * y), [rule], start=(0.0, 0.0), steps=50)
    assert (-np.diff(walk.positions[0, 0, :, 0])).tolist() == [1.0] * 10 + [4.0] * 15 + [0.0] * 15 + [2.0] * 10


def test_changes_of_several_numbers_at_one_step_are_the_same_in_any_order():
    changes = (Change(10, "lr", 0.2), Change(10, "beta", 0.5), Change(10, "dampening", 0.1))
    assert Momentum(changes=changes) == Momentum(changes=changes[::-1])
    assert hash(Momentum(changes=changes)) == hash(Momentum(changes=list(changes[::-1])))


@pytest.mark.parametrize("values", [(0.5, 0.25), (0.25, 0.5)])
def test_of_two_changes_of_one_number_at_one_step_the_later_holds(values):
    rule = SGD(lr=1.0, changes=tuple(Change(3, "lr", value) for value in values))
    walk = simulate(lambda x, y: (1.0, 0.0 * y), [rule], start=(0.0, 0.0), steps=5)
    assert -np.diff(walk.positions[0, 0, -2:, 0]) == values[1]


def restarted(rule, at, steps=STEPS, seed=5, surface=None):
    """(positions, velocities) of a noisy run that forgets its velocity at a step."""
    gradient = surface.gradient if surface else ball
    start = surface.start if surface else START
    walk = simulate(gradient, [replace(rule, restarts=(at,))], start=start, steps=steps, noise=NOISE, seeds=(seed,))
    return walk.positions[0, 0], walk.velocities[0, 0]


class WithDraws:
    """A gradient that adds the given draws, one a call: the rest of a run's noise."""

    def __init__(self, gradient, draws):
        self._gradient, self._draws = gradient, iter(draws)

    def __call__(self, x, y):
        dx, dy = next(self._draws)
        gx, gy = self._gradient(x, y)
        return gx + dx, gy + dy


TWO_FORMS = (Convention.OUTSIDE, Convention.INSIDE)
ONE_OF_EACH = [
    SGD(lr=0.02),
    *(Momentum(lr=0.02, beta=0.9, convention=convention) for convention in Convention),
    *(Nesterov(lr=0.02, beta=0.9, convention=convention) for convention in Convention),
    *(cls(lr=0.02) for cls in OWN),
    SignDescent(lr=0.02),
]


@pytest.mark.parametrize("at", [0, 1, 37, 99])
@pytest.mark.parametrize("rule", ONE_OF_EACH, ids=lambda rule: f"{rule.key}-{getattr(rule, 'convention', '')}")
@pytest.mark.parametrize("surface", FEW, ids=lambda s: s.key)
def test_a_restart_is_a_new_run_from_there_with_the_rest_of_the_noise(rule, at, surface):
    rule = replace(rule, lr=surface.suggested_lr)
    positions, velocities = restarted(rule, at, surface=surface)
    draws = NOISE * NoiseStream([5]).take(STEPS)[at:, :, 0]
    rest = simulate(WithDraws(surface.gradient, draws), [rule], start=positions[at], steps=STEPS - at)
    assert_same_bits(positions[at:], rest.positions[0, 0])
    assert_same_bits(velocities[at + 1 :], rest.velocities[0, 0, 1:])


@pytest.mark.parametrize("rule", ONE_OF_EACH, ids=lambda rule: f"{rule.key}-{getattr(rule, 'convention', '')}")
def test_a_restart_cuts_the_path_of_rules_with_a_memory_and_of_no_other(rule):
    calm = simulate(ball, [rule], start=START, steps=STEPS).positions[0, 0]
    cut = simulate(ball, [replace(rule, restarts=(37,))], start=START, steps=STEPS).positions[0, 0]
    assert_same_bits(cut[:38], calm[:38])
    assert bool((cut[38:] != calm[38:]).any()) == bool(rule.memory)


@pytest.mark.parametrize("schedule", [StepDecay(30, 0.5), CosineRestarts(17), Warmup(40) * StepDecay(25, 0.1)], ids=str)
@pytest.mark.parametrize("rule", ONE_OF_EACH[:-1], ids=lambda rule: f"{rule.key}-{getattr(rule, 'convention', '')}")
def test_restarts_at_boundaries_are_restarts_at_those_steps(rule, schedule):
    by_hand = replace(rule, schedule=schedule, restarts=schedule.boundaries(STEPS))
    by_schedule = replace(rule, schedule=schedule, restart_at_boundaries=True)
    neither = replace(rule, schedule=schedule)
    found, expected, calm = noisy([by_schedule, by_hand, neither]).positions
    assert_same_bits(found, expected)
    assert np.array_equal(found, calm) == isinstance(rule, SGD)
    assert by_schedule.restart_steps(STEPS) == schedule.boundaries(STEPS)


def test_restarts_of_both_kinds_add_up_and_are_listed_once_in_order():
    rule = Momentum(schedule=StepDecay(20), restarts=(55, 20, 5, 5, 500), restart_at_boundaries=True)
    assert rule.restarts == (5, 20, 55, 500)
    assert rule.restart_steps(90) == (5, 20, 40, 55, 60, 80)
    assert rule.restart_steps(80) == (5, 20, 40, 55, 60)
    assert Momentum(restarts=[7, 3]) == Momentum(restarts=(3, 7))


def test_a_restart_in_one_lane_is_none_in_another():
    calm, cut = Momentum(lr=0.02), Momentum(lr=0.02, restarts=(20,))
    together = noisy([calm, cut, calm]).positions
    assert_same_bits(together[0], noisy([calm]).positions[0])
    assert_same_bits(together[1], noisy([cut]).positions[0])
    assert_same_bits(together[2], together[0])
    assert (together[1] != together[0]).any()


def test_a_run_that_was_lost_before_a_restart_stays_lost():
    rule = Momentum(lr=10.0, restarts=(300,), changes=(Change(300, "lr", 1e-3),))
    walk = simulate(ball, [rule], start=START, steps=400)
    assert 0 < walk.diverged_at[0, 0] < 300
    assert np.isnan(walk.positions[0, 0, walk.diverged_at[0, 0] :]).all()


def test_the_look_ahead_point_drawn_is_where_the_next_gradient_is_taken():
    """Also where lr and β change, and with every convention; at a restart the velocity that it looks along ends."""
    events = {"schedule": Warmup(30) * StepDecay(25, 0.3), "changes": (Change(50, "beta", 0.5), Change(70, "lr", 0.03))}
    for convention in Convention:
        rule = Nesterov(lr=0.02, beta=0.9, convention=convention, drawn="ahead", **events)
        drawn = simulate(ball, [rule], start=START, steps=STEPS).positions[0, 0]
        asked = textbook(rule, START, STEPS).asked
        np.testing.assert_allclose(drawn[:-1], asked, rtol=1e-13, atol=1e-14)


def test_a_drop_of_lr_shortens_the_whole_velocity_outside_and_only_the_new_gradient_inside():
    drop = (Change(20, "lr", 0.005),)
    rules = [Momentum(lr=0.02, beta=0.9, changes=c, convention=kind) for kind in TWO_FORMS for c in ((), drop)]
    path = simulate(lambda x, y: (1.0, 0.0 * y), rules, start=(0.0, 0.0), steps=21).positions[:, 0, :, 0]
    calm, outside, same, inside = path[:, 20] - path[:, 21]
    assert same == pytest.approx(calm, rel=1e-12)
    assert outside == pytest.approx(calm * 0.005 / 0.02, rel=1e-12)
    assert inside == pytest.approx(calm - (0.02 - 0.005), rel=1e-12)


REFUSED = {
    "unknown": ((Change(1, "speed", 0.1),), r"there is no 'speed' to change; known: lr, beta, dampening, weight_decay"),
    "other rule's": ((Change(1, "drawn", 0.1),), r"there is no 'drawn' to change; known: lr, beta, [^\n]+"),
    "no name": ((Change(1, ["lr"], 0.1),), r"there is no \['lr'\] to change; known: lr, beta, [^\n]+"),
    "early": ((Change(-1, "lr", 0.1),), r"the step of a change must be a whole number of 0 or more"),
    "broken": ((Change(1.5, "lr", 0.1),), r"the step of a change must be a whole number of 0 or more"),
    "true": ((Change(True, "lr", 0.1),), r"the step of a change must be a whole number of 0 or more"),
    "range": ((Change(1, "lr", -0.1),), r"lr must lie between 0 and 1e\+09, not -0\.1"),
    "words": ((Change(1, "lr", "fast"),), r"lr must lie between 0 and 1e\+09, not 'fast'"),
    "nan": ((Change(1, "beta", np.nan),), r"beta must lie between 0 and 0\.999999, not nan"),
    "array": ((Change(1, "lr", [0.1, 0.2]),), r"a change of lr must be to one number, not to an array"),
    "ragged": ((Change(1, "lr", [[1.0], [1.0, 2.0]]),), r"lr must lie between 0 and 1e\+09, not [^\n]+"),
    "short": (((1, "lr"),), r"a change must be \(step, name, value\), not \(1, 'lr'\)"),
    "a number": ((7,), r"a change must be \(step, name, value\), not 7"),
    "none": (None, r"changes must be a tuple of \(step, name, value\)"),
}


@pytest.mark.parametrize(("changes", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_a_change_that_makes_no_sense_is_refused_in_one_sentence(changes, sentence):
    with pytest.raises(ValueError, match=rf"^momentum: {sentence}$"):
        Momentum(changes=changes)


@pytest.mark.parametrize("restarts", [(-1,), (1.5,), (True,), ("ten",), (None,), 7, None, "7", np.array([1, 2])])
def test_restarts_that_make_no_sense_are_refused_in_one_sentence(restarts):
    with pytest.raises(ValueError, match=r"^momentum: restarts must be steps, whole numbers of 0 or more$"):
        Momentum(restarts=restarts)


def test_a_rule_with_events_is_a_hashable_value():
    rule = Momentum(lr=0.1, restarts=[3], changes=[(np.int64(4), "lr", np.float64(0.2))], schedule=Warmup(3))
    assert rule == Momentum(lr=0.1, restarts=(3,), changes=(Change(4, "lr", 0.2),), schedule=Warmup(3))
    assert {rule: "hashable"}[replace(rule)] == "hashable"
    assert type(rule.changes[0].step) is int
    assert type(rule.changes[0].value) is float
