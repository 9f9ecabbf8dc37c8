"""Every schedule is the recurrence people know, in plain Python, and keeps the contract of all schedules."""

from dataclasses import fields
from functools import reduce
from math import cos, pi
from operator import mul

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optim_core import (
    SCHEDULES,
    Constant,
    Cosine,
    CosineRestarts,
    ExponentialDecay,
    OneCycle,
    StepDecay,
    Warmup,
)
from optim_core.schedule import Product, numbers_of, product
from tests.optim_core.bits import assert_same_bits
from tests.optim_core.strategies import lengths, schedules, shares, simple_schedules

STEPS = 200
PARAMETERS = [
    pytest.param(cls, declared.name, declared.metadata, id=f"{cls.key}-{declared.name}")
    for cls in SCHEDULES
    for declared in fields(cls)
]
each_parameter = pytest.mark.parametrize(("cls", "name", "meta"), PARAMETERS)
each_schedule = pytest.mark.parametrize("cls", SCHEDULES, ids=lambda cls: cls.key)


def factors(schedule, steps=STEPS, first=0):
    return schedule.factor(np.arange(first, steps))


def assert_factors(schedule, expected):
    """The schedule's factors are those that a plain generator yields, to a few units of the last place."""
    wanted = [value for _, value in zip(range(STEPS), expected, strict=False)]
    np.testing.assert_allclose(factors(schedule), wanted, rtol=2e-13, atol=1e-15)


@given(length=lengths)
def test_warmup_adds_a_share_of_the_whole_each_step(length):
    def recurrence():
        done = 0
        while True:
            done = min(done + 1, length)
            yield done / length

    assert_factors(Warmup(length), recurrence())
    assert factors(Warmup(length))[length - 1] == 1.0


@given(every=lengths, gamma=st.floats(0.05, 1.5))
def test_step_decay_multiplies_lr_at_every_boundary(every, gamma):
    def recurrence():
        factor, step = 1.0, 0
        while True:
            yield factor
            step += 1
            factor *= gamma if step % every == 0 else 1.0

    assert_factors(StepDecay(every, gamma), recurrence())


@given(gamma=st.floats(0.5, 1.0))
def test_exponential_decay_multiplies_lr_each_step(gamma):
    def recurrence():
        factor = 1.0
        while True:
            yield factor
            factor *= gamma

    assert_factors(ExponentialDecay(gamma), recurrence())


def annealed(first, last, share):
    """torch's cosine annealing between two values."""
    return last + (first - last) / 2.0 * (cos(pi * share) + 1.0)


@given(period=lengths, floor=shares)
def test_cosine_goes_down_along_half_a_cosine_and_stays(period, floor):
    def recurrence():
        step = 0
        while True:
            yield annealed(1.0, floor, step / period) if step < period else floor
            step += 1

    assert_factors(Cosine(period, floor), recurrence())


@given(period=st.integers(3, 40), floor=st.floats(0.0, 0.9))
def test_cosine_is_torchs_chained_recurrence(period, floor):
    """CosineAnnealingLR computes each lr from the one before; near the floor that loses digits."""
    found = factors(Cosine(period, floor), period)
    for step in range(period - 1):
        ratio = (1.0 + cos(pi * (step + 1) / period)) / (1.0 + cos(pi * step / period))
        assert found[step + 1] == pytest.approx(ratio * (found[step] - floor) + floor, abs=1e-13)


@given(period=lengths, floor=shares)
def test_warm_restarts_begin_the_cosine_again_at_the_end_of_each(period, floor):
    def recurrence():
        current = 0
        while True:
            yield annealed(1.0, floor, current / period)
            current = 0 if current + 1 == period else current + 1

    assert_factors(CosineRestarts(period, floor), recurrence())


@given(length=lengths, rise=st.floats(0.05, 0.95))
def test_one_cycle_rises_to_the_whole_and_falls_to_nearly_nothing(length, rise):
    def recurrence():
        step = 0
        while True:
            share = step / length
            if share >= 1.0:
                yield 1.0 / 25.0 / 1e4
            elif share < rise:
                yield annealed(1.0 / 25.0, 1.0, share / rise)
            else:
                yield annealed(1.0, 1.0 / 25.0 / 1e4, (share - rise) / (1.0 - rise))
            step += 1

    assert_factors(OneCycle(length, rise), recurrence())


def test_one_cycle_passes_the_points_of_its_definition():
    found = factors(OneCycle(100, 0.3))
    assert found[[0, 30, 100, 199]] == pytest.approx([0.04, 1.0, 4e-6, 4e-6], rel=1e-12)
    assert (np.diff(found[:31]) > 0).all()
    assert (np.diff(found[30:101]) < 0).all()


def test_one_cycle_may_be_all_rise_or_all_fall_and_ends_at_its_least():
    falling, rising = factors(OneCycle(100, 0.0)), factors(OneCycle(100, 1.0))
    assert (falling[0], rising[0]) == (1.0, pytest.approx(0.04))
    assert (np.diff(falling[:101]) < 0).all()
    assert (np.diff(rising[:100]) > 0).all()
    assert falling[100:] == pytest.approx(4e-6)
    assert rising[100:] == pytest.approx(4e-6)


def test_constant_changes_nothing():
    assert_same_bits(factors(Constant()), np.ones(STEPS))


# What follows holds for every schedule, products included.


@settings(deadline=None)
@given(schedule=schedules, cut=st.integers(0, STEPS))
def test_the_factors_of_a_step_are_the_same_bits_however_many_are_asked_for(schedule, cut):
    whole = factors(schedule)
    assert (whole.dtype, whole.shape) == (np.float64, (STEPS,))
    assert_same_bits(np.concatenate([factors(schedule, cut), factors(schedule, STEPS, cut)]), whole)
    singly = np.concatenate([schedule.factor(np.array([step])) for step in range(STEPS)])
    assert_same_bits(singly, whole)


@given(schedule=schedules)
def test_factors_are_finite_and_not_negative(schedule):
    found = factors(schedule)
    assert np.isfinite(found).all()
    assert (found >= 0).all()


@given(schedule=schedules, short=st.integers(0, STEPS))
def test_boundaries_lie_within_the_run_in_order_and_a_longer_run_adds_later_ones(schedule, short):
    found = schedule.boundaries(STEPS)
    assert list(found) == sorted(set(found))
    assert all(type(step) is int and 0 < step < STEPS for step in found)
    assert schedule.boundaries(short) == tuple(step for step in found if step < short)


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        (Constant(), ()),
        (Warmup(7), (7,)),
        (Warmup(100), ()),
        (StepDecay(30), (30, 60, 90)),
        (StepDecay(50), (50,)),
        (ExponentialDecay(), ()),
        (Cosine(99), (99,)),
        (CosineRestarts(25), (25, 50, 75)),
        (OneCycle(80, 0.25), (20, 80)),
        (OneCycle(80, 0.0), (80,)),
        (OneCycle(80, 1.0), (80,)),
        (OneCycle(200, 0.3), (60,)),
        (Warmup(30) * StepDecay(30) * CosineRestarts(45), (30, 45, 60, 90)),
    ],
    ids=str,
)
def test_boundaries_of_a_hundred_steps(schedule, expected):
    assert schedule.boundaries(100) == expected


@given(every=lengths, gamma=st.floats(0.05, 0.9), period=st.integers(2, 90))
def test_lr_jumps_at_boundaries_and_nowhere_else(every, gamma, period):
    drops = np.flatnonzero(np.diff(factors(StepDecay(every, gamma)))) + 1
    assert tuple(drops) == StepDecay(every, gamma).boundaries(STEPS)
    rises = np.flatnonzero(np.diff(factors(CosineRestarts(period))) > 0) + 1
    assert tuple(rises) == CosineRestarts(period).boundaries(STEPS)


@given(length=lengths, rise=st.floats(0.05, 0.95))
def test_one_cycle_turns_at_its_boundary(length, rise):
    schedule = OneCycle(length, rise)
    peak = int(np.argmax(factors(schedule)))
    assert min(abs(peak - step) for step in (0, *schedule.boundaries(STEPS))) <= 1


@given(parts=st.lists(simple_schedules, min_size=0, max_size=4))
def test_a_product_multiplies_the_factors_and_joins_the_boundaries(parts):
    whole = product(tuple(parts))
    expected = [reduce(mul, (part.factor(np.array([step])).item() for part in parts), 1.0) for step in range(STEPS)]
    assert_same_bits(factors(whole), expected)
    assert set(whole.boundaries(STEPS)) == {step for part in parts for step in part.boundaries(STEPS)}


@given(a=schedules, b=schedules, c=schedules)
def test_products_are_flat_values_in_which_constants_vanish(a, b, c):
    assert (a * b) * c == a * (b * c)
    assert hash((a * b) * c) == hash(a * (b * c))
    assert a * Constant() == Constant() * a == a
    assert (a * b).parts == (*a.parts, *b.parts)
    assert not any(isinstance(part, Constant | Product) for part in (a * b).parts)


def test_a_product_of_nothing_is_constant_and_of_one_that_one():
    assert product(()) == Constant()
    assert product((Warmup(3),)) == Warmup(3)
    assert Constant().parts == ()
    assert Warmup(3).parts == (Warmup(3),)


def test_a_rise_without_end_and_no_lr_at_all_make_no_noise():
    """Warnings are errors here; what becomes of such a run is tested with the timeline."""
    steep = StepDecay(1, 1e6)
    assert np.isinf(factors(steep)[60:]).all()
    assert np.isnan(factors(steep * Cosine(10))[60:]).all()
    assert np.isinf(factors(steep * steep)[30:]).all()


@each_parameter
def test_default_lies_within_legal_and_soft_within_legal(cls, name, meta):
    low, high = meta["legal"]
    assert low <= getattr(cls(), name) <= high
    assert low <= meta["soft"][0] < meta["soft"][1] <= high
    assert meta["scale"] in ("linear", "log", "one-minus", "from-zero")
    assert meta["symbol"].strip()
    assert meta["help"].strip()


@each_parameter
def test_ends_of_the_legal_range_are_accepted_and_whole_numbers_are_int(cls, name, meta):
    for end in meta["legal"]:
        found = getattr(cls(**{name: end}), name)
        assert found == end
        assert type(found) is (int if meta["whole"] else float)
        assert numbers_of(cls(**{name: end}))[name] == end


@pytest.mark.parametrize("wrong", ["below", "above", np.nan, np.inf, "1", True, None, 1j, [True], [[1.0], [1.0, 2.0]]])
@each_parameter
def test_anything_else_is_refused_in_one_sentence(cls, name, meta, wrong):
    low, high = meta["legal"]
    value = {"below": np.nextafter(low, -np.inf), "above": np.nextafter(high, np.inf)}.get(str(wrong), wrong)
    with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must lie between [^\n]+, not [^\n]+$") as refused:
        cls(**{name: value})
    assert len(str(refused.value)) < 160


@pytest.mark.parametrize("wrong", [1.5, 10.000001, [10, 20], [3.0]])
@each_parameter
def test_a_length_that_is_not_whole_is_refused_in_one_sentence(cls, name, meta, wrong):
    if meta["whole"]:
        with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must be a whole number, not [^\n]+$"):
            cls(**{name: wrong})


@each_parameter
def test_an_array_is_refused_in_one_sentence_because_lanes_share_no_schedule(cls, name, meta):
    words = "a whole number" if meta["whole"] else "one number"
    with pytest.raises(ValueError, match=rf"^{cls.key}: {name} must be {words}, not [^\n]+$"):
        cls(**{name: [getattr(cls(), name)] * 2})


@each_schedule
def test_a_schedule_is_a_hashable_value(cls):
    assert cls() == cls(**numbers_of(cls()))
    assert {cls(): "hashable"}[cls()] == "hashable"


def test_the_registry_holds_distinct_schedules_that_say_what_they_do():
    assert len({cls.key for cls in SCHEDULES}) == len({cls.title for cls in SCHEDULES}) == len(SCHEDULES)
    assert all(cls.__doc__ and cls.title.strip() for cls in SCHEDULES)
    assert Product not in SCHEDULES
